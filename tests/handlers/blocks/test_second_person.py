"""Claims about the card and the form by which a second person confirms or refuses."""

import json
from dataclasses import replace

import pytest

from bot.practice.view_rules import accepted_view
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.second_person import (
    SecondPersonAnswer,
    SecondPersonAsk,
    read,
    second_person,
    second_person_card,
    second_person_view,
)
from tests.handlers.review.dossiers import NOW

SUBJECT = "skip:EDR-2026-000001:1"
ASK = SecondPersonAsk(
    title="EDR-2026-000001 · second person needed",
    lines=("A step is to be skipped: calling dispatch.", "A skipped step never counts."),
    asked_by="Ana *Ruiz* <!channel>",
    asked_at=NOW,
    subject=SUBJECT,
)


def filed(view: dict, **typed: object) -> Answers:
    """The answers of a form that was drawn and filled in."""
    blocks = {b["element"]["action_id"]: b["block_id"] for b in view["blocks"] if "element" in b}
    state = {blocks[name]: {name: value} for name, value in typed.items()}
    return Answers.of({**view, "state": {"values": state}})


def test_the_card_has_two_buttons_that_carry_the_subject() -> None:
    """Confirm and refuse, with nothing else in their values."""
    blocks = second_person(ASK)
    pressed = {e["action_id"]: e["value"] for e in blocks[-1]["elements"]}
    assert pressed == {"second.confirm": SUBJECT, "second.refuse": SUBJECT}


def test_a_settled_card_says_how_it_ended_and_can_be_pressed_no_more() -> None:
    """What was decided stands on it; the buttons are gone."""
    shown = second_person_card(replace(ASK, settled="Refused. The step is still open."))
    assert "Refused. The step is still open." in shown["text"]
    assert "second.confirm" not in json.dumps(shown)
    assert "1 of 2" not in json.dumps(shown)


def test_a_name_on_the_card_calls_nobody_and_styles_nothing() -> None:
    """Who asked is shown as letters only."""
    shown = json.dumps(second_person(ASK))
    assert "<!channel>" not in shown
    assert "*Ruiz*" not in shown


def test_who_may_not_be_named_is_not() -> None:
    """An ask without a name says when it was asked, and by nobody."""
    assert " by " not in second_person(replace(ASK, asked_by=""))[2]["elements"][0]["text"]


@pytest.mark.parametrize("confirming", [True, False])
def test_the_form_is_one_that_slack_takes(*, confirming: bool) -> None:
    """Both forms keep Slack's limits, with what only the reader may see as plain text."""
    view = second_person_view(ASK, ("Reason given: *nobody* answers",), confirming=confirming)
    accepted_view(view, "modal")
    said = view["blocks"][1]["text"]
    assert said["type"] == "plain_text"
    assert "*nobody* answers" in said["text"]


def test_confirming_needs_the_attestation_and_refusing_a_reason() -> None:
    """An unticked box confirms nothing, and an empty reason refuses nothing."""
    confirm = second_person_view(ASK, (), confirming=True)
    refuse = second_person_view(ASK, (), confirming=False)
    assert isinstance(read(filed(confirm)), FieldErrors)
    assert isinstance(read(filed(refuse, why={"value": "  "})), FieldErrors)
    ticked = {"selected_options": [{"value": "own"}]}
    assert read(filed(confirm, attest=ticked)) == SecondPersonAnswer(
        subject=SUBJECT, confirmed=True, why=""
    )
    assert read(filed(refuse, why={"value": "Ring again."})) == SecondPersonAnswer(
        subject=SUBJECT, confirmed=False, why="Ring again."
    )
