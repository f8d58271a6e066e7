"""The owner's mailbox: a real SMTP server that misbehaves when told."""

import ssl
from email.message import EmailMessage
from pathlib import Path

import aiosmtplib
import pytest

from bot.practice.mailbox import Mailbox
from tests.practice.certificates import self_signed
from tests.practice.fakes import StillWall


def letter(to: str = "owner@example.com") -> EmailMessage:
    """A letter in plain text and HTML."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "privacy@example.com", to, "Your data"
    message.set_content("We gave data away.\n")
    message.add_alternative("<p>We gave data away.</p>", subtype="html")
    return message


async def send(box: Mailbox, message: EmailMessage | None = None, **options: object) -> None:
    """Send a letter with a real SMTP client."""
    await aiosmtplib.send(
        message or letter(),
        hostname="127.0.0.1",
        port=box.port,
        **({"timeout": 2, "start_tls": False} | options),  # type: ignore[arg-type] # the client's own
    )


async def test_keeps_letters(wall: StillWall) -> None:
    """A letter is kept raw and parsed, with its envelope and time."""
    async with Mailbox(wall) as box:
        await send(box)
        (kept,) = box.to("owner@example.com")
    assert (kept.number, kept.at, kept.sender) == (1, wall.at, "privacy@example.com")
    assert kept.parsed["Subject"] == "Your data"
    assert kept.part("plain").strip() == "We gave data away."
    assert "<p>" in kept.part("html")
    assert b"Subject: Your data" in kept.raw
    assert box.to("other@example.com") == []


async def test_refused_recipient(wall: StillWall) -> None:
    """A planned refusal is 550 for that recipient only, and for so many letters."""
    async with Mailbox(wall) as box:
        box.plan("refuse", recipient="owner@example.com")
        with pytest.raises(aiosmtplib.SMTPRecipientsRefused) as refused:
            await send(box)
        assert refused.value.recipients[0].code == 550
        await send(box, letter("other@example.com"))
        await send(box)
    assert len(box.letters) == 2


@pytest.mark.parametrize(("kind", "reply"), [("later", 451), ("refuse_data", 554)])
async def test_refused_text(wall: StillWall, kind: str, reply: int) -> None:
    """451 is transient and 554 permanent, and nothing is kept."""
    async with Mailbox(wall) as box:
        box.plan(kind)  # type: ignore[arg-type] # one of the kinds above
        with pytest.raises(aiosmtplib.SMTPDataError) as refused:
            await send(box)
        assert refused.value.code == reply
    assert box.letters == []


@pytest.mark.parametrize(("kind", "kept"), [("drop", 0), ("lost_answer", 1)])
async def test_broken_connection(wall: StillWall, kind: str, kept: int) -> None:
    """A dropped connection keeps nothing; a lost answer keeps the letter all the same."""
    async with Mailbox(wall) as box:
        box.plan(kind)  # type: ignore[arg-type] # one of the kinds above
        with pytest.raises(aiosmtplib.SMTPServerDisconnected):
            await send(box)
    assert len(box.letters) == kept


async def test_slow(wall: StillWall) -> None:
    """A slow server keeps the letter and answers too late."""
    async with Mailbox(wall) as box:
        box.plan("slow", seconds=0.2)
        with pytest.raises(aiosmtplib.SMTPTimeoutError):
            await send(box, timeout=0.05)
        assert len(box.letters) == 1


async def test_starttls(wall: StillWall, tmp_path: Path) -> None:
    """Where STARTTLS is demanded, plain letters are refused and encrypted ones kept."""
    certificate, key = self_signed(tmp_path)
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(certificate, key)
    trust = ssl.create_default_context(cafile=str(certificate))
    async with Mailbox(wall, tls_context=server, require_starttls=True) as box:
        assert box.url.endswith("?starttls=required")
        with pytest.raises(aiosmtplib.SMTPResponseException) as refused:
            await send(box)
        assert refused.value.code == 530
        await send(box, start_tls=True, tls_context=trust)
    assert [kept.tls for kept in box.letters] == [True]
