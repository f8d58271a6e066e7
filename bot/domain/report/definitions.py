"""What a figure of the report is: its name, its words, its unit, its parts."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.report.keys import Keys


class Unit(StrEnum):
    """What a figure counts."""

    COUNT = "count"
    SECONDS = "seconds"
    MINUTES = "minutes"


class Sort(StrEnum):
    """When a figure is looked at.

    `happened`: counted where it happened within the period. `received`: of the requests that came
    in within the period, as they stand at its end. `at_end`, `at_start`: whatever stands then.
    """

    HAPPENED = "happened"
    RECEIVED = "received"
    AT_START = "at_start"
    AT_END = "at_end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One figure: `words` say which entries make it, and which instant puts it into a period.

    `keys` are its parts with a title each; none where it is one number. `free`: its keys are not
    known beforehand.
    """

    name: str
    title: str
    words: str
    sort: Sort = Sort.HAPPENED
    unit: Unit = Unit.COUNT
    keys: Keys = ()
    free: bool = False

    @property
    def single(self) -> bool:
        """Whether it is one number."""
        return not self.keys and not self.free


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """Figures that belong together, under one heading."""

    name: str
    title: str
    words: str
    figures: tuple[Definition, ...]
