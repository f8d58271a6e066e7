"""A house on a pretend Slack and beside a real mail server, for commands that look outside."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from bot.clock import SystemClock
from bot.practice.mailbox import Mailbox
from bot.practice.seed import ANCHOR, ESCALATION, PEOPLE, REVIEW, workspace_of
from bot.practice.server import SlackServer
from bot.practice.wall import ReadsWall

if TYPE_CHECKING:
    from tests.cli.conftest import Site


@dataclass
class Outside:
    """The house, and what it stands on."""

    site: "Site"
    server: SlackServer
    mailbox: Mailbox

    async def run(self, *arguments: str) -> tuple[int, list[str], str]:
        """Run a command beside the servers; return exit code, lines and errors."""
        code, out, err = await asyncio.to_thread(self.site.run, *arguments)
        return code, out.splitlines(), err

    async def not_ok(self) -> list[str]:
        """Return the examination's lines that are not OK, without the last."""
        code, lines, _ = await self.run("doctor")
        bad = [line for line in lines[:-1] if not line.startswith("OK ")]
        assert code == any(line.startswith("FAIL") for line in bad)
        return bad


@pytest.fixture
async def outside(ready: "Site") -> AsyncIterator[Outside]:
    """A house on a workspace where all is well."""
    wall = ReadsWall(SystemClock().wall)
    workspace = workspace_of(wall)
    async with Mailbox(wall) as mailbox, SlackServer(workspace) as server:
        ready.change(
            slack={
                "bot_token": workspace.app.bot_token,
                "signing_secret": workspace.app.signing_secret,
                "api_url": f"{server.origin}/api/",
                "team": workspace.app.team_id,
                "review_channel": REVIEW,
                "escalation_channel": ESCALATION,
            },
            people=[
                {
                    "id": who,
                    "name": name,
                    "email": f"{who}@cameras.example",
                    "slack": list(accounts),
                    "roles": list(roles),
                }
                for who, name, accounts, roles in PEOPLE
            ],
            notice={"from": "Privacy Desk <privacy@example.com>", "smtp_url": mailbox.url},
            anchors={
                **ready.raw["anchors"],
                "slack_channel": ANCHOR,
                "email": ["record@lawyers.example"],
            },
        )
        yield Outside(ready, server, mailbox)
