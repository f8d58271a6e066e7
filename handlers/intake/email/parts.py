"""The parts of a message (MIME, RFC 2045 to 2049), walked without recursion and within bounds.

What could make the standard parser slow or deep is counted in the bytes before it runs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

from handlers.intake.email.unfit import Unfit

DEEPEST = 20
MOST_PARTS = 200

_MOST_NESTERS = 60
_MOST_DASHES = 4_000
_LONGEST_TYPE = 4_096
_NAME = b"content-type:"
_TYPE = re.compile(rb"(?:[^\r\n]|\r?\n[ \t]|\r[ \t])*")
_NESTS = re.compile(rb"\s*(?:multipart|message)/")
_SCALAR_CAP = 2_000


@dataclass(frozen=True, slots=True)
class Leaf:
    """One part without parts: its type in lower case, its bytes unpacked from base64 and the like.

    `related`: it is only drawn inside an HTML text, as a logo is.
    """

    type: str
    content: bytes = field(repr=False)
    charset: str | None = None
    name: str | None = field(default=None, repr=False)
    attached: bool = False
    related: bool = False


def leaves(raw: bytes) -> tuple[Leaf, ...] | Unfit:
    """Return the parts in order, or why the message is not taken apart."""
    unfit = _too_much(raw)
    if unfit is not None:
        return unfit
    try:
        return _walk(message_from_bytes(raw, policy=compat32))
    except RecursionError:
        return Unfit.NESTED_TOO_DEEP


def _too_much(raw: bytes) -> Unfit | None:
    nesters = 0
    for value in _types(raw.lower()):
        if len(value) > _LONGEST_TYPE:
            return Unfit.HEADERS_TOO_LARGE
        nesters += _NESTS.match(value) is not None
        if nesters > _MOST_NESTERS:
            return Unfit.NESTED_TOO_DEEP
    dashes = raw.count(b"\n--") + raw.count(b"\r--")
    return Unfit.TOO_MANY_PARTS if dashes > _MOST_DASHES else None


def _types(lowered: bytes) -> Iterator[bytes]:
    """Yield the value of everything that could be a Content-Type field, wherever it stands."""
    at = lowered.find(_NAME)
    while at >= 0:
        begin = at + len(_NAME)
        if at == 0 or lowered[at - 1 : at] in (b"\r", b"\n"):
            found = _TYPE.match(lowered, begin)
            yield found[0] if found else b""
        at = lowered.find(_NAME, begin)


def _walk(message: Message) -> tuple[Leaf, ...] | Unfit:
    found: list[Leaf] = []
    waiting: list[tuple[Message, int, bool]] = [(message, 1, False)]
    while waiting:
        part, depth, related = waiting.pop()
        if depth > DEEPEST:
            return Unfit.NESTED_TOO_DEEP
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            below = related or part.get_content_subtype() == "related"
            waiting.extend((p, depth + 1, below) for p in reversed(_inner(part)))
        else:
            found.append(_leaf(part, related=related))
        if len(found) > MOST_PARTS:
            return Unfit.TOO_MANY_PARTS
    return tuple(found)


def _inner(part: Message) -> list[Message]:
    # Without `decode` the library follows a text's charset, whichever of Python's codecs it names.
    inner = part.get_payload() if part.is_multipart() else []
    return [p for p in inner if isinstance(p, Message)] if isinstance(inner, list) else []


def _leaf(part: Message, *, related: bool) -> Leaf:
    disposition = _scalar(part, "content-disposition").partition(";")[0].strip().lower()
    name = _name(part)
    return Leaf(
        type=part.get_content_type().lower(),
        content=_content(part),
        charset=_charset(part),
        name=name,
        attached=disposition == "attachment" or bool(name),
        related=related and bool(_scalar(part, "content-id")),
    )


def _scalar(part: Message, name: str) -> str:
    value = part.get(name)
    return str(value)[:_SCALAR_CAP] if value is not None else ""


def _fits(part: Message) -> bool:
    # Parameters are read in quadratic time; nobody's honest ones are as long.
    names = ("content-type", "content-disposition")
    return all(len(str(part.get(name, ""))) <= _SCALAR_CAP for name in names)


def _name(part: Message) -> str | None:
    try:
        return (part.get_filename() or None) if _fits(part) else None
    except (LookupError, TypeError, ValueError):
        return None


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset() if _fits(part) else None
    except (LookupError, TypeError, ValueError):
        return None


def _content(part: Message) -> bytes:
    """Return the bytes; an attached message is kept as text, and never taken apart further."""
    try:
        if part.is_multipart():
            return b"\r\n".join(piece.as_bytes() for piece in _inner(part))
        content = part.get_payload(decode=True)
    except (LookupError, TypeError, ValueError, RecursionError):
        return b""
    return content if isinstance(content, bytes) else b""
