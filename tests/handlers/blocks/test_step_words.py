"""How each step ended, in words, and what took a pass its worth."""

import pytest

from bot.domain.roster import SYSTEM
from bot.domain.verification import CALLS, Step, StepFinding, StepKind, StepResult
from handlers.blocks import words
from handlers.blocks.step_words import ended_words
from tests.factories import AT, EVE

DENIED = "passed; a denial came later, so it counts no more"
SPOILT = "passed; another check failed after it, so it does not count"


def step(kind: StepKind, result: StepResult = StepResult.PASS) -> Step:
    """One step."""
    by = EVE if kind in {*CALLS, StepKind.DOCUMENT} else SYSTEM
    return Step(kind=kind, result=result, by=by, at=AT)


def after(failed: StepKind, passed: StepKind = StepKind.EMAIL_AUTHENTICATION) -> str:
    """What is said of a pass after which something failed."""
    return ended_words([step(passed), step(failed, StepResult.FAIL)])[0]


def test_a_domain_that_is_not_listed_is_no_denial() -> None:
    """The product's own check of the same mail failed: nobody denied anything."""
    assert after(StepKind.DIRECTORY_DOMAIN) == SPOILT
    assert after(StepKind.EMAIL_AUTHENTICATION) == SPOILT


@pytest.mark.parametrize("failed", [*sorted(CALLS), StepKind.DOCUMENT])
def test_a_call_or_a_document_that_fails_is_a_denial(failed: StepKind) -> None:
    """Also where a check of the product's own failed in between."""
    assert after(failed, StepKind.CALLBACK) == DENIED
    between = step(StepKind.DIRECTORY_DOMAIN, StepResult.FAIL)
    said = ended_words([step(StepKind.CALLBACK), between, step(failed, StepResult.FAIL)])
    assert said[0] == DENIED


def test_a_pass_after_the_failure_counts() -> None:
    """Only what stands before a failure lost its worth."""
    said = ended_words([step(StepKind.DIRECTORY_DOMAIN, StepResult.FAIL), step(StepKind.CALLBACK)])
    assert said == ["failed", "passed"]


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (StepResult.PASS, "nothing was noticed"),
        (StepResult.INCONCLUSIVE, "something was noticed"),
    ],
)
def test_comparing_earlier_requests_has_no_worth_to_lose(result: StepResult, said: str) -> None:
    """It neither passed nor failed, whatever fails after it."""
    failed = step(StepKind.CALLBACK, StepResult.FAIL)
    assert ended_words([step(StepKind.HISTORY, result), failed])[0] == said


def test_every_finding_has_its_words() -> None:
    """No code of the program reaches a screen, and no two findings read alike in one place."""
    assert {*words.FINDINGS} == {*StepFinding}
