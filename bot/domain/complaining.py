"""What an owner complains of, and how that ends: a person answers, in time, on the record.

The clock runs also after the case is closed: whom a notice reaches last complains last.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from itertools import count
from typing import Final

from bot.domain.limits import DAY

ROLE: Final = "complaint"
"""As what seniors are called who see to it that somebody answers; it asks for no determination."""
CLOCK: Final = "complaint:"
"""How a complaint's clock begins; its number follows."""
AGAIN: Final = "complaint_again"
"""Asks every day anew for answers that are overdue."""
TEXT_MOST: Final = 4_000
"""Characters of a complaint, and of its answer."""
MOST_OPEN: Final = 3
"""Complaints of one owner in one case that wait for an answer at once."""
MOST: Final = 10
"""Complaints of one owner in one case; after that they write to the privacy desk."""


class Finding(StrEnum):
    """What the person who answered found. `noted`: nothing was asked that could be so or not."""

    UPHELD = "upheld"
    PARTLY = "partly"
    NOT_UPHELD = "not_upheld"
    NOTED = "noted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """One complaint of one owner (an alias); `due` (UTC) is when it must be answered.

    `number` names it in its case, in no order; in older records they were counted.
    """

    number: int
    owner: str
    at: datetime
    due: datetime
    finding: Finding | None = None
    answered_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether nobody has answered it yet."""
        return self.finding is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Complain:
    """An owner complains by their page."""

    owner: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerComplaint:
    """A person of the desk answers; the text goes to the owner as it stands."""

    number: int
    finding: Finding
    text: str = field(repr=False)


ComplaintCommand = Complain | AnswerComplaint


def unanswered(complaints: tuple[Complaint, ...]) -> tuple[Complaint, ...]:
    """Return the complaints that wait for an answer, oldest first."""
    return tuple(c for c in complaints if c.open)


def room(complaints: tuple[Complaint, ...], owner: str) -> bool:
    """Whether one more of this owner is taken in."""
    own = tuple(c for c in complaints if c.owner == owner)
    return len(own) < MOST and len(unanswered(own)) < MOST_OPEN


def fresh_number(case: str, complaints: tuple[Complaint, ...], owner: str, now: datetime) -> int:
    """Return a number that no complaint of the case has.

    Its owner reads it in their bundle, so it counts nothing: who else complained, or whoever stood
    in their place before, is nobody's business.
    """
    taken = {c.number for c in complaints}
    digests = (sha256(f"{case} {owner} {now.isoformat()} {n}".encode()).digest() for n in count())
    numbers = (1000 + int.from_bytes(digest[:8]) % 9000 for digest in digests)
    return next(number for number in numbers if number not in taken)


def running(complaints: tuple[Complaint, ...]) -> Iterator[tuple[str, datetime, datetime]]:
    """Yield name, start and due time of each complaint's clock."""
    for one in unanswered(complaints):
        yield f"{CLOCK}{one.number}", one.at, one.due


def next_asking(
    complaints: tuple[Complaint, ...], reached: frozenset[tuple[str, str, str]]
) -> datetime | None:
    """Return when seniors are next called for answers that are overdue; None where none is.

    The clock of an ended case would otherwise act no more, and be forgotten.
    """
    missed = {name for name, stage, _ in reached if stage == "missed"}
    late = [c.due for c in unanswered(complaints) if f"{CLOCK}{c.number}" in missed]
    if not late:
        return None
    asked = [run for name, _, run in reached if name == AGAIN]
    return min(late) + DAY * (len(asked) + 1)
