"""Telling the owners: two people find it safe, then attempts, recorded before they are made."""

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import Case
from bot.domain.decision import Answered, Asked
from bot.domain.errors import Refusal, Refused
from bot.domain.notice import ATTEMPTS, AttemptOutcome, NoticeOwed, NoticeStatus, cleared_safe


def _owed(case: Case, owner: str) -> NoticeOwed | None:
    return next((n for n in case.notices if n.owner == owner and n.open), None)


def ready(case: Case, owner: str) -> bool:
    """Whether `owner` may be contacted now: the emergency is over and two people found it safe."""
    notice = _owed(case, owner)
    return (
        notice is not None
        and notice.status is not NoticeStatus.UNDELIVERED
        and notice.attempts < ATTEMPTS
        and case.ended_at is not None
        and cleared_safe(owner, case.safety)
    )


def answer_safety(asked: Asked, command: cm.AnswerSafety) -> Answered:
    """Answer for one owner. A later answer of the same person takes the place of the earlier."""
    if _owed(asked.case, command.owner) is None:
        return Refused(Refusal.NO_SUCH_OWNER, command.owner)
    if not command.why.strip():
        return Refused(Refusal.NO_REASON)
    return (ev.SafetyAnswered(owner=command.owner, answer=command.answer, why=command.why),)


def begin(asked: Asked, command: cm.BeginNotice) -> Answered:
    """Put an attempt on the record before it is made."""
    notice = _owed(asked.case, command.owner)
    if notice is None or not ready(asked.case, command.owner):
        return Refused(Refusal.NOTICE_NOT_READY, command.owner)
    return (
        ev.NoticeAttempted(
            owner=command.owner,
            channel=command.channel,
            attempt=notice.attempts + 1,
            message_id=command.message_id,
        ),
    )


def end(asked: Asked, command: cm.EndNotice) -> Answered:
    """Record how an attempt ended. Sent closes the obligation; a dead channel does not."""
    notice = _owed(asked.case, command.owner)
    if notice is None or notice.attempts != command.attempt:
        return Refused(Refusal.NO_SUCH_OWNER, command.owner)
    if notice.status is not NoticeStatus.SENDING:
        # Its end is known already; a second one must not bring a dead channel back to life.
        return Refused(Refusal.NOTICE_NOT_READY, command.owner)
    ended = ev.NoticeAttemptEnded(
        owner=command.owner,
        channel=command.channel,
        attempt=command.attempt,
        outcome=command.outcome,
        reply=command.reply,
    )
    if command.outcome is AttemptOutcome.SENT:
        others = [n for n in asked.case.notices if n.open and n.owner != command.owner]
        return (ended,) if others else (ended, ev.CaseClosed())
    if command.outcome is AttemptOutcome.PERMANENT or notice.attempts >= ATTEMPTS:
        return (ended, ev.NoticeUndelivered(owner=command.owner))
    return (ended,)
