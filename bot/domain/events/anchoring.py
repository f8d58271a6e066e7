"""What the outside told us of our own record: that it is another one, or that an hour was quiet."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.codec import event


class Contradiction(StrEnum):
    """Why a checkpoint that stands outside cannot belong to the record as it is stored."""

    ROLLED_BACK = "rolled_back"  # there are fewer entries than were signed before
    FORKED = "forked"  # at a size that both have, the roots differ


@event("record.contradicted", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordContradicted:
    """A checkpoint of ours at `anchor` does not fit what is stored here: nothing is signed.

    `root` is in hex, empty where the anchor tells sizes only. `agreed` is the largest size at
    which the outside was seen to agree with what is stored, 0 where none was.
    """

    anchor: str
    why: Contradiction
    origin: str
    size: int
    root: str
    agreed: int


@event("record.continued", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordContinued:
    """The operators go on under a new origin after a loss, and say so; never silently.

    `was` is the origin given up, `size` and `root` its last checkpoint outside, `agreed` the
    largest size at which both were seen to agree: what came after it outside is lost here.
    """

    was: str
    origin: str
    size: int
    root: str
    agreed: int


@event("record.quiet_hour", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHour:
    """Nothing was written since the last checkpoint; this entry lets the next one be new."""


Anchoring = RecordContradicted | RecordContinued | QuietHour
