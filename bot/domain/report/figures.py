"""A report: every figure of a period, with the one before it, as of a checkpoint.

`bot.domain.report.catalogue` says what each figure means.
"""

from dataclasses import dataclass

from bot.domain.report.definitions import Chapter, Definition
from bot.domain.report.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One number beside that of the period before.

    `key` is empty where the figure is one number; else its title is in the definition's keys, or,
    of a free figure, it is a country and a kind such as `US/local`. None: there is no such number,
    as the median of nothing.
    """

    key: str
    value: int | None
    previous: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure with all its rows, in the order in which they are shown."""

    definition: Definition
    rows: tuple[Row, ...]

    def __getitem__(self, key: str) -> Row:
        """Return a row by its key; raises KeyError where there is none."""
        for row in self.rows:
            if row.key == key:
                return row
        raise KeyError(key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The figures of a chapter."""

    chapter: Chapter
    figures: tuple[Figure, ...]

    def __getitem__(self, name: str) -> Figure:
        """Return a figure by its name; raises KeyError where there is none."""
        for figure in self.figures:
            if figure.definition.name == name:
                return figure
        raise KeyError(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyRows:
    """What one agency asked for, by `keys.AGENCY_KEYS`; the row without a name is all others.

    The name is the directory's: text of a person, for no page, cell or message as it is. A value
    is None in the period in which the agency has no row of its own.
    """

    name: str
    rows: tuple[Row, ...]

    def __getitem__(self, key: str) -> Row:
        """Return a row by its key; raises KeyError where there is none."""
        for row in self.rows:
            if row.key == key:
                return row
        raise KeyError(key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Everything that is counted. `agencies`: most requests first, all others last.

    `over` is whether an entry proves that the period had ended; `seen_until` is the instant of the
    last entry that was read, as entries write it, empty where there was none.
    """

    period: Period
    over: bool
    seen_until: str
    sections: tuple[Section, ...]
    agencies: tuple[AgencyRows, ...]

    def __getitem__(self, name: str) -> Section:
        """Return a section by its chapter's name; raises KeyError where there is none."""
        for section in self.sections:
            if section.chapter.name == name:
                return section
        raise KeyError(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The checkpoint that a report is made at: `text` is the signed note, whole."""

    origin: str
    size: int
    root: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was counted, and the checkpoint over the entries that it was counted from."""

    counted: Counted
    checkpoint: Named
