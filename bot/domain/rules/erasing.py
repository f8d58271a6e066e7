"""When what is personal of a case may be erased, by whom, and what keeps it.

Erased is erased: so everything is looked at when it is proposed, when the second person agrees,
and again when it is carried out.
"""

from datetime import datetime

from bot.domain.case import ENDED, Case
from bot.domain.commands import AcknowledgePage, Command, PassTime, ViewCase
from bot.domain.deadlines import clocks
from bot.domain.decision import Answered, Asked
from bot.domain.defrauding import found
from bot.domain.erasing import (
    AGREED_FOR,
    MOST_HOLDS,
    AgreeErasure,
    EraseCase,
    Kept,
    LegalHold,
    LiftLegalHold,
    PlaceLegalHold,
    ProposeErasure,
    ProposeHoldLift,
    RefuseErasure,
    RefuseHoldLift,
    Retention,
)
from bot.domain.errors import Refusal, Refused
from bot.domain.events import erasing as ev
from bot.domain.limits import Limits
from bot.domain.linking import LinkCase

_AFTERWARDS = (ViewCase, AcknowledgePage, LinkCase, PassTime)
"""What may still happen to a case that was erased: none of these seals anything."""


def erased(case: Case, command: type[Command]) -> Refused | None:
    """Refuse what would need values that nobody can open any more, or seal new ones."""
    gone = case.erasing.erased_at is not None and command not in _AFTERWARDS
    return Refused(Refusal.CASE_ERASED) if gone else None


def kept_as(case: Case) -> Kept:
    """Return by which outcome it is reckoned how long the case is kept."""
    if case.state.value == Kept.FRAUD.value or found(case):
        return Kept.FRAUD
    return Kept.RELEASED if case.released_at is not None else Kept.REFUSED


def over_at(case: Case, retention: Retention) -> datetime | None:
    """Return when the case has been kept long enough (UTC); None while it goes on."""
    if case.erasing.ended_at is None:
        return None
    lengths = {retention.refused}
    if case.released_at is not None:
        lengths.add(retention.released)
    if kept_as(case) is Kept.FRAUD:
        lengths.add(retention.fraud)
    return case.erasing.ended_at + max(lengths)


def owed(case: Case, limits: Limits, now: datetime) -> str:
    """Return what is still owed to somebody, by the name of its clock; empty where nothing is."""
    if any(notice.open for notice in case.notices):
        return "notice"
    if case.follow_up is not None and case.follow_up.open:
        return "follow_up"
    if any(r.in_force and r.until is not None and r.until > now for r in case.restrictions):
        return "restriction"
    return next((clock.name.partition(":")[0] for clock in clocks(case, limits)), "")


def unready(case: Case, limits: Limits, retention: Retention, now: datetime) -> Refused | None:
    """Return why the case must be kept at `now` (UTC); None where it may be erased."""
    over, live = over_at(case, retention), case.erasing.live_holds
    if case.state not in ENDED or over is None:
        return Refused(Refusal.CASE_GOES_ON, case.state.value)
    if live:
        return Refused(Refusal.LEGAL_HOLD, str(live[0].number))
    still = owed(case, limits, now)
    if still:
        return Refused(Refusal.STILL_OWED, still)
    if now < over:
        return Refused(Refusal.RETENTION_RUNS, over.date().isoformat())
    return None


def _unready(asked: Asked) -> Refused | None:
    return unready(asked.case, asked.facts.limits, asked.facts.retention, asked.now)


def propose(asked: Asked, command: ProposeErasure) -> Answered:
    """Propose it; what waits already, or was agreed on, is not proposed again."""
    case, stands = asked.case, asked.case.erasing
    refused = _unready(asked)
    if refused is not None:
        return refused
    unspoken = stands.proposer is None or asked.facts.roster.get(stands.proposer) is None
    if not unspoken and (stands.waiting or stands.agreed(asked.now)):
        return Refused(Refusal.ERASURE_WAITS)
    ended, over = stands.ended_at, over_at(case, asked.facts.retention)
    if ended is None or over is None:
        return Refused(Refusal.CASE_GOES_ON)
    proposed = ev.ErasureProposed(
        number=stands.number + 1,
        kept=kept_as(case),
        ended_at=ended,
        over_at=over,
        why=command.why.strip() or None,
    )
    return (proposed,)


