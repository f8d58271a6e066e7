"""Reads checkpoints, those published outside and those kept, and compares them with each other.

Whether they fit the entries is seen when the entries are read: a root is compared at each size.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256

from bot.domain.checkpoint import (
    CheckpointError,
    SignedCheckpoint,
    VerifierKey,
    parse_signed,
    pieces,
)
from bot.keyring import verify as good_signature
from bot.workflow.anchor_names import ANCHOR_FILE, ANCHOR_STAMP, ANCHORS
from bot.workflow.findings import Note, Sort, Trouble
from bot.workflow.inspection import KeptCheckpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What whoever looks knows from elsewhere than the database.

    `files` are texts of file anchors; `complete` says that there are no others, so that what was
    published to a file must be in one of them; `now` (UTC) is what no entry may be later than.
    """

    files: Sequence[str] = ()
    complete: bool = False
    now: datetime | None = None


@dataclass(slots=True)
class Anchored:
    """Roots by tree size, from outside and from the database, and what was wrong with others.

    Only what came from outside proves anything: whoever owns the database may have written the
    rest, except for its signatures.
    """

    keys: Sequence[VerifierKey]
    former: Mapping[str, int] = field(default_factory=dict)
    """Origins given up after a loss, and up to which size they are of this record all the same."""
    roots: dict[int, bytes] = field(default_factory=dict)
    kept: dict[int, bytes] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    proven: set[int] = field(default_factory=set)
    """Sizes that a key signed which counts so far; a revoked one's later ones prove nothing."""
    in_file: int = 0
    """The largest size that the database says was published to the file."""
    _good: set[bytes] = field(default_factory=set)
    _covered: dict[bytes, int] = field(default_factory=dict)
    """How many entries a good note by a revoked key may cover and still prove something."""

    @property
    def every(self) -> dict[int, bytes]:
        """The roots to compare the entries with."""
        return {**self.kept, **self.roots}

    def outside(self, number: int, text: str) -> None:
        """Read the text of a file anchor, the `number`th."""
        found = 0
        for piece in pieces(text):
            where = f"at line {piece.line} of checkpoint file {number}"
            if piece.note is not None:
                found += 1
                self._take(piece.note, self.roots, where)
            elif piece.torn:
                words = f"A torn piece, as a crash leaves it, begins {where}; it proves nothing."
                self.notes.append(Note(sort=Sort.EDITED, sentence=words))
            else:
                self._wrong(None, Sort.EDITED, f"What stands {where} is no checkpoint any more.")
        if not found:
            words = f"Checkpoint file {number} holds no checkpoint."
            self.notes.append(Note(sort=Sort.CHECKPOINT, sentence=words))

    def stored(self, rows: Iterable[KeptCheckpoint]) -> None:
        """Read what the database says was published."""
        for row in rows:
            where = f"that is kept for {row.anchor}"
            size = f"The checkpoint over {row.size} entries {where}"
            signed = _note_of(row)
            if signed is None:
                self._wrong(None, Sort.CHECKPOINT, f"{size} cannot be read.")
            elif row.anchor not in ANCHORS:
                self._wrong(None, Sort.CHECKPOINT, f"{size} is for an anchor that there is not.")
            elif signed.checkpoint.size != row.size:
                said = signed.checkpoint.size
                self._wrong(None, Sort.CHECKPOINT, f"{size} says that it covers {said}.")
            else:
                self._take(signed, self.kept, where)
                if row.anchor == ANCHOR_FILE:
                    self.in_file = max(self.in_file, row.size)

    def compare(self, *, complete: bool) -> None:
        """Compare both; `complete`: no other file has what was published to the file anchor."""
        for size in sorted(self.roots.keys() & self.kept.keys()):
            if self.roots[size] != self.kept[size]:
                self._fork(size)
        self._say_revoked()
        self._say_missing(complete=complete)
        last = max(self.roots, default=0)
        if last >= self.in_file:
            return
        words = (
            f"The database says that a checkpoint over {self.in_file} entries was published to the "
            f"file, but what is at hand ends at {last}"
        )
        if complete:
            words += ": the file was cut short, or another replica's file is missing."
            self._wrong(None, Sort.TRUNCATED, words)
        else:
            self.notes.append(Note(sort=Sort.TRUNCATED, sentence=f"{words}."))

    def _say_revoked(self) -> None:
        alone = sorted(self.every.keys() - self.proven)
        if alone:
            words = (
                f"A revoked key alone signed {len(alone)} of the checkpoints, up to {alone[-1]} "
                "entries: they prove nothing, and were compared all the same."
            )
            self.notes.append(Note(sort=Sort.SIGNATURE, sentence=words))

    def _say_missing(self, *, complete: bool) -> None:
        # A crash between the file and the table leaves one such; a row deleted later looks alike.
        alone = sorted(self.roots.keys() - self.kept.keys()) if self.kept or complete else []
        if alone:
            words = (
                f"The table checkpoint lacks {len(alone)} of the checkpoints at hand, the first "
                f"over {alone[0]} entries: a crash, an older backup, or deleted rows."
            )
            self.notes.append(Note(sort=Sort.CHECKPOINT, sentence=words))

    def _take(self, signed: SignedCheckpoint, roots: dict[int, bytes], where: str) -> None:
        """Take one checkpoint: signed by a key of this record, and no other root at its size."""
        size, root = signed.checkpoint.size, signed.checkpoint.root
        if size > self.former.get(signed.checkpoint.origin, size):
            return  # of entries that were lost, as the record says itself
        if not self._signed(signed):
            words = (
                f"A checkpoint over {size} entries {where} is not signed by a key of this record."
            )
            self._wrong(None, Sort.SIGNATURE, words)
            return
        if size <= self._covered.get(sha256(signed.text.encode()).digest(), size):
            self.proven.add(size)
        if roots.setdefault(size, root) != root:
            self._fork(size)

    def _signed(self, signed: SignedCheckpoint) -> bool:
        # The same note stands at several anchors, and a signature takes longest to check.
        mark = sha256(signed.text.encode()).digest()
        if mark not in self._good:
            origin = signed.checkpoint.origin
            name = origin if origin in self.former else None
            # What a revoked key signed is compared too: otherwise whoever has the keys could
            # revoke what bears witness against them.
            able = {replace(k, name=name or k.name, covers=None): k.covers for k in self.keys}
            key = signed.signed_by(able, good_signature)
            if key is None or signed.checkpoint.origin != key.name:
                return False
            self._good.add(mark)
            covers = able[key]
            if covers is not None:
                self._covered[mark] = covers
        return True

    def _fork(self, size: int) -> None:
        words = (
            f"Two signed checkpoints over {size} entries have different roots: "
            "there are two records under this name."
        )
        self._wrong(size, Sort.FORK, words)

    def _wrong(self, position: int | None, sort: Sort, words: str) -> None:
        self.troubles.append(Trouble(position=position, sort=sort, sentence=words))


def _note_of(row: KeptCheckpoint) -> SignedCheckpoint | None:
    try:
        if row.anchor != ANCHOR_STAMP:
            return parse_signed(row.text)
    except CheckpointError:
        return None
    # Behind the note stands the time stamp, which is checked where it is kept.
    return next((piece.note for piece in pieces(row.text) if piece.note is not None), None)


def read_anchors(
    texts: Iterable[str], keys: Sequence[VerifierKey], former: Mapping[str, int] | None = None
) -> Anchored:
    """Read the texts of file anchors, of one replica or of several; `former` as in Anchored.

    The origin that is signed under now is never given up, whatever an entry says: that takes the
    operators' settings.
    """
    now = {key.name for key in keys}
    anchored = Anchored(keys, {n: size for n, size in (former or {}).items() if n not in now})
    for number, text in enumerate(texts, 1):
        anchored.outside(number, text)
    return anchored
