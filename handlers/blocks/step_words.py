"""The steps of a verification in words: on the card, in review, in the forms beside the calls."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from bot.domain.case import Case
from bot.domain.checking import SKIPPABLE, Looked, SkipEnd
from bot.domain.verification import CALLS, Step, StepKind, StepResult, counting
from handlers.blocks import words

Words = Mapping[str, str]

STEP_ACTS: Final[Words] = MappingProxyType(
    {
        StepKind.EMAIL_AUTHENTICATION: "checking the mail",
        StepKind.DIRECTORY_DOMAIN: "looking the domain up",
        StepKind.CALLBACK: "calling the officer back",
        StepKind.SUPERVISOR: "calling the supervisor",
        StepKind.DISPATCH: "calling dispatch",
        StepKind.DOCUMENT: "examining the documents",
        StepKind.HISTORY: "comparing earlier requests",
    }
)
"""What somebody does who takes a step."""
LOOKED: Final[Words] = MappingProxyType(
    {
        Looked.LETTERHEAD: "Letterhead, against one that is known",
        Looked.SIGNATURE: "Signature and seal",
        Looked.METADATA: "The file itself: author, dates, software",
        Looked.ALTERATION: "Signs of editing: fonts, layers, edges",
        Looked.ISSUER: "Asked the court or office, on a number that we found",
    }
)
"""What somebody looked at in a document."""
DOCUMENT_RESULTS: Final[Words] = MappingProxyType(
    {
        StepResult.PASS: "nothing wrong was found",
        StepResult.FAIL: "forged or altered",
        StepResult.INCONCLUSIVE: "it could not be told",
        StepResult.SKIPPED: "skipped",
    }
)
_SKIPPED: Final = "skipped, confirmed by two people; it does not count"
WAITING: Final = "to be skipped, if a second person agrees"
_DENIED: Final = "; a denial came later, so it counts no more"
_SPOILT: Final = "; another check failed after it, so it does not count"
_COMPARED: Final[Words] = MappingProxyType(
    {
        StepResult.PASS: "nothing was noticed",
        StepResult.INCONCLUSIVE: "something was noticed",
    }
)


def ended_words(steps: Sequence[Step]) -> list[str]:
    """Return for each step how it ended, and whether that is worth anything."""
    return [_ended(step, steps[place:]) for place, step in enumerate(steps, start=1)]


def _ended(step: Step, later: Sequence[Step]) -> str:
    if step.result is StepResult.SKIPPED:
        return _SKIPPED
    if step.kind is StepKind.HISTORY:
        return result_words(step.kind, step.result)
    said = (DOCUMENT_RESULTS if step.document else words.RESULTS)[step.result]
    return said + (_void(later) if step.result is StepResult.PASS else "")


def result_words(kind: StepKind, result: StepResult) -> str:
    """Return a result as it is said of that kind of step; comparing has nothing to pass or fail."""
    said = words.RESULTS[result]
    return _COMPARED.get(result, said) if kind is StepKind.HISTORY else said


def _void(later: Sequence[Step]) -> str:
    """What took a pass its worth: a person's denial, or a check of the product's own."""
    failed = {step.kind for step in later if step.result is StepResult.FAIL}
    if failed & {*CALLS, StepKind.DOCUMENT}:
        return _DENIED
    return _SPOILT if failed else ""


def card_lines(case: Case) -> list[str]:
    """Return a short line for each kind of step and each document, with how the last one ended.

    Nobody's name stands in them.
    """
    ended = zip(case.steps, ended_words(case.steps), strict=True)
    last = {(step.kind, step.document): f"{named(step)}: {said}" for step, said in ended}
    lines = last.values()
    return [*lines, *(f"{words.STEPS[s.step]}: {WAITING}" for s in case.open_skips)]


def named(step: Step) -> str:
    """Return what a step is called, a document's with its key."""
    return words.STEPS[step.kind] + (f" {step.document}" if step.document else "")


def skipped_acts(case: Case) -> list[str]:
    """Return what was skipped by two people and has not been done since."""
    passed = {s.kind for s in counting(case.steps)}
    ended = {s.step for s in case.skips if s.end is SkipEnd.CONFIRMED}
    return [STEP_ACTS[kind] for kind in SKIPPABLE if kind in ended - passed]
