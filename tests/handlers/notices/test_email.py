"""Sending over real sockets: what each server's behaviour means for the notice."""

import ssl
from collections.abc import Sequence
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.log import redact
from handlers.notices.email import EmailNotice
from handlers.notices.mailbox import MailboxRefusedError
from handlers.notices.relay import TimeLimits, read_relay
from handlers.notices.replies import Outcome, Sent
from handlers.outside import Permanent, Transient, Unknown
from tests.handlers.notices.letters import notice
from tests.handlers.notices.mail_servers import (
    Certificate,
    Mailbox,
    mail_server,
    only,
    scripted_server,
    self_made,
)

DATE = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
ID = "<attempt-1@example.com>"
OWNER = "maria@home.example"
SHORT = TimeLimits(connect=2, command=0.05, message=0.05)
GREETED = ("220 mx.example ESMTP", "250 mx.example")
ADDRESSED = (*GREETED, "250 2.1.0 Ok", "250 2.1.5 Ok")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """A certificate of our own making."""
    return self_made(tmp_path_factory.mktemp("certificate"))


def channel(url: str, password: str = "", tls: ssl.SSLContext | None = None) -> EmailNotice:
    """Return a channel to a relay, patient for two seconds."""
    relay = read_relay(url, password, tls=tls, limits=TimeLimits(2, 2, 2))
    return EmailNotice(relay, "Privacy Desk <privacy@example.com>", "privacy@example.com")


async def tell(port: int, to: str = OWNER) -> Outcome:
    """Send one notice to a server on this machine."""
    return await channel(f"smtp://127.0.0.1:{port}").send(notice(), to, ID, DATE)


async def alarm(port: int, to: Sequence[str]) -> Outcome:
    """Send one alarm to a server on this machine."""
    email = channel(f"smtp://127.0.0.1:{port}")
    return await email.send_alarm(to, "Overdue", ["EDR-2026-000001: notice"], ID, DATE)


async def test_a_notice_arrives_whole() -> None:
    """The server gets one message for one recipient, and its reply becomes the proof."""
    mailbox = Mailbox()
    async with mail_server(mailbox) as port:
        assert await tell(port) == Sent("250_2.0.0", "4XyZ12AbCd")
    (envelope,) = mailbox.envelopes
    assert (envelope.mail_from, envelope.rcpt_tos) == ("privacy@example.com", [OWNER])
    message = message_from_bytes(envelope.original_content or b"", policy=default)
    assert message["Message-ID"] == ID
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        ("550 5.1.1 No such user", Permanent("recipient_550_5.1.1")),
        ("552 5.2.2 Mailbox full", Permanent("recipient_552_5.2.2")),
        ("550 gone", Permanent("recipient_550")),
        ("450 4.2.0 Greylisted", Transient("recipient_450_4.2.0")),
        ("451 4.7.1 Try later", Transient("recipient_451_4.7.1")),
        ("530 5.7.0 Authentication required", Transient("recipient_530_5.7.0")),
        ("503 5.5.1 Bad sequence", Transient("recipient_503_5.5.1")),
    ],
)
async def test_a_refused_recipient_is_judged_by_the_code(reply: str, outcome: Outcome) -> None:
    """5xx about the owner's address is permanent; 4xx, and what concerns us, is not."""
    mailbox = Mailbox(recipient_replies={OWNER: reply})
    async with mail_server(mailbox) as port:
        assert await tell(port) == outcome
    assert mailbox.envelopes == []


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        ("451 4.3.0 Local error", Transient("message_451_4.3.0")),
        ("554 5.7.1 Looks like spam", Permanent("message_554_5.7.1")),
        ("299 Strange", Unknown("message_299")),
    ],
)
async def test_a_refused_message_is_judged_by_the_code(reply: str, outcome: Outcome) -> None:
    """The reply after the message decides by RFC 5321; one that means nothing is unknown."""
    async with mail_server(Mailbox(message_reply=reply)) as port:
        assert await tell(port) == outcome


async def test_a_refused_sender_does_not_blame_the_owner() -> None:
    """Our own sender address being refused may be put right, so it is not permanent."""
    async with mail_server(Mailbox(sender_reply="550 5.7.1 Who are you")) as port:
        assert await tell(port) == Transient("sender_550_5.7.1")


