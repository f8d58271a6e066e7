"""Items as a custodian pastes them: `line start end bytes sha256 name`, one a line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, tzinfo
from typing import Final

from bot.domain.canonical import GREATEST_INTEGER
from bot.domain.commands import ItemLine
from bot.domain.scope import Scope, Window
from handlers.blocks.local_times import DAY, moment_of, time_of

PARTS: Final = 6
NAME_LENGTH: Final = 255
"""Characters of a file's name; more than any file system has."""
MOST_ITEMS: Final = 1_000
"""Items of one clearance."""

_SHA256 = re.compile(r"[0-9a-fA-F]{64}")
_BYTES = re.compile(r"[0-9]{1,16}")


@dataclass(frozen=True, slots=True)
class LineError:
    """What is wrong with a line; lines count from 1."""

    line: int
    sentence: str

    def __str__(self) -> str:
        """The sentence with its line."""
        return f"Line {self.line}: {self.sentence}"


class _Wrong(Exception):  # noqa: N818 — carries a sentence out of a line, to nobody else
    """A line that cannot be read, with the sentence for the custodian."""


def items(text: str, scope: Scope, zone: tzinfo) -> tuple[tuple[ItemLine, ...], list[LineError]]:
    """Read every line; times without a date are local in `zone`, within the allowed window."""
    read: list[ItemLine] = []
    wrong: list[LineError] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            read.append(_item(line, scope, zone))
        except _Wrong as problem:
            wrong.append(LineError(number, str(problem)))
    return tuple(read), wrong


def _item(line: str, scope: Scope, zone: tzinfo) -> ItemLine:
    parts = line.split(maxsplit=PARTS - 1)
    if len(parts) < PARTS:
        raise _Wrong(f"expected six parts (line start end bytes sha256 name), got {len(parts)}.")
    number, first, last, size, sha256, name = parts
    window = _window(number, scope)
    if not _BYTES.fullmatch(size) or not 0 < int(size) <= GREATEST_INTEGER:
        raise _Wrong("expected the size in bytes as fourth part, digits only.")
    if not _SHA256.fullmatch(sha256):
        raise _Wrong(f"expected 64 hex digits of SHA-256, got {len(sha256)} characters.")
    if len(name.strip()) > NAME_LENGTH:
        raise _Wrong(f"the name has more than {NAME_LENGTH} characters.")
    start, end = _times(first, last, window, zone)
    return ItemLine(
        line=int(number),
        start=start,
        end=end,
        size=int(size),
        sha256=sha256.lower(),
        name=name.strip(),
    )


def _window(number: str, scope: Scope) -> Window:
    if not number.isascii() or not number.isdecimal() or len(number) > 4:  # noqa: PLR2004 — digits of a line number
        raise _Wrong("begins with the number of the allowed line, such as 1.")
    if not 1 <= int(number) <= len(scope):
        raise _Wrong(f"there is no allowed line {int(number)}; they go from 1 to {len(scope)}.")
    return scope[int(number) - 1]


def _times(first: str, last: str, window: Window, zone: tzinfo) -> tuple[datetime, datetime]:
    starts, ends = list(_candidates(first, window, zone)), list(_candidates(last, window, zone))
    if not starts or not ends:
        raise _Wrong("expected times such as 18:10:00, or 2026-11-21T18:10:00-08:00.")
    pairs = [(s, e) for s in starts for e in ends if s < e]
    inside = [(s, e) for s, e in pairs if window.start <= s and e <= window.end]
    if inside:
        return inside[0]
    if not pairs:
        raise _Wrong("ends before it starts.")
    raise _Wrong("lies outside the times allowed on its line; cut the file, or mend the times.")


def _candidates(text: str, window: Window, zone: tzinfo) -> Iterator[datetime]:
    """Yield the instants that a time may mean: each day of the window, each side of a clock change.

    A full instant means itself.
    """
    at = time_of(text)
    if at is None:
        moment = moment_of(text, zone)
        if moment is not None:
            yield moment
        return
    if window.end - window.start > DAY:
        raise _Wrong("its allowed time is longer than a day, so give dates: 2026-11-21T18:10:00.")
    yield from sorted(set(_on_each_day(at, window, zone)))


def _on_each_day(at: time, window: Window, zone: tzinfo) -> Iterator[datetime]:
    day = window.start.astimezone(zone).date()
    last = window.end.astimezone(zone).date()
    while day <= last:
        for fold in (0, 1):
            yield datetime.combine(day, at.replace(fold=fold), zone).astimezone(UTC)
        day += DAY
