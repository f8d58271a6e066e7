"""Sends owners' notices, answers to agencies, and alarms to our own people, by SMTP.

Nothing is retried here: each call is one attempt, and its outcome says whether another can help.
Addresses, texts and server replies reach no log line, reason or exception.
"""

import asyncio
import ssl
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

import aiosmtplib
import structlog

from handlers.notices.content import Notice
from handlers.notices.letter import write_letter
from handlers.notices.mailbox import Mailbox, MailboxRefusedError, read_mailbox, read_sender
from handlers.notices.message import (
    Enclosed,
    alarm_message,
    enclosing_message,
    notice_message,
    reply_message,
)
from handlers.notices.relay import Encryption, Relay
from handlers.notices.replies import Outcome, Phase, Sent, accepted, refused
from handlers.outside import Failure, Permanent, Transient, Unknown

_log = structlog.get_logger(__name__)

_START_TLS = {Encryption.REQUIRED: True, Encryption.OFFERED: None}


class EmailNotice:
    """Hands messages to one relay, in the name of one sender.

    Raises MailboxRefusedError when the sender or the privacy contact is no usable address.
    """

    def __init__(self, relay: Relay, sender: str, reply_to: str, bounces: str = "") -> None:
        self._relay = relay
        self._sender = read_sender(sender)
        self._reply_to = read_mailbox(reply_to)
        self._bounces = read_mailbox(bounces) if bounces else None

    async def send(
        self, notice: Notice, to_address: str, message_id: str, date: datetime
    ) -> Outcome:
        """Make one attempt to tell one owner.

        `message_id` belongs to the attempt's key (see `message_id_for`), so that a repeated
        attempt whose end was unknown is the same message to whoever receives it twice.
        """
        text = write_letter(notice)

        def build(to: Sequence[Mailbox]) -> bytes:
            return notice_message(text, self._sender, to[0], self._reply_to, message_id, date)

        return await self._attempt("notice", [to_address], message_id, build)

    def _return_path(self, kind: str, message_id: str) -> Mailbox:
        """Return where the mail is sent back to: for notices an address of each one's own.

        The mark after the plus (RFC 5233) names the notice, whatever is left of the mail.
        """
        if kind != "notice" or self._bounces is None:
            return self._sender
        token = message_id.strip("<>").partition("@")[0]
        return Mailbox(f"{self._bounces.local}+{token}", self._bounces.domain)

    async def send_alarm(
        self, to: Sequence[str], subject: str, lines: Sequence[str], message_id: str, date: datetime
    ) -> Outcome:
        """Make one attempt to alarm our own people; sent if anyone's server took it.

        Subject and lines are our own words and ids, without personal data.
        """

        def build(mailboxes: Sequence[Mailbox]) -> bytes:
            return alarm_message(self._sender, mailboxes, subject, lines, message_id, date)

        return await self._attempt("alarm", to, message_id, build)

    async def send_enclosed(
        self, to: Sequence[str], mail: Enclosed, message_id: str, date: datetime
    ) -> Outcome:
        """Make one attempt to send a file in our own words; sent if anyone's server took it."""

        def build(mailboxes: Sequence[Mailbox]) -> bytes:
            return enclosing_message(self._sender, mailboxes, mail, message_id, date)

        return await self._attempt("checkpoint", to, message_id, build)

    async def send_reply(
        self,
        to_address: str,
        text: tuple[str, str],
        answers: str | None,
        message_id: str,
        date: datetime,
    ) -> Outcome:
        """Make one attempt to answer a mail; `text` is subject and body in our own words."""

        def build(to: Sequence[Mailbox]) -> bytes:
            return reply_message(self._sender, to[0], text, answers, message_id, date)

        return await self._attempt("reply", [to_address], message_id, build)

    async def _attempt(
        self,
        kind: str,
        to: Sequence[str],
        message_id: str,
        build: Callable[[Sequence[Mailbox]], bytes],
    ) -> Outcome:
        mailboxes, unusable = _usable(to)
        outcome: Outcome
        if mailboxes:
            path = self._return_path(kind, message_id)
            call = _Transaction(self._relay, path, self._sender.domain, mailboxes)
            outcome = await call.run(build(mailboxes))
            if isinstance(outcome, Sent):
                outcome = replace(outcome, refused=outcome.refused + unusable)
        else:
            outcome = Permanent(unusable[0] if unusable else "no_address")
        _log.info(
            "mail.attempted",
            kind=kind,
            mail_id=message_id,
            outcome=type(outcome).__name__.lower(),
            reason=outcome.reply if isinstance(outcome, Sent) else outcome.reason,
        )
        return outcome


