"""Drafts: merged from pieces, stored whole, carried over without a tick."""

import json
from datetime import timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.determination import OwnerRoute
from bot.domain.request import Category
from handlers.review.draft import TESTED, Draft, carried, merge
from handlers.review.seen import Seen
from tests.handlers.review.dossiers import (
    NOW,
    case,
)
from tests.handlers.review.forms import WHY, YES, picked, state, ticked


def test_an_absent_input_is_unchanged_and_an_emptied_one_is_empty() -> None:
    """Slack leaves untouched inputs out after an update; that clears nothing."""
    assert merge(YES, {}, 1) == YES
    assert merge(YES, state(found=ticked()), 1).found == frozenset()
    assert merge(YES, state(scope_video=picked(None)), 1).choices == {}
    assert merge(YES, state(why={"value": None}), 1).why == ""


def test_answers_to_another_version_are_ignored() -> None:
    """A block of version 1 changes nothing in a draft on version 2."""
    assert merge(Draft(), state(found=ticked("E3"), owner=picked("tell")), 2) == Draft()


def test_a_new_version_keeps_the_text_and_clears_the_ticks() -> None:
    """Nothing that was decided on the old version is decided on the new one."""
    assert carried(YES) == Draft(why=WHY)


words = st.text(max_size=200)


@given(
    st.builds(
        Draft,
        found=st.frozensets(st.sampled_from(TESTED)),
        denied=st.frozensets(words),
        owner=st.none() | st.sampled_from(OwnerRoute),
        choices=st.dictionaries(st.sampled_from(Category), words),
        devices=st.frozensets(words),
        start=st.none() | words,
        end=st.none() | words,
        decision=st.none() | words,
        why=words,
        attested=st.booleans(),
    )
)
def test_a_draft_survives_being_stored(draft: Draft) -> None:
    """What is sealed is what comes back, whatever was typed."""
    assert Draft.from_bytes(draft.to_bytes()) == draft


@given(st.text(st.characters() | st.sampled_from("\ud800\udc00"), max_size=50))
@example("half \ud800 a character")
def test_typed_text_can_always_be_recorded(text: str) -> None:
    """Half a character, which no record can hold, is replaced; all other text stays."""
    typed = merge(Draft(), state(why={"value": text}), 1).why
    typed.encode()
    if not any(0xD800 <= ord(c) <= 0xDFFF for c in text):
        assert typed == text


def test_seen_travels_in_the_metadata_unchanged() -> None:
    """What was shown comes back to the microsecond, and holds identifiers only."""
    seen = Seen.of(case(), NOW + timedelta(microseconds=7))
    body = json.dumps(seen.ids())
    assert Seen.read(body) == seen
    assert "canary" not in body
    assert seen.still(case())
    assert not seen.still(case(version=2))
    assert not seen.still(case(steps=()))
