"""The one card of a case in the review channel: true in every state, and nothing personal on it.

Everybody in the channel reads it, so it holds the agency, the kind of emergency, categories,
counts and lengths of time, and of determinations only how many there are.
"""

from collections.abc import Iterator
from typing import Final

from bot.domain.case import UNDECIDED, Case, State
from bot.domain.flag import standing
from bot.domain.rulebook import BEFORE_HANDOVER
from bot.domain.scope import duration
from bot.workflow.dossier import Dossier
from handlers.blocks import (
    after_words,
    complaint,
    holds,
    limits,
    order_words,
    orders,
    process,
    words,
)
from handlers.blocks.card_state import (
    button_order,
    next_step,
    point,
    shown_deadline,
    state_words,
    steps_words,
)
from handlers.blocks.channel_words import by_owner
from handlers.blocks.difference import named
from handlers.blocks.flags import counted
from handlers.blocks.parts import (
    Markup,
    Payload,
    actions,
    button,
    context,
    escaped,
    fields,
    header,
    message,
    mrkdwn,
    plain,
    section,
    stamp,
)
from handlers.blocks.text import bare
from handlers.blocks.times import ago, lasting

KIND: Final = "exigent_card"
_DUTY: Final = ("reviewer", "senior", "custodian")
_CLOCKS: Final = {
    "acknowledge": "Open it by",
    "triage": "Take the call-back by",
    "verification": "Verify by",
    "first_determination": "First determination by",
    "second_determination": "Second determination by",
    "senior_determination": "Senior decides by",
    "answer": "Agency answers by",
    "hard_stop": "Lapses",
    "approval_valid": "Approval ends",
    "facts_fresh": "Facts go stale",
    "handover": "Record the hand-over by",
    "delivery": "The link is opened by",
    "follow_up": "Legal process by",
    "senior_call": "A senior calls the agency by",
    "senior_call_again": "Seniors are called again",
    "notice": "Tell the owner by",
    "emergency_end": "We ask whether it is over",
    **after_words.CARD_CLOCKS,
    "letter": "Post the letter by",
    "notice_waits": "We ask about the notice again",
    "hold": "The hold ends",
    "re_review": "Safety is asked again",
    "re_reviewed": "Answer whether it is safe by",
    **order_words.CARD_CLOCKS,
}
OWNERS: Final = 4
"""Owners whose notices the card says one by one."""
_BUTTONS: Final = {
    "review.open": ("Review", "Review case"),
    "callback.open": ("Record Call-Back", "Record a call-back for"),
    "ask.open": ("Ask Agency", "Ask the agency about"),
    "recuse.open": ("Recuse", "Recuse yourself from"),
    "release.open": ("Record Release", "Record the release for"),
    "safety.open": ("Answer Safety", "Answer whether the owners are safe in"),
    "told.open": ("Record Notice", "Record how an owner was told in"),
    "letter.open": ("Post Letter", "Print and post the letters of"),
    "senior_call.open": ("Record Senior's Call", "Record the senior's call about"),
}


def card(dossier: Dossier, *, effect: str = "") -> Payload:
    """The card as a message; `effect` is the id by which a lost post can be found again."""
    case = dossier.case
    blocks = [
        header(
            f"{case.number} · {words.NATURES[case.nature] if case.nature else 'Kind not given yet'}"
        ),
        fields(*_facts(dossier), block_id=f"facts:{_moment(case)}"),
        section(mrkdwn(Markup(f"*Next:* {escaped(next_step(dossier))}"))),
        *(section(plain(line)) for line in (*orders.line(dossier), *_by_status_page(dossier))),
        *(section(plain(line)) for line in after_words.lines(case, dossier.now)),
        context(*(plain(remark) for remark in _remarks(dossier))),
    ]
    presses = button_order(dossier)
    if presses:
        row = [press_button(case, name, main=place == 0) for place, name in enumerate(presses)]
        blocks.append(actions(*row, block_id=f"press:{_moment(case)}"))
    ids: dict[str, str | int] = {"case": case.number, "version": case.version}
    return message(f"{case.number}: {point(dossier)}", blocks, kind=KIND, ids=ids | _effect(effect))


def _effect(effect: str) -> dict[str, str | int]:
    return {"effect": effect} if effect else {}


def _moment(case: Case) -> str:
    """A new id per version, state and filing, so that Slack never keeps an old press alive."""
    return f"{case.number}:v{case.version}:{case.state}:{min(len(case.filers), 2)}"


def press_button(case: Case, name: str, *, main: bool) -> Payload:
    """One of the card's buttons, wherever it stands; `name` is its action id."""
    text, label = _BUTTONS[name]
    return button(
        text,
        name,
        f"{case.number}:{case.version}",
        style="primary" if main else None,
        label=f"{label} {case.number}",
    )


