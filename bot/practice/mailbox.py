"""The owner's mailbox: a real SMTP server on 127.0.0.1 that can misbehave on purpose.

Replies follow RFC 5321 (codes) and RFC 3463 (enhanced codes); STARTTLS is RFC 3207.
"""

import asyncio
import email
import email.policy
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from types import TracebackType
from typing import Literal, Self

from aiosmtpd.smtp import SMTP, Envelope, Session

from bot.practice.wall import Wall

MailFault = Literal[
    "refuse",  # 550 for the recipient: permanent
    "refuse_data",  # 554 after the text: permanent
    "later",  # 451 after the text: transient
    "drop",  # the connection breaks before the letter is kept
    "lost_answer",  # the letter is kept, then the connection breaks
    "slow",  # kept, answered after `seconds`
]


@dataclass(frozen=True)
class Letter:
    """One message as it came: envelope, raw bytes, and parsed."""

    number: int
    at: float
    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    tls: bool

    @property
    def parsed(self) -> EmailMessage:
        """The message as Python's e-mail package reads it."""
        message: EmailMessage = email.message_from_bytes(self.raw, policy=email.policy.default)
        return message

    def part(self, subtype: str) -> str:
        """Return the text of the `plain` or `html` part, or an empty string."""
        body = self.parsed.get_body((subtype,))
        return str(body.get_content()) if body is not None else ""


@dataclass
class Planned:
    """One planned misbehaviour, for `times` letters; `recipient` empty means anybody's."""

    kind: MailFault
    recipient: str = ""
    times: int = 1
    seconds: float = 0.0

    def fits(self, kinds: tuple[MailFault, ...], recipients: list[str]) -> bool:
        """Say whether this is the letter; does not use it up."""
        return (
            self.times > 0
            and self.kind in kinds
            and (not self.recipient or self.recipient in recipients)
        )


@dataclass
class Mailbox:
    """Keeps every letter; `async with` starts the server on `port` (0: any free one).

    With a `tls_context` STARTTLS is offered, and with `require_starttls` demanded (530).
    """

    wall: Wall
    tls_context: ssl.SSLContext | None = None
    require_starttls: bool = False
    port: int = 0
    letters: list[Letter] = field(default_factory=list)
    planned: list[Planned] = field(default_factory=list)
    attempts: int = 0

    def plan(
        self, kind: MailFault, *, recipient: str = "", times: int = 1, seconds: float = 0.0
    ) -> None:
        """Misbehave for the next `times` letters (to `recipient`, if given)."""
        self.planned.append(Planned(kind, recipient, times, seconds))

    def to(self, recipient: str) -> list[Letter]:
        """Return the letters for one address, oldest first."""
        return [letter for letter in self.letters if recipient in letter.recipients]

    async def __aenter__(self) -> Self:
        """Start listening on 127.0.0.1."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._session, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop listening; letters stay readable."""
        self._server.close()
        await self._server.wait_closed()

    @property
    def url(self) -> str:
        """The address as settings write it, `?starttls=required` included where demanded."""
        demand = "?starttls=required" if self.require_starttls else ""
        return f"smtp://127.0.0.1:{self.port}{demand}"

    async def handle_RCPT(  # noqa: N802 # aiosmtpd finds its hooks by this name and signature
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        """Take or refuse one recipient."""
        self.attempts += 1
        if self._next(("refuse",), [address]) is not None:
            return "550 5.1.1 No such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802 # aiosmtpd finds its hooks by this name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Keep a letter, or do what was planned."""
        fault = self._next(
            ("refuse_data", "later", "drop", "lost_answer", "slow"), list(envelope.rcpt_tos)
        )
        if fault is not None and fault.kind == "refuse_data":
            return "554 5.7.1 Refused"
        if fault is not None and fault.kind == "later":
            return "451 4.7.1 Try again later"
        if fault is None or fault.kind != "drop":
            self._keep(session, envelope)
        if fault is not None and fault.kind in ("drop", "lost_answer"):
            _cut(server.transport)
        if fault is not None and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        return "250 2.0.0 Kept"

    def _session(self) -> SMTP:
        return SMTP(
            self,
            hostname="mailbox.example",
            tls_context=self.tls_context,
            require_starttls=self.require_starttls,
            enable_SMTPUTF8=True,
        )

    def _next(self, kinds: tuple[MailFault, ...], recipients: list[str]) -> Planned | None:
        for fault in self.planned:
            if fault.fits(kinds, recipients):
                fault.times -= 1
                return fault
        return None

    def _keep(self, session: Session, envelope: Envelope) -> None:
        raw = envelope.content if isinstance(envelope.content, bytes) else b""
        number = len(self.letters) + 1
        sender, to = envelope.mail_from or "", tuple(envelope.rcpt_tos)
        tls = session.ssl is not None
        self.letters.append(Letter(number, self.wall.now(), sender, to, raw, tls))


def _cut(transport: asyncio.BaseTransport | None) -> None:
    if isinstance(transport, asyncio.Transport):
        transport.abort()
