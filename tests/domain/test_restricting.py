"""Restrictions: who may keep an owner from being told, on what, and for how long."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest

from bot.domain import commands as cm
from bot.domain.errors import Refusal
from bot.domain.events import restricting as happened
from bot.domain.restricting import RefuseRestriction
from bot.domain.restriction import OrderCovers, RestrictionKind
from bot.domain.roster import Roster
from bot.domain.standard import Ground, Standard
from bot.domain.standards.us_federal import STANDARD
from tests import factories as make
from tests import story as stories
from tests.factories import ANA, BEN, DEE, EVE
from tests.holds import AGREE, DAY, MINUTES, PROMPT, in_force, is_held, may_tell, order, wanted


def test_a_proposed_restriction_restricts_nothing() -> None:
    """One person's word holds no notice back; a second person's does."""
    story = stories.telling()
    assert story.refused(wanted(story), ANA) is None
    assert not is_held(story)
    assert may_tell(story)
    assert story.refused(AGREE, DEE) is None
    assert is_held(story)
    assert not may_tell(story)


def test_nobody_is_both_of_the_two() -> None:
    """Whoever proposed it neither agrees nor refuses, and who left the roster counts no more."""
    story = stories.telling()
    story.do(wanted(story), EVE)
    assert story.refused(AGREE, EVE) is Refusal.SAME_PERSON
    no = RefuseRestriction(number=1, why="They may know.")
    assert story.refused(no, EVE) is Refusal.SAME_PERSON
    story.outside["roster"] = Roster(people=tuple(p for p in make.ROSTER.people if p.ref != EVE))
    assert story.refused(AGREE, DEE) is Refusal.PROPOSER_GONE
    assert not is_held(story)


def test_what_was_refused_comes_to_nothing() -> None:
    """One refusal is enough, it says why, and it is not agreed to afterwards."""
    story = stories.telling()
    story.do(wanted(story), ANA)
    assert story.refused(RefuseRestriction(number=1, why=" "), BEN) is Refusal.NO_REASON
    assert story.refused(RefuseRestriction(number=1, why="They may know."), BEN) is None
    assert story.refused(AGREE, DEE) is Refusal.NOTHING_WAITS
    assert may_tell(story)


PAST: Mapping[str, timedelta] = MappingProxyType(
    {"yesterday": -DAY, "now": timedelta(), "too long": 90 * DAY + timedelta(seconds=1)}
)


@pytest.mark.parametrize(
    ("off", "why"),
    [
        ("yesterday", Refusal.DELAY_IN_THE_PAST),
        ("now", Refusal.DELAY_IN_THE_PAST),
        ("too long", Refusal.DELAY_TOO_LONG),
    ],
)
@pytest.mark.parametrize("kind", ["order", "policy"])
def test_a_day_that_is_over_or_too_far_is_refused(off: str, why: Refusal, kind: str) -> None:
    """Also for an order: it is recorded for what the standard allows, and renewed by two."""
    story = stories.telling()
    command = order(story) if kind == "order" else wanted(story)
    until = story.now + PAST[off]
    assert story.refused(replace(command, until=until), ANA) is why
    assert story.refused(replace(command, until=None), ANA) is Refusal.DELAY_UNDATED


def test_exactly_the_longest_delay_is_taken() -> None:
    """Ninety days to the second are ninety days."""
    story = stories.telling()
    longest = wanted(story, until=story.now + 90 * DAY)
    assert story.refused(longest, ANA) is None


def test_what_is_agreed_too_late_is_refused() -> None:
    """A proposal that nobody looked at until its day had come restricts nothing."""
    story = stories.telling()
    story.do(wanted(story), ANA)
    assert story.refused(AGREE, DEE, 30 * MINUTES) is Refusal.DELAY_IN_THE_PAST


@pytest.mark.parametrize("ground", Ground)
def test_a_standard_without_a_delay_takes_none(ground: Ground) -> None:
    """Where the law orders to tell without delay, no ground and no order put it off here."""
    story = stories.telling(standard=PROMPT)
    command = order(story) if ground is Ground.PROHIBITED else wanted(story, ground)
    assert story.refused(command, ANA) is Refusal.NO_DELAY


@pytest.mark.parametrize("ground", [g for g in Ground if g is not Ground.FLIGHT])
def test_a_ground_that_the_standard_does_not_know_is_refused(ground: Ground) -> None:
    """Each standard names its own grounds; another country's are none here."""
    only: Standard = replace(STANDARD, delay_grounds=frozenset({Ground.FLIGHT}))
    story = stories.telling(standard=only)
    command = order(story) if ground is Ground.PROHIBITED else wanted(story, ground)
    assert story.refused(command, ANA) is Refusal.GROUND_NOT_OF_STANDARD
    assert story.refused(wanted(story), ANA) is None


def test_silence_is_the_law_s_and_nobody_s_choice() -> None:
    """Where the law does not forbid to tell, nobody can say that it does."""
    story = stories.telling()
    silence = wanted(story, Ground.PROHIBITED, kind=RestrictionKind.STATUTORY_SILENCE, until=None)
    assert story.refused(silence, ANA) is Refusal.GROUND_NOT_OF_STANDARD


def test_an_order_has_an_issuer_a_number_and_an_answer() -> None:
    """An officer's word is no order: without a court, a docket and a reading nothing is held."""
    story = stories.telling()
    for missing in ("issuer", "docket"):
        assert story.refused(order(story, **{missing: " "}), ANA) is Refusal.NO_ORDER_NAMED
    assert story.refused(order(story, covers=None), ANA) is Refusal.ORDER_NOT_READ
    assert story.refused(order(story, why=" "), ANA) is Refusal.NO_REASON


def test_an_order_about_something_else_is_recorded_and_holds_nothing() -> None:
    """Scenario 20: the gag of a later warrant was read, and does not cover this release."""
    story = stories.telling()
    assert story.refused(order(story, covers=OrderCovers.NOT), ANA) is None
    assert len(story.happened(happened.OrderNotCovering)) == 1
    assert story.case.restrictions == ()
    assert may_tell(story)


def test_it_may_be_recorded_before_the_release() -> None:
    """Then the notice is owed from the clearance and held from its first moment."""
    story = stories.approved()
    in_force(story, wanted(story))
    story.do(make.clearing(story.case), DEE)
    story.do(cm.ConfirmHandover(done=True), DEE)
    assert is_held(story)


def test_nobody_who_was_told_is_kept_from_it() -> None:
    """After the release it is about somebody who is still to be told, by the mark of this case."""
    story = stories.telling()
    assert story.refused(wanted(story, owner="O9"), ANA) is Refusal.NO_SUCH_OWNER
    assert story.refused(wanted(story, owner="O1"), ANA) is None
    assert stories.told().refused(wanted(story), ANA) is Refusal.WRONG_STATE
