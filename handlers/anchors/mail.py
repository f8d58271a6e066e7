"""Sends checkpoints by mail, so that they lie in a mailbox that nobody here can clean.

The text stands in the message for people, and is enclosed byte for byte for programs.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.checkpoint import SignedCheckpoint
from bot.workflow.ports import Delivered
from handlers.outcomes import delivered

_WHAT: Final = (
    "This is a checkpoint of {company}'s record of emergency requests. It says how many entries the"
    " record has, and gives their fingerprint. It holds nothing of any case."
)
_KEEP: Final = (
    "Please keep this message, unchanged; there is nothing else to do. If the record were ever"
    " changed, cut short or replaced, the messages kept here would show it. How to compare them"
    " stands in docs/record.md, under Checkpoints."
)


@dataclass(frozen=True, slots=True)
class Enclosing:
    """A mail in plain text with one file."""

    subject: str
    body: str
    name: str
    content: bytes


Send = Callable[[Sequence[str], Enclosing, str], Awaitable[object]]
"""Sends to these addresses; the key gives every try of one mail the same Message-ID."""


@dataclass(frozen=True, slots=True)
class MailAnchor:
    """Sends to the mailboxes of `anchors.email`."""

    to: Sequence[str]
    company: str
    send: Send

    async def publish(self, signed: SignedCheckpoint, key: str) -> Delivered:
        """Send one checkpoint."""
        size = signed.checkpoint.size
        body = "\n\n".join((_WHAT.format(company=self.company), _KEEP, signed.text))
        mail = Enclosing(
            f"Checkpoint of the record: {size} entries",
            body,
            f"checkpoint-{size:09d}.txt",
            signed.text.encode(),
        )
        return delivered(await self.send(self.to, mail, key))
