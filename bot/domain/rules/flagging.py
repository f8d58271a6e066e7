"""Red flags in a case: when the rules run again, who raises and lifts, and what follows.

A flag approves nothing. While one bars, nobody may file a determination that allows, and nothing
is released; one that came up after the approval takes the approval away.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from bot.domain import events as ev
from bot.domain.case import UNDECIDED, Case, State
from bot.domain.decision import Answered, Asked, ListedAgency
from bot.domain.errors import Refusal, Refused
from bot.domain.events.flagging import Noticed
from bot.domain.flag import (
    BARRING,
    BY_HAND,
    HEAVY,
    OF_THE_DIRECTORY,
    Sign,
    Weight,
    standing,
    weight_of,
)
from bot.domain.flagging import LiftFlag, RaiseFlag
from bot.domain.likeness import domain_of, inside
from bot.domain.red_flags import History, Signals, hurried, raised
from bot.domain.request import Request
from bot.domain.roster import SYSTEM, Role
from bot.domain.rules.settling import after, settle, withdrawn
from bot.domain.verification import CALLS, StepFinding, StepKind, StepResult, counting

REASON_LENGTH = 20
"""Characters that say at least what was seen or explained."""
_OF_HISTORY: Final[Mapping[Sign, StepFinding]] = {
    Sign.AGENCY_FIRST_SEEN: StepFinding.FIRST_SEEN_AGENCY,
    Sign.OFFICER_FIRST_SEEN: StepFinding.FIRST_SEEN_OFFICER,
    Sign.SAME_TARGET: StepFinding.SAME_TARGET,
    Sign.TEXT_REUSED: StepFinding.TEXT_REUSED,
    Sign.BURST: StepFinding.BURST,
}


def noticed(asked: Asked) -> tuple[ev.Event, ...]:
    """Return what follows from what the rules notice now; nothing where nothing changed.

    Where no history was looked up, what it said before stays: traces are read when a request comes
    or changes, everything else at every command. A case that no rule ever saw stays unseen. Each
    look at the traces is a step of the verification, also where it found nothing.
    """
    case, request = asked.case, asked.facts.opened.request
    history = asked.facts.history
    if request is None or case.state not in UNDECIDED | {State.APPROVED}:
        return ()
    if history is None and not case.flagged:
        return ()
    signs = raised(request, _signals(asked, request, history))
    looked = (_compared(signs),) if history is not None else ()
    known = tuple(flag.sign for flag in case.flags if flag.by == SYSTEM)
    by_hand = {flag.sign for flag in case.flags if flag.by != SYSTEM}
    mine = tuple(s for s in Sign if s in {*signs, *_kept(case)} and s not in by_hand)
    if case.flagged and mine == known:
        return looked
    seen = ev.FlagsRaised(noticed=tuple(Noticed(sign=s, weight=weight_of(s)) for s in mine))
    happened = (*looked, seen)
    return (*happened, *_worsened(asked, happened))


def _kept(case: Case) -> frozenset[Sign]:
    """The blocks that stand until people lift them, also where what raised them is gone.

    Otherwise whoever asks could take the odd sentence out, and be past the block.
    """
    return frozenset(
        flag.sign
        for flag in standing(case.flags)
        if flag.by == SYSTEM and flag.weight is Weight.BLOCK and flag.sign not in OF_THE_DIRECTORY
    )


def _compared(signs: Iterable[Sign]) -> ev.StepRecorded:
    """Return the step of comparing earlier requests: never a denial, and nothing of a level."""
    found = tuple(_OF_HISTORY[sign] for sign in signs if sign in _OF_HISTORY)
    result = StepResult.INCONCLUSIVE if found else StepResult.PASS
    return ev.StepRecorded(step=StepKind.HISTORY, result=result, findings=found)


def _signals(asked: Asked, request: Request, history: History | None) -> Signals:
    case, agency = asked.case, asked.facts.agency
    known = {flag.sign for flag in case.flags}
    return Signals(
        history=history if history is not None else _remembered(known),
        standing=agency.standing if agency is not None else "",
        domains=agency.domains if agency is not None else (),
        numbers=len(agency.numbers) if agency is not None else 0,
        first_seen=case.agency_first_seen,
        hurried=_hurried(asked, request, agency) if history else Sign.OUT_OF_HOURS in known,
        mail_authentic=_mail(case),
        resisted=_resisted(case),
        target_staff=_staff(asked),
    )


def _remembered(known: Iterable[Sign]) -> History:
    signs = frozenset(known)
    return History(
        officer_seen=Sign.OFFICER_FIRST_SEEN not in signs,
        lookalike=Sign.LOOKALIKE_DOMAIN in signs,
        text_reused=Sign.TEXT_REUSED in signs,
        same_target=Sign.SAME_TARGET in signs,
        burst=Sign.BURST in signs,
    )


def _hurried(asked: Asked, request: Request, agency: ListedAgency | None) -> bool:
    return agency is not None and hurried(request, agency.zone, asked.now)


def _mail(case: Case) -> bool | None:
    results = [s.result for s in case.steps if s.kind is StepKind.EMAIL_AUTHENTICATION]
    settled = [r for r in results if r in (StepResult.PASS, StepResult.FAIL)]
    return settled[-1] is StepResult.PASS if settled else None


def _resisted(case: Case) -> bool:
    """Whether somebody denied the request to a caller, and no call-back has passed since."""
    denied = any(s.result is StepResult.FAIL and s.kind in CALLS for s in case.steps)
    return denied and not any(s.kind is StepKind.CALLBACK for s in counting(case.steps))


def _staff(asked: Asked) -> bool:
    ours = asked.facts.own_domains
    return any(inside(domain_of(owner.email), ours) for owner in asked.facts.opened.owners.values())


def _worsened(asked: Asked, happened: tuple[ev.Event, ...]) -> tuple[ev.Event, ...]:
    """Begin the review anew where a flag came up that somebody did not see when deciding.

    Whatever they decided: to look at it would tell the other reviewer what that was.
    """
    before = {f.sign for f in standing(asked.case.flags)}
    case = after(asked, happened)
    new = any(f.weight in HEAVY and f.sign not in before for f in standing(case.flags))
    if not new or not case.filed or case.clearance is not None:
        return ()
    return withdrawn(asked, happened, "flags_worse")


def raise_flag(asked: Asked, command: RaiseFlag) -> Answered:
    """Raise a flag by hand, with what was seen."""
    if command.sign not in BY_HAND:
        return Refused(Refusal.FLAG_NOT_BY_HAND, command.sign.value)
    if any(flag.sign is command.sign for flag in asked.case.flags):
        return Refused(Refusal.NOTHING_CHANGED)
    if len(command.why.strip()) < REASON_LENGTH:
        return Refused(Refusal.RATIONALE_LENGTH)
    added = ev.FlagAdded(sign=command.sign, weight=weight_of(command.sign), why=command.why)
    return (added, *_worsened(asked, (added,)))


def lift(asked: Asked, command: LiftFlag) -> Answered:
    """Lift a hold or a block: after a call-back that counts, with a reason, never alone a block."""
    refused = _may_lift(asked, command)
    if refused is not None:
        return refused
    person = asked.facts.roster.get(asked.actor)
    senior = person is not None and person.may(Role.SENIOR)
    lifted = ev.FlagLifted(sign=command.sign, senior=senior, why=command.why)
    return (lifted, *settle(asked, (lifted,)))


def _may_lift(asked: Asked, command: LiftFlag) -> Refused | None:
    case = asked.case
    flag = next((f for f in standing(case.flags) if f.sign is command.sign), None)
    if flag is None:
        return Refused(Refusal.NO_SUCH_FLAG, command.sign.value)
    if flag.sign in OF_THE_DIRECTORY or flag.weight not in BARRING:
        return Refused(Refusal.FLAG_STANDS, flag.sign.value)
    if asked.actor == case.logged_by:
        return Refused(Refusal.LOGGED_THE_REQUEST)
    if any(lift.by == asked.actor for lift in flag.lifts):
        return Refused(Refusal.SAME_PERSON)
    if len(command.why.strip()) < REASON_LENGTH:
        return Refused(Refusal.RATIONALE_LENGTH)
    # A request that was changed since is another one than the agency was asked about.
    since = max(flag.at, case.version_at)
    calls = [s for s in counting(case.steps) if s.kind is StepKind.CALLBACK]
    return None if any(c.at >= since for c in calls) else Refused(Refusal.FLAG_NEEDS_CALL)
