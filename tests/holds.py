"""Holds of a notice, for tests of how they begin and end."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.restricting import AgreeRestriction, ProposeRestriction
from bot.domain.restriction import KIND_OF, OrderCovers, RestrictionKind, held
from bot.domain.rules.telling import ready
from bot.domain.standard import Ground, NoticeDuty, Standard
from bot.domain.standards.us_federal import STANDARD
from tests import factories as make
from tests.factories import ANA, DEE
from tests.story import Story

DAY = timedelta(days=1)
MINUTES = 24 * 60
AGREE = AgreeRestriction(number=1)
SILENT: Standard = replace(
    STANDARD,
    name="silent",
    notice_duty=NoticeDuty.MUST_NOT,
    notice_provision="section 9",
    delay_grounds=frozenset({Ground.PROHIBITED}),
    delay_most=None,
)
"""An invented law that forbids the company to tell."""
PROMPT: Standard = replace(
    STANDARD,
    name="prompt",
    notice_duty=NoticeDuty.MUST,
    delay_grounds=frozenset(),
    delay_most=None,
)
"""An invented law that orders to tell, and knows no delay."""

make.LAWS |= {law.name: law for law in (SILENT, PROMPT)}


def wanted(story: Story, ground: Ground = Ground.FLIGHT, **changes: object) -> ProposeRestriction:
    """A restriction on one of the company's own grounds, for thirty days."""
    made = ProposeRestriction(
        kind=KIND_OF.get(ground, RestrictionKind.COURT_ORDER),
        ground=ground,
        until=story.now + 30 * DAY,
        why="He would leave the country once he hears of it.",
    )
    return replace(made, **changes)


def order(story: Story, **changes: object) -> ProposeRestriction:
    """A court's order that names this release, for thirty days."""
    named = {"covers": OrderCovers.NAMED, "issuer": "Superior Court", "docket": "26-SW-118"}
    return wanted(story, Ground.PROHIBITED, **{**named, **changes})


def in_force(story: Story, command: ProposeRestriction) -> int:
    """Ana proposes and Dee agrees; returns the restriction's number."""
    assert story.refused(command, ANA) is None
    number = story.case.restrictions[-1].number
    assert story.refused(AgreeRestriction(number=number), DEE) is None
    return number


def is_held(story: Story) -> bool:
    """Whether the first owner is not told now because of a restriction."""
    return held(story.case, "O1", story.now) is not None


def may_tell(story: Story) -> bool:
    """Whether the first owner would be told now."""
    return ready(story.case, "O1", story.now, make.ROSTER)
