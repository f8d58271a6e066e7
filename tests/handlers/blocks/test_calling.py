"""Calls to a case: the button is the one that the person is called for."""

import pytest

from bot.domain.case import State
from handlers.blocks.calling import page, reminder
from tests.handlers.blocks.dossiers import approved, case, dossier


@pytest.mark.parametrize(
    ("role", "action"),
    [("caller", "callback.open"), ("reviewer", "review.open"), ("senior", "review.open")],
)
def test_each_is_given_their_own_button(role: str, action: str) -> None:
    """A caller is given the call-back, a reviewer and a senior the review."""
    [button] = page(dossier(), role, "received", "k")["blocks"][-1]["elements"]
    assert button["action_id"] == action


def test_opening_the_case_needs_no_role() -> None:
    """Who is reminded that nobody has opened it may open it, whatever their role."""
    [button] = reminder(dossier(), "acknowledge", "half", "k")["blocks"][-1]["elements"]
    assert button["action_id"] == "case.show"


def test_no_button_leads_to_a_refusal() -> None:
    """An approved case offers its release, and one that is over only a look at it."""
    [button] = page(dossier(approved()), "reviewer", "received", "k")["blocks"][-1]["elements"]
    assert button["action_id"] == "release.open"
    over = dossier(case(state=State.LAPSED))
    [button] = page(over, "reviewer", "received", "k")["blocks"][-1]["elements"]
    assert button["action_id"] == "case.show"
