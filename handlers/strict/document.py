"""Reads bytes as one JSON document, strictly: what two readers could read in two ways is refused.

RFC 8259 leaves double names, half surrogate pairs and huge numbers to the reader; I-JSON
(RFC 7493) forbids them, and so do we.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from handlers.problems import Fault

DEEPEST = 8
"""Levels of nesting; the interface itself has four."""

PLAIN_CAP = 256 * 1024
"""Bytes of a body without the text of its attachments."""

# Long base64, its slashes escaped or not: counted apart, since only it may be large.
_BALLAST = re.compile(rb'"[A-Za-z0-9+/=\\]{1024,}"')
_HALF_PAIR = re.compile("[\ud800-\udfff]")
_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")


class _Doubled(dict[str, Any]):
    """An object in which names stand twice."""

    doubled: tuple[str, ...] = ()


def read_document(body: bytes) -> tuple[Any, list[Fault]]:
    """Return the document and what is wrong with its form; None where it cannot be read."""
    ballast = sum(len(found[0]) for found in _BALLAST.finditer(body))
    if len(body) - ballast > PLAIN_CAP:
        detail = f"expected at most {PLAIN_CAP} bytes beside the attachments, got more"
        return None, [Fault("", detail, too_large=True)]
    try:
        document = json.loads(
            body.decode(),
            object_pairs_hook=_object,
            parse_constant=_no_number,
            parse_int=_some_number,
            parse_float=_some_number,
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        return None, [Fault("", f"expected JSON, got something else at {place}")]
    except UnicodeDecodeError:
        return None, [Fault("", "expected JSON in UTF-8, got other bytes")]
    except (ValueError, RecursionError):
        return None, [Fault("", "expected JSON without NaN and without deep nesting")]
    faults = list(_form_faults(document, "", 1))
    # What is nested too deep is not shown to anything that walks by recursion.
    return (None if any(f.pointer == "" for f in faults) else document), faults


def step(pointer: str, name: str | int) -> str:
    """Return the pointer one level down; the parent's where a name must not be repeated."""
    plain = isinstance(name, int) or _PLAIN_NAME.fullmatch(name)
    return f"{pointer}/{name}" if plain else pointer


def _form_faults(value: Any, pointer: str, depth: int) -> Iterator[Fault]:  # noqa: ANN401 - any JSON
    if not isinstance(value, dict | list) or not value:
        return
    if depth > DEEPEST:
        yield Fault("", f"expected at most {DEEPEST} levels of nesting, got more")
        return
    if isinstance(value, _Doubled):
        for name in value.doubled:
            yield Fault(step(pointer, name), "expected each name once, got it twice")
    for place, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield from _form_faults(inner, step(pointer, place), depth + 1)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    # The model would stop at half a surrogate pair in a name, and hide the other faults.
    pairs = [(_HALF_PAIR.sub("?", name), value) for name, value in pairs]
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    times = Counter(name for name, _ in pairs)
    doubled = _Doubled(members)
    doubled.doubled = tuple(name for name, count in times.items() if count > 1)
    return doubled


def _some_number(_: str) -> int:
    # No member is a number, so its kind alone matters; a huge one would cost time or overflow.
    return 0


def _no_number(_: str) -> None:
    raise ValueError("not a number of JSON")
