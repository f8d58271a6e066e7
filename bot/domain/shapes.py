"""Compiles a frozen dataclass, once, into functions that write it as JSON and read it back.

The public face of this is bot.domain.codec.
"""

import types
from collections.abc import Hashable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Final, NewType, Union, get_args, get_origin, get_type_hints

from bot.domain.canonical import Json
from bot.domain.scalars import SCALARS, CodecError, Read, Shape, Write, sorted_set, word

COMMITMENT: Final = "commitment"
"""The only member of the object that stands in the record for a personal value."""

TAG: Final = "type"
"""The member that says which class of a union was written."""


@dataclass(frozen=True, slots=True)
class Personal:
    """Marks a place whose value is sealed: `name: Annotated[str | None, PERSONAL]`."""


PERSONAL: Final = Personal()
"""The marker. The marked type must allow None, which is what a redacted reading gives."""


_COMPILED: Final[dict[type, Shape]] = {}


def shape_of(cls: type) -> Shape:
    """Return the compiled shape of a dataclass; raises TypeError for any other class."""
    found = _COMPILED.get(cls)
    if found is None:
        if not is_dataclass(cls):
            raise TypeError(f"expected a dataclass, got {cls}")
        found = _COMPILED[cls] = _members(cls)
    return found


@cache
def shape(hint: Hashable) -> Shape:
    """Return the compiled shape of a type; raises TypeError for one the record cannot hold."""
    origin, args = get_origin(hint), get_args(hint)
    if hint in SCALARS:
        return SCALARS[hint]
    if isinstance(hint, NewType):
        return shape(hint.__supertype__)
    if origin is Annotated:
        return _personal(shape(args[0]), args[0]) if PERSONAL in args[1:] else shape(args[0])
    if origin in (Union, types.UnionType):
        return _union(args)
    if origin is tuple and args[1:] == (...,):
        return _row(shape(args[0]))
    if origin is frozenset and (args[0] is str or _is_word(args[0])):
        return sorted_set(shape(args[0]))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return word(hint)
    if isinstance(hint, type) and is_dataclass(hint):
        return shape_of(hint)
    raise TypeError(f"the record cannot hold a {hint}")


def _is_word(hint: object) -> bool:
    return isinstance(hint, type) and issubclass(hint, StrEnum)


def _personal(inner: Shape, hint: object) -> Shape:
    if type(None) not in get_args(hint):
        raise TypeError(f"a personal place must allow None: {hint}")

    def write(value: object, pointer: str, personal: dict[str, Json] | None) -> object:
        if personal is None or value is None:
            return inner.write(value, pointer, None)
        personal[pointer] = inner.write(value, pointer, None)
        return {COMMITMENT: ""}

    def read(value: object, pointer: str, openings: Mapping[str, Json] | None) -> object:
        if openings is None or value is None:
            return inner.read(value, pointer, None)
        if not isinstance(value, dict) or not isinstance(value.get(COMMITMENT), str):
            raise CodecError("expected null or a commitment", pointer)
        if len(value) != 1:
            raise CodecError("expected a commitment and nothing beside it", pointer)
        return inner.read(openings.get(pointer), pointer, None)

    return Shape(write, read, optional=True)


def _union(args: tuple[object, ...]) -> Shape:
    hints = [hint for hint in args if hint is not type(None)]
    if any(get_origin(hint) is Annotated for hint in hints):
        raise TypeError("mark the whole type: Annotated[X | None, PERSONAL]")
    inner = shape(hints[0]) if len(hints) == 1 else _tagged(hints)
    return inner if len(hints) == len(args) else _optional(inner)


def _optional(inner: Shape) -> Shape:
    def write(value: object, pointer: str, personal: dict[str, Json] | None) -> object:
        return None if value is None else inner.write(value, pointer, personal)

    def read(value: object, pointer: str, openings: Mapping[str, Json] | None) -> object:
        return None if value is None else inner.read(value, pointer, openings)

    return Shape(write, read, exact=inner.exact, optional=True)


