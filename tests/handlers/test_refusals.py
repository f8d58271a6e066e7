"""What a refused person is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import Refusal, Refused
from handlers.refusals import DETAIL_LENGTH, say
from handlers.wordings import WORDINGS


def test_every_reason_has_a_wording() -> None:
    """No refusal leaves the person who pressed without a word."""
    assert set(WORDINGS) == set(Refusal)


@pytest.mark.parametrize("reason", Refusal)
def test_a_refusal_says_got_expected_and_next(reason: Refusal) -> None:
    """Each refusal is three different whole sentences, short enough to be read in a hurry."""
    wording = WORDINGS[reason]
    parts = {wording.expected, wording.got, wording.then}
    assert len(parts) == 3
    assert all(p[0].isupper() and p.endswith(".") for p in parts)
    assert all(p in say(Refused(reason)) for p in parts)
    assert len(say(Refused(reason))) <= 400


def test_wordings_tell_refusals_apart() -> None:
    """No two reasons are explained by the same words."""
    assert len({say(Refused(reason)) for reason in Refusal}) == len(Refusal)


def test_the_place_at_fault_is_named() -> None:
    """The detail stands with what went wrong, in words."""
    said = say(Refused(Refusal.ITEM_OUTSIDE_SCOPE, "motion_log, line 2"))
    assert "An item reaches outside what was allowed (motion log, line 2)." in said


@given(st.sampled_from(Refusal), st.text())
def test_a_detail_can_neither_format_nor_flood(reason: Refusal, detail: str) -> None:
    """A hostile detail adds no mention, link or formatting and at most its allowed length."""
    bare, said = say(Refused(reason)), say(Refused(reason, detail))
    assert len(said) <= len(bare) + DETAIL_LENGTH + len(" ()")
    assert all(said.count(mark) == bare.count(mark) for mark in "<>&*~`@!")
