"""The Slack side over a real SQLite file, in front of the pretend Slack, on real sockets."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from bot.domain import commands as cm
from bot.domain.case import Case
from bot.domain.limits import Limits, Policy
from bot.domain.request import Request
from bot.domain.roster import Ref
from bot.domain.verification import Reached
from bot.practice.hand_on_views import Hand
from bot.practice.server import SlackServer
from bot.practice.workspace import Workspace
from bot.workflow.dossier import Happened
from bot.workflow.execute import Order, Outcome, execute
from bot.workflow.folds import happened
from bot.workflow.intake import Intake
from bot.workflow.intake_values import Incoming
from bot.workflow.office import Office
from bot.workflow.queries import dossier
from handlers.blocks.card import card
from handlers.edge import Counts
from handlers.slack_api import Posted
from handlers.slack_side import SlackPlaces, SlackSide, build_slack
from storage import SqlDatabase
from tests import factories as make
from tests.databases import opened
from tests.fakes.clock import FrozenClock

REVIEW = "C01REVIEW"
ESCALATION = "C01ESCAL"
TEAM = "T01ABCDEF"
USERS = {ref: f"U01{ref.removeprefix('p_').upper()}" for ref in make.PEOPLE}


class StillWall:
    """Slack's clock, which moves only when a test moves it."""

    def __init__(self) -> None:
        self.at = make.AT.timestamp()

    def now(self) -> float:
        """Return the time that the test set."""
        return self.at


@dataclass
class House:
    """Everything that a test of the Slack side needs at hand."""

    office: Office
    clock: FrozenClock
    slack: SlackServer
    wall: StillWall
    side: SlackSide
    database: SqlDatabase

    def hand(self, person: Ref) -> Hand:
        """The hand of somebody on the roster."""
        return self.slack.hand(USERS[person])

    async def settle(self) -> None:
        """Wait until everything that was begun beside an answer is done."""
        await self.side.edge.settle()

    async def received(self, request: Request | None = None, logged_by: Ref | None = None) -> str:
        """Take a request in and post its card; return the case's number."""
        incoming = Incoming(
            channel="webhook",
            request=request or make.request(zone="America/Los_Angeles"),
            original=b"{}",
            vouched=logged_by is None,
            logged_by=logged_by,
        )
        number = (await Intake(self.office).receive(incoming)).case
        await self.post_card(number)
        return number

    async def verified(self, request: Request | None = None) -> str:
        """A case at level 3: Eve called the officer, Dee the dispatch desk."""
        number = await self.received(request)
        code = (await self.opened(number)).opened.code
        await self.do(number, make.call(code=code), make.EVE)
        await self.do(number, make.call(Reached.DISPATCH), make.DEE)
        return number

    async def post_card(self, number: str) -> Posted:
        """Post the card as it is now."""
        found = await self.opened(number)
        posted = await self.side.api.post(REVIEW, card(found), f"card:{number}")
        assert isinstance(posted, Posted)
        return posted

    async def do(self, number: str, command: cm.Command, who: Ref) -> Outcome:
        """Carry a command out without Slack."""
        order = Order(
            case=number,
            command=command,
            actor=who,
            standings=make.standings(self.clock.law()),
        )
        return await execute(self.office, order)

    async def opened(self, number: str, reader: Ref = make.ANA):  # noqa: ANN201 — a Dossier
        """The case as somebody sees it."""
        found = await dossier(self.office, number, reader)
        assert found is not None
        return found

    async def case(self, number: str) -> Case:
        """The case as it stands."""
        found = await self.side.edge.case(number)
        assert found is not None
        return found

    async def happened(self, number: str, kind: type) -> list[Happened]:
        """Every entry with an event of that kind, whoever may see it."""
        rows = await self.office.database.read(lambda ledger: ledger.record.of_case(number))
        return [entry for entry in map(happened, rows) if isinstance(entry.event, kind)]


def office_over(database: SqlDatabase, clock: FrozenClock) -> Office:
    """The configured product of these tests."""
    return Office(
        database=database,
        clock=clock,
        roster=make.ROSTER,
        names={ref: ref.removeprefix("p_").title() for ref in make.PEOPLE},
        accounts={(TEAM, user): ref for ref, user in USERS.items()},
        limits=Limits(),
        policy=Policy(),
        law=make.LAW,
        site_secret=b"s" * 32,
    )


def workspace_of(wall: StillWall) -> Workspace:
    """Everybody of the roster in the review channel, and some who are on no roster."""
    workspace = Workspace(wall)
    for ref, user in USERS.items():
        workspace.add_person(user, ref.removeprefix("p_"))
    workspace.add_person("U01ZED", "zed")
    workspace.add_person("U09FAR", "far", team_id="T09OTHER")
    everybody = [*USERS.values(), "U01ZED", "U09FAR"]
    workspace.add_channel(REVIEW, "edr-review", everybody)
    workspace.add_channel(ESCALATION, "edr-escalation", list(USERS.values()))
    return workspace


@asynccontextmanager
async def house(template: Path, folder: Path, report: Counts | None = None) -> AsyncIterator[House]:
    """A fresh house; it stops by itself. `report` counts what is asked for."""
    clock, wall = FrozenClock(make.AT), StillWall()
    database = opened(f"sqlite:///{shutil.copyfile(template, folder / 'exigent.db')}")
    office = office_over(database, clock)
    await database.tx(lambda ledger: ledger.agencies.replace([make.AGENCY]))
    async with SlackServer(workspace_of(wall)) as slack:
        app = slack.workspace.app
        places = SlackPlaces(
            api_url=slack.base_url,
            team=TEAM,
            review_channel=REVIEW,
            escalation_channel=ESCALATION,
            bot_token=app.bot_token,
            public_url="https://edr.example.com",
            company="Example Cameras",
        )
        async with build_slack(office, places, report=report) as side, served(side) as address:
            slack.point_at(address)
            yield House(office, clock, slack, wall, side, database)
    database.close()


@asynccontextmanager
async def served(side: SlackSide) -> AsyncIterator[str]:
    """The listeners behind a real port; the gate before them has tests of its own."""

    async def handle(request: web.Request) -> web.Response:
        status, headers, body = await side.handle_http(await request.read(), request.headers)
        return web.Response(status=status, headers=headers, body=body)

    application = web.Application()
    application.router.add_post("/slack/events", handle)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    finally:
        await runner.cleanup()
