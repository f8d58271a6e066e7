"""What an authority says of data that an order gave, and the command that records it."""

from dataclasses import dataclass
from enum import StrEnum


class Word(StrEnum):
    """What an authority says of data that we gave out under an order."""

    NOT_TO_BE_USED = "not_to_be_used"
    ON_CONDITIONS = "on_conditions"
    NOT_CONFIRMED = "not_confirmed"


TAKES_BACK = frozenset({Word.NOT_TO_BE_USED, Word.NOT_CONFIRMED})
"""Words after which what was given has to be taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordObjection:
    """Record what an authority said of the use of what was given, and how it reached us."""

    word: Word
    authority: str
    how: str
