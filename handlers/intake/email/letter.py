"""Reads a message: who wrote it, when, what it says, what came along; or why it is no request."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from handlers.intake.email.automatic import Written, written
from handlers.intake.email.characters import decoded, header_text, one_line, paragraphs
from handlers.intake.email.fields import Headers, read_headers
from handlers.intake.email.html_text import text_of
from handlers.intake.email.parts import Leaf, leaves
from handlers.intake.email.unfit import Unfit
from handlers.intake.schema.files import ALL_FILES_CAP, FILE_CAP, MOST_FILES
from handlers.notices.mailbox import Mailbox, MailboxRefusedError, read_mailbox

MESSAGE_CAP = 34 * 1024 * 1024
"""Bytes of a message: 24 MiB of attachments in base64 with its line ends, and everything else."""
TEXT_CAP = 8_000
"""Characters of the text that reviewers read, as many as a narrative has."""

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\([^()]*\)')
_ANGLE = re.compile(r"([^<>]*)<([^<>]*)>")
_MESSAGE_ID = re.compile(rb"<[^<>\s@]{1,200}@[^<>\s@]{1,200}>")
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,62}/[a-z0-9][a-z0-9!#$&^_.+-]{0,62}")
_FROM_CAP = 1_000
_DATE_CAP = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message as read. `sent_at` is None where its Date cannot be read."""

    headers: Headers = field(repr=False)
    sender: Mailbox = field(repr=False)
    subject: str = field(repr=False)
    message_id: str | None = field(repr=False)
    sent_at: datetime | None
    text: str = field(repr=False)
    cut: bool
    attachments: tuple[Leaf, ...] = field(repr=False)
    answerable: bool
    raw: bytes = field(repr=False)


def read_letter(raw: bytes) -> Letter | Unfit:
    """Return the message, or the reason why it is not taken."""
    if len(raw) > MESSAGE_CAP:
        return Unfit.TOO_LARGE
    headers = read_headers(raw)
    if isinstance(headers, Unfit):
        return headers
    sender = sender_of(headers)
    if isinstance(sender, Unfit):
        return sender
    by = written(headers, sender.local)
    if by in (Written.AS_A_BOUNCE, Written.AS_A_REPLY):
        return Unfit.BOUNCE if by is Written.AS_A_BOUNCE else Unfit.AUTOMATIC_REPLY
    parts = leaves(raw)
    if isinstance(parts, Unfit):
        return parts
    bodies = _bodies(parts)
    attachments = tuple(p for p in parts if p not in bodies and _kept(p))
    unfit = _too_much(attachments)
    if unfit is not None:
        return unfit
    text, cut = paragraphs(_said(bodies), TEXT_CAP)
    return Letter(
        headers=headers,
        sender=sender,
        subject=header_text(headers.one("subject") or b""),
        message_id=_message_id(headers),
        sent_at=_sent_at(headers),
        text=text,
        cut=cut,
        attachments=attachments,
        answerable=by is Written.BY_A_PERSON,
        raw=raw,
    )


def sender_of(headers: Headers) -> Mailbox | Unfit:
    """Return the one author; a second From, or a second address in it, hides who that is."""
    found = headers.all("from")
    if len(found) != 1:
        return Unfit.FROM_TWICE if found else Unfit.FROM_MISSING
    text = found[0][:_FROM_CAP].decode("utf-8", "replace")
    bare = _QUOTED.sub(" ", text).strip()
    if any(mark in bare for mark in ',;:"()') or len(found[0]) > _FROM_CAP:
        return Unfit.FROM_UNUSABLE
    angle = _ANGLE.fullmatch(bare)
    try:
        mailbox = read_mailbox((angle[2] if angle else bare).strip())
    except MailboxRefusedError:
        return Unfit.FROM_UNUSABLE
    name = header_text(text.partition("<")[0].strip().strip('"').encode(), 100) if angle else ""
    return Mailbox(mailbox.local, mailbox.domain, name)


def _bodies(parts: tuple[Leaf, ...]) -> tuple[Leaf, ...]:
    """The parts that are the text: plain ones, else HTML ones, as a mail program chooses."""
    shown = [p for p in parts if not p.attached]
    plain = tuple(p for p in shown if p.type == "text/plain" and p.content.strip())
    return plain or tuple(p for p in shown if p.type == "text/html")


def _said(bodies: tuple[Leaf, ...]) -> str:
    texts = (_text(part) for part in bodies)
    return "\n\n".join(texts)


def _text(part: Leaf) -> str:
    text = decoded(part.content, part.charset)
    return text_of(text) if part.type == "text/html" else text


def _kept(part: Leaf) -> bool:
    """Keep what came along apart from the text: not the text's other form, nor its logos."""
    if part.related and part.type.startswith("image/"):
        return False
    return bool(part.content) and (part.attached or not part.type.startswith("text/"))


def _too_much(attachments: tuple[Leaf, ...]) -> Unfit | None:
    sizes = [len(a.content) for a in attachments]
    if len(sizes) > MOST_FILES:
        return Unfit.TOO_MANY_ATTACHMENTS
    if sum(sizes) > ALL_FILES_CAP or any(size > FILE_CAP for size in sizes):
        return Unfit.ATTACHMENTS_TOO_LARGE
    return None


def _message_id(headers: Headers) -> str | None:
    given = headers.one("message-id")
    found = _MESSAGE_ID.fullmatch(given.strip()) if given else None
    return found[0].decode("ascii", "replace") if found else None


def _sent_at(headers: Headers) -> datetime | None:
    given = headers.one("date")
    if given is None or len(given) > _DATE_CAP:
        return None
    try:
        moment = parsedate_to_datetime(given.decode("ascii"))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def file_name(part: Leaf, place: int) -> str:
    """Return an attachment's name as one harmless line without a path, or `file` and its place."""
    name = one_line(part.name or "", 200).replace("\\", "/").rpartition("/")[2].strip(". ")
    return name or f"file {place}"


def media_type(part: Leaf) -> str:
    """Return what the part says it is; the sender's word, never acted upon."""
    return part.type if _MEDIA_TYPE.fullmatch(part.type) else "application/octet-stream"
