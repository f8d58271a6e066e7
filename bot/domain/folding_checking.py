"""The part of `evolve` for steps beside the calls: skipped, documents, logs."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain import events as ev
from bot.domain.case import Case
from bot.domain.checking import CallLog, Skip, SkipEnd
from bot.domain.replacing import replace
from bot.domain.stamp import Stamp
from bot.domain.verification import Step, StepKind, StepResult


def skips_after(case: Case, event: ev.StepRecorded) -> tuple[Skip, ...]:
    """Return the proposals once a step was recorded: what was taken needs no skipping."""
    return _ended(case, event.step, event.result)


def proposer(case: Case, event: ev.StepRecorded) -> Skip | None:
    """Return the proposal that a skipped step confirms; None for a step that was taken."""
    if event.result is not StepResult.SKIPPED:
        return None
    return next((s for s in case.skips if s.step is event.step and s.end is None), None)


def _ended(case: Case, step: StepKind, result: StepResult) -> tuple[Skip, ...]:
    if result is StepResult.INCONCLUSIVE:
        # Nobody answered, say: that is why somebody would skip it, and no reason not to.
        return case.skips
    end = SkipEnd.CONFIRMED if result is StepResult.SKIPPED else SkipEnd.TAKEN
    return tuple(replace(s, end=end) if s.step is step and s.end is None else s for s in case.skips)


def _proposed(case: Case, event: ev.SkipProposed, stamp: Stamp) -> Case:
    skip = Skip(number=event.number, step=event.step, by=stamp.actor, at=stamp.at)
    return replace(case, skips=(*case.skips, skip))


def _agreed(case: Case, _event: ev.SkipAgreed, _stamp: Stamp) -> Case:
    """The skipped step that stands before it has ended the proposal."""
    return case


def _refused(case: Case, event: ev.SkipRefused, _stamp: Stamp) -> Case:
    skips = tuple(
        replace(s, end=SkipEnd.REFUSED) if s.number == event.number else s for s in case.skips
    )
    return replace(case, skips=skips)


def _examined(case: Case, event: ev.DocumentExamined, stamp: Stamp) -> Case:
    """Add the step; who looks at paper has not taken the call-back."""
    step = Step(
        kind=StepKind.DOCUMENT,
        result=event.result,
        by=stamp.actor,
        at=stamp.at,
        document=event.document,
        looked=event.looked,
    )
    skips = _ended(case, StepKind.DOCUMENT, event.result)
    return replace(case, steps=(*case.steps, step), skips=skips)


def _log_attached(case: Case, event: ev.CallLogAttached, _stamp: Stamp) -> Case:
    log = CallLog(step=event.step, key=event.attachment.key)
    return replace(case, call_logs=(*case.call_logs, log))


CHECKING: Mapping[type, Callable[[Case, Any, Stamp], Case]] = {
    ev.SkipProposed: _proposed,
    ev.SkipAgreed: _agreed,
    ev.SkipRefused: _refused,
    ev.DocumentExamined: _examined,
    ev.CallLogAttached: _log_attached,
}
