"""What a person typed and ticked, as Slack sends it."""

from datetime import time
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.request import Ongoing
from handlers.blocks.answers import Answers
from handlers.blocks.choices import ongoing
from handlers.blocks.parts import input_, modal, radio, text_input, time_picker
from tests.handlers.blocks.dossiers import sent

FORM = modal(
    "test.form",
    "Form",
    [
        input_("Why", text_input("why", most=300, initial="because"), "why:v1"),
        input_("Going on", radio("ongoing", ongoing(), initial="yes"), "ongoing:v1"),
        input_("When", time_picker("at", zone="UTC", initial="18:10"), "at:v1"),
    ],
    ids={"c": "EDR-2026-000001", "v": 1},
    submit="File",
)


def test_an_untouched_input_keeps_what_it_showed() -> None:
    """What is missing from Slack's state is unchanged, not empty."""
    answers = Answers.of(sent(FORM))
    assert answers.text("why") == "because"
    assert answers.word("ongoing", Ongoing) is Ongoing.YES
    assert answers.time("at") == time(18, 10)


def test_an_emptied_input_is_empty() -> None:
    """What is in the state without a value was taken away by the person."""
    back = sent(FORM)
    back["state"] = {"values": {"why:v1": {"why": {"type": "plain_text_input", "value": None}}}}
    assert Answers.of(back).text("why") is None


def test_text_comes_in_one_form() -> None:
    """Decomposed letters are composed and outer space is dropped, as the record wants them."""
    assert Answers.of(sent(FORM, why=" e\u0301te\u0301\x00 ")).text("why") == "été"


def test_faults_stand_at_their_blocks_and_the_first_one_counts() -> None:
    """Slack shows one sentence beside each input, by block id."""
    answers = Answers.of(sent(FORM))
    answers.fault("why", "First.")
    answers.fault("why", "Second.")
    assert answers.errors.response == {"response_action": "errors", "errors": {"why:v1": "First."}}


@pytest.mark.parametrize("metadata", ["", "[]", "{", "7"])
def test_odd_metadata_holds_no_ids(metadata: str) -> None:
    """A view that is not ours reads as one without identifiers."""
    assert Answers.of({**FORM, "private_metadata": metadata}).ids == {}


@example({"value": "no"})
@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=2)
            | st.dictionaries(st.sampled_from(["value", "selected_option", "selected_time"]), inner)
        ),
        max_leaves=6,
    )
)
def test_no_odd_answer_breaks_the_reading(odd: Any) -> None:  # noqa: ANN401 — any JSON at all
    """Whatever stands where an answer should, it reads as an answer or as none."""
    element = {"value": odd, "selected_option": odd, "selected_options": odd, "selected_time": odd}
    state = {"values": {"x": dict.fromkeys(("why", "ongoing", "at"), element)}}
    answers = Answers.of({**FORM, "state": state})
    assert answers.text("why") is None or isinstance(odd, str)
    option = odd.get("value") if isinstance(odd, dict) else None
    chosen = option if isinstance(option, str) and option in set(Ongoing) else None
    assert answers.word("ongoing", Ongoing) == chosen
    assert answers.many("ongoing") == frozenset() or isinstance(odd, list)
    assert answers.time("at") is None or isinstance(odd, str)
