"""Holds of a notice on the second person's card, and on the cards and lists of a case."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from bot.domain.address import TypedAddress, latest, unread
from bot.domain.case import Case, State
from bot.domain.events import restricting as ev
from bot.domain.hold_clocks import ASKING
from bot.domain.restriction import (
    Restriction,
    RestrictionKind,
    RestrictionStatus,
    held,
    proposed,
)
from bot.workflow.dossier import Deadline, Dossier
from handlers.blocks.limits import clip
from handlers.blocks.parts import utc
from handlers.blocks.restriction_words import CARES, COVERING, GROUNDS, KINDS
from handlers.blocks.second_person import SecondPersonAsk
from handlers.blocks.words import counted, listed

_ENDED: Final = {
    RestrictionStatus.REFUSED: "Refused: the owner may be told.",
    RestrictionStatus.IN_FORCE: "Two people agreed: the owner is not told yet.",
    RestrictionStatus.RENEWED: "Two people agreed; a later hold has taken its place.",
    RestrictionStatus.LAPSED: "Two people agreed, and its day has come since.",
    RestrictionStatus.LIFTED: "Two people agreed, and it has ended since.",
}
_MOVED_ON: Final = "The case has moved on: nothing is held by this."
_HOW_IT_ENDS: Final = {
    RestrictionKind.COURT_ORDER: "It ends by itself on that day, and the notice goes out.",
    RestrictionKind.POLICY: "It ends by itself on that day, and the notice goes out.",
    RestrictionKind.SAFETY_HOLD: (
        "It does not end by itself: from that day on it is overdue, and the notice goes out once"
        " two people answer that it is safe now."
    ),
    RestrictionKind.STATUTORY_SILENCE: "It ends by the authority's permission.",
}


def until_words(hold: Restriction) -> str:
    """Until when, in words."""
    return f"until {utc(hold.until)}" if hold.until is not None else "without an end of ours"


def _whom(hold: Restriction) -> str:
    return "every account holder" if hold.owner is None else hold.owner


def ask(found: Dossier, hold: Restriction, subject: str, *, waits: bool) -> SecondPersonAsk:
    """Return the card of a hold that somebody proposed; nothing on it is anybody's words."""
    number = found.case.number
    return SecondPersonAsk(
        title=f"{number} · hold a notice?" if waits else f"{number} · a held notice",
        lines=(
            f"Not to be told: {_whom(hold)}, {until_words(hold)}.",
            f"{KINDS[hold.kind].capitalize()}: {GROUNDS[hold.ground]}. {_HOW_IT_ENDS[hold.kind]}",
            "Until a second person agrees, it restricts nothing.",
        ),
        asked_by=found.names.get(hold.by, ""),
        asked_at=hold.proposed_at,
        subject=subject,
        settled=None if waits else _ENDED.get(hold.status, _MOVED_ON),
    )


def told(found: Dossier, hold: Restriction) -> tuple[str, ...]:
    """Return what was said for it, for the eyes of whoever decides."""
    said = [h.event for h in found.history if isinstance(h.event, ev.RestrictionProposed)]
    event = next((e for e in said if e.number == hold.number), None)
    lines = []
    if hold.covers is not None and event is not None:
        lines.append(f"Issuer and number: {event.issuer or ''}, {event.docket or ''}")
        lines.append(f"Whether it covers this: {COVERING[hold.covers]}")
    if event is not None and event.why:
        lines.append(f"Reason given: {event.why}")
    return tuple(lines)


def ask_lift(found: Dossier, hold: Restriction, subject: str, *, waits: bool) -> SecondPersonAsk:
    """Return the card of an early end that somebody proposed."""
    number = found.case.number
    stands = "Refused: the hold stands until its end." if hold.in_force else None
    return SecondPersonAsk(
        title=f"{number} · end a hold early?" if waits else f"{number} · a held notice",
        lines=(
            f"Hold {hold.number}, {until_words(hold)}: {KINDS[hold.kind]}, {GROUNDS[hold.ground]}.",
            "Once a second person agrees, the owner is told. A notice cannot be taken back.",
        ),
        asked_by=found.names.get(hold.lift_by or "", ""),
        asked_at=hold.lift_at or hold.proposed_at,
        subject=subject,
        settled=None if waits else stands or "The hold has ended.",
    )


