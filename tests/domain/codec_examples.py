"""Classes with one field of every kind that the record can hold."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Annotated, ClassVar, NewType

from hypothesis import strategies as st

from bot.domain.canonical import GREATEST_INTEGER
from bot.domain.codec import (
    PERSONAL,
    event,
)

CaseNumber = NewType("CaseNumber", str)


class Category(StrEnum):
    """Some words."""

    VIDEO = "video"
    AUDIO = "audio"


@dataclass(frozen=True)
class Court:
    """One member of a union, with a personal place."""

    tag: ClassVar[str] = "court_order"
    name: str
    judge: Annotated[str | None, PERSONAL]


@dataclass(frozen=True)
class Policy:
    """The other member, tagged by its name."""

    days: int


@dataclass(frozen=True)
class Officer:
    """A nested value with personal places."""

    rank: str | None
    name: Annotated[str | None, PERSONAL]


@event("test.opened", schema=2)
@dataclass(frozen=True)
class Opened:
    """One field of every supported kind."""

    case: CaseNumber
    count: int
    sure: bool
    category: Category
    at: datetime
    day: date | None
    allowed: timedelta
    devices: tuple[str, ...]
    categories: frozenset[Category]
    flags: frozenset[str]
    officer: Officer
    others: tuple[Officer, ...]
    ground: Court | Policy | None
    narrative: Annotated[tuple[str, ...] | None, PERSONAL]
    person: Annotated[Officer | None, PERSONAL]


zones = st.sampled_from([UTC, timezone(timedelta(hours=-8, minutes=7))])
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
officers = st.builds(Officer, st.none() | words, st.none() | words)
openeds = st.builds(
    Opened,
    case=words,
    count=st.integers(-GREATEST_INTEGER, GREATEST_INTEGER),
    sure=st.booleans(),
    category=st.sampled_from(Category),
    at=st.datetimes(timezones=zones),
    day=st.none() | st.dates(),
    allowed=st.timedeltas(timedelta(days=-9000), timedelta(days=9000)),
    devices=st.lists(words, max_size=3).map(tuple),
    categories=st.frozensets(st.sampled_from(Category)),
    flags=st.frozensets(words, max_size=3),
    officer=officers,
    others=st.lists(officers, max_size=2).map(tuple),
    ground=st.none()
    | st.builds(Court, words, st.none() | words)
    | st.builds(Policy, st.integers(0, 9)),
    narrative=st.none() | st.lists(words, max_size=2).map(tuple),
    person=st.none() | officers,
)
AN_OPENED = Opened(
    case=CaseNumber("EDR-2026-000001"),
    count=3,
    sure=True,
    category=Category.VIDEO,
    at=datetime(2026, 11, 21, 20, 58, 1, 123456, UTC),
    day=date(2026, 11, 21),
    allowed=timedelta(minutes=30),
    devices=("D1",),
    categories=frozenset(Category),
    flags=frozenset({"b", "a"}),
    officer=Officer("Sgt", "R. Alvarez"),
    others=(Officer(None, None), Officer("Lt", "L. Chen")),
    ground=Court("Superior Court", "J. Doe"),
    narrative=("a girl, 9",),
    person=Officer(None, "the girl"),
)
