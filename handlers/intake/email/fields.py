"""The header of a message, in bytes, cut exactly where the signature's library cuts it.

Two readers that cut a header in two ways are how a forged field hides beside a signed one.
"""

import re
from dataclasses import dataclass

from handlers.intake.email.unfit import Unfit

SECTION_CAP = 256 * 1024
"""Bytes of a whole header; mail servers commonly take 50 to 500 KiB."""
MOST_FIELDS = 1_000

_END = re.compile(rb"\r?\n\r?\n")
_LINE_END = re.compile(rb"\r?\n")
_NAME = re.compile(rb"([\x21-\x39\x3b-\x7e]+?):")
_FOLD = re.compile(rb"\r?\n")
_MBOX = b"From "


@dataclass(frozen=True, slots=True)
class Headers:
    """The fields in order, names in lower case, values as sent.

    `odd`: there is something between the fields that readers disagree on; nothing signed by such
    a header is believed.
    """

    fields: tuple[tuple[str, bytes], ...]
    odd: bool = False

    def all(self, name: str) -> tuple[bytes, ...]:
        """Return the values of every field of that name, unfolded, from the top."""
        return tuple(unfolded(value) for given, value in self.fields if given == name)

    def one(self, name: str) -> bytes | None:
        """Return the value of a field that stands exactly once; None otherwise."""
        found = self.all(name)
        return found[0] if len(found) == 1 else None

    def first(self, name: str) -> str:
        """Return the topmost value as text for comparisons, empty where there is none."""
        found = self.all(name)
        return found[0].decode("ascii", "replace").strip() if found else ""


def unfolded(value: bytes) -> bytes:
    """Join a field's lines (RFC 5322 2.2.3)."""
    return _FOLD.sub(b"", value).strip()


def read_headers(raw: bytes) -> Headers | Unfit:
    """Return the header of `raw`, or why it has none."""
    if not raw.strip():
        return Unfit.EMPTY
    end = _END.search(raw, 0, SECTION_CAP)
    if end is None and len(raw) > SECTION_CAP:
        return Unfit.HEADERS_TOO_LARGE
    section = raw[: end.start()] if end is not None else raw
    fields, odd = _cut(section)
    if not fields:
        return Unfit.NO_HEADERS
    if len(fields) > MOST_FIELDS:
        return Unfit.HEADERS_TOO_LARGE
    # Some readers end a line at a bare CR, or a text at a NUL; the signature's library does not.
    bare = b"\0" in section or section.count(b"\r") > section.count(b"\r\n")
    return Headers(tuple((name, b"\r\n".join(lines)) for name, lines in fields), odd or bare)


def _cut(section: bytes) -> tuple[list[tuple[str, list[bytes]]], bool]:
    fields: list[tuple[str, list[bytes]]] = []
    odd = False
    for number, line in enumerate(_LINE_END.split(section)):
        if line[:1] in (b" ", b"\t") and fields:
            fields[-1][1].append(line)
        elif found := _NAME.match(line):
            fields.append((found[1].decode("ascii").lower(), [line[found.end() :]]))
        elif number or not line.startswith(_MBOX):
            odd = True
    return fields, odd
