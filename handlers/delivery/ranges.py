"""Which bytes of a file a request wants (RFC 9110, section 14): one range, or all of it.

A server may ignore a range that it does not care for (14.2). Ignored are other units, several
ranges at once, which serve nobody who resumes a download, and whatever cannot be read.
"""

import re
from dataclasses import dataclass
from typing import Final

_ONE: Final = re.compile(r"bytes=[ \t]*(?:(\d{1,15})-(\d{0,15})|-(\d{1,15}))[ \t]*", re.ASCII)
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes `first` to `last`, both included; `partial` where they were asked for as a range."""

    first: int
    last: int
    partial: bool = False


def wanted(given: str | None, if_range: str | None, tag: str, size: int) -> Span | None:
    """Return the bytes to send of a file of `size` bytes, at least one; None: not satisfiable.

    With an If-Range that does not name this very content the range does not count (13.1.5).
    """
    whole = Span(0, size - 1)
    if given is None or len(given) > _LONGEST or (if_range is not None and if_range.strip() != tag):
        return whole
    found = _ONE.fullmatch(given.strip())
    if found is None:
        return whole
    first, last, suffix = found.groups()
    if suffix is not None:
        length = min(int(suffix), size)
        return Span(size - length, size - 1, partial=True) if length else None
    if last and int(last) < int(first):
        return whole
    if int(first) >= size:
        return None
    return Span(int(first), min(int(last), size - 1) if last else size - 1, partial=True)
