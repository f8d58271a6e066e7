"""What Slack says of an account, and for how long it is believed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.roster import StandingProblem
from bot.workflow.office import Office
from handlers.outside import Failure, Permanent, Unknown
from handlers.standing import Standings, problem_of
from tests.factories import ANA, BEN, ROSTER
from tests.fakes.clock import FrozenClock

TEAM = "T01ABCDEF"
OURS = frozenset({TEAM, "E01"})
GOOD: Mapping[str, Any] = {"id": "U1", "team_id": TEAM, "deleted": False}
CASES = [
    ({}, None),
    ({"team_id": "T09"}, StandingProblem.FOREIGN_TEAM),
    ({"team_id": None}, StandingProblem.FOREIGN_TEAM),
    ({"team_id": "T09", "is_stranger": False}, StandingProblem.FOREIGN_TEAM),
    ({"deleted": True}, StandingProblem.DELETED),
    ({"is_restricted": True}, StandingProblem.GUEST),
    ({"is_ultra_restricted": True}, StandingProblem.GUEST),
    ({"is_stranger": True}, StandingProblem.STRANGER),
    ({"is_bot": True}, StandingProblem.BOT),
    ({"is_invited_user": True}, StandingProblem.INVITED),
    ({"team_id": "T02", "enterprise_user": {"enterprise_id": "E01"}}, None),
]


@pytest.mark.parametrize(("changes", "expected"), CASES, ids=str)
def test_flags(changes: dict[str, object], expected: StandingProblem | None) -> None:
    """Each flag disqualifies; an absent one means false; the team is compared."""
    assert problem_of({**GOOD, **changes}, OURS) is expected


def test_missing_team() -> None:
    """An account without a team is a foreign one."""
    assert problem_of({"id": "U1"}, OURS) is StandingProblem.FOREIGN_TEAM


@dataclass
class Users:
    """Answers as told, and counts the questions."""

    answers: dict[str, Mapping[str, Any] | Failure] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def user(self, user: str) -> Mapping[str, Any] | Failure:
        """Return what was planned, else a good account."""
        self.asked.append(user)
        return self.answers.get(user, {**GOOD, "id": user})


def standings(clock: FrozenClock, users: Users) -> Standings:
    """Ana with two accounts, Ben with one."""
    accounts = {(TEAM, "U1"): ANA, (TEAM, "U2"): ANA, (TEAM, "U3"): BEN}
    office = Office(
        database=None,  # type: ignore[arg-type]  # nothing here reads it
        clock=clock,
        roster=ROSTER,
        names={},
        accounts=accounts,
        limits=None,  # type: ignore[arg-type]  # nor these
        policy=None,  # type: ignore[arg-type]  # nor this
        law=None,  # type: ignore[arg-type]  # nor this
        site_secret=b"",
    )
    return Standings(office, users, OURS)


async def test_believed_for_a_minute(clock: FrozenClock) -> None:
    """An answer is used again for 60 seconds, with the time at which it was given."""
    users = Users()
    kept = standings(clock, users)
    first = (await kept.standings_for([BEN]))[BEN]
    clock.advance(60)
    assert (await kept.standings_for([BEN]))[BEN] == first
    clock.advance(timedelta(microseconds=1))
    assert (await kept.standings_for([BEN]))[BEN].observed_at == clock.law()
    assert users.asked == ["U3", "U3"]


async def test_change_is_asked_anew(clock: FrozenClock) -> None:
    """After Slack says that an account changed, it is asked about again."""
    users = Users()
    kept = standings(clock, users)
    await kept.standings_for([BEN])
    users.answers["U3"] = {**GOOD, "deleted": True}
    kept.forget("U3")
    assert (await kept.standings_for([BEN]))[BEN].problem is StandingProblem.DELETED


async def test_silence_is_not_remembered(clock: FrozenClock) -> None:
    """No answer refuses, and the next question is asked."""
    users = Users({"U3": Unknown("timed_out")})
    kept = standings(clock, users)
    assert (await kept.standings_for([BEN]))[BEN].problem is StandingProblem.UNANSWERED
    users.answers.clear()
    assert (await kept.standings_for([BEN]))[BEN].problem is None


async def test_unknown_account_is_foreign(clock: FrozenClock) -> None:
    """An account that Slack does not know in our team is a foreign one."""
    kept = standings(clock, Users({"U3": Permanent("user_not_found")}))
    assert (await kept.standings_for([BEN]))[BEN].problem is StandingProblem.FOREIGN_TEAM


async def test_the_account_that_acts_is_the_one_that_counts(clock: FrozenClock) -> None:
    """Who acts is judged by the account they act with; others by any good one."""
    users = Users({"U1": {**GOOD, "deleted": True}})
    kept = standings(clock, users)
    using = await kept.standings_for([ANA], {ANA: "U1"})
    assert using[ANA].problem is StandingProblem.DELETED
    assert (await kept.standings_for([ANA]))[ANA].problem is None


async def test_nobody_without_an_account(clock: FrozenClock) -> None:
    """A person without an account has no good standing."""
    kept = standings(clock, Users())
    assert (await kept.standings_for(["p_dee"]))["p_dee"].problem is StandingProblem.UNANSWERED
