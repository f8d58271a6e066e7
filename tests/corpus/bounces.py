"""Writes delivery status notifications (RFC 3464), as mail servers and forgers do."""

TYPES = ("multipart/report", "message/delivery-status", "text/rfc822-headers")
"""Of the whole, of its second part, and of the third."""


_TEXT = """\
Return-Path: <>
From: Mail Delivery System <mailer-daemon@mx.example.com>
To: {to}
Subject: Undelivered mail
Date: Sun, 22 Nov 2026 03:00:00 +0000
Message-ID: <dsn-1@mx.example.com>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: {whole}; report-type=delivery-status; boundary="report-1"

--report-1
Content-Type: text/plain

It could not be delivered.

--report-1
Content-Type: {parts[0]}

Reporting-MTA: dns; mx.example.com

{groups}--report-1
Content-Type: {parts[1]}

From: Privacy Desk <privacy@example.com>
Message-ID: {message_id}
Subject: About your account

--report-1--
"""


def report(
    message_id: str,
    *,
    to: str = "privacy@example.com",
    action: str = "failed",
    status: str = "5.1.1",
    more: tuple[tuple[str, str], ...] = (),
    types: tuple[str, str, str] = TYPES,
) -> bytes:
    """A notification about the mail with this Message-ID; `more` are other final recipients."""
    whole, status_type, returned = types
    groups = "".join(
        f"Final-Recipient: rfc822; jo{n}@home.example\nAction: {word}\nStatus: {code}\n\n"
        for n, (word, code) in enumerate(((action, status), *more))
    )
    text = _TEXT.format(
        message_id=message_id, to=to, whole=whole, groups=groups, parts=(status_type, returned)
    )
    return text.replace("\n", "\r\n").encode()