class _Transaction:
    """One SMTP transaction; remembers how far it came, since that decides what a break means."""

    def __init__(
        self, relay: Relay, return_path: Mailbox, greeting: str, recipients: Sequence[Mailbox]
    ) -> None:
        self._sender = return_path
        self._recipients = recipients
        self._relay = relay
        self._phase = Phase.CONNECT
        self._client = aiosmtplib.SMTP(
            hostname=relay.host,
            port=relay.port,
            # The library would ask the DNS for a name of this machine, each time.
            local_hostname=greeting,
            timeout=relay.limits.command,
            use_tls=relay.encryption is Encryption.AT_ONCE,
            start_tls=_START_TLS.get(relay.encryption, False),
            tls_context=relay.tls,
        )

    async def run(self, content: bytes) -> Outcome:
        try:
            async with asyncio.timeout(self._relay.limits.whole):
                outcome = await self._hand_over(content)
            # The message is theirs now, whatever becomes of the goodbye.
            with suppress(aiosmtplib.SMTPException, OSError):
                await self._client.quit(timeout=self._relay.limits.goodbye)
        except aiosmtplib.SMTPResponseException as error:
            return refused(self._phase, error.code, error.message)
        except (aiosmtplib.SMTPException, OSError) as error:
            return self._broken(error)
        else:
            return outcome
        finally:
            self._client.close()

    async def _hand_over(self, content: bytes) -> Outcome:
        limits = self._relay.limits
        await self._client.connect(timeout=limits.connect)
        self._phase = Phase.LOGIN
        if self._relay.user is not None:
            await self._client.login(self._relay.user, self._relay.password)
        self._phase = Phase.SENDER
        if self._needs_utf8 and not await self._utf8_offered():
            return Permanent("smtputf8_unsupported")
        encoding = "utf-8" if self._needs_utf8 else "ascii"
        options = ["SMTPUTF8", "BODY=8BITMIME"] if self._needs_utf8 else []
        await self._client.mail(self._sender.address, options=options, encoding=encoding)
        self._phase = Phase.RECIPIENT
        failures = await self._name_recipients(encoding)
        if len(failures) == len(self._recipients):
            return failures[0]
        self._phase = Phase.MESSAGE
        reply = await self._client.data(content, timeout=limits.message)
        reasons = tuple(failure.reason for failure in failures)
        return replace(accepted(reply.code, reply.message), refused=reasons)

    async def _name_recipients(self, encoding: str) -> list[Failure]:
        failures: list[Failure] = []
        for recipient in self._recipients:
            try:
                await self._client.rcpt(recipient.address, encoding=encoding)
            except aiosmtplib.SMTPRecipientRefused as error:
                failures.append(refused(self._phase, error.code, error.message))
        return failures

    async def _utf8_offered(self) -> bool:
        if self._client.is_ehlo_or_helo_needed:
            await self._client.ehlo()
        return self._client.supports_extension("smtputf8")

    @property
    def _needs_utf8(self) -> bool:
        return any(mailbox.international for mailbox in (self._sender, *self._recipients))

    def _broken(self, error: Exception) -> Failure:
        how = _kind_of_break(error)
        if self._phase is Phase.MESSAGE:
            return Unknown(f"{self._phase}_{how}")
        return Transient(f"{self._phase}_{how}")


def _usable(addresses: Sequence[str]) -> tuple[list[Mailbox], tuple[str, ...]]:
    """Read what can be read: one bad address must not silence an alarm to the others."""
    mailboxes: list[Mailbox] = []
    reasons: list[str] = []
    for address in addresses:
        try:
            mailboxes.append(read_mailbox(address))
        except MailboxRefusedError as error:
            reasons.append(error.reason)
    return mailboxes, tuple(reasons)


def _kind_of_break(error: Exception) -> str:
    # The library wraps a TLS failure of the first handshake; only the cause tells.
    if isinstance(error, ssl.SSLError) or isinstance(error.__cause__, ssl.SSLError):
        return "tls_failed"
    if isinstance(error, TimeoutError):
        return "timeout"
    if isinstance(error, aiosmtplib.SMTPServerDisconnected):
        return "disconnected"
    return "failed"
