"""How long what exists is kept: briefly for a stranger, longer once verified, then no more."""

from datetime import datetime

from bot.domain.case import ENDED, UNDECIDED, Case, State
from bot.domain.decision import Answered, Asked
from bot.domain.errors import Refusal, Refused
from bot.domain.events.preserving import PreservationAnswered, PreservationAsked
from bot.domain.levels import verified
from bot.domain.preserving import FIRST, LONGEST, AskToPreserve, EndAsking


def wanted(case: Case) -> tuple[tuple[str, ...], datetime | None]:
    """Return the devices to be kept and until when (UTC); None once the case needs nothing kept.

    A case that lapsed was never decided: the agency may come back with a warrant, and what it
    asked for stays as long as for a requester who was never verified.
    """
    devices = tuple(sorted({s.alias for s in case.sought}))
    if not devices or (case.state in ENDED and case.state is not State.LAPSED):
        return devices, None
    decided = case.state not in UNDECIDED and case.state is not State.LAPSED
    known = decided or (case.state is not State.LAPSED and verified(case))
    return devices, case.opened_at + (LONGEST if known else FIRST)


def due(case: Case, now: datetime) -> PreservationAsked | None:
    """Return what the store must be asked that it was not asked yet; None where all is said."""
    devices, until = wanted(case)
    kept = case.store.preserved
    if until is not None and until <= now:
        until = None
    running = kept is not None and kept.until is not None and kept.until > now
    same = kept is not None and (kept.devices, kept.until) == (devices, until)
    if same or (until is None and not running):
        return None
    number = kept.number + 1 if kept is not None else 1
    return PreservationAsked(number=number, devices=devices, until=until)


def ask(asked: Asked, _command: AskToPreserve) -> Answered:
    """Put on the record what is about to be asked, as the case stands now."""
    found = due(asked.case, asked.now)
    return (found,) if found is not None else Refused(Refusal.NOTHING_CHANGED)


def end(asked: Asked, command: EndAsking) -> Answered:
    """Record the store's answer to what it was asked last."""
    kept = asked.case.store.preserved
    if kept is None or kept.number != command.number or kept.answered:
        return Refused(Refusal.NOTHING_CHANGED)
    return (PreservationAnswered(number=command.number, failed=command.failed),)
