"""Who read the text of a notice before it went out for the first time."""

from dataclasses import dataclass

from bot.domain.codec import event
from bot.domain.notice import NoticeKind


@event("notice_text.asked", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeTextAsked:
    """A notice waits because nobody has read this text yet; `digest` is of its words."""

    kind: NoticeKind
    language: str
    standard: str
    digest: str


@event("notice_text.approved", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeTextApproved:
    """A reviewer or a senior read this text, and it may go out."""

    kind: NoticeKind
    language: str
    standard: str
    digest: str


@event("notice_text.refused", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeTextRefused:
    """Somebody read this text and found it wrong; it goes on waiting."""

    kind: NoticeKind
    language: str
    standard: str
    digest: str
    why: str


OfTexts = NoticeTextAsked | NoticeTextApproved | NoticeTextRefused
