"""Makes the report of what was counted: every figure in its place, agencies grouped."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from bot.domain.report.catalogue import CHAPTERS
from bot.domain.report.counting import Count
from bot.domain.report.definitions import Chapter, Definition
from bot.domain.report.figures import AgencyRows, Counted, Figure, Row, Section
from bot.domain.report.grouping import Received, named
from bot.domain.report.keys import AGENCY_KEYS, OPEN, Result, names
from bot.domain.report.tally import Tally

_SHOWN = {
    Result.GRANTED_FULL.value: "granted_full",
    Result.GRANTED_PARTIAL.value: "granted_partial",
    Result.REFUSED.value: "refused",
    OPEN: OPEN,
}
"""The results that an agency's row tells apart."""
_Grouped = tuple[Mapping[str, Counter[str]], Counter[str]]
"""The requests of each named agency by result, and those of all others."""


def counted(count: Count) -> Counted:
    """Return what was counted; `count` must be finished."""
    previous, this = count.tallies[1:]
    sections = tuple(
        Section(chapter=chapter, figures=tuple(_figures(chapter, this, previous)))
        for chapter in CHAPTERS
    )
    return Counted(
        period=count.period,
        over=count.over,
        seen_until=count.seen_until,
        sections=sections,
        agencies=tuple(_agencies(count)),
    )


def _figures(chapter: Chapter, this: Tally, previous: Tally) -> Iterator[Figure]:
    for one in chapter.figures:
        figure = f"{chapter.name}.{one.name}"
        rows = tuple(
            Row(key=key, value=this.number(figure, key), previous=previous.number(figure, key))
            for key in _keys(one, figure, this, previous)
        )
        yield Figure(definition=one, rows=rows)


def _keys(one: Definition, figure: str, this: Tally, previous: Tally) -> Sequence[str]:
    if not one.free:
        return [*names(one.keys)] or [""]
    return sorted({key for t in (this, previous) for name, key in t.counts if name == figure})


def _agencies(count: Count) -> Iterator[AgencyRows]:
    """Yield the named agencies, most requests first, then all others in one row."""
    previous, this = (_grouped(requests) for requests in count.received[1:])
    titles = count.beside.agencies

    def order(agency: str) -> tuple[int, int, str, str]:
        here, there = this[0].get(agency), previous[0].get(agency)
        return (
            -(here or Counter()).total(),
            -(there or Counter()).total(),
            titles[agency],
            agency,
        )

    for agency in sorted({*this[0], *previous[0]}, key=order):
        yield _row(titles[agency], this[0].get(agency), previous[0].get(agency))
    yield _row("", this[1], previous[1])


def _grouped(requests: Sequence[Received]) -> _Grouped:
    shown = named(requests)
    own: dict[str, Counter[str]] = {agency: Counter() for agency in shown}
    others: Counter[str] = Counter()
    for request in requests:
        place = own[request.agency] if request.agency in shown and request.agency else others
        place[_SHOWN.get(request.result, "ended_otherwise")] += 1
    return own, others


def _row(name: str, this: Counter[str] | None, previous: Counter[str] | None) -> AgencyRows:
    rows = tuple(
        Row(key=key, value=_number(this, key), previous=_number(previous, key))
        for key in names(AGENCY_KEYS)
    )
    return AgencyRows(name=name, rows=rows)


def _number(counts: Counter[str] | None, key: str) -> int | None:
    if counts is None:
        return None
    return counts.total() if key == "received" else counts[key]
