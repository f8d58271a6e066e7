"""Cases found to be forged, at each stage, for tests of what that brings."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.domain.decision import Decided
from bot.domain.errors import Refusal
from bot.domain.fraud import ConfirmFraud, Fraud, ProposeFraud
from bot.domain.roster import Ref
from tests import story as stories
from tests.factories import ANA, BEN
from tests.story import Story

PROPOSE = ProposeFraud(why="The real watch commander never heard of it.")
BREACH = timedelta(hours=72)
"""What a standard may give to report a breach: GDPR, article 33(1)."""


def finding(story: Story) -> Fraud:
    """What was found of the case."""
    assert story.case.fraud is not None
    return story.case.fraud


def proposed(at: Callable[[], Story], by: Ref = ANA) -> Story:
    """One person finds it forged."""
    story = at()
    assert story.refused(PROPOSE, by, 1) is None
    return story


def confirmed(story: Story, by: Ref = BEN, minutes: float = 1) -> Decided:
    """A second person finds so too."""
    return story.do(ConfirmFraud(number=finding(story).proposals), by, minutes)


def forged(at: Callable[[], Story] = stories.released) -> Story:
    """Ana and Ben find it forged."""
    story = proposed(at)
    assert confirmed(story).refused is None
    return story


def under(story: Story, breach_due: timedelta | None) -> Story:
    """The story under a standard that gives so long to report a breach."""
    standard: Any = story.outside.get("standard", stories.make.STANDARD)
    story.outside["standard"] = replace(standard, breach_due=breach_due)
    return story


def refusal(decided: Decided) -> Refusal | None:
    """Why it was refused."""
    return decided.refused.reason if decided.refused else None
