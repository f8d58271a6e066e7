"""The steps of a verification in words: on the card, in review, in the forms beside the calls."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.domain.case import Case
from bot.domain.checking import SKIPPABLE, Looked, SkipEnd
from bot.domain.verification import Step, StepKind, StepResult, counting
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
_VOID: Final = "; a denial came later, so it counts no more"


def result_words(step: Step, *, counted: bool = True) -> str:
    """Return how a step ended, and whether that is worth anything."""
    if step.result is StepResult.SKIPPED:
        return _SKIPPED
    said = (DOCUMENT_RESULTS if step.document else words.RESULTS)[step.result]
    return said + ("" if counted or step.result is not StepResult.PASS else _VOID)


def card_lines(case: Case) -> list[str]:
    """Return a short line for each kind of step and each document, with how the last one ended.

    Nobody's name stands in them.
    """
    passes = counting(case.steps)
    last = {(step.kind, step.document): step for step in case.steps}
    lines = [f"{named(s)}: {result_words(s, counted=s in passes)}" for s in last.values()]
    return [*lines, *(f"{words.STEPS[s.step]}: {WAITING}" for s in case.open_skips)]


def named(step: Step) -> str:
    """Return what a step is called, a document's with its key."""
    return words.STEPS[step.kind] + (f" {step.document}" if step.document else "")


def skipped_acts(case: Case) -> list[str]:
    """Return what was skipped by two people and has not been done since."""
    passed = {s.kind for s in counting(case.steps)}
    ended = {s.step for s in case.skips if s.end is SkipEnd.CONFIRMED}
    return [STEP_ACTS[kind] for kind in SKIPPABLE if kind in ended - passed]
