"""Prometheus metrics of the cases, the tasks and the record, read when they are asked for."""

import asyncio
from collections import Counter
from collections.abc import Iterator

from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, Metric

from bot.workflow.exports import standing
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office
from bot.workflow.queries import OPEN
from bot.workflow.watch import LATE, count_overdue


class OfficeMetrics:
    """A collector over the latest figures; `refresh` reads them from the database."""

    def __init__(self, office: Office, registry: CollectorRegistry) -> None:
        self._office = office
        self._families: tuple[GaugeMetricFamily, ...] = ()
        self._lock = asyncio.Lock()
        registry.register(self)

    def collect(self) -> Iterator[Metric]:
        """Yield the figures as of the last refresh."""
        yield from self._families

    async def refresh(self) -> None:
        """Read the figures anew."""
        async with self._lock:
            now = self._office.clock.law()

            def work(ledger: Ledger) -> tuple[Counter[str], int, dict[str, int], dict[str, int]]:
                states = Counter(row.state for row in ledger.cases.find(states=OPEN))
                head = ledger.record.peek().position
                late = dict(ledger.tasks.overdue(now - LATE))
                anchors = {a: ledger.record.published(a) for a in ("anchor.file", "anchor.slack")}
                return states, head, late, anchors

            found = await self._office.database.read(standing)
            books = {"lists": found.lists, "off_the_books": found.ever, "open": len(found.open)}
            states, head, late, anchors = await self._office.database.read(work)
            counts = await count_overdue(self._office)
            self._families = (
                _family("cases_open", "Open cases by state", "state", states),
                _family("tasks_late", "Effects overdue by port", "port", late),
                _family("obligations_overdue", "Overdue obligations", "kind", dict(counts)),
                _family("checkpoint_size", "Entries published", "anchor", anchors),
                _family("exports", "Lists compared, exports off the books ever", "kind", books),
                _family("record_position", "Entries in the record", "record", {"all": head}),
            )


def _family(name: str, about: str, label: str, values: dict[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"exigent_{name}", about, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family
