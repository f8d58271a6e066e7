"""Checks a record that is read row by row and finds whatever was changed in it.

1. Positions run from 1 without a gap.
2. The stored hash is the hash of the stored body, and each body names the hash before it.
3. The Merkle root at every checkpoint's size is the checkpoint's.
4. The body is canonical and well-formed, and the columns beside it say the same.
5. Time does not go back, and every kind is known.
6. Every opened personal value opens its commitment, and none is missing or left over.
Steps 1 to 3 are the chain; they need no parsing and run at a good part of the speed of SHA-256.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Final, NamedTuple

from bot.domain.canonical import Json, NotCanonicalError
from bot.domain.commitments import check_opening, commitments_in, salt_of
from bot.domain.merkle import CompactRange
from bot.domain.record import Entry, Head, parse_body

_TAIL: Final = len(',"previous":"","version":}') + 64 + 16
"""The most bytes that `previous` and what sorts behind it take at the end of a body."""


_NAMES: Final = b',"previous":"%b","version":'


class Reason(StrEnum):
    """What is wrong with an entry."""

    POSITION = "position"
    PREVIOUS = "previous"
    HASH = "hash"
    ROOT = "root"
    FORM = "form"
    COLUMNS = "columns"
    TIME = "time"
    KIND = "kind"
    OPENING = "opening"
    SHORT = "short"


class Finding(NamedTuple):
    """One thing wrong: at which position, of what sort, and in words for the operator."""

    position: int
    reason: Reason
    detail: str


class Opened(NamedTuple):
    """What a reader may see of an entry: the case's secret and the values by JSON pointer."""

    secret: bytes
    values: Mapping[str, Json]


class Row(NamedTuple):
    """One row of the table; `opened` is None where the case's key is erased or not asked for."""

    position: int
    case: str | None
    kind: str
    at: datetime
    body: bytes
    hash: str
    opened: Opened | None = None


class Audit:
    """A run over the rows in order, resumable from a head that was checked before."""

    def __init__(
        self,
        *,
        kinds: frozenset[str] | None = None,
        roots: Mapping[int, bytes] | None = None,
        chain_only: bool = False,
        start: Head | None = None,
    ) -> None:
        """Take what to compare with: known kinds, and checkpoints as root by tree size."""
        start = start or Head()
        self._kinds = kinds
        self._roots = dict(roots or {})
        self._chain_only = chain_only
        self._position = start.position
        self._previous: tuple[bytes, ...] = (start.hash.encode(),)
        self._at = start.at
        self._tree = CompactRange(start.position, start.peaks)

    @property
    def head(self) -> Head:
        """Where the record stands after the rows so far; means nothing once there was a finding."""
        return Head(self._position, self._previous[0].decode(), self._at, self._tree.peaks)

    def check(self, rows: Iterable[Row]) -> Iterator[Finding]:
        """Yield what is wrong, in order of the rows; may be called again with the rows after."""
        for row in rows:
            found = self._chain(row) if self._chain_only else self._chain(row) + self._whole(row)
            if found:
                yield from found

    def finish(self) -> Iterator[Finding]:
        """Yield a finding for every checkpoint over more entries than there were."""
        for size in sorted(size for size in self._roots if size > self._position):
            end = self._position
            words = f"the record ends at {end}, a checkpoint covers {size} entries"
            yield Finding(end + 1, Reason.SHORT, words)

    def _chain(self, row: Row) -> list[Finding]:
        found: list[Finding] = []
        position, body = row.position, row.body
        if position != self._position + 1:
            found.append(self._out_of_place(position))
        leaf = sha256(b"\0" + body)
        computed = leaf.hexdigest()
        tail = body[-_TAIL:]
        if not any(_NAMES % known in tail for known in self._previous):
            found.append(Finding(position, Reason.PREVIOUS, "does not name the entry before it"))
        self._previous = (computed.encode(),)
        if computed != row.hash:
            found.append(Finding(position, Reason.HASH, "the body does not have the stored hash"))
            # The next entry may rightly name either; only a third hash is its own fault.
            self._previous += (row.hash.encode(),)
        if self._at is not None and row.at < self._at:
            found.append(Finding(position, Reason.TIME, "is earlier than the entry before it"))
        self._position, self._at = position, row.at
        self._tree.append(leaf.digest())
        if position in self._roots and self._tree.root() != self._roots[position]:
            found.append(Finding(position, Reason.ROOT, "a checkpoint has another root here"))
        return found

    def _out_of_place(self, position: int) -> Finding:
        expected = self._position + 1
        if position > expected:
            words = f"is missing: {position} follows {self._position}"
            return Finding(expected, Reason.POSITION, words)
        return Finding(position, Reason.POSITION, f"comes after {self._position}")

    def _whole(self, row: Row) -> list[Finding]:
        try:
            entry = parse_body(row.body)
        except ValueError as error:
            return [Finding(row.position, Reason.FORM, str(error))]
        found: list[Finding] = []
        for column, told, stored in (
            ("position", row.position, entry.position),
            ("case", row.case, entry.case),
            ("kind", row.kind, entry.kind),
            ("at", row.at, entry.at),
        ):
            if told != stored:
                words = f"the column {column} differs from the body"
                found.append(Finding(row.position, Reason.COLUMNS, words))
        if self._kinds is not None and entry.kind not in self._kinds:
            found.append(Finding(row.position, Reason.KIND, "is of an unknown kind"))
        if row.opened is not None:
            found += _openings(entry, row.opened)
        return found


def _openings(entry: Entry, opened: Opened) -> Iterator[Finding]:
    commitments = commitments_in(entry.payload)
    for pointer, commitment in commitments.items():
        if pointer not in opened.values:
            yield Finding(entry.position, Reason.OPENING, f"no sealed value for {pointer}")
            continue
        salt = salt_of(opened.secret, entry.position, pointer)
        try:
            good = check_opening(commitment, salt, opened.values[pointer])
        except NotCanonicalError:
            good = False
        if not good:
            words = f"the sealed value is not the committed one at {pointer}"
            yield Finding(entry.position, Reason.OPENING, words)
    if left := len(opened.values.keys() - commitments.keys()):
        words = f"{left} sealed values without a commitment"
        yield Finding(entry.position, Reason.OPENING, words)
