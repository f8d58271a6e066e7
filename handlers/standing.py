"""What Slack says of people's accounts at the moment that a decision rests on it.

An absent flag means false. `is_stranger` is false for an outsider in a shared channel, so the team
is compared first; a team that is missing is a foreign one (Slack docs, "User object").
"""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any, Final, Protocol

import structlog

from bot.domain.roster import Ref, Standing, StandingProblem
from bot.workflow.office import Office
from handlers.outside import Failure, Permanent

KEPT: Final = timedelta(seconds=60)
"""How long an answer is used again; a decision takes one of up to two minutes."""
NOT_KNOWN: Final = frozenset({"user_not_found", "user_not_visible", "users_not_found"})
"""Slack's codes for an account that is not in our workspace."""

_FLAGS: Final = (
    ("deleted", StandingProblem.DELETED),
    ("is_restricted", StandingProblem.GUEST),
    ("is_ultra_restricted", StandingProblem.GUEST),
    ("is_stranger", StandingProblem.STRANGER),
    ("is_bot", StandingProblem.BOT),
    ("is_invited_user", StandingProblem.INVITED),
)
_log = structlog.get_logger(__name__)


class AsksUsers(Protocol):
    """The one call that this module makes."""

    async def user(self, user: str) -> Mapping[str, Any] | Failure:
        """Return Slack's user object, or why there is none."""


def problem_of(user: Mapping[str, Any], ours: frozenset[str]) -> StandingProblem | None:
    """Return why an account does not count, or None for a full member of `ours`."""
    teams = {user.get("team_id"), (user.get("enterprise_user") or {}).get("enterprise_id")}
    if not teams & ours:
        return StandingProblem.FOREIGN_TEAM
    return next((problem for flag, problem in _FLAGS if user.get(flag)), None)


class Standings:
    """Asks Slack about people and remembers the answer for a minute.

    `ours` are the ids of our team and, where there is one, of our organisation.
    """

    def __init__(self, office: Office, slack: AsksUsers, ours: Iterable[str]) -> None:
        self._office = office
        self._slack = slack
        self._ours = frozenset(t for t in ours if t)
        self._kept: dict[str, Standing] = {}

    async def standings_for(
        self, refs: Iterable[Ref], using: Mapping[Ref, str] | None = None
    ) -> dict[Ref, Standing]:
        """Return everybody's standing, asked at once.

        `using` names the account by which somebody acts; of others, any good account counts.
        """
        people = sorted(set(refs))
        named = using or {}
        found = await asyncio.gather(*(self._person(p, named.get(p)) for p in people))
        return dict(zip(people, found, strict=True))

    def forget(self, user: str) -> None:
        """Drop what is remembered of an account, since Slack says that it changed."""
        self._kept.pop(user, None)

    async def _person(self, person: Ref, account: str | None) -> Standing:
        accounts = (account,) if account is not None else self._office.slack_of(person)
        found = [await self._account(person, one) for one in accounts]
        asked = self._office.clock.law()
        unknown = Standing(ref=person, observed_at=asked, problem=StandingProblem.UNANSWERED)
        return next((s for s in found if s.problem is None), found[0] if found else unknown)

    async def _account(self, person: Ref, user: str) -> Standing:
        asked = self._office.clock.law()
        kept = self._kept.get(user)
        if kept is not None and kept.ref == person and asked - kept.observed_at <= KEPT:
            return kept
        standing = Standing(ref=person, observed_at=asked, problem=await self._ask(user))
        if standing.problem is not StandingProblem.UNANSWERED:
            self._kept[user] = standing
        return standing

    async def _ask(self, user: str) -> StandingProblem | None:
        answer = await self._slack.user(user)
        if isinstance(answer, Permanent) and answer.reason in NOT_KNOWN:
            return StandingProblem.FOREIGN_TEAM
        if isinstance(answer, Failure):
            _log.warning("standing.unanswered", user=user, reason=answer.reason)
            return StandingProblem.UNANSWERED
        problem = problem_of(answer, self._ours)
        if problem is not None:
            _log.warning("standing.bad", user=user, reason=problem.value)
        return problem
