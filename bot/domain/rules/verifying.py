"""Calling the agency: whose number, who may call, and what a call is worth."""

import hmac
import re

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.checking import ConfirmNumber, ProposeNumber
from bot.domain.decision import Answered, Asked
from bot.domain.errors import Refusal, Refused
from bot.domain.roster import Role
from bot.domain.rules.paging import page, seniors
from bot.domain.rules.senior_call import owed
from bot.domain.rules.settling import settle
from bot.domain.senior_calling import CallCause
from bot.domain.verification import (
    CODE_TRIES,
    NumberSource,
    Reached,
    StepKind,
    StepResult,
    counting,
)

_KIND = {
    Reached.OFFICER: StepKind.CALLBACK,
    Reached.SUPERVISOR: StepKind.SUPERVISOR,
    Reached.DISPATCH: StepKind.DISPATCH,
    Reached.NOBODY: StepKind.CALLBACK,
}


def digits(number: str | None) -> str:
    """Return a telephone number's digits, by which two writings of it are compared."""
    return re.sub(r"\D", "", number or "")


def _spoken(text: str | None) -> str:
    return re.sub(r"[\W_]", "", text or "").casefold()


def may_call(asked: Asked) -> Refused | None:
    """Refuse who logged the request, and reviewers where the settings keep the two apart."""
    if asked.actor == asked.case.logged_by:
        return Refused(Refusal.LOGGED_THE_REQUEST)
    person = asked.facts.roster.get(asked.actor)
    reviews = person is not None and person.may(Role.REVIEWER, Role.SENIOR)
    if asked.facts.policy.strict_separation and reviews:
        return Refused(Refusal.REVIEWERS_MAY_NOT_CALL)
    if asked.actor in asked.case.recused:
        return Refused(Refusal.RECUSED)
    return None


def take(asked: Asked, _command: cm.TakeVerification) -> Answered:
    """Take the verification; taking it twice changes nothing more, but it is on the record."""
    return may_call(asked) or (ev.VerificationTaken(),)


def propose(asked: Asked, command: ProposeNumber) -> Answered:
    """Propose a number that was found outside the directory."""
    refused = may_call(asked)
    if refused is not None:
        return refused
    if not digits(command.number) or not command.source.strip():
        return Refused(Refusal.NUMBER_UNKNOWN)
    key = f"a{len(asked.case.numbers) + 1}"
    return (ev.NumberProposed(key=key, number=command.number, source=command.source),)


def confirm(asked: Asked, command: ConfirmNumber) -> Answered:
    """Confirm a proposed number: another person, their own source, the same digits."""
    refused = may_call(asked)
    if refused is not None:
        return refused
    number = next((n for n in asked.case.numbers if n.key == command.key), None)
    if number is None:
        return Refused(Refusal.NUMBER_UNKNOWN)
    if number.found_by == asked.actor:
        return Refused(Refusal.SAME_PERSON)
    if digits(asked.facts.opened.numbers.get(command.key)) != digits(command.number):
        return Refused(Refusal.NUMBER_DIFFERS)
    return (ev.NumberConfirmed(key=command.key, source=command.source),)


def _source(asked: Asked, key: str) -> NumberSource | Refused:
    listed = asked.facts.agency
    if listed is not None and any(n.key == key for n in listed.numbers):
        return NumberSource.DIRECTORY
    if listed is not None and any(n.key == key for c in listed.coming for n in c.numbers):
        return Refused(Refusal.NUMBER_IN_QUARANTINE)
    number = next((n for n in asked.case.numbers if n.key == key), None)
    if number is None:
        return Refused(Refusal.NUMBER_UNKNOWN)
    if number.confirmed_by is None:
        return Refused(Refusal.NUMBER_NOT_CONFIRMED)
    return NumberSource.AD_HOC


