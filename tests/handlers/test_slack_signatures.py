"""Who can open Slack's door, and whose presses count behind it."""

import pytest

from handlers.gate import Workspace
from handlers.seen_signatures import SeenSignatures
from handlers.slack_signatures import REMEMBERED, SlackSignatures
from tests.fakes.clock import FrozenClock

TEAM = "T01HOME"


@pytest.mark.parametrize("secrets", [[], [""], ["signing-secret", ""]])
def test_an_empty_secret_is_refused_at_the_start(secrets: list[str]) -> None:
    """A gate that anybody could open is never made."""
    with pytest.raises(ValueError, match=r"slack\.signing_secret"):
        SlackSignatures(secrets, FrozenClock().wall)


async def test_signatures_are_remembered_for_their_window() -> None:
    """A signature is new once, and new again only when its time would be refused anyway."""
    clock = FrozenClock()
    seen = SeenSignatures(clock.wall)
    assert await seen.first_time(b"a")
    clock.advance(REMEMBERED - 1)
    assert not await seen.first_time(b"a")
    assert await seen.first_time(b"b")
    clock.advance(2)
    assert await seen.first_time(b"a")


def test_an_organisation_is_ours_as_well() -> None:
    """In an organisation both ids are ours; without one an empty id is nobody's."""
    grid = Workspace(team=TEAM, enterprise="E01ORG")
    assert grid.holds(frozenset({TEAM, "E01ORG"}))
    assert not grid.holds(frozenset({TEAM, "E02"}))
    assert not Workspace(team=TEAM).holds(frozenset({""}))
    assert not Workspace(team=TEAM).holds(frozenset())