def _row(inner: Shape) -> Shape:
    def write(value: object, pointer: str, personal: dict[str, Json] | None) -> object:
        if not isinstance(value, tuple):
            raise CodecError(f"expected a tuple, got {type(value).__name__}", pointer)
        return [inner.write(item, f"{pointer}/{i}", personal) for i, item in enumerate(value)]

    def read(value: object, pointer: str, openings: Mapping[str, Json] | None) -> object:
        if not isinstance(value, list):
            raise CodecError(f"expected an array, got {type(value).__name__}", pointer)
        return tuple([inner.read(item, f"{pointer}/{i}", openings) for i, item in enumerate(value)])

    return Shape(write, read)


def tag_of(cls: type) -> str:
    """Return what a union writes for the class: its ClassVar `tag`, else its name in lower case."""
    tag = getattr(cls, "tag", None)
    return tag if isinstance(tag, str) else cls.__name__.lower()


def _tagged(hints: list[object]) -> Shape:
    classes = [hint for hint in hints if isinstance(hint, type) and is_dataclass(hint)]
    by_tag = {tag_of(cls): _members(cls, tag_of(cls)) for cls in classes}
    by_class: dict[type, Shape] = {cls: by_tag[tag_of(cls)] for cls in classes}
    if len(by_tag) != len(hints):
        raise TypeError(f"a union needs dataclasses with different tags: {hints}")
    expected = f"one of {sorted(by_tag)}"

    def write(value: object, pointer: str, personal: dict[str, Json] | None) -> object:
        found = by_class.get(type(value))
        if found is None:
            raise CodecError(f"expected {expected}, got {type(value).__name__}", pointer)
        return found.write(value, pointer, personal)

    def read(value: object, pointer: str, openings: Mapping[str, Json] | None) -> object:
        tag = value.get(TAG) if isinstance(value, dict) else None
        found = by_tag.get(tag) if isinstance(tag, str) else None
        if found is None:
            raise CodecError(f"expected an object of type {expected}", pointer)
        return found.read(value, pointer, openings)

    return Shape(write, read)


def _members(cls: type[Any], tag: str | None = None) -> Shape:
    if any(not field.init for field in fields(cls)):
        raise TypeError(f"{cls.__name__} has a field that its constructor does not take")
    hints = get_type_hints(cls, include_extras=True)
    parts = {field.name: shape(hints[field.name]) for field in fields(cls)}
    if tag is not None and TAG in parts:
        raise TypeError(f"{cls.__name__} is of a union and may not have a field named {TAG}")
    fixed = {} if tag is None else {TAG: tag}
    return Shape(_members_write(cls, parts, fixed), _members_read(cls, parts, fixed))


def _members_write(cls: type[Any], parts: dict[str, Shape], fixed: dict[str, str]) -> Write:
    writers = [(name, f"/{name}", part.write) for name, part in parts.items()]

    def write(value: object, pointer: str, personal: dict[str, Json] | None) -> object:
        if type(value) is not cls:
            raise CodecError(f"expected a {cls.__name__}, got {type(value).__name__}", pointer)
        written: dict[str, object] = {**fixed}
        for name, token, writer in writers:
            written[name] = writer(getattr(value, name), pointer + token, personal)
        return written

    return write


def _members_read(cls: type[Any], parts: dict[str, Shape], fixed: dict[str, str]) -> Read:
    readers = [(n, f"/{n}", p.read, p.exact, p.optional) for n, p in parts.items()]
    expected = parts.keys() | fixed.keys()
    later = frozenset(getattr(cls, "later", ()))

    def read(value: object, pointer: str, openings: Mapping[str, Json] | None) -> object:
        if not isinstance(value, dict):
            raise CodecError(f"expected an object, got {type(value).__name__}", pointer)
        if value.keys() != expected and not (later and value.keys() == expected - later):
            raise CodecError(_difference(expected, value.keys()), pointer)
        values = {}
        for name, token, reader, exact, optional in readers:
            if name not in value:
                continue
            given = value[name]
            itself = type(given) is exact or (optional and given is None)
            values[name] = given if itself else reader(given, pointer + token, openings)
        try:
            return cls(**values)
        except ValueError:
            # The class's own words may quote a value; they end here.
            raise CodecError(f"{cls.__name__} refuses these values", pointer) from None

    return read


def _difference(expected: AbstractSet[str], given: AbstractSet[str]) -> str:
    missing = ", ".join(sorted(expected - given)) or "nothing"
    unknown = sorted(name if name.isidentifier() else "?" for name in given - expected)
    return f"missing {missing}, unknown {', '.join(unknown) or 'nothing'}"
