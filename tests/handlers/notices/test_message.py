"""The bytes of a message: headers that nobody can add to, and that start no loop."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.notices.letter import NoticeText, write_letter
from handlers.notices.mailbox import MailboxRefusedError, read_mailbox, read_sender
from handlers.notices.message import alarm_message, message_id_for, notice_message
from tests.handlers.notices.letters import notice

DATE = datetime(2026, 11, 22, 4, 0, 0, tzinfo=UTC)
SENDER = read_sender("Privacy Desk <privacy@example.com>")
OWNER = read_mailbox("maria@home.example")
ID = message_id_for("EDR-2026-000001/O1/email/1", "example.com")


def parsed(content: bytes) -> EmailMessage:
    """Read a message back as a receiver would."""
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def built(text: NoticeText | None = None, to: str = "maria@home.example") -> bytes:
    """Return a notice's bytes."""
    written = text or write_letter(notice())
    return notice_message(written, SENDER, read_mailbox(to), SENDER, ID, DATE)


def test_the_headers_are_exactly_these() -> None:
    """A notice carries the headers of RFC 5322 and RFC 3834, and none that would thread it."""
    message = parsed(built())
    heads = {name: str(value) for name, value in message.items()}
    assert heads.pop("Content-Type").startswith("multipart/alternative;")
    assert heads == {
        "From": "Privacy Desk <privacy@example.com>",
        "To": "maria@home.example",
        "Subject": "Notice about your Example Cameras Inc. account: information given in an "
        "emergency (EDR-2026-000001)",
        "Date": "Sun, 22 Nov 2026 04:00:00 +0000",
        "Message-ID": ID,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Reply-To": "Privacy Desk <privacy@example.com>",
        "Content-Language": "en",
        "MIME-Version": "1.0",
    }


def test_both_parts_arrive_unchanged_the_plain_one_first() -> None:
    """A receiver reads back the very texts, plain before HTML (RFC 2046 5.1.4)."""
    text = write_letter(notice(owner_name="Zoë Ångström 王"))
    plain, page = parsed(built(text)).iter_parts()
    assert (plain.get_content_type(), page.get_content_type()) == ("text/plain", "text/html")
    assert plain.get_content().splitlines() == text.plain.splitlines()
    assert page.get_content().splitlines() == text.html.splitlines()


def test_a_repeated_message_is_the_same_bytes() -> None:
    """Nothing in a message is drawn by chance, so a second copy is recognisable."""
    assert built() == built()
    assert message_id_for("a", "example.com") != message_id_for("b", "example.com")


def test_the_wire_form_is_seven_bit_short_lines() -> None:
    """An ordinary notice needs no extension of the server: ASCII, lines under 998, CRLF."""
    content = built(write_letter(notice(owner_name="王小明", agency="Ä" * 300)))
    assert content.isascii()
    assert max(len(line) for line in content.split(b"\r\n")) <= 998
    assert content.count(b"\n") == content.count(b"\r\n")


@given(st.text(max_size=300))
def test_no_subject_adds_a_header(hostile: str) -> None:
    """Whatever stands in a subject, the header names stay the same and it is one line."""
    message = parsed(built(NoticeText("en", hostile, "plain", "<p>page</p>")))
    assert message.keys() == parsed(built()).keys()
    assert not set("\r\n") & set(str(message["Subject"]))


@pytest.mark.parametrize(
    ("text", "wire"),
    [
        ("maria@home.example", "maria@home.example"),
        ("maria+cam.1@HOME.Example", "maria+cam.1@home.example"),
        ("maria@bücher.example", "maria@xn--bcher-kva.example"),
        ("józef@home.example", "józef@home.example"),
        ("root@localhost", "root@localhost"),
    ],
)
def test_an_address_is_read_into_its_wire_form(text: str, wire: str) -> None:
    """The local part stays as it is; the domain becomes lower-case A-labels (RFC 5890)."""
    assert read_mailbox(text).address == wire


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "maria",
        "@home.example",
        "maria@",
        "maria@home.example\r\nBcc: eve@evil.example",
        "maria@home.example, eve@evil.example",
        "Maria <maria@home.example>",
        "maria okafor@home.example",
        "maria\u202e@home.example",
        "maria\u200b@home.example",
        "maria\ud800@home.example",
        '"maria"@home.example',
        ".maria@home.example",
        "maria@[127.0.0.1]",
        "maria@-home.example",
        "maria@bü cher.example",
        "maria@home..example",
        "maria@home.example.",
        "maria> SIZE=1@home.example",
        "m" * 65 + "@home.example",
        "maria@" + "h" * 64 + ".example",
        "maria@" + ".".join(["h" * 60] * 5),
    ],
)
def test_an_address_that_could_mean_more_is_refused(wrong: str) -> None:
    """A list, a name, a quoted or literal form, or anything unseen, is no address."""
    with pytest.raises(MailboxRefusedError) as refusal:
        read_mailbox(wrong)
    assert str(refusal.value) in {"address_invalid", "address_too_long", "domain_invalid"}


def test_a_senders_name_cannot_hide_or_break() -> None:
    """A display name loses line ends and bidi marks before it becomes a header."""
    sender = read_sender('"Privacy\u202e, Desk" <privacy@example.com>')
    content = alarm_message(sender, [OWNER], "s", ["l"], ID, DATE)
    assert str(parsed(content)["From"]) == '"Privacy, Desk" <privacy@example.com>'


def test_an_alarm_is_plain_text_to_everybody() -> None:
    """An alarm has one plain part, one line each, all recipients, and the same loop guards."""
    to = [read_mailbox("lead@example.com"), read_mailbox("boss@example.com")]
    lines = ["EDR-2026-000001: notice overdue", "two\nlines"]
    message = parsed(alarm_message(SENDER, to, "Overdue", lines, ID, DATE))
    assert message["To"] == "lead@example.com, boss@example.com"
    assert message.get_content().splitlines() == [
        "EDR-2026-000001: notice overdue",
        "two lines",
    ]
    assert message["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize("wrong", ["x@example.com", "<x@y>\r\nBcc: <z@y>", "<x y@z>", ""])
def test_a_message_id_of_another_form_is_refused(wrong: str) -> None:
    """Only <letters@domain> becomes a Message-ID."""
    with pytest.raises(ValueError, match="message_id"):
        alarm_message(SENDER, [OWNER], "s", ["l"], wrong, DATE)


def test_a_naive_date_is_refused() -> None:
    """A Date without its zone would be read as another instant."""
    with pytest.raises(ValueError, match="naive"):
        alarm_message(SENDER, [OWNER], "s", ["l"], ID, DATE.replace(tzinfo=None))