def _facts(dossier: Dossier) -> tuple[Payload, ...]:
    case = dossier.case
    return (
        _field("State", state_words(dossier)),
        _field("Clock", clock_words(dossier)),
        _field("Agency", _agency(dossier)),
        _field("Identity", steps_words(dossier)),
        _field("Determinations", f"{min(len(case.filers), 2)} of 2"),
        _field("Asked for", asked_for(case)),
    )


def _field(name: str, value: str) -> Payload:
    safe = value if isinstance(value, Markup) else escaped(value, limits.FIELD)
    return mrkdwn(Markup(f"*{name}*\n{safe}"), limits.FIELD)


def _agency(dossier: Dossier) -> Markup:
    """The agency as it calls itself, without any markup; beside it what the directory says."""
    agency = dossier.case.agency
    name = bare(agency.name, limits.HEADER)
    known = "in the directory" if dossier.case.agency_listed else "not in the directory"
    seen = ", first seen" if dossier.case.agency_first_seen else ""
    kind = words.KINDS[agency.kind]
    return Markup(f"{name} ({bare(agency.country, 20)} {kind}, {known}{seen})")


def asked_for(case: Case) -> str:
    """Classes, categories, counts and lengths; after an approval, how much of it was allowed."""
    if not case.sought:
        return "Not known yet: the request is being taken down"
    wanted = [c for c in words.CATEGORIES if any(c in s.categories for s in case.sought)]
    classes = listed_classes(case)
    devices = words.counted(len({s.alias for s in case.sought}), "device")
    categories = words.listed(words.CATEGORIES[c] for c in wanted)
    return f"{classes}: {categories}\n{devices}, {amount(case)}"


def amount(case: Case) -> str:
    """How long the windows asked for are; after an approval, how much of that was allowed."""
    if case.approval is not None:
        of = lasting(duration(case.scope))
        whole = "" if len(case.scope) == 1 else " in all"
        return f"{of} asked for, {lasting(duration(case.approval.scope))} allowed{whole}"
    lengths = {s.end - s.start for s in case.sought}
    if len(lengths) == 1:
        return lasting(lengths.pop()) + (" each" if len(case.sought) > 1 else "")
    return f"{lasting(min(lengths))} to {lasting(max(lengths))} each"


def listed_classes(case: Case) -> str:
    """The data classes asked for, in words."""
    return " and ".join(words.CLASSES[c] for c in case.classes)


def clock_words(dossier: Dossier) -> Markup:
    """What the next clock is and when it is due; overdue says so in words."""
    due = shown_deadline(dossier)
    if due is None:
        return Markup("No clock runs")
    said = _CLOCKS.get(due.clock.partition(":")[0], "Due")
    late = "Overdue. " if due.due < dossier.now else ""
    return Markup(f"{late}{said} {stamp(due.due)}")


def _by_status_page(dossier: Dossier) -> tuple[str, ...]:
    """What the agency did on its page: a change that waits for a call, legal process that came."""
    said, case = [], dossier.case
    if case.open_changes and case.state in BEFORE_HANDOVER:
        number = len(case.open_changes)
        which = "Change" if number == 1 else f"{number} changes"
        said.append(f"{which} proposed by the agency: confirm by call-back, then /edr confirm.")
    return (*said, *_owners(case), *process.line(dossier), *complaint.line(case))


def _owners(case: Case) -> Iterator[str]:
    """Where every owner's notice stands, by alias and role; of many the first, and a count."""
    stood = list(by_owner(case)) if case.released_at is not None else []
    if stood:
        left = [f"and {len(stood) - OWNERS} more: /edr show {case.number}"]
        yield "\n".join([*stood[:OWNERS], *(left if len(stood) > OWNERS else ())])


def _remarks(dossier: Dossier) -> tuple[str, ...]:
    case = dossier.case
    remarks = []
    if case.state is State.APPROVED and case.confirmed_at is not None:
        fresh = lasting(dossier.limits.facts_fresh)
        remarks.append(f"Facts confirmed {ago(case.confirmed_at, dossier.now)}; good for {fresh}.")
    elif not case.vouched and case.state in UNDECIDED:
        remarks.append("No channel that we know vouches for the sender: the call-back has to.")
    remarks.extend(_noticed(case))
    remarks.extend(holds.line(case, dossier.now))
    duty = [words.counted(dossier.on_duty.get(role, 0), role) for role in _DUTY]
    remarks.append(f"On duty: {words.listed(duty)}")
    return tuple(remarks)


def _noticed(case: Case) -> Iterator[str]:
    """How many red flags stand, and whether one bars; which cases belong to this one."""
    flags = standing(case.flags)
    if flags and case.state in BEFORE_HANDOVER:
        yield f"{counted(flags)} Reasons: /edr flag {case.number}"
    for copy in case.copies:
        differs = words.listed(named(field) for field in copy.changed) or "nothing"
        yield f"It also came by {copy.channel}; that copy differs in: {differs}"
    others = sorted({link.other for link in case.links})
    if others:
        yield f"Linked cases: {words.listed(others)}"