@pytest.mark.parametrize(
    ("script", "outcome"),
    [
        ((None,), Transient("connect_failed")),
        (("554 5.3.2 Go away",), Transient("connect_554_5.3.2")),
        (("421 4.3.2 Shutting down",), Transient("connect_421_4.3.2")),
        ((*GREETED, None), Transient("sender_disconnected")),
        ((*GREETED, "250 2.1.0 Ok", None), Transient("recipient_disconnected")),
        ((*ADDRESSED, "451 4.3.0 Not now"), Transient("message_451_4.3.0")),
        ((*ADDRESSED, "354 Go on", None), Unknown("message_disconnected")),
    ],
)
async def test_a_dropped_line_is_unknown_only_once_the_message_left(
    script: tuple[str | None, ...], outcome: Outcome
) -> None:
    """Before DATA a broken connection is transient; after it the message may have been taken."""
    async with scripted_server(*script) as port:
        assert await tell(port) == outcome


async def test_a_slow_server_is_given_up() -> None:
    """No reply in time is transient before the message and unknown after it."""
    for script, outcome in (
        ((*GREETED, ""), Transient("sender_timeout")),
        ((*ADDRESSED, "354 Go on", ""), Unknown("message_timeout")),
    ):
        async with scripted_server(*script) as port:
            relay = read_relay(f"smtp://127.0.0.1:{port}", limits=SHORT)
            email = EmailNotice(relay, "privacy@example.com", "privacy@example.com")
            assert await email.send(notice(), OWNER, ID, DATE) == outcome


async def test_a_goodbye_that_fails_changes_nothing() -> None:
    """A message taken stays sent when the server hangs up instead of answering QUIT."""
    async with scripted_server(*ADDRESSED, "354 Go on", "250 OK id=1abcDE-0001", None) as port:
        assert await tell(port) == Sent("250", "1abcDE-0001")


async def test_no_server_is_transient() -> None:
    """A closed port means try again."""
    async with mail_server(Mailbox()) as port:
        pass
    assert await tell(port) == Transient("connect_failed")


async def test_required_encryption_is_used_and_checked(certificate: Certificate) -> None:
    """STARTTLS with a certificate that we trust sends the message over TLS."""
    mailbox = Mailbox()
    async with mail_server(mailbox, tls_context=certificate.server) as port:
        url = f"smtp://127.0.0.1:{port}?starttls=required"
        email = channel(url, tls=certificate.trusting)
        assert isinstance(await email.send(notice(), OWNER, ID, DATE), Sent)
    assert mailbox.encrypted == [True]


async def test_a_certificate_that_we_do_not_trust_stops_the_message(
    certificate: Certificate,
) -> None:
    """An unknown authority is transient: nothing is sent, and somebody must look."""
    mailbox = Mailbox()
    async with mail_server(mailbox, tls_context=certificate.server) as port:
        email = channel(f"smtp://127.0.0.1:{port}?starttls=required")
        outcome = await email.send(notice(), OWNER, ID, DATE)
    assert outcome == Transient("connect_tls_failed")
    assert mailbox.envelopes == []


async def test_a_server_without_encryption_gets_nothing_where_it_is_required() -> None:
    """A server, or somebody between, that hides STARTTLS cannot make us send in the clear."""
    mailbox = Mailbox()
    async with mail_server(mailbox) as port:
        email = channel(f"smtp://127.0.0.1:{port}?starttls=required")
        assert await email.send(notice(), OWNER, ID, DATE) == Transient("connect_failed")
    assert mailbox.envelopes == []


async def test_encryption_from_the_first_byte(certificate: Certificate) -> None:
    """smtps:// speaks TLS at once, and checks the certificate as well."""
    mailbox = Mailbox()
    async with mail_server(mailbox, ssl_context=certificate.server) as port:
        trusted = channel(f"smtps://127.0.0.1:{port}", tls=certificate.trusting)
        assert isinstance(await trusted.send(notice(), OWNER, ID, DATE), Sent)
        doubted = channel(f"smtps://127.0.0.1:{port}")
        outcome = await doubted.send(notice(), OWNER, ID, DATE)
    assert outcome == Transient("connect_tls_failed")
    assert len(mailbox.envelopes) == 1


