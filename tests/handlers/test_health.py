"""The probes: what a balancer, a scraper and an outside watcher are told."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field

import aiohttp
import pytest
from prometheus_client import CollectorRegistry, Counter

from handlers.health import Health
from tests.fakes.clock import FrozenClock
from tests.handlers.site import site


@dataclass
class Inside:
    """What the probes ask; `failing` makes every answer an error."""

    wrong: str | None = None
    late: dict[str, int] = field(default_factory=dict)
    failing: bool = False

    async def ready(self) -> str | None:
        """Say what is wrong with the database."""
        self._fail()
        return self.wrong

    async def overdue(self) -> Mapping[str, int]:
        """Count what is overdue."""
        self._fail()
        return self.late

    def _fail(self) -> None:
        if self.failing:
            raise ConnectionError("postgresql://secret@db")


@pytest.fixture
def inside() -> Inside:
    """A healthy inside."""
    return Inside()


@pytest.fixture
async def client(inside: Inside) -> AsyncIterator[aiohttp.ClientSession]:
    """A client of the running probes."""
    registry = CollectorRegistry()
    Counter("exigent_cases", "Cases", registry=registry).inc(3)
    routes = Health(inside.ready, inside.overdue, registry).routes()
    async with site(routes, FrozenClock()) as session:
        yield session


async def test_all_is_well(client: aiohttp.ClientSession) -> None:
    """A healthy process answers 200 to every probe."""
    for path in ("/livez", "/readyz", "/alarm", "/metrics"):
        async with client.get(path) as response:
            assert response.status == 200


async def test_not_ready_says_why(client: aiohttp.ClientSession, inside: Inside) -> None:
    """A database that is not at its head is 503 with the reason."""
    inside.wrong = "the database is one migration behind"
    async with client.get("/readyz") as response:
        assert response.status == 503
        assert (await response.json())["reason"] == inside.wrong


async def test_overdue_work_keeps_traffic_and_rings(
    client: aiohttp.ClientSession, inside: Inside
) -> None:
    """Overdue work is 503 with counts on /alarm, and changes nothing on /readyz."""
    inside.late = {"notice": 2, "page": 0}
    async with client.get("/alarm") as response:
        assert response.status == 503
        assert await response.json() == {"status": "overdue", "overdue": {"notice": 2}}
    async with client.get("/readyz") as response:
        assert response.status == 200


async def test_what_cannot_be_asked_is_an_alarm(
    client: aiohttp.ClientSession, inside: Inside
) -> None:
    """When the database does not answer, readiness and alarm are 503 without its error's words."""
    inside.failing = True
    for path, status in (("/readyz", 503), ("/alarm", 503), ("/livez", 200)):
        async with client.get(path) as response:
            assert response.status == status
            assert "secret" not in await response.text()


async def test_metrics_are_prometheus_text(client: aiohttp.ClientSession) -> None:
    """The registry that was given is what is served, in the text format."""
    async with client.get("/metrics") as response:
        assert response.content_type == "text/plain"
        assert "exigent_cases_total 3.0" in await response.text()