def agree(asked: Asked, command: AgreeErasure) -> Answered:
    """Agree as the second person, on a case that may still be erased."""
    stands = asked.case.erasing
    if not stands.waiting or stands.number != command.number:
        return Refused(Refusal.NOTHING_WAITS)
    if stands.proposer == asked.actor:
        return Refused(Refusal.SAME_PERSON)
    if stands.proposer is None or asked.facts.roster.get(stands.proposer) is None:
        return Refused(Refusal.PROPOSER_GONE)
    refused = _unready(asked)
    if refused is not None:
        return refused
    why = command.why.strip() or None
    return (ev.ErasureAgreed(number=command.number, until=asked.now + AGREED_FOR, why=why),)


def refuse(asked: Asked, command: RefuseErasure) -> Answered:
    """Let it fall, also once two have agreed and as long as nothing is erased."""
    stands = asked.case.erasing
    if stands.proposer is None or stands.number != command.number:
        return Refused(Refusal.NOTHING_WAITS)
    if not command.why.strip():
        return Refused(Refusal.NO_REASON)
    return (ev.ErasureRefused(number=command.number, why=command.why),)


def erase(asked: Asked, _command: EraseCase) -> Answered:
    """Erase it, where two people who are still on the roster agreed and nothing keeps it."""
    stands = asked.case.erasing
    if stands.proposer is None or stands.second is None:
        return Refused(Refusal.NOT_AGREED)
    if not stands.agreed(asked.now):
        return Refused(Refusal.AGREEMENT_OVER)
    if any(asked.facts.roster.get(who) is None for who in (stands.proposer, stands.second)):
        return Refused(Refusal.PROPOSER_GONE)
    refused = _unready(asked)
    if refused is not None:
        return refused
    gone = ev.CaseErased(number=stands.number, proposed_by=stands.proposer, agreed_by=stands.second)
    return (gone,)


def place(asked: Asked, command: PlaceLegalHold) -> Answered:
    """Keep the case, whatever its state."""
    holds = asked.case.erasing.holds
    if not command.why.strip():
        return Refused(Refusal.NO_REASON)
    if len(holds) >= MOST_HOLDS:
        return Refused(Refusal.TOO_MANY_HOLDS)
    return (ev.LegalHoldPlaced(number=len(holds) + 1, why=command.why),)


def propose_lift(asked: Asked, command: ProposeHoldLift) -> Answered:
    """Propose that a hold ends."""
    hold = asked.case.erasing.hold(command.number)
    if hold is None or not hold.live:
        return Refused(Refusal.NO_SUCH_HOLD)
    if hold.lift_by is not None and asked.facts.roster.get(hold.lift_by) is not None:
        return Refused(Refusal.HOLD_LIFT_WAITS)
    if not command.why.strip():
        return Refused(Refusal.NO_REASON)
    return (ev.LegalHoldLiftProposed(number=hold.number, why=command.why),)


def lift(asked: Asked, command: LiftLegalHold) -> Answered:
    """End a hold, as the second person."""
    hold = _lifting(asked, command.number)
    if isinstance(hold, Refused):
        return hold
    if hold.lift_by is None or asked.facts.roster.get(hold.lift_by) is None:
        return Refused(Refusal.PROPOSER_GONE)
    return (ev.LegalHoldLifted(number=hold.number, why=command.why.strip() or None),)


def refuse_lift(asked: Asked, command: RefuseHoldLift) -> Answered:
    """Let a hold stand, as the second person."""
    hold = _lifting(asked, command.number)
    if isinstance(hold, Refused):
        return hold
    if not command.why.strip():
        return Refused(Refusal.NO_REASON)
    return (ev.LegalHoldLiftRefused(number=hold.number, why=command.why),)


def _lifting(asked: Asked, number: int) -> LegalHold | Refused:
    hold = asked.case.erasing.hold(number)
    if hold is None or not hold.lifting:
        return Refused(Refusal.NOTHING_WAITS)
    return Refused(Refusal.SAME_PERSON) if hold.lift_by == asked.actor else hold