def _matches(asked: Asked, command: cm.RecordCall) -> bool | None:
    """Compare what was read to us, in constant time; None when nothing was."""
    said = _spoken(command.code)
    if not said or command.reached is Reached.NOBODY:
        return None
    opened = asked.facts.opened
    incident = opened.request.incident_number if opened.request else None
    # The code came to the officer; dispatch knows the incident; a supervisor may know either.
    if asked.actor == asked.case.numbered_by:
        incident = None
    wanted = {
        Reached.OFFICER: (opened.code,),
        Reached.DISPATCH: (incident,),
        Reached.SUPERVISOR: (opened.code, incident),
    }[command.reached]
    known = [_spoken(w) for w in wanted if _spoken(w)]
    if not known:
        # Where the request gave nothing to compare with, nobody can have read it wrong.
        return None
    return sum(hmac.compare_digest(said.encode(), k.encode()) for k in known) > 0


def record_call(asked: Asked, command: cm.RecordCall) -> Answered:
    """Record one call. A pass needs somebody reached and the right code or incident number."""
    refused = may_call(asked)
    if refused is not None:
        return refused
    if command.outcome is StepResult.SKIPPED:
        # One person alone skips nothing, whatever a form may send.
        return Refused(Refusal.NOTHING_TO_SKIP)
    if command.reached is Reached.DISPATCH and asked.actor == asked.case.numbered_by:
        # Dispatch names the number to somebody who did not bring it into the request.
        return Refused(Refusal.LOGGED_THE_REQUEST, "the incident number")
    source = _source(asked, command.number)
    if isinstance(source, Refused):
        return source
    matched = _matches(asked, command)
    settled = command.outcome in (StepResult.PASS, StepResult.FAIL)
    if settled and command.reached is Reached.NOBODY:
        return Refused(Refusal.DECISION_CONTRADICTS, "nobody was reached")
    if command.outcome is StepResult.PASS and not _spoken(command.code):
        return Refused(Refusal.NO_CODE)
    return _call_events(asked, command, source, matched=matched)


def _call_events(
    asked: Asked, command: cm.RecordCall, source: NumberSource, *, matched: bool | None
) -> tuple[ev.Event, ...]:
    result = command.outcome
    if result is StepResult.PASS and not matched:
        result = StepResult.INCONCLUSIVE
    burnt = matched is False and asked.case.wrong_codes + 1 >= CODE_TRIES
    if burnt:
        result = StepResult.FAIL
    step = ev.StepRecorded(
        step=_KIND[command.reached],
        result=result,
        number=command.number,
        source=source,
        reached=command.reached,
        answered=command.answered,
        code_matched=matched,
        duty_confirmed=command.duty_confirmed,
    )
    happened: list[ev.Event] = [step]
    if burnt:
        happened.append(ev.CodeRenewed(code=command.new_code))
    if result is StepResult.FAIL:
        happened.extend(page(seniors(asked.case, asked.facts.roster), "senior", "denied"))
        happened.extend(owed(asked.case, asked.facts, CallCause.DENIED))
    if result is StepResult.PASS and command.still_ongoing:
        happened.append(ev.FactsReconfirmed(confirmed_at=asked.now, how="call"))
    return (*happened, *settle(asked, happened))


def support_exception(asked: Asked, command: cm.SupportException) -> Answered:
    """Support the life safety exception: two reviewers and a senior, after a call-back."""
    if len(command.why.strip()) < 20:  # noqa: PLR2004 — a sentence, as for a rationale
        return Refused(Refusal.RATIONALE_LENGTH)
    called = any(s.kind is StepKind.CALLBACK for s in counting(asked.case.steps))
    if not called:
        return Refused(Refusal.EXCEPTION_NEEDS_CALLBACK)
    if asked.actor in asked.case.supporters | asked.case.senior_supporters:
        return Refused(Refusal.ALREADY_FILED)
    person = asked.facts.roster.get(asked.actor)
    senior = person is not None and person.may(Role.SENIOR)
    return (ev.LifeSafetySupported(senior=senior, why=command.why),)


def reconfirm(asked: Asked, command: cm.ReconfirmFacts) -> Answered:
    """Confirm that the emergency still goes on; makes no new version."""
    if not command.how.strip():
        return Refused(Refusal.NO_REASON)
    return (ev.FactsReconfirmed(confirmed_at=asked.now, how=command.how),)
