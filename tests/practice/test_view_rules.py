"""Slack's rules for whole views, with its error codes."""

import pytest

from bot.practice.errors import SlackError
from bot.practice.view_rules import accepted_view
from tests.practice.fakes import Json, asks, modal, plain, section, text_input


def refusal(view: object, surface: str = "modal") -> str:
    """The code Slack refuses this view with, or an empty string."""
    try:
        accepted_view(view, surface)
    except SlackError as refused:
        return refused.code
    return ""


@pytest.mark.parametrize(
    ("name", "limit"), [("private_metadata", 3000), ("callback_id", 255), ("external_id", 255)]
)
def test_strings(name: str, limit: int) -> None:
    """A view's own strings pass at their limit and are refused beyond it."""
    assert refusal(modal(section(), **{name: "x" * limit})) == ""
    assert refusal(modal(section(), **{name: "x" * (limit + 1)})) == "invalid_arguments"


@pytest.mark.parametrize("name", ["title", "submit", "close"])
def test_short_texts(name: str) -> None:
    """Title, submit and close take 24 characters."""
    assert refusal(modal(section(), **{name: plain("x" * 24)})) == ""
    assert refusal(modal(section(), **{name: plain("x" * 25)})) == "invalid_arguments"


@pytest.mark.parametrize(
    "view",
    [
        pytest.param({"type": "modal", "blocks": []}, id="no title"),
        pytest.param({**modal(section()), "type": "home"}, id="home where a modal belongs"),
        pytest.param(modal(section(), colour="red"), id="unknown member"),
        pytest.param("view", id="no object"),
        pytest.param(
            {k: v for k, v in modal(asks(text_input())).items() if k != "submit"},
            id="input without submit",
        ),
    ],
)
def test_refused(view: object) -> None:
    """What is no valid modal is invalid_arguments."""
    assert refusal(view) == "invalid_arguments"


def test_home_has_no_submit() -> None:
    """A home view takes blocks, and neither title nor submit."""
    home: Json = {"type": "home", "blocks": [section()]}
    assert refusal(home, "home") == ""
    assert refusal(home | {"submit": plain("File")}, "home") == "invalid_arguments"


def test_too_large() -> None:
    """A view of more than 250 kB is view_too_large, before anything else is looked at."""
    assert refusal(modal(*[section("x" * 3000)] * 100)) == "view_too_large"
