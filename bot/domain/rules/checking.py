"""Steps that could not be taken, documents looked at, and logs of calls: none opens a gate."""

from bot.domain import events as ev
from bot.domain.checking import (
    MOST_LOGS,
    MOST_SKIPS,
    SKIPPABLE,
    AttachCallLog,
    ConfirmSkip,
    ProposeSkip,
    RecordDocument,
    RefuseSkip,
    Skip,
    SkipEnd,
)
from bot.domain.decision import Answered, Asked
from bot.domain.errors import Refusal, Refused
from bot.domain.rules.paging import page, seniors
from bot.domain.rules.settling import settle
from bot.domain.rules.verifying import may_call
from bot.domain.verification import CALLS, StepResult, counting


def propose_skip(asked: Asked, command: ProposeSkip) -> Answered:
    """Propose that a step is skipped; whoever may not call cannot know that nobody answered."""
    refused = may_call(asked) or _skippable(asked, command)
    if refused is not None:
        return refused
    number = len(asked.case.skips) + 1
    return (ev.SkipProposed(number=number, step=command.step, why=command.why),)


def _skippable(asked: Asked, command: ProposeSkip) -> Refused | None:
    case, step = asked.case, command.step
    if step not in SKIPPABLE:
        return Refused(Refusal.NOTHING_TO_SKIP, step.value)
    if not command.why.strip():
        return Refused(Refusal.NO_REASON)
    if any(s.step is step and s.end is None for s in case.skips):
        return Refused(Refusal.SKIP_WAITS, step.value)
    skipped = any(s.step is step and s.end is SkipEnd.CONFIRMED for s in case.skips)
    if skipped or any(s.kind is step for s in counting(case.steps)):
        return Refused(Refusal.NOTHING_TO_SKIP, step.value)
    return Refused(Refusal.TOO_MANY_SKIPS) if len(case.skips) >= MOST_SKIPS else None


def confirm_skip(asked: Asked, command: ConfirmSkip) -> Answered:
    """Agree that a step could not be taken: another person, who did not log the request."""
    skip = _waiting(asked, command.number)
    if isinstance(skip, Refused):
        return skip
    skipped = ev.StepRecorded(step=skip.step, result=StepResult.SKIPPED)
    return (skipped, ev.SkipAgreed(number=skip.number, why=command.why or None))


def refuse_skip(asked: Asked, command: RefuseSkip) -> Answered:
    """Hold that a step can be taken; it stays open."""
    skip = _waiting(asked, command.number)
    if isinstance(skip, Refused):
        return skip
    if not command.why.strip():
        return Refused(Refusal.NO_REASON)
    return (ev.SkipRefused(number=skip.number, why=command.why),)


def _waiting(asked: Asked, number: int) -> Skip | Refused:
    case = asked.case
    found = next((s for s in case.skips if s.number == number and s.end is None), None)
    if found is None:
        return Refused(Refusal.NOTHING_WAITS)
    if found.by == asked.actor:
        return Refused(Refusal.SAME_PERSON)
    if asked.actor == case.logged_by:
        return Refused(Refusal.LOGGED_THE_REQUEST)
    return found


def record_document(asked: Asked, command: RecordDocument) -> Answered:
    """Record what somebody saw in a document. A fail is a denial: what counted before is gone."""
    if asked.actor == asked.case.logged_by:
        return Refused(Refusal.LOGGED_THE_REQUEST)
    if command.document not in documents(asked):
        return Refused(Refusal.NO_SUCH_DOCUMENT)
    if not command.looked or command.result is StepResult.SKIPPED:
        return Refused(Refusal.NOTHING_LOOKED_AT)
    if not command.note.strip():
        return Refused(Refusal.NO_REASON)
    examined = ev.DocumentExamined(
        document=command.document,
        looked=command.looked,
        result=command.result,
        note=command.note,
    )
    happened: list[ev.Event] = [examined]
    if command.result is StepResult.FAIL:
        happened.extend(page(seniors(asked.case, asked.facts.roster), "senior", "document_failed"))
    return (*happened, *settle(asked, happened))


def documents(asked: Asked) -> frozenset[str]:
    """Return the keys of what came with the request or followed it."""
    request = asked.facts.opened.request
    came = [a.key for a in request.attachments] if request is not None else []
    return frozenset([*came, *(f"P{n}" for n in range(1, asked.case.processes + 1))])


def attach_log(asked: Asked, command: AttachCallLog) -> Answered:
    """Attach a file to a call that was recorded; it proves nothing by itself."""
    case = asked.case
    if not 1 <= command.step <= len(case.steps) or not _called(asked, command.step):
        return Refused(Refusal.NO_SUCH_CALL, f"step {command.step}")
    if len(case.call_logs) >= MOST_LOGS:
        return Refused(Refusal.TOO_MANY_LOGS)
    if command.attachment.key != f"L{len(case.call_logs) + 1}":
        return Refused(Refusal.NOTHING_CHANGED)
    return (ev.CallLogAttached(step=command.step, attachment=command.attachment),)


def _called(asked: Asked, number: int) -> bool:
    step = asked.case.steps[number - 1]
    return step.kind in CALLS and step.result is not StepResult.SKIPPED
