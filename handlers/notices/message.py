"""Builds the bytes of a message. The same message id and text always give the same bytes."""

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from typing import Protocol

from handlers.notices.hostile import one_line
from handlers.notices.letter import NoticeText
from handlers.notices.mailbox import Mailbox

SUBJECT_CAP = 150
"""Characters of a subject line."""

_ALARM_LINE_CAP = 500
# RFC 5322 3.6.4, the dot-atom form alone; the cap keeps the header on one line of 998.
_MESSAGE_ID = re.compile(r"<[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,128}@[A-Za-z0-9.-]{1,128}>")
_QP = "quoted-printable"  # keeps long paragraphs inside the 998 octets of RFC 5321 4.5.3.1.6


class Enclosed(Protocol):
    """A mail in our own words with one file."""

    @property
    def subject(self) -> str:
        """One line."""

    @property
    def body(self) -> str:
        """The text, of as many lines as it needs."""

    @property
    def name(self) -> str:
        """What the file is called."""

    @property
    def content(self) -> bytes:
        """What is in the file."""


def message_id_for(key: str, domain: str) -> str:
    """Return the Message-ID of an attempt's key, the same whenever the attempt is repeated."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{domain}>"


def notice_message(
    text: NoticeText,
    sender: Mailbox,
    recipient: Mailbox,
    reply_to: Mailbox,
    message_id: str,
    date: datetime,
) -> bytes:
    """Return an owner's notice: one text in plain and in HTML, never part of a thread."""
    message = _headed(sender, [recipient], text.subject, message_id, date)
    message["Reply-To"] = _header(reply_to)
    message.set_content(text.plain, charset="utf-8", cte=_QP)
    message.add_alternative(text.html, subtype="html", charset="utf-8", cte=_QP)
    # Set last: making a multipart moves every Content- header into the first part.
    message["Content-Language"] = text.language
    # The library draws boundaries by chance; a repeated message should be recognisable as one.
    message.set_boundary("part-" + hashlib.sha256(message_id.encode()).hexdigest()[:32])
    return message.as_bytes()


def alarm_message(
    sender: Mailbox,
    recipients: Sequence[Mailbox],
    subject: str,
    lines: Sequence[str],
    message_id: str,
    date: datetime,
) -> bytes:
    """Return an alarm to our own people, in plain text."""
    message = _headed(sender, recipients, subject, message_id, date)
    body = "\n".join(one_line(line, _ALARM_LINE_CAP) for line in lines) + "\n"
    message.set_content(body, charset="utf-8", cte=_QP)
    return message.as_bytes()


def enclosing_message(
    sender: Mailbox,
    recipients: Sequence[Mailbox],
    mail: Enclosed,
    message_id: str,
    date: datetime,
) -> bytes:
    """Return a mail in plain text with one file, whose bytes arrive as they are."""
    message = _headed(sender, recipients, mail.subject, message_id, date)
    message.set_content(mail.body, charset="utf-8", cte=_QP)
    # As octets: a text part may have its line ends changed on the way.
    message.add_attachment(
        mail.content, maintype="application", subtype="octet-stream", filename=mail.name
    )
    message.set_boundary("part-" + hashlib.sha256(message_id.encode()).hexdigest()[:32])
    return message.as_bytes()


def reply_message(
    sender: Mailbox,
    recipient: Mailbox,
    text: tuple[str, str],
    answers: str | None,
    message_id: str,
    date: datetime,
) -> bytes:
    """Return an automatic answer (RFC 3834); `text` is subject and body in our own words.

    `answers` is the Message-ID of what it answers; one that is no plain message id is left out.
    """
    subject, body = text
    message = _headed(sender, [recipient], subject, message_id, date)
    message.replace_header("Auto-Submitted", "auto-replied")
    if answers is not None and _MESSAGE_ID.fullmatch(answers):
        message["In-Reply-To"] = answers
        message["References"] = answers
    message.set_content(body, charset="utf-8", cte=_QP)
    return message.as_bytes()


def _headed(
    sender: Mailbox, recipients: Sequence[Mailbox], subject: str, message_id: str, date: datetime
) -> EmailMessage:
    if not _MESSAGE_ID.fullmatch(message_id):
        raise ValueError("message_id: expected <letters@domain>")
    if date.utcoffset() is None:
        raise ValueError("date: expected an aware datetime, got a naive one; add UTC")
    international = any(m.international for m in (sender, *recipients))
    message = EmailMessage(SMTPUTF8 if international else SMTP)
    message["From"] = _header(sender)
    # Without names: a display name is the owner's own text, and adds nothing here.
    message["To"] = [_header(Mailbox(m.local, m.domain)) for m in recipients]
    message["Subject"] = one_line(subject, SUBJECT_CAP)
    message["Date"] = format_datetime(date)
    message["Message-ID"] = message_id
    # RFC 3834 5: so that no vacation responder answers, and no loop begins.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    return message


def _header(mailbox: Mailbox) -> Address:
    return Address(mailbox.name, mailbox.local, mailbox.domain)
