"""How determinations settle a case. No path approves without two people who agree on a scope."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain import events as ev
from bot.domain.case import UNDECIDED, Case
from bot.domain.decision import Asked, Facts
from bot.domain.determination import Filed, Reason
from bot.domain.events import Escalation
from bot.domain.flag import barring, wants_senior
from bot.domain.folding import evolve
from bot.domain.levels import verified
from bot.domain.roster import Ref, Role
from bot.domain.rules.forged import found_early
from bot.domain.rules.paging import anew, custodians, page, seniors, standing_by
from bot.domain.rules.senior_call import owed
from bot.domain.scope import intersection
from bot.domain.senior_calling import CallCause
from bot.domain.stamp import Stamp
from bot.domain.verification import StepKind, counting

QUORUM = 2
"""Two natural persons. Not a setting."""


def after(asked: Asked, happened: Iterable[ev.Event]) -> Case:
    """Return the case as it is once `happened` has happened."""
    case = asked.case
    for event in happened:
        case = evolve(case, event, Stamp(asked.now, asked.actor))
    return case


def withdrawn(asked: Asked, happened: Iterable[ev.Event], why: str) -> tuple[ev.Event, ...]:
    """Return what takes an approval away after `happened`: a new version, and people called to it.

    Always a new version: on the old one everybody may have read what the two decided.
    """
    case = after(asked, happened)
    gone = ev.ApprovalWithdrawn(why=why, version=case.version + 1)
    case = evolve(case, gone, Stamp(asked.now, asked.actor))
    return (gone, *anew(case, asked.facts.roster, why))


def eligible(person: Ref, facts: Facts, now: datetime) -> str | None:
    """Return why `person` cannot count as a reviewer now, or None."""
    member = facts.roster.get(person)
    if member is None or not member.may(Role.REVIEWER, Role.SENIOR):
        return "not_on_roster"
    standing = facts.standings.get(person)
    if standing is None or not standing.good(now):
        problem = standing.problem if standing is not None else None
        return problem.value if problem else "unanswered"
    return None


def settle(asked: Asked, happened: Iterable[ev.Event]) -> tuple[ev.Event, ...]:
    """Return what follows from the determinations once `happened` has happened."""
    news = tuple(happened)
    case = after(asked, news)
    if case.state not in UNDECIDED or case.escalation is Escalation.STOPPED:
        return ()
    voided: list[ev.Event] = []
    if len(case.filed) >= QUORUM:
        for filed in case.filed:
            why = eligible(filed.by, asked.facts, asked.now)
            if why is not None:
                voided.append(ev.DeterminationVoided(person=filed.by, why=why))
    for event in voided:
        case = evolve(case, event, Stamp(asked.now, asked.actor))
    if len(case.filed) < QUORUM:
        filed_now = any(isinstance(event, ev.DeterminationFiled) for event in news)
        return (*voided, *((standing_by(case, asked.facts.roster),) if filed_now else ()))
    return (*voided, *_outcome(case, asked))


def _outcome(case: Case, asked: Asked) -> tuple[ev.Event, ...]:
    refusal = _refusal(case)
    if refusal is not None:
        told = owed(case, asked.facts, CallCause.REFUSED, refusal)
        ended = ev.CaseRefused(reason=refusal)
        if refusal is Reason.FRAUD:
            return (ended, *found_early(case, asked.facts.roster, asked.now), *told)
        return (ended, *told)
    pair = _pair(case)
    if pair is None:
        return _escalate(case, asked, _cause(case))
    if barring(case.flags) or case.governing.doubt is not None:
        return ()
    if wants_senior(case.flags) and not _senior_among(pair, asked):
        return _escalate(case, asked, Escalation.SENSITIVE_TARGET)
    if not _fraud_overruled_rightly(case, pair):
        return _escalate(case, asked, Escalation.OVERRULED_FRAUD)
    one, other = pair
    scope = intersection(one.scope, other.scope)
    return (
        ev.CaseApproved(
            pair=(one.by, other.by),
            scope=scope,
            package=case.package,
            narrowed=scope != case.scope,
            until=asked.now + asked.facts.limits.approval_valid,
        ),
        *page(custodians(case, asked.facts.roster), "custodian", "approved"),
    )


def _refusal(case: Case) -> Reason | None:
    """Return the reason when two people refuse, or a senior refuses what two could not agree on."""
    refusing = [f for f in case.filed if not f.allows]
    final = any(f.senior for f in refusing)
    if len(refusing) < QUORUM and not final:
        return None
    # Fraud is a finding of two people; one alone does not make the case one.
    plain = [f.reason for f in refusing if f.reason is not Reason.FRAUD]
    return plain[0] if plain else _fraud(refusing)


def _fraud(refusing: list[Filed]) -> Reason:
    return Reason.FRAUD if len(refusing) >= QUORUM else Reason.UNVERIFIED


def _pair(case: Case) -> tuple[Filed, Filed] | None:
    """Return the two whose common scope is released.

    Two reviewers who both allow, or, once a senior was needed, the senior and the earliest
    reviewer with whom they have a scope in common.
    """
    allowing = [f for f in case.filed if f.allows]
    third = [f for f in allowing if f.senior]
    if third:
        first = [f for f in allowing if not f.senior]
        options = [(r, s) for s in reversed(third) for r in first]
    else:
        agreed = len(allowing) == len(case.filed) and not any(f.wants_senior for f in allowing)
        options = [(allowing[0], allowing[1])] if agreed else []
    return next((o for o in options if intersection(o[0].scope, o[1].scope)), None)


def _senior_among(pair: tuple[Filed, Filed], asked: Asked) -> bool:
    people = (asked.facts.roster.get(filed.by) for filed in pair)
    return any(person is not None and person.may(Role.SENIOR) for person in people)


def _cause(case: Case) -> Escalation:
    if any(not f.allows for f in case.filed):
        return Escalation.DISAGREEMENT
    if any(f.wants_senior for f in case.filed):
        return Escalation.UNSURE
    return Escalation.NO_COMMON_SCOPE


def _fraud_overruled_rightly(case: Case, pair: tuple[Filed, Filed]) -> bool:
    """Whether an overruled refusal for fraud has fresh verification and a written answer."""
    frauds = [f for f in case.filed if f.reason is Reason.FRAUD]
    if not frauds:
        return True
    fresh = any(s.kind is StepKind.CALLBACK and s.at > frauds[-1].at for s in counting(case.steps))
    # A denial since the senior filed takes the level away, and this settles without a new form.
    return fresh and verified(case) and case.fraud_answered_by in {f.by for f in pair}


def _escalate(case: Case, asked: Asked, cause: Escalation) -> tuple[ev.Event, ...]:
    if case.escalation is cause:
        return ()
    return (
        ev.CaseEscalated(cause=cause),
        *page(seniors(case, asked.facts.roster), "senior", cause.value),
    )
