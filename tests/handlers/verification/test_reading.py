"""From the forms of verification to commands."""

import pytest

from bot.domain.checking import ConfirmNumber, ProposeNumber
from bot.domain.commands import RecordCall
from bot.domain.verification import Reached, StepResult
from handlers.blocks import callback, numbers
from handlers.blocks.answers import Answers, FieldErrors
from handlers.verification import reading
from tests.handlers.blocks.dossiers import dossier, sent

ANSWERS = {"number": "n1", "reached": "officer", "code": "739 104", "outcome": "pass"}


def call(**answers: object) -> RecordCall | FieldErrors:
    """The call-back form as read back; None leaves an input untouched."""
    given = {k: v for k, v in {**ANSWERS, **answers}.items() if v is not None}
    return reading.call(Answers.of(sent(callback.view(dossier()), **given)), "112233")


def test_a_call_is_read() -> None:
    """Number, who answered, what they read, the outcome, and what else they confirmed."""
    assert call(answered="Sgt Alvarez, 4417", also=["duty", "ongoing"]) == RecordCall(
        number="n1",
        reached=Reached.OFFICER,
        answered="Sgt Alvarez, 4417",
        code="739 104",
        outcome=StepResult.PASS,
        new_code="112233",
        duty_confirmed=True,
        still_ongoing=True,
    )


def test_nothing_is_confirmed_that_was_not_ticked() -> None:
    """Duty and the emergency stay unconfirmed by default."""
    command = call()
    assert isinstance(command, RecordCall)
    assert (command.duty_confirmed, command.still_ongoing) == (False, False)


@pytest.mark.parametrize("outcome", ["fail", "inconclusive"])
def test_a_call_without_a_code_can_be_recorded(outcome: str) -> None:
    """Who denies it, or cannot say, reads no code."""
    assert isinstance(call(code=None, outcome=outcome), RecordCall)


@pytest.mark.parametrize(
    ("answers", "place"),
    [
        ({"code": None}, "code:v1"),
        ({"code": None, "reached": "dispatch"}, "code:v1"),
        ({"reached": "nobody"}, "outcome:v1"),
        ({"number": None}, "number:v1"),
        ({"reached": None, "outcome": "fail"}, "reached:v1"),
        ({"outcome": None}, "outcome:v1"),
    ],
)
def test_a_contradiction_is_shown_where_it_is(answers: dict[str, object], place: str) -> None:
    """A confirmation needs somebody reached and a code; each fault stands at its input."""
    errors = call(**answers)
    assert isinstance(errors, FieldErrors)
    assert list(errors.by_block) == [place]
    assert errors.response["response_action"] == "errors"


def test_a_found_number_is_proposed_and_confirmed() -> None:
    """Both finders type number and source; the second one's form knows which number it is about."""
    typed = {"number": "+1 555 010 0177 ext 5", "source": "the agency's own site"}
    propose = Answers.of(sent(numbers.propose(dossier()), **typed))
    assert reading.proposed(propose) == ProposeNumber(**typed)
    confirm = Answers.of(sent(numbers.confirm(dossier(), "a1"), **typed))
    assert reading.confirmed(confirm) == ConfirmNumber(key="a1", **typed)


@pytest.mark.parametrize("number", ["see site", "12", "+1 555 <script>", "1" * 40, None])
def test_a_number_must_look_like_one(number: str | None) -> None:
    """Words and endless digits are told back."""
    typed = {"source": "site"} | ({"number": number} if number else {})
    errors = reading.proposed(Answers.of(sent(numbers.propose(dossier()), **typed)))
    assert isinstance(errors, FieldErrors)
    assert set(errors.by_block) == {"number"}
