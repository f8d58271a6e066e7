"""Fraud found in any state: by two people, and never by the product.

Before the hand-over it ends the case. After it everything is recalled, whoever found it safe to
tell an owner is asked anew, and every owner is told at once, also who was told another story.
"""

from collections.abc import Iterator
from datetime import datetime

from bot.domain import events as ev
from bot.domain.case import Case, State
from bot.domain.decision import Answered, Asked, Facts
from bot.domain.defrauding import found, proposed
from bot.domain.delivering import taken_back, waits
from bot.domain.errors import Refusal, Refused
from bot.domain.events.defrauding import (
    AgencyWarned,
    BreachAnswered,
    FraudConfirmed,
    FraudDropped,
    FraudFound,
    FraudProposed,
)
from bot.domain.events.restricting import RestrictionLifted
from bot.domain.fraud import (
    AT_ONCE,
    FINDING,
    FOUND,
    WARN_WITHIN,
    AnswerBreach,
    BreachAnswer,
    ConfirmFraud,
    Fraud,
    ProposeFraud,
    RecordWarning,
    RefuseFraud,
)
from bot.domain.notice import NoticeOwed, NoticeStatus
from bot.domain.recall import RecallCause
from bot.domain.restriction import RestrictionKind
from bot.domain.roster import Role
from bot.domain.rules import recalling
from bot.domain.rules.forged import found_early, seniors_called
from bot.domain.rules.owners import cut_off
from bot.domain.rules.paging import page
from bot.domain.verification import Reached

FORGED = "The request was forged."
"""Why no legal process needs to come any more: two people found that nobody owes it."""


def propose(asked: Asked, command: ProposeFraud) -> Answered:
    """Say that the request was forged. From here nothing is released until a second person says."""
    case = asked.case
    if found(case) or case.state is State.FRAUD:
        return Refused(Refusal.NOTHING_CHANGED)
    if proposed(case) and _proposer_stands(asked):
        return Refused(Refusal.FRAUD_WAITS)
    if not command.why.strip():
        return Refused(Refusal.NO_REASON)
    number = (case.fraud or Fraud()).proposals + 1
    roster = asked.facts.roster
    others = roster.rota(Role.SENIOR, 0, case.recused | {asked.actor})
    return (FraudProposed(number=number, why=command.why), *page(others, "senior", FINDING))


def confirm(asked: Asked, command: ConfirmFraud) -> Answered:
    """Say so too. Whoever proposed it must be another person, and still on the roster."""
    waiting = _waiting(asked, command.number)
    if isinstance(waiting, Refused):
        return waiting
    if waiting.proposer == asked.actor:
        return Refused(Refusal.SAME_PERSON)
    if not _proposer_stands(asked):
        return Refused(Refusal.PROPOSER_GONE)
    confirmed = FraudConfirmed(number=command.number, why=command.why.strip() or None)
    return (confirmed, *follows(asked.case, asked.facts, asked.now))


def refuse(asked: Asked, command: RefuseFraud) -> Answered:
    """Let a proposed finding fall; the case goes on as it stood."""
    waiting = _waiting(asked, command.number)
    if isinstance(waiting, Refused):
        return waiting
    if not command.why.strip():
        return Refused(Refusal.NO_REASON)
    return (FraudDropped(number=command.number, why=command.why),)


def follows(case: Case, facts: Facts, now: datetime) -> tuple[ev.Event, ...]:
    """Return everything that the finding brings, in the order in which it happens."""
    if waits(case):
        # Nobody has opened the link: nothing left, and nothing will.
        return (*taken_back(case, "forged"), *found_early(case, facts.roster, now))
    if not recalling.handed_over(case):
        return found_early(case, facts.roster, now)
    breach = facts.standard.breach_due
    finding = FraudFound(
        after_release=True,
        warn_due=now + WARN_WITHIN,
        breach_due=now + breach if breach is not None else None,
    )
    return (
        finding,
        recalling.ordered(RecallCause.FRAUD, now),
        *_freed(case),
        *told_anew(case, now),
        *_excused(case),
        *seniors_called(case, facts.roster),
        *page(facts.roster.rota(Role.REVIEWER, 0, case.recused), "safety", FOUND),
    )


def owed_anew(notice: NoticeOwed, now: datetime) -> ev.NoticeIsOwed:
    """Owe an owner another notice at once, over the same channels as before."""
    due, channels = now + AT_ONCE, notice.channels
    return ev.NoticeIsOwed(owner=notice.owner, due=due, channels=channels)


def _freed(case: Case) -> Iterator[ev.Event]:
    """End what the company's own policy held: only an order, the law or safety still forbids."""
    for restriction in case.restrictions:
        if restriction.in_force and restriction.kind is RestrictionKind.POLICY:
            yield RestrictionLifted(number=restriction.number)


def told_anew(case: Case, now: datetime) -> Iterator[ev.Event]:
    """Owe every account holder a notice at once, also those who have read another one.

    An attempt that is under way carries the earlier story, so it settles nothing any more.
    """
    for notice in case.notices:
        if notice.status is not NoticeStatus.LIFTED:
            yield from cut_off(notice)
            yield owed_anew(notice, now)


def _excused(case: Case) -> tuple[ev.Event, ...]:
    owed = case.follow_up is not None and case.follow_up.open
    return (ev.FollowUpExcused(why=FORGED),) if owed else ()


def answer_breach(asked: Asked, command: AnswerBreach) -> Answered:
    """Say that it was reported, or why not; who found that it need not be may still report it."""
    fraud = asked.case.fraud
    if fraud is None or fraud.found_at is None or fraud.breach_due is None:
        return Refused(Refusal.NO_FRAUD)
    if fraud.breach in (command.answer, BreachAnswer.REPORTED):
        return Refused(Refusal.NOTHING_CHANGED)
    if not command.how.strip():
        return Refused(Refusal.NO_REASON)
    return (BreachAnswered(answer=command.answer, how=command.how),)


def warn(asked: Asked, command: RecordWarning) -> Answered:
    """Record that the agency was called, on a number of the directory and never the request's."""
    fraud = asked.case.fraud
    if fraud is None or fraud.found_at is None:
        return Refused(Refusal.NO_FRAUD)
    if not fraud.warning_open:
        return Refused(Refusal.NOTHING_CHANGED)
    agency = asked.facts.agency
    listed = {n.key for n in agency.numbers} if agency is not None else set()
    if command.number not in (listed or {""}):
        return Refused(Refusal.NUMBER_UNKNOWN)
    spoke = command.reached is not Reached.NOBODY or not command.number
    if spoke and not (command.said or "").strip():
        return Refused(Refusal.NO_REASON)
    return (AgencyWarned(number=command.number, reached=command.reached, said=command.said),)


def _waiting(asked: Asked, number: int) -> Fraud | Refused:
    fraud = asked.case.fraud
    if fraud is None or not fraud.waiting or fraud.proposals != number:
        return Refused(Refusal.NOTHING_WAITS)
    return fraud


def _proposer_stands(asked: Asked) -> bool:
    fraud = asked.case.fraud
    proposer = fraud.proposer if fraud is not None else None
    return proposer is not None and asked.facts.roster.get(proposer) is not None
