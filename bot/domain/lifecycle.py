"""The law of the case: which command may do what in which state.

`decide` says what happens or why nothing does; `evolve` (in `folding`) says what a case is after
it. Both are pure: the time, the people and their standing come in as arguments.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.authorizing import AuthorizeRelease
from bot.domain.case import Case, State
from bot.domain.checking import (
    RecordDocument,
)
from bot.domain.decision import Answered, Asked, Decided, Facts, Undone
from bot.domain.delivery import OfferDelivery
from bot.domain.errors import ExigentError, Refusal, Refused
from bot.domain.events.defrauding import FraudFound, OutcomeRecorded
from bot.domain.events.governing import OwnersToldAtOnce
from bot.domain.events.reaching import LetterWaits
from bot.domain.events.restricting import RestrictionImposed, RestrictionProposed
from bot.domain.flagging import LiftFlag
from bot.domain.folding import evolve, opened
from bot.domain.opening import open_up
from bot.domain.roster import OWNER, REQUESTER, SYSTEM, Ref
from bot.domain.rulebook import RULES, Rule
from bot.domain.rules import (
    erasing,
    flagging,
    governing,
    intake,
    linking,
    ordering,
    senior_call,
    timing,
)
from bot.domain.stamp import Stamp

_COUNTING = (
    cm.FileDetermination,
    cm.AnswerRefusal,
    cm.RecordCall,
    RecordDocument,
    LiftFlag,
    cm.Recuse,
    cm.ClearRelease,
    AuthorizeRelease,
    OfferDelivery,
)
"""Commands at which everybody's determination counts, so everybody's standing must be known."""
UNASKED = Refused(Refusal.BAD_STANDING, "unasked")
"""Somebody filed after Slack was asked about the others: ask again, with them among the asked."""


def begin(
    number: str, command: cm.OpenCase, actor: Ref, facts: Facts, now: datetime
) -> tuple[Decided, Case]:
    """Open a case; what was checked and noticed at the door is told, and people are paged."""
    event = intake.opened(command)
    case = opened(event, number, Stamp(now, actor))
    facts = replace(facts, opened=open_up(facts.opened, event))
    steps, case = _follows(case, (*command.steps, *linking.at_opening(command.links)), now)
    pages, case = _follows(case, intake.after_opening(case, facts), now)
    law, case = _lawful(case, facts, now)
    flags, case = _follows(case, flagging.noticed(_by_system(case, facts, now)), now)
    return Decided(events=((actor, event), *steps, *pages, *law, *flags)), case


def decide(case: Case, command: cm.Command, actor: Ref, facts: Facts, now: datetime) -> Decided:
    """Decide `command` on `case` as it stands at `now` (UTC).

    What fell due before comes first, so that a late click meets a case that has lapsed, even
    where every timer is dead; then what the rules notice by now. Raises `ExigentError` for a
    command that has no rule.
    """
    lapsed, case = _follows(case, senior_call.lapsed(case, facts), now)
    law, case = _lawful(case, facts, now)
    facts = _under(case, facts)
    timely, case = timing.passed(case, facts, Stamp(now, SYSTEM))
    before = replace(facts, history=None)
    noticed, case = _follows(case, flagging.noticed(_by_system(case, before, now)), now)
    events = (*lapsed, *law, *((SYSTEM, e) for e in timely), *noticed)
    answered = _answer(case, command, actor, facts, now)
    if isinstance(answered, Refused):
        return Decided(events=events, refused=answered)
    refused = answered.refused if isinstance(answered, Undone) else None
    own = answered.events if isinstance(answered, Undone) else answered
    for event in own:
        case = evolve(case, event, Stamp(now, _author(event, actor)))
        facts = replace(facts, opened=open_up(facts.opened, event))
    later = _later(case, facts, now) if own else ()
    follows = ((_author(e, actor), e) for e in own)
    return Decided(events=(*events, *follows, *later), refused=refused)


def _under(case: Case, facts: Facts) -> Facts:
    """Return the facts with the case's own standard, which may have changed a moment ago."""
    own = facts.law.standards.get(case.standard)
    changed = own is not None and facts.standard.name != case.standard
    return replace(facts, standard=own) if own is not None and changed else facts


def _lawful(
    case: Case, facts: Facts, now: datetime
) -> tuple[tuple[tuple[Ref, ev.Event], ...], Case]:
    """Return which law the facts suggest by now, and what that law makes of the case."""
    law, case = _follows(case, governing.noticed(_by_system(case, facts, now)), now)
    order, case = _follows(case, ordering.noticed(case, _under(case, facts), now), now)
    return (*law, *order), case


