"""Delivery status notifications (RFC 3464): which failures count, and by which marks."""

import pytest

from bot.domain.notice import Companion
from handlers.intake.email.bounce import REPORT_CAP, Bounce, read_bounce
from handlers.intake.email.mailroom import Mailroom
from handlers.intake.email.unfit import Unfit
from handlers.notices.marks import token_of
from tests.corpus.bounces import TYPES, report
from tests.handlers.intake.email.given import Room

REPORT, STATUS, HEADERS = TYPES
TOKEN = token_of(b"k" * 32, Companion(case="EDR-2026-000001", owner="O1"), "jo@home.example")
OTHER = token_of(b"k" * 32, Companion(case="EDR-2026-000002", owner="O1"), "jo@home.example")


def test_a_failure_is_read_by_the_message_it_returns() -> None:
    """The mail's own Message-ID, in the headers or the whole message that comes back."""
    for returned in ("text/rfc822-headers", "message/rfc822"):
        raw = report(f"<{TOKEN}@edr.example>", types=(REPORT, STATUS, returned))
        assert read_bounce(raw) == Bounce(token=TOKEN, code="5.1.1")


def test_a_failure_is_read_by_the_address_it_comes_to() -> None:
    """Where nothing of the mail comes back, the return path still names it."""
    raw = report("<other@somewhere.example>", to=f"back+{TOKEN}@example.com")
    assert read_bounce(raw) == Bounce(token=TOKEN, code="5.1.1")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"action": "failed", "status": "4.4.7"}, "4.4.7"),
        ({"action": "Failed (in the end)", "status": "5.2.2 (mailbox full)"}, "5.2.2"),
        ({"action": "delayed", "status": "4.4.1"}, None),
        ({"action": "delivered", "status": "2.1.5"}, None),
        ({"action": "relayed", "status": "2.1.9"}, None),
        ({"action": "failed", "status": "2.0.0"}, None),
        ({"action": "failed", "status": "no"}, None),
        ({"action": "", "status": "5.1.1"}, None),
    ],
)
def test_only_a_failure_counts(changed: dict[str, str], code: str | None) -> None:
    """A delay is no failure, and a report that contradicts itself says nothing."""
    read = read_bounce(report(f"<{TOKEN}@edr.example>", **changed))
    assert (read.code if read else None) == code


def test_a_mail_that_arrived_anywhere_did_not_fail() -> None:
    """One address can stand for two mailboxes, of which one took it."""
    two = report(f"<{TOKEN}@edr.example>", more=(("delivered", "2.0.0"),))
    assert read_bounce(two) is None


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"From: a@b.example\r\n\r\nhello",
        report("<no-mark@edr.example>"),
        report(f"<{TOKEN}@edr.example>", to=f"back+{OTHER}@example.com"),
        report(f"<{TOKEN}@edr.example>", types=("multipart/mixed", STATUS, HEADERS)),
        report(f"<{TOKEN}@edr.example>", types=(REPORT, "text/plain", HEADERS)),
        report(f"<{TOKEN}@edr.example>") + b"x" * REPORT_CAP,
        report(f"<{TOKEN}@edr.example>", types=(REPORT, STATUS, "text/plain")),
    ],
)
def test_everything_else_names_none_of_our_mails(raw: bytes) -> None:
    """No report, no mark, two marks, too large, or a mark in somebody's text."""
    assert read_bounce(raw) is None


class _Known:
    """Knows one mail, and remembers what it was told of it."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []

    async def bounced(self, token: str, code: str) -> bool:
        """Take the bounce of the one mail."""
        self.told.append((token, code))
        return token == TOKEN


def _room(known: _Known) -> tuple[Room, Mailroom]:
    room = Room()
    return room, Mailroom(
        reception=room.reception,
        arrivals=room.reception,
        directory=room.directory,
        authenticator=room.authenticator,
        wall=room.clock.wall,
        bounces=known,
    )


async def test_a_bounce_of_a_notice_is_taken_and_opens_no_case() -> None:
    """It is answered as taken; any other bounce is what it was before."""
    known = _Known()
    room, mailroom = _room(known)
    assert await mailroom.take(report(f"<{TOKEN}@edr.example>")) is Unfit.NOTICE_BOUNCED
    assert await mailroom.take(report(f"<{OTHER}@edr.example>")) is Unfit.BOUNCE
    assert await mailroom.take(report("<x@y.example>")) is Unfit.BOUNCE
    assert known.told == [(TOKEN, "5.1.1"), (OTHER, "5.1.1")]
    assert room.reception.incoming == []
