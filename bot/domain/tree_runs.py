"""A growing Merkle tree that forgets its leaves but can still prove.

Of every complete run of RUN leaves the hash is kept, and of every complete pair of those, and so
on up: two hashes for each run, 64 bytes for 256 entries. A proof needs the leaves of the few runs
that it cuts through, and reads them again; what is read must give the hash that was kept.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Final

from bot.domain.errors import ExigentError
from bot.domain.merkle import EMPTY_ROOT, HASH_LENGTH, node_hash, root_of, split_point

RUN: Final = 256
"""Leaves in a run."""

_HEIGHT: Final = RUN.bit_length() - 1

ReadRun = Callable[[int], Sequence[bytes]]
"""Reads the leaf hashes of one complete run, by its number from 0."""

_CHANGED: Final = "an older part of the record is not what it was: run verify"


class Runs:
    """The tree over all leaves taken so far."""

    def __init__(self) -> None:
        self._levels = [bytearray()]
        self._rest: list[bytes] = []

    @property
    def size(self) -> int:
        """How many leaves the tree has."""
        return self._complete * RUN + len(self._rest)

    @property
    def _complete(self) -> int:
        return len(self._levels[0]) // HASH_LENGTH

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add leaf hashes; when reading them fails midway, those of whole runs before stay."""
        source = iter(leaves)
        while more := list(islice(source, RUN - len(self._rest))):
            self._rest += more
            if len(self._rest) == RUN:
                self._keep(root_of(self._rest))
                self._rest = []

    def _keep(self, node: bytes) -> None:
        for level in self._levels:
            level.extend(node)
            if len(level) // HASH_LENGTH % 2:
                return
            node = node_hash(bytes(level[-2 * HASH_LENGTH : -HASH_LENGTH]), node)
        self._levels.append(bytearray(node))

    def root(self, start: int, stop: int, read: ReadRun) -> bytes:
        """Return the root over a part of the tree that its splits make (bot.domain.merkle.Roots).

        Raises ExigentError where `read` gives fewer leaves than the part has.
        """
        size = stop - start
        if size == 0:
            return EMPTY_ROOT
        if size >= RUN and size & size - 1 == 0:
            return self._kept(size.bit_length() - 1 - _HEIGHT, start // size)
        if size < RUN:
            return root_of(self._leaves(start, stop, read))
        middle = start + split_point(size)
        return node_hash(self.root(start, middle, read), self.root(middle, stop, read))

    def _kept(self, level: int, number: int) -> bytes:
        begin = number * HASH_LENGTH
        return bytes(self._levels[level][begin : begin + HASH_LENGTH])

    def _leaves(self, start: int, stop: int, read: ReadRun) -> Sequence[bytes]:
        number, first = divmod(start, RUN)
        leaves = self._rest if number == self._complete else read(number)
        wanted = leaves[first : first + stop - start]
        if len(wanted) != stop - start:
            raise ExigentError(_CHANGED)
        return wanted

    def checked(self, number: int, leaves: Sequence[bytes]) -> Sequence[bytes]:
        """Return leaves that were read again for a complete run.

        Raises ExigentError for others than those taken. An older look at the record may see fewer.
        """
        if len(leaves) == RUN and root_of(leaves) != self._kept(0, number):
            raise ExigentError(_CHANGED)
        return leaves