def _later(case: Case, facts: Facts, now: datetime) -> tuple[tuple[Ref, ev.Event], ...]:
    """Return what the rules notice of a case to which somebody just did something."""
    flags, case = _follows(case, flagging.noticed(_by_system(case, facts, now)), now)
    law, case = _lawful(case, _under(case, facts), now)
    lapsed, _ = _follows(case, senior_call.lapsed(case, facts), now)
    return (*flags, *law, *lapsed)


def _by_system(case: Case, facts: Facts, now: datetime) -> Asked:
    return Asked(case=case, actor=SYSTEM, facts=facts, now=now)


def _follows(
    case: Case, happened: Iterable[ev.Event], now: datetime
) -> tuple[tuple[tuple[Ref, ev.Event], ...], Case]:
    """Return what the product itself says, with its author, and the case after it."""
    events = tuple((SYSTEM, event) for event in happened)
    for author, event in events:
        case = evolve(case, event, Stamp(now, author))
    return events, case


def _answer(case: Case, command: cm.Command, actor: Ref, facts: Facts, now: datetime) -> Answered:
    rule = RULES.get(type(command))
    if rule is None:
        raise ExigentError(f"{type(command).__name__} has no rule")
    refused = (
        _may(rule, actor, facts, now) or erasing.erased(case, type(command)) or _in_time(rule, case)
    )
    if refused is None and isinstance(command, cm.ViewCase) and command.files is not None:
        filed = RULES[command.files]
        refused = (
            _may(filed, actor, facts, now)
            or erasing.erased(case, command.files)
            or _in_time(filed, case)
        )
    if refused is not None:
        return refused
    if actor in case.recused and not isinstance(command, cm.ViewCase):
        # Also by a form that was opened before: whoever stepped out does nothing more here.
        return Refused(Refusal.RECUSED)
    if isinstance(command, _COUNTING) and not _asked_about(case, facts):
        # To be missing from the answers is no bad standing: nobody's determination is lost.
        return UNASKED
    return rule.decide(Asked(case=case, actor=actor, facts=facts, now=now), command)


def _in_time(rule: Rule, case: Case) -> Refused | None:
    if case.state in rule.states:
        return None
    late = case.state is State.LAPSED
    return Refused(Refusal.TOO_LATE if late else Refusal.WRONG_STATE, case.state.value)


def _asked_about(case: Case, facts: Facts) -> bool:
    """Whether Slack was asked about everybody who filed; nobody can ask about who left the roster.

    What those filed is voided when it would count.
    """
    return all(p in facts.standings for p in case.filers if facts.roster.get(p) is not None)


def _may(rule: Rule, actor: Ref, facts: Facts, now: datetime) -> Refused | None:
    if actor == SYSTEM:
        return None if rule.system else Refused(Refusal.WRONG_ROLE)
    if actor in (REQUESTER, OWNER):
        able = rule.requester if actor == REQUESTER else rule.owner
        return None if able else Refused(Refusal.WRONG_ROLE)
    person = facts.roster.get(actor)
    if person is None:
        return Refused(Refusal.NOT_ON_ROSTER)
    standing = facts.standings.get(actor)
    if standing is None or not standing.good(now):
        problem = standing.problem if standing is not None else None
        return Refused(Refusal.BAD_STANDING, problem.value if problem else "unanswered")
    if not person.may(*rule.roles):
        return Refused(Refusal.WRONG_ROLE, " or ".join(sorted(rule.roles)))
    return None


_CONSEQUENCES = (
    ev.CaseApproved,
    ev.CaseRefused,
    ev.CaseEscalated,
    ev.PeoplePaged,
    ev.SeniorCallOwed,
    ev.DeterminationVoided,
    ev.ApprovalWithdrawn,
    ev.CodeRenewed,
    ev.NoticeIsOwed,
    ev.NoticeDueSet,
    ev.NoticeLifted,
    ev.NoticeUndelivered,
    LetterWaits,
    ev.FollowUpIsOwed,
    ev.CaseClosed,
    ev.FlagsRaised,
    OwnersToldAtOnce,
    RestrictionImposed,
    FraudFound,
    OutcomeRecorded,
)


def _author(event: ev.Event, actor: Ref) -> Ref:
    """Name the product as the author of what follows from an act, the person of the act itself."""
    # What was checked at the door of a copy is the product's finding, as with a new case; and what
    # a right code opens is handed over by the product, not by whoever typed it.
    checked = actor == REQUESTER and isinstance(event, ev.StepRecorded | ev.HandedOver)
    found_elsewhere = isinstance(event, RestrictionProposed) and event.proposer is not None
    product = checked or found_elsewhere or isinstance(event, _CONSEQUENCES)
    return SYSTEM if product else actor
