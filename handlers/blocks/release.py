"""Releasing by hand, in two steps: items are cleared on the record, then handed over."""

from collections.abc import Iterator, Sequence

from bot.domain.commands import ItemLine
from bot.domain.levels import exception_granted
from bot.domain.release import Item, Recipient, Transport
from bot.domain.request import Ongoing
from bot.domain.rules.releasing import dispatch_keys
from bot.domain.scope import Window
from bot.domain.verification import StepKind, counting
from bot.workflow.dossier import Dossier
from handlers.blocks.choices import choices, fitting
from handlers.blocks.limits import TYPED, Payload, ascii_bytes, clip, clip_bytes
from handlers.blocks.local_times import zone_word
from handlers.blocks.owners import next_device
from handlers.blocks.parts import (
    input_,
    modal,
    mrkdwn,
    option,
    plain,
    radio,
    section,
    select,
    stamp,
    text_input,
)
from handlers.blocks.release_link import way
from handlers.blocks.text import Markup
from handlers.blocks.times import lasting, span, zone_of
from handlers.blocks.words import CATEGORIES, Words, counted

CHECK, CONFIRM = "release.check", "release.confirm"
MORE, AGAIN = "more", "again"
"""Answers to "Is that everything?" after which nothing is cleared yet."""
LINE_BYTES = 2_500
"""Bytes of ASCII JSON that a list of lines or items may take of a view."""
DEVICE_LENGTH = 60

ONGOING: Words = {
    Ongoing.YES: "Yes, confirmed just now",
    Ongoing.NO: "No, it has ended: release nothing",
    Ongoing.UNKNOWN: "Not known: release nothing yet",
}
_STANDS: Words = {
    Ongoing.YES: "Yes, confirmed just now",
    Ongoing.NO: "No, the authority took it back: release nothing",
    Ongoing.UNKNOWN: "Not known: release nothing yet",
}
_TRANSPORTS: Words = {
    Transport.PORTAL: "The agency's evidence portal",
    Transport.MEDIA: "Encrypted media, in person",
}
_LAYOUT = "scope-line start end bytes sha256 name"


def check(dossier: Dossier, earlier: Sequence[ItemLine] = (), link: str = "") -> Payload:
    """Step 1: are the facts fresh, who receives it, and which items; `earlier` ones are kept.

    Where nobody verified could receive anything, or the account holders are not all recorded, it
    says so and asks nothing. `link` leads to the page on which small files go through us.
    """
    case, ways = dossier.case, fitting(recipients(dossier), LINE_BYTES)
    known = next_device(dossier) is None
    blocks = [section(plain(allowed(dossier))), section(mrkdwn(clocks(dossier)))]
    if link and known and ways:
        blocks.append(way(link))
    if earlier:
        blocks.append(section(plain(_so_far(earlier))))
    if not known:
        blocks.append(section(plain(WHOSE.format(case.number))))
    elif ways:
        blocks.extend(_inputs(dossier, ways, len(earlier)))
    else:
        blocks.append(section(plain(NOBODY)))
    return modal(
        CHECK,
        "Release, step 1 of 2",
        blocks,
        ids={"c": case.number, "v": case.version},
        submit="Check Items" if ways and known else None,
    )


WHOSE = (
    "First record the account holders of every device: close this and type /edr owners {}. The "
    "owner has to be told later, so nothing leaves before we know whom to tell."
)
NOBODY = (
    "Nobody can receive it yet: it goes to an officer whose mailbox is at the agency's own domain "
    "and who was reached by call-back, or to a dispatch number in the directory. Record a "
    "call-back, or have the directory completed."
)


def scope_line(window: Window, dossier: Dossier) -> str:
    """Return one line of what was allowed: device, category, local time and UTC."""
    request = dossier.opened.request
    devices = {s.alias: s.device for s in request.data_sought} if request else {}
    device = clip(devices.get(window.alias) or window.alias, DEVICE_LENGTH)
    when = span(window.start, window.end, zone_of(dossier.zone))
    return f"{device}, {CATEGORIES[window.category]}, {when}"


def allowed(dossier: Dossier) -> str:
    """Return what two people allowed, a line for each window."""
    approval = dossier.case.approval
    lines = [
        f"{number}. {scope_line(window, dossier)}"
        for number, window in enumerate(approval.scope if approval else (), start=1)
    ]
    return clip_bytes("\n".join(["Allowed by two people, and nothing else:", *lines]), LINE_BYTES)


def clocks(dossier: Dossier) -> Markup:
    """Say until when the approval holds, and how old the facts are."""
    approval, confirmed = dossier.case.approval, dossier.case.confirmed_at
    until = f"Approval ends {stamp(approval.until)}. " if approval else "No approval. "
    if dossier.case.order is not None:
        return Markup(f"{until}An order binds us: what is given rests on its form.")
    if confirmed is None:
        return Markup(f"{until}Nobody has confirmed the facts yet.")
    fresh = lasting(dossier.limits.facts_fresh)
    return Markup(f"{until}Facts last confirmed {stamp(confirmed)}; good for {fresh}.")


