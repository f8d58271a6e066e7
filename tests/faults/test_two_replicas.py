"""Two products on one database, and two thumbs on one product: exact counts."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

from aiohttp import ClientSession

from bot import asks
from bot.app import running
from bot.clock import PracticeClock
from bot.compose import House, open_office
from bot.practice.delivery import Answer
from bot.practice.http_courier import HttpCourier
from bot.practice.payloads import Delivery
from bot.practice.scripts import deeds
from bot.practice.stage import Stage
from bot.practice_house import PracticeHouse, practice_house
from tests.fakes.postgres import Postgres
from tests.faults.onlookers import calm, cards, kinds, receipts
from tests.faults.reviewing import both_ready, outcome

_numbers = count(1)


class ByPerson:
    """Slack's side of a balancer: each person's payloads go to their own replica."""

    def __init__(self, couriers: Mapping[str, HttpCourier]) -> None:
        self.couriers = couriers

    async def carry(self, delivery: Delivery, attempt: int, reason: str) -> Answer:
        """Deliver once, to the replica of whoever acted; to the first one for anybody else."""
        user = delivery.payload["user"]["id"]
        courier = self.couriers.get(user, next(iter(self.couriers.values())))
        return await courier.carry(delivery, attempt, reason)


def _beside(practice: PracticeHouse, clock: PracticeClock) -> House:
    """Open a second product with the settings of the first, on a port of its own."""
    settings = practice.house.settings.model_copy(update={"port": 0})
    return open_office(settings, clock)


@asynccontextmanager
async def two_products(
    folder: Path, postgres: Postgres, template: str, worker: str
) -> AsyncIterator[tuple[PracticeHouse, ByPerson]]:
    """Run two products on one PostgreSQL; Ana reaches the first, Ben the second."""
    name = f"replicas_{worker}_{next(_numbers)}"
    clock = PracticeClock()
    async with (
        practice_house(folder, clock, database_url=postgres.create(name, template)) as practice,
        running(_beside(practice, clock)) as second,
        ClientSession() as session,
    ):
        server = practice.stage.server
        secret, wall = server.workspace.app.signing_secret, server.workspace.wall
        addresses = {deeds.ANA: practice.running.address, deeds.BEN: second.address}
        by_person = ByPerson(
            {
                user: HttpCourier(session, secret, wall, f"{address}/slack/events")
                for user, address in addresses.items()
            }
        )
        server.post.courier = by_person
        yield practice, by_person
    postgres.drop(name)


def posted(stage: Stage) -> Counter[str]:
    """Count what the app posted, by the key of the effect that posted it."""
    carried = [m.metadata or {} for m in stage.server.workspace.messages]
    return Counter(m["event_payload"]["effect"] for m in carried if m)


async def exact(practice: PracticeHouse, case: str) -> None:
    """Two determinations, one approval, one card, one receipt each; the record is whole."""
    await calm(practice)
    counts = await kinds(practice, case)
    filed = (counts["determination.filed"], counts["case.approved"])
    assert (filed, counts["determination.refused"]) == ((2, 1), 0)
    assert len(cards(practice.stage, case)) == 1
    assert set(posted(practice.stage).values()) == {1}
    report = await asks.check(practice.house)
    assert report.whole, report.troubles


async def test_two_people_on_two_replicas(
    tmp_path: Path, postgres: Postgres, template: str, worker_name: str
) -> None:
    """Both file at the same moment on different replicas, three times over: each effect once."""
    async with two_products(tmp_path, postgres, template, worker_name) as (practice, _):
        for number in range(3):
            case, ana, ben = await both_ready(practice.stage, f"msg_{number}")
            answers = await asyncio.gather(ana.submit(), ben.submit())
            assert [outcome(a) for a in answers] == ["review.filed"] * 2
            await exact(practice, case)
            await ana.close()
            await ben.close()
        for user in (deeds.ANA, deeds.BEN):
            assert len(receipts(practice.stage, user)) == 3


async def test_one_form_on_two_replicas(
    tmp_path: Path, postgres: Postgres, template: str, worker_name: str
) -> None:
    """One submission that reaches both replicas at once counts once, and both say it is filed."""
    async with two_products(tmp_path, postgres, template, worker_name) as (practice, by_person):
        case, ana, ben = await both_ready(practice.stage)
        practice.stage.server.workspace.faults.add("deliver:view_submission", "lost")
        lost = (await ana.submit()).delivery
        assert lost is not None
        both = by_person.couriers.values()
        answers = await asyncio.gather(*(courier.carry(lost, 0, "") for courier in both))
        assert [outcome(a) for a in answers] == ["review.filed"] * 2
        await ben.submit()
        await exact(practice, case)


async def test_two_double_clicks_at_once(practice: PracticeHouse) -> None:
    """On SQLite: two people submit at once, and Slack delivers each of it twice."""
    case, ana, ben = await both_ready(practice.stage)
    faults = practice.stage.server.workspace.faults
    faults.add("deliver:view_submission", "duplicate", times=2)
    answers = await asyncio.gather(ana.submit(), ben.submit())
    assert [outcome(a) for a in answers] == ["review.filed"] * 2
    assert len(faults.happened) == 2
    await exact(practice, case)
