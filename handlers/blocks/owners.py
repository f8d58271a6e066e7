"""Whose data it is: for each device, whether it is stored, and every account holder."""

from collections.abc import Iterator, Sequence

from bot.domain.case import State
from bot.domain.events import OwnersRecorded
from bot.domain.release import Owner, OwnerRole
from bot.workflow.dossier import Dossier
from handlers.blocks.choices import STORED, choices, fitting
from handlers.blocks.limits import Payload, clip
from handlers.blocks.parts import (
    checkboxes,
    input_,
    modal,
    option,
    plain,
    radio,
    section,
    select,
    text_input,
)
from handlers.blocks.words import OWNER_FLAGS, OWNER_ROLES, counted

CALLBACK_ID = "owners.file"
CHOOSE = "owners.choose"
NEW, REPLACE = "new", "replace"
DEVICE_LENGTH = 100
NAMES = 10
"""Account holders named above the form; the rest are counted."""
POSTAL = 360
"""Characters of a postal address: six lines of sixty."""
CHOICES = 90
"""Account holders or devices that can be chosen among; Slack takes a hundred options."""
CHOICE_BYTES = 2_500
"""Bytes of ASCII JSON that they may take of a view; where names do not fit, marks stand alone."""


def next_device(dossier: Dossier) -> str | None:
    """Return the first device whose account holders are not all recorded; None when all are."""
    done = {a.alias for a in dossier.case.accounts if a.complete}
    return next((s.alias for s in dossier.case.sought if s.alias not in done), None)


def correctable(dossier: Dossier) -> tuple[str, ...]:
    """Return the devices whose entries may be put right; after a release, of who is still owed."""
    case = dossier.case
    devices = dict.fromkeys(s.alias for s in case.sought)
    if case.state is not State.RELEASED:
        return tuple(devices)
    return tuple(d for d in devices if _choosable(dossier, d))


def choose(dossier: Dossier, devices: Sequence[str]) -> Payload:
    """The question which device's entries are to be put right."""
    case = dossier.case
    named = [option(_label(dossier, d), d) for d in devices[:CHOICES]]
    marks = [option(d, d) for d in devices[:CHOICES]]
    options = named if fitting(named, CHOICE_BYTES) == named else fitting(marks, CHOICE_BYTES)
    said = "The account holders of every device are recorded. Which entries are to be put right?"
    return modal(
        CHOOSE,
        "Owners of the data",
        [
            section(plain(said)),
            input_("Device", select("device", options), f"device:v{case.version}"),
        ],
        ids={"c": case.number, "v": case.version},
        submit="Open Device",
    )


def view(dossier: Dossier, device: str) -> Payload:
    """The form for one person of one device; `device` is its alias."""
    case = dossier.case
    return modal(
        CALLBACK_ID,
        "Owners of the data",
        [section(plain(_known(dossier, device))), *_inputs(dossier, device)],
        ids={"c": case.number, "v": case.version, "d": device},
        submit="Save Owner",
    )


def _label(dossier: Dossier, device: str) -> str:
    request = dossier.opened.request
    sought = request.data_sought if request is not None else ()
    name = next((s.device for s in sought if s.alias == device and s.device), None)
    return f"{device}: {clip(name or 'identifier not readable', DEVICE_LENGTH)}"


def _held(dossier: Dossier, device: str) -> list[Owner]:
    aliases = {o.alias for o in dossier.case.owners if o.device == device}
    return [o for o in dossier.owners if o.alias in aliases]


def _choosable(dossier: Dossier, device: str) -> list[Owner]:
    """Return whose entry on the device may be put right now."""
    held = _held(dossier, device)
    if dossier.case.state is not State.RELEASED:
        return held
    owing = {n.owner for n in dossier.case.notices if n.open}
    return [o for o in held if o.alias in owing]


def _known(dossier: Dossier, device: str) -> str:
    roles = {o.alias: o.role for o in dossier.case.owners if o.device == device}
    held = _held(dossier, device)
    people = [
        f"{clip(o.name or 'name not given', 40)} ({OWNER_ROLES[roles[o.alias]]})"
        for o in held[:NAMES]
    ]
    if len(held) > NAMES:
        people.append(f"and {len(held) - NAMES} more")
    recorded = f" Recorded so far: {', '.join(people)}." if people else ""
    left = counted(len({s.alias for s in dossier.case.sought}), "device")
    now = (
        "What is put right here holds on every device of that person. The notice is then tried"
        " anew; where the name is another, two people answer the safety question again."
        if dossier.case.state is State.RELEASED
        else "Record one person at a time; the release waits until everybody on the device is"
        " recorded."
    )
    return f"{_label(dossier, device)} ({left} in all). {now}{recorded}"


def _inputs(dossier: Dossier, device: str) -> Iterator[Payload]:
    case = dossier.case
    times = sum(isinstance(h.event, OwnersRecorded) for h in dossier.history)
    place = f"v{case.version}:{device}:{len(case.owners)}:{times}"
    released = case.state is State.RELEASED
    choosable = _choosable(dossier, device)
    if choosable:
        yield _whose(choosable, place, released=released)
    if not released:
        account = next((a for a in case.accounts if a.alias == device), None)
        initial = account.stored.value if account else None
        stored = select("stored", choices(STORED), initial=initial)
        yield input_("Is the data there?", stored, f"stored:{place}")
    yield input_("Name", text_input("name", most=160), f"name:{place}", optional=not released)
    email = {"type": "email_text_input", "action_id": "email"}
    yield input_(
        "E-mail", email, f"email:{place}", optional=True, hint="The notice goes to this address."
    )
    postal = text_input("postal", most=POSTAL, multiline=True)
    hint = "Name, street, place, one to a line: a letter is the last resort."
    yield input_("Postal address", postal, f"postal:{place}", optional=True, hint=hint)
    if not released:
        roles = choices({role: OWNER_ROLES[role] for role in OwnerRole})
        yield input_("Role", select("role", roles), f"role:{place}", optional=True)
    care = checkboxes("owner_flags", choices(OWNER_FLAGS))
    yield input_("Care needed", care, f"owner_flags:{place}", optional=True)
    if not released:
        more = [option("Yes, add another", "more"), option("No, that is everyone", "all")]
        yield input_("Anyone else on this device?", radio("more", more), f"more:{place}")


def _whose(held: Sequence[Owner], place: str, *, released: bool) -> Payload:
    """The question whether this is somebody new, or instead of an entry that was wrong."""
    named = [
        option(f"Instead of {o.alias}, {clip(o.name or 'name not given', 40)}", o.alias)
        for o in held[:CHOICES]
    ]
    marks = fitting(
        [option(f"Instead of {o.alias}", o.alias) for o in held[:CHOICES]], CHOICE_BYTES
    )
    wrong = named if fitting(named, CHOICE_BYTES) == named else marks
    if released:
        return input_("Whose entry is wrong?", select("whose", wrong), f"whose:{place}")
    every = [
        option("Somebody not recorded yet", NEW),
        *wrong,
        option("Replace everybody recorded for this device", REPLACE),
    ]
    return input_("This entry is for", select("whose", every, initial=NEW), f"whose:{place}")
