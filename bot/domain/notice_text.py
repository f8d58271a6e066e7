"""Which text of a notice a person has read before it goes out for the first time.

A text is one kind in one language under one legal standard; the digest is of the words themselves,
so that a changed one is asked for again.
"""

from dataclasses import dataclass
from typing import Final

from bot.domain.notice import NoticeKind

SUBJECT: Final = "text"
"""Begins the subject under which it waits for somebody."""
_PARTS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class TextKey:
    """One text; `digest` is hexadecimal."""

    kind: NoticeKind
    language: str
    standard: str
    digest: str

    @property
    def subject(self) -> str:
        """What a card's button carries."""
        return f"{SUBJECT}:{self.kind}:{self.language}:{self.standard}:{self.digest}"


def key_named(subject: str) -> TextKey | None:
    """Return the text that a subject means; None for anything else."""
    parts = subject.split(":")
    if len(parts) != _PARTS or parts[0] != SUBJECT or parts[1] not in list(NoticeKind):
        return None
    return TextKey(kind=NoticeKind(parts[1]), language=parts[2], standard=parts[3], digest=parts[4])
