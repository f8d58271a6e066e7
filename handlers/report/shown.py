"""What a report shows: rows of two periods side by side, in tables, in parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.report.definitions import Unit

NOTHING: Final = "none"
"""Where there is no such number, as the median of nothing; a word, so that it is read aloud."""
_PARTS: Final = (("day", 86_400), ("h", 3_600), ("min", 60), ("s", 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure of this period beside the one before; None where there is no such number.

    `now` and `before` are what bars measure, the texts what is read: `90` and `1 min 30 s`.
    """

    label: str
    now: int | None
    before: int | None
    now_text: str
    before_text: str
    meaning: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was counted in either period."""
        return not self.now and not self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of one kind; `what` heads the labels, `zero` names what was left out as zero.

    `about` says how all of it is counted, `defined` how each row is.
    """

    title: str
    what: str
    rows: Sequence[Row]
    about: str = ""
    zero: str = ""
    defined: Sequence[tuple[str, str]] = ()
    bars: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyLine:
    """One agency: its name, and its cells of both periods under the columns."""

    name: str
    now: Sequence[str]
    before: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agencies:
    """What each agency asked for; `asked` has the requests alone, for bars."""

    about: str
    columns: Sequence[str]
    lines: Sequence[AgencyLine]
    asked: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the report: its heading, what it says first, and its tables."""

    key: str
    heading: str
    said: str
    tables: Sequence[Table]


def text_of(value: int | None, unit: Unit = Unit.COUNT) -> str:
    """Return a figure as it is read: `12,345`, `35 min`, `3 h 20 min`."""
    if value is None:
        return NOTHING
    if unit is Unit.SECONDS:
        return lasting(value)
    return f"{value:,} min" if unit is Unit.MINUTES else f"{value:,}"


def lasting(seconds: int) -> str:
    """Return a length of time in its two largest units: `3 h 20 min`, `2 days 4 h`, `45 s`."""
    rest, said = seconds, list[str]()
    for name, size in _PARTS:
        count, rest = divmod(rest, size)
        plural = "s" if name == "day" and count != 1 else ""
        said.append(f"{count:,} {name}{plural}" if count else "")
    first = next((place for place, words in enumerate(said) if words), len(said))
    return " ".join(words for words in said[first : first + 2] if words) or "under 1 s"
