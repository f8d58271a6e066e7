"""Prometheus metrics of the cases, the tasks and the record, read when they are asked for."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from bot.domain.events.defrauding import FraudFound, OutcomeRecorded
from bot.workflow.exports import standing
from bot.workflow.folds import happened
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office
from bot.workflow.queries import OPEN
from bot.workflow.unpublished import ages
from bot.workflow.watch import LATE, count_overdue

Anchored = tuple[dict[str, int], dict[str, float]]


class OfficeMetrics:
    """A collector over the latest figures; `refresh` reads them from the database."""

    def __init__(self, office: Office, registry: CollectorRegistry) -> None:
        self._office = office
        self._families: tuple[Metric, ...] = ()
        self._counted: int | None = None
        self._frauds = Counter[str]()
        self._outcomes = Counter[str]()
        self._lock = asyncio.Lock()
        registry.register(self)

    def collect(self) -> Iterator[Metric]:
        """Yield the figures as of the last refresh."""
        yield from self._families

    async def refresh(self) -> None:
        """Read the figures anew."""
        async with self._lock:
            now = self._office.clock.law()

            def work(ledger: Ledger) -> tuple[Counter[str], int, dict[str, int], Anchored]:
                states = Counter(row.state for row in ledger.cases.find(states=OPEN))
                head = ledger.record.peek().position
                late = dict(ledger.tasks.overdue(now - LATE))
                named = self._office.ways.anchors
                sizes = {anchor: ledger.record.published(anchor) for anchor in named}
                return states, head, late, (sizes, ages(ledger, named, now))

            found = await self._office.database.read(standing)
            books = {"lists": found.lists, "off_the_books": found.ever, "open": len(found.open)}
            states, head, late, (sizes, old) = await self._office.database.read(work)
            counts = await count_overdue(self._office)
            due = len(self._office.due.numbers)
            await self._office.database.read(lambda ledger: self._count(ledger, head))
            self._families = (
                _family("cases_open", "Open cases by state", "state", states),
                _family("tasks_late", "Effects overdue by port", "port", late),
                _family("obligations_overdue", "Overdue obligations", "kind", dict(counts)),
                _family("erasure_due", "Cases kept long enough", "look", {"hourly": due}),
                _family("checkpoint_size", "Entries published", "anchor", sizes),
                _family("checkpoint_age_seconds", "Oldest entry unpublished", "anchor", old),
                _family("exports", "Lists compared, exports off the books ever", "kind", books),
                _family("record_position", "Entries in the record", "record", {"all": head}),
                _counter("frauds_found", "Requests found forged", "when", self._frauds),
                _counter("outcomes_recorded", "Outcomes recorded", "outcome", self._outcomes),
            )

    def _count(self, ledger: Ledger, head: int) -> None:
        """Count what the record has got since this process began: a counter begins at nought."""
        after = head if self._counted is None else self._counted
        for row in ledger.record.of_kind("fraud.found", after):
            event: object = happened(row).event
            if row.position <= head and isinstance(event, FraudFound):
                self._frauds["after_release" if event.after_release else "before_release"] += 1
        for row in ledger.record.of_kind("outcome.recorded", after):
            event = happened(row).event
            if row.position <= head and isinstance(event, OutcomeRecorded):
                self._outcomes[event.truth.value] += 1
        self._counted = head


def _counter(name: str, about: str, label: str, values: Counter[str]) -> CounterMetricFamily:
    family = CounterMetricFamily(f"exigent_{name}", about, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family


def _family(
    name: str, about: str, label: str, values: Mapping[str, int | float]
) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"exigent_{name}", about, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family