async def test_the_log_in_goes_over_encryption(certificate: Certificate) -> None:
    """The user of the address and the password open the server; a wrong one is transient."""
    options = {
        "tls_context": certificate.server,
        "authenticator": only(b"desk@example.com", b"right"),
        "auth_required": True,
    }
    async with mail_server(Mailbox(), **options) as port:
        url = f"smtp://desk%40example.com@127.0.0.1:{port}?starttls=required"
        right = channel(url, "right", certificate.trusting)
        assert isinstance(await right.send(notice(), OWNER, ID, DATE), Sent)
        wrong = channel(url, "wrong", certificate.trusting)
        outcome = await wrong.send(notice(), OWNER, ID, DATE)
    assert isinstance(outcome, Transient)
    assert outcome.reason.startswith("login_535")


async def test_an_international_address_needs_a_server_that_knows_it() -> None:
    """A local part outside ASCII is sent with SMTPUTF8, or refused where it is not offered."""
    mailbox = Mailbox()
    async with mail_server(mailbox, enable_SMTPUTF8=True) as port:
        assert isinstance(await tell(port, "józef@bücher.example"), Sent)
    assert mailbox.envelopes[0].rcpt_tos == ["józef@xn--bcher-kva.example"]
    assert "SMTPUTF8" in mailbox.envelopes[0].mail_options
    async with mail_server(Mailbox(), enable_SMTPUTF8=False) as port:
        assert await tell(port, "józef@home.example") == Permanent("smtputf8_unsupported")


async def test_an_address_that_cannot_be_used_never_reaches_a_server() -> None:
    """A hostile address is refused before anything is connected."""
    hostile = "maria@home.example\r\nRCPT TO:<eve@evil.example>"
    assert await tell(1, hostile) == Permanent("address_invalid")


async def test_an_alarm_reaches_everybody_it_can() -> None:
    """One refused and one unreadable address do not silence the alarm to the third."""
    mailbox = Mailbox(recipient_replies={"gone@example.com": "550 5.1.1 No such user"})
    async with mail_server(mailbox) as port:
        outcome = await alarm(port, ["gone@example.com", "no address", "lead@example.com"])
    assert outcome == Sent("250_2.0.0", "4XyZ12AbCd", ("recipient_550_5.1.1", "address_invalid"))
    assert mailbox.envelopes[0].rcpt_tos == ["lead@example.com"]


async def test_an_alarm_that_reaches_nobody_says_why() -> None:
    """Where every address is refused, or there is none, the alarm is not called sent."""
    mailbox = Mailbox(recipient_replies={"gone@example.com": "550 5.1.1 No such user"})
    async with mail_server(mailbox) as port:
        assert await alarm(port, ["gone@example.com"]) == Permanent("recipient_550_5.1.1")
        assert await alarm(port, ["nonsense"]) == Permanent("address_invalid")
        assert await alarm(port, []) == Permanent("no_address")


async def test_logs_and_outcomes_name_nobody() -> None:
    """No address, name or server's word stands in a log line, and so none of it is blanked."""
    words = f"550 5.1.1 <{OWNER}> Maria has moved"
    with capture_logs() as lines:
        async with mail_server(Mailbox(recipient_replies={OWNER: words})) as port:
            outcome = await tell(port)
    told = f"{lines}{outcome}".lower()
    assert redact(None, "info", dict(lines[0])) == lines[0]
    assert not any(secret in told for secret in ("maria", "home.example", "okafor", "moved"))


def test_a_sender_that_is_no_address_is_refused_at_start() -> None:
    """A wrong sender or privacy contact stops the start, not the first notice."""
    relay = read_relay("smtp://localhost")
    with pytest.raises(MailboxRefusedError):
        EmailNotice(relay, "Privacy Desk", "privacy@example.com")
    with pytest.raises(MailboxRefusedError):
        EmailNotice(relay, "privacy@example.com", "nobody")


def test_this_folder_sends_nothing_abroad() -> None:
    """Every server in these tests listens on this machine only."""
    text = (Path(__file__).parent / "mail_servers.py").read_text()
    assert "0.0.0.0" not in text and '"127.0.0.1"' in text  # noqa: PT018 - one claim
