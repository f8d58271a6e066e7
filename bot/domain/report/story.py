"""What the report keeps of one case while it reads on: as little as later entries still change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from bot.domain.report.keys import OPEN

Payload = Mapping[str, Any]
"""An entry's payload as parsed; instants stay text, which sorts as they do."""
UNTOLD: Final = frozenset({"owed", "sending", "letter", "undelivered"})
"""Where a notice stands while it is owed."""


@dataclass(slots=True)
class Notice:
    """The notice owed to one account holder of a case."""

    status: str = ""
    due: str = ""
    channel: str = ""
    told: bool = False


@dataclass(slots=True)
class Hold:
    """One restriction."""

    kind: str
    ground: str
    until: str | None
    owner: str | None
    renews: int | None = None
    in_force: bool = False
    freed: frozenset[str] = frozenset()

    @property
    def ends_by_itself(self) -> bool:
        """Whether its day alone ends it."""
        return self.until is not None and self.kind != "safety_hold"

    def holds(self, owner: str, moment: str) -> bool:
        """Whether it keeps `owner` from being told at `moment`."""
        concerned = self.owner in (None, owner) and owner not in self.freed
        over = self.ends_by_itself and self.until is not None and moment >= self.until
        return self.in_force and concerned and not over


@dataclass(slots=True)
class Review:
    """Determinations on the current version, and who supports an exception."""

    filed: list[tuple[str, str, str]] = field(default_factory=list)
    supporters: set[str] = field(default_factory=set)
    seniors: set[str] = field(default_factory=set)

    @property
    def excepted(self) -> bool:
        """Whether two reviewers and a senior support the life safety exception."""
        return bool(self.seniors) and len(self.supporters | self.seniors) > 2  # noqa: PLR2004 - two reviewers and a senior


@dataclass(slots=True, frozen=True)
class Listed:
    """What a list of items holds: kinds of data, devices, video in microseconds."""

    categories: tuple[str, ...]
    devices: tuple[str, ...]
    video: int
    late: bool = False


@dataclass(slots=True)
class Story:
    """One case so far. `span` is the period in which it was opened, `cell` where it came from."""

    opened: str
    span: int
    cell: str
    agency: str
    version: int = 1
    passed: bool = False
    denied: bool = False
    unverified: bool = False
    forged: bool = False
    result: str = OPEN
    asked: bool = False
    decided: bool = False
    narrowed: bool = False
    excepted: bool = False
    released: bool = False
    preserved: bool = False
    process: str = ""
    ended: str = ""
    answered: bool = False
    review: Review | None = None
    cleared: Listed | None = None
    given: frozenset[str] = frozenset()
    holders: frozenset[str] = frozenset()
    owners: dict[str, tuple[str, ...]] | None = None
    notices: dict[str, Notice] | None = None
    holds: dict[int, Hold] | None = None

    def reviewed(self) -> Review:
        """Return what is kept of the review, begun where there was nothing yet."""
        if self.review is None:
            self.review = Review()
        return self.review

    @property
    def identity(self) -> str:
        """What verification found, as a key of the figure."""
        if self.forged:
            return "fraudulent"
        if self.denied or self.unverified:
            return "failed"
        return "verified" if self.passed else "not_completed"


def instant(text: str) -> datetime:
    """Return the instant that an entry wrote; raises ValueError for another text."""
    return datetime.fromisoformat(text)


def seconds(start: str, end: str) -> int:
    """Return the whole seconds between two instants, the rest dropped."""
    return (instant(end) - instant(start)) // timedelta(seconds=1)