def recipients(dossier: Dossier) -> Iterator[Payload]:
    """Yield who may receive it: dispatch on a number of ours, and a verified officer's mailbox."""
    listed = dossier.agency
    for number in listed.numbers if listed is not None else ():
        if number.dispatch:
            yield option(f"Dispatch, {number.number}", f"{Recipient.DISPATCH.value}:{number.key}")
    request, case = dossier.opened.request, dossier.case
    for key in sorted(dispatch_keys(case)):
        found = dossier.opened.numbers.get(key)
        if found:
            said = f"Dispatch, {found}, found by two people"
            yield option(said, f"{Recipient.DISPATCH.value}:{key}")
    email = request.officer.email if request is not None else None
    called = any(s.kind is StepKind.CALLBACK for s in counting(case.steps))
    ours = listed is not None and (email or "").rpartition("@")[2].casefold() in listed.domains
    if email and called and ours and not exception_granted(case):
        yield option(f"The officer, {email}", Recipient.OFFICER.value)


def _so_far(earlier: Sequence[ItemLine]) -> str:
    """List what would be cleared together with what is typed next, the latest first."""
    lines: list[str] = []
    room = LINE_BYTES
    for item in reversed(earlier):
        name = clip(item.name, DEVICE_LENGTH)
        line = f"Line {item.line}: {name}, {item.size:,} bytes, SHA-256 {item.sha256[:12]}…"
        room -= ascii_bytes(line) + 2
        if room < 0:
            break
        lines.append(line)
    left = len(earlier) - len(lines)
    more = [f"And {counted(left, 'item')} before these."] if left else []
    return "\n".join([f"{counted(len(earlier), 'item')} listed so far:", *lines, *more])


def still(dossier: Dossier) -> Payload:
    """What must be so at the last moment: the emergency goes on, or the order still stands."""
    ordered = dossier.case.order is not None
    return input_(
        "Does the order still stand?" if ordered else "Is the emergency still going on?",
        radio("ongoing", choices(_STANDS if ordered else ONGOING)),
        f"ongoing:v{dossier.case.version}",
    )


def _inputs(dossier: Dossier, ways: Sequence[Payload], earlier: int) -> Iterator[Payload]:
    version = dossier.case.version
    yield still(dossier)
    yield input_(
        "Confirmed by whom and how", text_input("confirmed", most=200), f"confirmed:v{version}"
    )
    yield input_("Hand over to", select("recipient", ways), f"recipient:v{version}")
    yield input_("By", select("transport", choices(_TRANSPORTS)), f"transport:v{version}")
    yield input_(
        "Items, one a line",
        text_input("items", most=TYPED, multiline=True, hint=_LAYOUT),
        # Slack keeps what was typed under the same id; a list that was taken begins an empty one.
        f"items:{earlier}:v{version}" if earlier else f"items:v{version}",
        optional=True,
        hint="Paste what “exigent items FILE…” prints, and put the number of the allowed line "
        f"and the times before it, local in {zone_word(zone_of(dossier.zone))}. About 20 a time. "
        "Example: 1 18:10:00 18:30:00 48211034 9f86…0a08 front-door.mp4",
    )
    every = [
        option("Yes, these are all the items", "all"),
        option("More items follow", MORE),
    ]
    if earlier:
        forget = "Forgets the items listed so far, and what is typed here"
        every.append(option("Start again", AGAIN, forget))
    yield input_("Is that everything?", radio("all", every), f"all:v{version}")


def confirm(dossier: Dossier) -> Payload:
    """Step 2: what was cleared, and whether it left the house."""
    case = dossier.case
    return modal(
        CONFIRM,
        "Release, step 2 of 2",
        [
            section(plain(_cleared(dossier))),
            section(mrkdwn(_notice(dossier))),
            *_confirm_inputs(case.version),
        ],
        ids={"c": case.number, "v": case.version},
        submit="Record Hand-Over",
    )


def _cleared(dossier: Dossier) -> str:
    lines = [_item(item, dossier) for item in dossier.items]
    head = f"Cleared: {counted(len(lines), 'item')}, inside what was allowed.{_contact(dossier)}"
    return clip_bytes("\n".join([head, *lines]), LINE_BYTES)


def _contact(dossier: Dossier) -> str:
    contact = dossier.opened.contact
    return f" For: {clip(contact, 200)}." if contact else ""


def _item(item: Item, dossier: Dossier) -> str:
    window = item.window
    when = span(window.start, window.end, zone_of(dossier.zone))
    name = clip(item.name or "item", DEVICE_LENGTH)
    return (
        f"{name}, {CATEGORIES[window.category]}, {when}, {item.size:,} bytes\nSHA-256 {item.sha256}"
    )


def _notice(dossier: Dossier) -> Markup:
    due = min((n.due for n in dossier.case.notices if n.open), default=None)
    owed = f" The owner's notice is due {stamp(due)} at the latest." if due else ""
    return Markup(f"*Hand over now, then confirm.*{owed}")


def _confirm_inputs(version: int) -> Iterator[Payload]:
    done = [
        option("Handed over: exactly these items, to this contact", "done"),
        option("Not handed over: take the clearance back", "not"),
    ]
    yield input_("Hand-over", radio("done", done), f"done:v{version}")
    yield input_(
        "Receipt or reference",
        text_input("receipt", most=200),
        f"receipt:v{version}",
        optional=True,
    )