def told_lift(found: Dossier, hold: Restriction) -> tuple[str, ...]:
    """Return what was said for an early end, and which document allows it."""
    said = [h.event for h in found.history if isinstance(h.event, ev.LiftProposed)]
    event = next((e for e in reversed(said) if e.number == hold.number), None)
    if event is None:
        return ()
    document = (f"Document: {event.document}",) if event.document else ()
    return (*document, *((f"Reason given: {event.why}",) if event.why else ()))


def ask_address(
    found: Dossier, address: TypedAddress, subject: str, *, waits: bool
) -> SecondPersonAsk:
    """Return the card of an address that somebody typed; the address itself is not on it."""
    number = found.case.number
    settled = "Another address has taken its place, or nobody is left to be told."
    if address.settled:
        settled = "Refused: nothing goes there." if address.refused else "Confirmed by two people."
    return SecondPersonAsk(
        title=f"{number} · is this address right?" if waits else f"{number} · an address",
        lines=(
            f"The address of {address.owner} was typed. Read it, and compare it with the account.",
            "No notice goes there before a second person has confirmed it.",
        ),
        asked_by=found.names.get(address.by, ""),
        asked_at=address.at,
        subject=subject,
        settled=None if waits else settled,
    )


def told_address(found: Dossier, address: TypedAddress) -> tuple[str, ...]:
    """Return whose address it is and how it reads, for the eyes of whoever decides."""
    owner = next((o for o in found.owners if o.alias == address.owner), None)
    if owner is None:
        return ()
    lines = [f"Name: {clip(owner.name or 'not given', 160)}", f"E-mail: {owner.email or 'none'}"]
    postal = [part for part in owner.postal if part]
    return (*lines, f"Letter: {clip(', '.join(postal), 400)}") if postal else tuple(lines)


def line(case: Case, now: datetime) -> Iterator[str]:
    """What the card says of holds: how many, of which kind, until when; nothing of anybody."""
    waiting = len(proposed(case))
    if waiting:
        yield (
            f"{counted(waiting, 'hold')} of the notice proposed: a second person decides."
            " Until then nothing is held."
        )
    for hold in case.restrictions:
        if hold.live(now):
            late = ", overdue" if overdue(hold, now) else ""
            kind = KINDS[hold.kind]
            whom = "" if hold.owner is None else f" to {hold.owner}"
            yield f"Notice{whom} held {until_words(hold)}: {kind}, {GROUNDS[hold.ground]}{late}."
    if unread(case) and case.state is State.RELEASED:
        yield "An address that was typed waits for a second reader."


def next_steps(case: Case, now: datetime) -> Iterator[str]:
    """Who has to do what because of holds and addresses, and what is held meanwhile."""
    if unread(case):
        yield "a second person reads the address that was typed, on its card"
    if any(latest_refused(case)):
        yield f"a custodian corrects the address that was refused: /edr owners {case.number}"
    if proposed(case):
        yield "a second person decides on the hold that was proposed, on its card"
    for notice in case.notices:
        hold = held(case, notice.owner, now) if notice.open else None
        if hold is not None:
            yield f"{notice.owner} is not told {until_words(hold)}"


def latest_refused(case: Case) -> Iterator[bool]:
    """Whether the address of somebody who is still to be told was found wrong, for each."""
    for notice in case.notices:
        typed = latest(case, notice.owner)
        yield notice.open and typed is not None and typed.refused


def overdue(hold: Restriction, now: datetime) -> bool:
    """Whether a safety hold is past its day."""
    return not hold.ends_by_itself and hold.until is not None and now >= hold.until


def held_rows(case: Case, now: datetime, running: Iterable[Deadline]) -> Iterator[str]:
    """One line for each notice that is held: whose, until when, and when it is looked at next."""
    next_look = {d.clock: d.due for d in running}
    for notice in case.notices:
        hold = held(case, notice.owner, now) if notice.open else None
        if hold is not None:
            again = next_look.get(ASKING + notice.owner)
            looked = f"; looked at again {utc(again)}" if again is not None else ""
            late = "; overdue" if overdue(hold, now) else ""
            yield f"{notice.owner}: {KINDS[hold.kind]} {until_words(hold)}{late}{looked}"


def care_words(cares: Iterable[str]) -> str:
    """What makes care necessary, in words."""
    return listed(CARES[care] for care in CARES if care in set(cares))
