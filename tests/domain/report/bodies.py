"""Entries' bodies of histories that were played without a database, and reports counted of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.codec import kind_of, split
from bot.domain.events import Event, Outside
from bot.domain.record import GENESIS, Entry, body, entry_hash
from bot.domain.report.assembling import counted
from bot.domain.report.counting import Count
from bot.domain.report.figures import Counted
from bot.domain.report.period import Period
from bot.domain.roster import Ref


@dataclass(frozen=True)
class Happening:
    """One thing that happened, to a case or to none."""

    at: datetime
    actor: Ref
    event: Event | Outside
    case: str | None = None


def bodies(happenings: Iterable[Happening]) -> list[bytes]:
    """Return the bodies as the record would have them, in order of time; nothing is opened."""
    written: list[bytes] = []
    previous = GENESIS
    for one in sorted(happenings, key=lambda h: h.at):
        content = body(
            Entry(
                position=len(written) + 1,
                at=one.at,
                kind=kind_of(one.event),
                case=one.case,
                version=1 if one.case else None,
                actor=one.actor,
                previous=previous,
                payload=split(one.event).public,
            )
        )
        previous = entry_hash(content)
        written.append(content)
    return written


def days(start: str, end: str) -> Period:
    """The period between two days."""
    return Period(start=date.fromisoformat(start), end=date.fromisoformat(end))


def count(written: Sequence[bytes], period: Period) -> Counted:
    """Count a report of these bodies."""
    under_way = Count(period)
    for content in written:
        under_way.take(content)
    under_way.finish()
    return counted(under_way)


def value(report: Counted, figure: str, key: str = "") -> int | None:
    """Return a figure (`chapter.name`) of the period."""
    chapter, name = figure.split(".")
    return report[chapter][name][key].value


def values(report: Counted, figure: str) -> dict[str, int]:
    """Return a figure's parts that are not nought."""
    chapter, name = figure.split(".")
    return {row.key: row.value for row in report[chapter][name].rows if row.value}
