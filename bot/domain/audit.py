"""Checks a record that is read row by row and finds whatever was changed in it.

1. Positions run from 1 without a gap.
2. The stored hash is the hash of the stored body, and each body names the hash before it.
3. The Merkle root at every checkpoint's size is the checkpoint's.
4. The body is canonical and well-formed, and the columns beside it say the same.
5. Time does not go back, and every kind is known.
6. Every opened personal value opens its commitment, and none is missing or left over.
Steps 1 to 3 are the chain; they need no parsing and run at a good part of the speed of SHA-256.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from itertools import islice
from typing import Final, NamedTuple

from bot.domain.canonical import Json, NotCanonicalError
from bot.domain.commitments import (
    check_opening,
    commitment_at,
    commitments_in,
    places_in,
    salt_of,
)
from bot.domain.merkle import CompactRange
from bot.domain.record import Entry, Head, parse_bodies, parse_body

_TAIL: Final = len(',"previous":"","version":}') + 64 + 16
"""The most bytes that `previous` and what sorts behind it take at the end of a body."""


CHUNK: Final = 256
"""Rows that are held in memory at once."""


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
        source = iter(rows)
        while chunk := list(islice(source, CHUNK)):
            # Many rows at once say only whether all is well; where it is not, or where a row
            # needs more than the chain, one row at a time says what is wrong.
            if not self._all_chained(chunk):
                for row in chunk:
                    yield from self._chain(row)
                    yield from () if self._chain_only else self._whole(row, _entry_of(row))
            elif not self._chain_only:
                for row, entry in zip(chunk, _entries_of(chunk), strict=True):
                    yield from self._whole(row, entry)

    def finish(self) -> Iterator[Finding]:
        """Yield a finding for every checkpoint over more entries than there were."""
        for size in sorted(size for size in self._roots if size > self._position):
            end = self._position
            words = f"the record ends at {end}, a checkpoint covers {size} entries"
            yield Finding(end + 1, Reason.SHORT, words)

    def _all_chained(self, rows: list[Row]) -> bool:
        """Take all rows in if their chain holds; else change nothing and say no."""
        leaves = [sha256(b"\0" + row.body) for row in rows]
        hashes = [leaf.hexdigest() for leaf in leaves]
        first, last = self._position + 1, self._position + len(rows)
        instants = (
            [row.at for row in rows] if self._at is None else [self._at, *(r.at for r in rows)]
        )
        names = [self._previous[0], *[computed.encode() for computed in hashes]]
        if (
            self._tree.size != self._position
            or len(self._previous) > 1
            or [row.hash for row in rows] != hashes
            or [row.position for row in rows] != list(range(first, last + 1))
            or instants != sorted(instants)
            or not all(map(_names, rows, names))
        ):
            return False
        tree, digests = CompactRange(self._position, self._tree.peaks), [x.digest() for x in leaves]
        for size in (*sorted(size for size in self._roots if first <= size < last), last):
            tree.extend(digests[tree.size - self._position : size - self._position])
            if tree.root() != self._roots.get(size, tree.root()):
                return False
        self._tree, self._position, self._at = tree, last, rows[-1].at
        self._previous = (names[-1],)
        return True

    def _chain(self, row: Row) -> list[Finding]:
        found: list[Finding] = []
        position, body = row.position, row.body
        if position != self._position + 1:
            found.append(self._out_of_place(position))
        leaf = sha256(b"\0" + body)
        computed = leaf.hexdigest()
        if not any(_names(row, known) for known in self._previous):
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

    def _whole(self, row: Row, entry: Entry | str) -> list[Finding]:
        if isinstance(entry, str):
            return [Finding(row.position, Reason.FORM, entry)]
        found = list[Finding]() if _same_columns(row, entry) else _different_columns(row, entry)
        if self._kinds is not None and entry.kind not in self._kinds:
            found.append(Finding(row.position, Reason.KIND, "is of an unknown kind"))
        if row.opened is not None and not _all_open(row, entry, row.opened):
            found += _openings(row.position, entry, row.opened)
        return found


def _names(row: Row, previous: bytes) -> bool:
    """Say whether the body names this hash as the one before, where its bytes are canonical."""
    return b',"previous":"%b","version":' % previous in row.body[-_TAIL:]


def _entry_of(row: Row) -> Entry | str:
    """Return the row's entry, or in words why its body is none."""
    try:
        return parse_body(row.body)
    except ValueError as error:
        return str(error)


def _entries_of(rows: list[Row]) -> Sequence[Entry | str]:
    try:
        return parse_bodies([row.body for row in rows])
    except ValueError:
        return [_entry_of(row) for row in rows]


def _same_columns(row: Row, entry: Entry) -> bool:
    return (
        row.position == entry.position
        and row.case == entry.case
        and row.kind == entry.kind
        and row.at == entry.at
    )


def _different_columns(row: Row, entry: Entry) -> list[Finding]:
    return [
        Finding(row.position, Reason.COLUMNS, f"the column {name} differs from the body")
        for name in ("position", "case", "kind", "at")
        if getattr(row, name) != getattr(entry, name)
    ]


def _all_open(row: Row, entry: Entry, opened: Opened) -> bool:
    """Say whether there are as many values as places, and each opens its own; no search is made."""
    if places_in(row.body) != len(opened.values):
        return False
    try:
        return all(
            check_opening(commitment, salt_of(opened.secret, entry.position, pointer), value)
            for pointer, value in opened.values.items()
            for commitment in (commitment_at(entry.payload, pointer) or "",)
        )
    except NotCanonicalError:
        return False


def _openings(position: int, entry: Entry, opened: Opened) -> Iterator[Finding]:
    commitments = commitments_in(entry.payload)
    for pointer, commitment in commitments.items():
        if pointer not in opened.values:
            yield Finding(position, Reason.OPENING, f"no sealed value for {pointer}")
            continue
        salt = salt_of(opened.secret, entry.position, pointer)
        try:
            good = check_opening(commitment, salt, opened.values[pointer])
        except NotCanonicalError:
            good = False
        if not good:
            words = f"the sealed value is not the committed one at {pointer}"
            yield Finding(position, Reason.OPENING, words)
    if left := len(opened.values.keys() - commitments.keys()):
        words = f"{left} sealed values without a commitment"
        yield Finding(position, Reason.OPENING, words)
