"""From the short forms to commands."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.domain import commands as cm
from handlers.blocks import ask, recuse, short_forms
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.limits import Payload
from handlers.commands import reading
from tests.handlers.blocks.dossiers import NOW, dossier, sent


def read(view: Payload, **answers: object) -> Answers:
    """A form as it comes back."""
    return Answers.of(sent(view, **answers))


def test_questions_keep_their_order_and_their_words() -> None:
    """Ready questions are recorded by their word, in the form's order, beside one's own."""
    answers = read(
        ask.view(dossier()), ready=["supervisor", "confirmed"], own="Which van?", to="status_page"
    )
    assert reading.asked(answers) == cm.AskAgency(
        questions=("confirmed", "supervisor"), own="Which van?", to="status_page"
    )


def test_asking_nothing_is_refused() -> None:
    """Neither a tick nor a word is a question."""
    errors = reading.asked(read(ask.view(dossier()), own="  "))
    assert isinstance(errors, FieldErrors)
    assert set(errors.by_block) == {"own:v1", "to:v1"}


def test_another_reason_to_step_out_needs_a_note() -> None:
    """A listed ground stands by itself; "another" does not."""
    view = recuse.view(dossier())
    assert reading.recused(read(view, kind="officer")) == cm.Recuse(ground="officer", note=None)
    assert isinstance(reading.recused(read(view, kind="other")), FieldErrors)
    noted = reading.recused(read(view, kind="other", note="My neighbour"))
    assert noted == cm.Recuse(ground="other", note="My neighbour")
    assert isinstance(reading.recused(read(view)), FieldErrors)


@pytest.mark.parametrize(
    ("word", "name", "reads", "command"),
    [
        ("stop", "why", reading.stopped, cm.StopCase(why="Wrong agency")),
        ("reconfirm", "how", reading.reconfirmed, cm.ReconfirmFacts(how="Wrong agency")),
        ("withdrawn", "how", reading.withdrawn, cm.WithdrawRequest(how="Wrong agency")),
    ],
)
def test_one_sentence_is_one_command(
    word: str, name: str, reads: Callable[[Answers], object], command: cm.Command
) -> None:
    """The sentence is read; without it nothing happens."""
    view = short_forms.view(word, dossier())
    assert reads(read(view, **{name: " Wrong agency "})) == command
    assert isinstance(reads(read(view)), FieldErrors)


def test_the_end_of_an_emergency_is_not_in_the_future() -> None:
    """An hour ahead is refused; the present minute, and what the form proposes, is taken."""
    view = short_forms.view("ended", dossier())
    later = int((NOW + timedelta(hours=1)).timestamp())
    errors = reading.ended(read(view, ended=later, how="Lt Chen, by telephone"), NOW)
    assert isinstance(errors, FieldErrors)
    assert set(errors.by_block) == {"ended:v1"}
    proposed = reading.ended(read(view, how="Lt Chen, by telephone"), NOW)
    assert proposed == cm.EndEmergency(ended_at=NOW, how="Lt Chen, by telephone")
