"""Events and other frozen values as JSON, with what is personal kept apart, and back again.

A class is compiled on first use. Supported: str, int, bool, None, StrEnum, NewType over these,
aware datetime (`2026-11-21T20:58:01.123456Z`), date, timedelta (whole microseconds),
`tuple[X, ...]`, `frozenset[str]` or of a StrEnum (a sorted array), Optional, dataclasses at any
depth, and unions of dataclasses, which carry a member `type`: the ClassVar `tag`, else the
class's name in lower case. A place marked `Annotated[X | None, PERSONAL]` is left out of the
public part; None there stays null and needs no opening.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from typing import Any, Final, TypeVar, cast, get_type_hints

from bot.domain.canonical import Json
from bot.domain.scalars import CodecError, instant_of, instant_text
from bot.domain.shapes import COMMITMENT, PERSONAL, Personal, shape, shape_of

__all__ = [
    "BLIND",
    "COMMITMENT",
    "PERSONAL",
    "SCHEMA",
    "CodecError",
    "Personal",
    "Split",
    "class_of",
    "event",
    "instant_of",
    "instant_text",
    "join",
    "join_event",
    "kind_of",
    "kind_of_class",
    "kinds",
    "read",
    "schema_of",
    "split",
    "write",
]

SCHEMA: Final = "schema"
"""The member of an event's payload that numbers its form."""

BLIND: Final = "blind"
"""The member of an entry's payload that only makes its hash unguessable."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Split:
    """A written value: what everybody may see, and the personal values by JSON pointer.

    In `public` each personal place holds `{"commitment": ""}`, to be filled by
    bot.domain.commitments.commit.
    """

    public: dict[str, Json]
    personal: dict[str, Json]


def split(value: object) -> Split:
    """Write a dataclass or event with its personal values apart.

    Raises CodecError when a value does not fit its annotation, TypeError when the class itself
    cannot be recorded.
    """
    personal: dict[str, Json] = {}
    public = shape_of(type(value)).write(value, "", personal)
    registered = _REGISTERED.get(type(value))
    if registered is not None:
        public[SCHEMA] = registered[1]
    return Split(public, personal)


def join(cls: type[T], payload: Mapping[str, Json], openings: Mapping[str, Json] | None) -> T:
    """Read what split wrote; a personal place without an opening becomes None.

    Raises CodecError for anything that split does not write for this class.
    """
    members = dict(payload)
    registered = _REGISTERED.get(cls)
    if registered is not None:
        _of_today(members, registered)
    return cast(T, shape_of(cls).read(members, "", {} if openings is None else openings))


def _of_today(members: dict[str, Json], registered: tuple[str, int]) -> None:
    """Take schema number and blind off, and bring what an earlier schema did not have."""
    kind, newest = registered
    members.pop(BLIND, None)
    number, added = members.pop(SCHEMA, None), _ADDED.get(registered, {})
    older = registered in _ADDED and number == newest - 1
    if older and not members.keys() & added.keys():
        members.update(added)
    elif number != newest:
        raise CodecError(f"expected schema {newest} of {kind}", f"/{SCHEMA}")


def write(value: object) -> dict[str, Json]:
    """Write a dataclass whole, personal values included: for sealing and for digests."""
    return cast(dict[str, Json], shape_of(type(value)).write(value, "", None))


def read(cls: type[T], payload: Mapping[str, Json]) -> T:
    """Read what write wrote; raises CodecError for anything else."""
    return cast(T, shape_of(cls).read(dict(payload), "", None))


_REGISTERED: Final[dict[type, tuple[str, int]]] = {}
_CLASSES: Final[dict[tuple[str, int], type[Any]]] = {}
_NEWEST: Final[dict[str, type[Any]]] = {}
_ADDED: Final[dict[tuple[str, int], Mapping[str, Json]]] = {}
"""By kind and schema, the fields that the schema before had not, as their defaults are written."""


def _defaults(cls: type, names: tuple[str, ...]) -> dict[str, Json]:
    by_name = {field.name: field for field in fields(cls)}
    hints = get_type_hints(cls, include_extras=True)
    missing = [n for n in names if n not in by_name or by_name[n].default is MISSING]
    if missing:
        raise TypeError(f"{cls.__name__}: expected a default for {', '.join(missing)}")
    return {n: cast(Json, shape(hints[n]).write(by_name[n].default, "", None)) for n in names}


def event(
    kind: str, *, schema: int = 1, added: tuple[str, ...] = (), grown: bool = False
) -> Callable[[type[T]], type[T]]:
    """Register a frozen dataclass as the payload of one kind of entry.

    An older schema stays registered, so that old entries can be read: under its own class, or,
    where this schema only `added` fields that have defaults, under this one, which then reads
    the defaults. `grown` says the same of a class inside it, which names its new fields in a
    ClassVar `later`. Raises TypeError for a class that is no dataclass, has a field named
    `schema`, or for a kind and schema that another class has.
    """

    def register(cls: type[T]) -> type[T]:
        if not is_dataclass(cls) or {SCHEMA, BLIND} & cls.__dataclass_fields__.keys():
            raise TypeError(f"{cls.__name__} is no dataclass or has a field named {SCHEMA}")
        for number in (schema, schema - 1) if added or grown else (schema,):
            if (kind, number) in _CLASSES:
                raise TypeError(f"{kind} schema {number} is registered twice")
            _CLASSES[kind, number] = cls
        _REGISTERED[cls] = (kind, schema)
        if added or grown:
            _ADDED[kind, schema] = _defaults(cls, added)
        if kind not in _NEWEST or _REGISTERED[_NEWEST[kind]][1] < schema:
            _NEWEST[kind] = cls
        return cls

    return register


def kind_of(value: object) -> str:
    """Return the kind that the event's class is registered under; raises CodecError for none."""
    return kind_of_class(type(value))


def kind_of_class(cls: type) -> str:
    """Return the kind that a class is registered under; raises CodecError for none."""
    registered = _REGISTERED.get(cls)
    if registered is None:
        raise CodecError(f"{cls.__name__} is not a registered event")
    return registered[0]


def class_of(kind: str, *, schema: int | None = None) -> type[Any]:
    """Return the class of a kind, of its newest schema if none is named; raises CodecError."""
    cls = _NEWEST.get(kind) if schema is None else _CLASSES.get((kind, schema))
    if cls is None:
        raise CodecError("unknown kind of entry or schema of it")
    return cls


def schema_of(kind: str) -> int:
    """Return the newest schema number of a kind; raises CodecError for none."""
    return _REGISTERED[class_of(kind)][1]


def kinds() -> frozenset[str]:
    """Return every registered kind."""
    return frozenset(_NEWEST)


def join_event(kind: str, payload: Mapping[str, Json], openings: Mapping[str, Json] | None) -> Any:  # noqa: ANN401  # any registered event
    """Read an entry's payload as the event its kind and schema name; raises CodecError."""
    schema = payload.get(SCHEMA)
    if not isinstance(schema, int) or isinstance(schema, bool):
        raise CodecError("expected a schema number", f"/{SCHEMA}")
    return join(class_of(kind, schema=schema), payload, openings)
