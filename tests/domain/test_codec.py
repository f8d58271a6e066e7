"""Claims about writing events as JSON with personal values apart."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Annotated, Any, ClassVar, NewType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.canonical import GREATEST_INTEGER, canonical, parse
from bot.domain.codec import (
    PERSONAL,
    CodecError,
    class_of,
    event,
    instant_of,
    instant_text,
    join,
    join_event,
    kind_of,
    kinds,
    read,
    split,
    write,
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


def redacted(opened: Opened) -> Opened:
    """Take every personal value away, by hand."""
    ground = opened.ground
    return replace(
        opened,
        officer=replace(opened.officer, name=None),
        others=tuple(replace(other, name=None) for other in opened.others),
        ground=replace(ground, judge=None) if isinstance(ground, Court) else ground,
        narrative=None,
        person=None,
    )


@given(openeds)
def test_join_inverts_split(opened: Opened) -> None:
    """A value comes back equal when every opening is given, and its JSON is canonical JSON."""
    parts = split(opened)
    assert join(Opened, parts.public, parts.personal) == opened
    canonical(parts.public)
    canonical(parts.personal)


@given(openeds)
def test_without_openings_the_rest_comes_back(opened: Opened) -> None:
    """A redacted reading equals the value with its personal places emptied, and nothing else."""
    assert join(Opened, split(opened).public, None) == redacted(opened)


@given(openeds)
def test_read_inverts_write(opened: Opened) -> None:
    """A value written whole is read back whole."""
    assert read(Opened, write(opened)) == opened


def test_the_public_part_holds_no_personal_value() -> None:
    """Personal values are found under their pointers and nowhere in the public part."""
    parts = split(AN_OPENED)
    assert parts.personal == {
        "/officer/name": "R. Alvarez",
        "/others/1/name": "L. Chen",
        "/ground/judge": "J. Doe",
        "/narrative": ["a girl, 9"],
        "/person": {"rank": None, "name": "the girl"},
    }
    for personal in (b"Alvarez", b"Chen", b"Doe", b"girl"):
        assert personal not in canonical(parts.public)


def test_the_public_part_looks_as_documented() -> None:
    """Every supported type has the documented form."""
    assert split(AN_OPENED).public == {
        "schema": 2,
        "case": "EDR-2026-000001",
        "count": 3,
        "sure": True,
        "category": "video",
        "at": "2026-11-21T20:58:01.123456Z",
        "day": "2026-11-21",
        "allowed": 1_800_000_000,
        "devices": ["D1"],
        "categories": ["audio", "video"],
        "flags": ["a", "b"],
        "officer": {"rank": "Sgt", "name": {"commitment": ""}},
        "others": [{"rank": None, "name": None}, {"rank": "Lt", "name": {"commitment": ""}}],
        "ground": {"type": "court_order", "name": "Superior Court", "judge": {"commitment": ""}},
        "narrative": {"commitment": ""},
        "person": {"commitment": ""},
    }


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"case": 1}, "/case"),
        ({"count": True}, "/count"),
        ({"count": 2**53}, "/count"),
        ({"sure": 1}, "/sure"),
        ({"category": "video"}, "/category"),
        ({"case": Category.VIDEO}, "/case"),
        ({"at": datetime(2026, 1, 1)}, "/at"),  # noqa: DTZ001  # the naive instant is the point
        ({"at": date(2026, 1, 1)}, "/at"),
        ({"day": datetime(2026, 1, 1, tzinfo=UTC)}, "/day"),
        ({"allowed": 30}, "/allowed"),
        ({"devices": ["secret"]}, "/devices"),
        ({"devices": ("a", None)}, "/devices/1"),
        ({"categories": {Category.VIDEO}}, "/categories"),
        ({"flags": frozenset({1})}, "/flags"),
        ({"officer": None}, "/officer"),
        ({"officer": Officer(None, "x"), "others": (Officer(1, "secret"),)}, "/others/0/rank"),  # type: ignore[arg-type]  # wrong on purpose
        ({"ground": Officer(None, "secret")}, "/ground"),
        ({"narrative": "secret"}, "/narrative"),
        ({"person": Officer(2, "secret")}, "/person/rank"),  # type: ignore[arg-type]  # wrong on purpose
    ],
)
def test_a_misfit_is_refused_with_its_place(change: dict[str, Any], pointer: str) -> None:
    """A value that contradicts its annotation is not written; the error has no contents."""
    with pytest.raises(CodecError) as refusal:
        split(replace(AN_OPENED, **change))
    assert refusal.value.pointer == pointer
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"schema": 1}, "/schema"),
        ({"surplus": 1}, ""),
        ({"case": None}, "/case"),
        ({"sure": 1}, "/sure"),
        ({"count": 1.0}, "/count"),
        ({"category": "radio"}, "/category"),
        ({"category": ["video"]}, "/category"),
        ({"at": "2026-11-21T20:58:01Z"}, "/at"),
        ({"at": "2026-11-21T20:58:01.123456+"}, "/at"),
        ({"at": "2026-11-21 20:58:01.123456Z"}, "/at"),
        ({"at": "2026-13-21T20:58:01.123456Z"}, "/at"),
        ({"day": "20261121"}, "/day"),
        ({"day": "2026-11-31"}, "/day"),
        ({"allowed": "30m"}, "/allowed"),
        ({"devices": "D1"}, "/devices"),
        ({"categories": ["video", "audio"]}, "/categories"),
        ({"flags": ["a", "a"]}, "/flags"),
        ({"flags": "a"}, "/flags"),
        ({"officer": {"rank": "Sgt"}}, "/officer"),
        ({"officer": {"rank": "Sgt", "name": "R. Alvarez"}}, "/officer/name"),
        ({"officer": {"rank": "Sgt", "name": {"commitment": 1}}}, "/officer/name"),
        ({"officer": {"rank": "Sgt", "name": {"commitment": "", "x": 1}}}, "/officer/name"),
        ({"officer": ["secret"]}, "/officer"),
        ({"ground": {"type": "radio"}}, "/ground"),
        ({"ground": {"days": 1}}, "/ground"),
        ({"ground": {"type": "policy", "days": 1, "x": 1}}, "/ground"),
    ],
)
def test_a_foreign_payload_is_refused_with_its_place(change: dict[str, Any], pointer: str) -> None:
    """A payload that split would not have written is not read."""
    with pytest.raises(CodecError) as refusal:
        join(Opened, {**split(AN_OPENED).public, **change}, None)
    assert refusal.value.pointer == pointer
    assert "Alvarez" not in str(refusal.value)


def test_missing_and_unknown_members_are_named() -> None:
    """The error names members that are missing or too many, but echoes no odd names."""
    payload = split(AN_OPENED).public
    del payload["case"]
    with pytest.raises(CodecError, match="missing case, unknown extra"):
        join(Opened, {**payload, "extra": 1}, None)
    with pytest.raises(CodecError, match=r"unknown \?"):
        join(Opened, {**payload, "<a secret>": 1}, None)


def test_a_wrong_opening_is_refused() -> None:
    """An opening must have the type of its place."""
    with pytest.raises(CodecError, match="/officer/name"):
        join(Opened, split(AN_OPENED).public, {"/officer/name": 7})


def test_a_class_that_refuses_its_values_does_not_quote_them() -> None:
    """What a constructor says about a value stays out of the error."""

    @dataclass(frozen=True)
    class Narrow:
        word: str

        def __post_init__(self) -> None:
            if self.word != "good":
                raise ValueError(self.word)

    assert read(Narrow, {"word": "good"}) == Narrow("good")
    with pytest.raises(CodecError) as refusal:
        read(Narrow, {"word": "secret"})
    assert "secret" not in str(refusal.value)


@dataclass(frozen=True)
class Unmarked:
    """A personal place that cannot be emptied."""

    name: Annotated[str, PERSONAL]


@dataclass(frozen=True)
class Inside:
    """The marker in the wrong place."""

    name: Annotated[str, PERSONAL] | None


@dataclass(frozen=True)
class Loose:
    """A type without a canonical form."""

    ratio: float


@dataclass(frozen=True)
class Mixed:
    """A union that JSON cannot tell apart."""

    word: str | Officer


@pytest.mark.parametrize("value", [Unmarked("x"), Inside("x"), Loose(1.0), Mixed("x"), "text"])
def test_unrecordable_classes_are_refused_at_once(value: object) -> None:
    """A class that the record cannot hold is a programming error, found at first use."""
    with pytest.raises(TypeError):
        split(value)


def test_the_registry_knows_kinds_and_schemas() -> None:
    """Kinds lead to classes and back; old schemas stay readable; doubles are refused."""

    @event("test.aged", schema=1)
    @dataclass(frozen=True)
    class Old:
        a: int

    @event("test.aged", schema=2)
    @dataclass(frozen=True)
    class New:
        b: int

    assert kind_of(AN_OPENED) == "test.opened"
    assert class_of("test.aged") is New
    assert {"test.opened", "test.aged"} <= kinds()
    assert join_event("test.aged", {"schema": 1, "a": 5}, None) == Old(5)
    assert join_event("test.aged", {"schema": 2, "b": 5}, None) == New(5)
    for payload in ({"schema": 3, "b": 5}, {"schema": True, "a": 5}, {"a": 5}):
        with pytest.raises(CodecError):
            join_event("test.aged", payload, None)
    with pytest.raises(TypeError):
        event("test.aged", schema=1)(New)
    with pytest.raises(TypeError):
        event("test.text")(str)
    with pytest.raises(CodecError):
        kind_of("text")
    with pytest.raises(CodecError):
        class_of("test.unknown")


@given(st.datetimes(timezones=zones))
def test_instants_keep_their_microseconds(instant: datetime) -> None:
    """An instant's text is UTC and reads back as the same instant."""
    assert instant_of(instant_text(instant)) == instant
    assert instant_of(instant_text(instant)).tzinfo is UTC


def test_a_payload_survives_the_record() -> None:
    """What was parsed from canonical bytes joins to the same event."""
    parts = split(AN_OPENED)
    payload, openings = parse(canonical(parts.public)), parse(canonical(parts.personal))
    assert isinstance(payload, dict)
    assert isinstance(openings, dict)
    assert join_event("test.opened", payload, openings) == AN_OPENED
