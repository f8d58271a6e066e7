"""Real SMTP servers on this machine: one that behaves, and one that reads a script."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass
class Mailbox:
    """An aiosmtpd handler that keeps what it takes, and answers as it is told to."""

    recipient_replies: dict[str, str] = field(default_factory=dict)
    message_reply: str = "250 2.0.0 Ok: queued as 4XyZ12AbCd"
    sender_reply: str | None = None
    envelopes: list[Envelope] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)

    async def handle_MAIL(  # noqa: N802  # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take the sender, or answer as told."""
        if self.sender_reply:
            return self.sender_reply
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 Ok"

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient, or answer as told."""
        if address in self.recipient_replies:
            return self.recipient_replies[address]
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's name
        """Keep a message, or answer as told."""
        if self.message_reply.startswith("250"):
            self.envelopes.append(envelope)
            self.encrypted.append(session.ssl is not None)
        return self.message_reply


@asynccontextmanager
async def mail_server(
    mailbox: Mailbox,
    **options: Any,  # noqa: ANN401  # whatever aiosmtpd's server takes
) -> AsyncIterator[int]:
    """Run a mail server on a free port until the block ends; yield the port."""
    controller = _FreePort(mailbox, hostname="127.0.0.1", port=0, **options)
    await asyncio.to_thread(controller.start)
    try:
        yield controller.port
    finally:
        await asyncio.to_thread(controller.stop)


class _FreePort(Controller):
    """A controller that asks its real port, so that port 0 works."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # aiosmtpd has no types here


def only(user: bytes, password: bytes) -> Callable[..., AuthResult]:
    """Return an aiosmtpd authenticator that knows one pair."""

    def authenticate(
        server: SMTP, session: Session, envelope: Envelope, mechanism: str, login: LoginPassword
    ) -> AuthResult:
        right = (login.login, login.password) == (user, password)
        return AuthResult(success=right, handled=False)

    return authenticate


@asynccontextmanager
async def scripted_server(*lines: str | None) -> AsyncIterator[int]:
    """Say one line for each line heard, the first unasked; None hangs up, "" says nothing.

    After a 354 the whole message counts as one line.
    """
    talks: list[asyncio.Task[None] | None] = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talks.append(asyncio.current_task())
        for line in lines:
            if line is None:
                break
            writer.write(f"{line}\r\n".encode() if line else b"")
            end = b"\r\n.\r\n" if line.startswith("354") else b"\r\n"
            try:
                await reader.readuntil(end)
            except (asyncio.IncompleteReadError, OSError):
                break
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await asyncio.gather(*(talk for talk in talks if talk))
        await server.wait_closed()


@dataclass(frozen=True)
class Certificate:
    """A self-made certificate for 127.0.0.1: the server's context, and one that trusts it."""

    server: ssl.SSLContext
    trusting: ssl.SSLContext


def self_made(folder: Path) -> Certificate:
    """Make a key and a certificate, valid for a day around now."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    # TLS checks validity against the machine's clock, which no test can set.
    now = datetime.fromtimestamp(folder.stat().st_mtime, UTC)
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    text = made.public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (folder / "server.pem").write_bytes(secret + text)
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(folder / "server.pem")
    return Certificate(server, ssl.create_default_context(cadata=text.decode()))
