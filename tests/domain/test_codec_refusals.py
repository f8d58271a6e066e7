"""Claims about what the codec refuses, and about the registry of events."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Annotated, Any

import pytest

from bot.domain.codec import (
    PERSONAL,
    CodecError,
    class_of,
    event,
    join,
    join_event,
    kind_of,
    kinds,
    read,
    split,
)
from tests.domain.codec_examples import AN_OPENED, Category, Officer, Opened


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
