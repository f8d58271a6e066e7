"""What an intake channel hands to the workflow, and what it gets back."""

import hmac
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from bot.domain.canonical import canonical
from bot.domain.codec import write as write_value
from bot.domain.errors import Refused
from bot.domain.events import StepRecorded
from bot.domain.request import Request
from bot.domain.roster import Ref

ORIGINAL = "original"
"""The key under which the raw input is kept, sealed."""
STATUS_PAGE_LIFE = timedelta(days=120)
"""How long the officer's page opens: past the latest notice, 90 days after a release."""


def mark_of(secret: bytes, request: Request) -> str:
    """Return the keyed digest of a request's content: equal content, equal mark, within a case."""
    content = canonical(write_value(request))
    return hmac.digest(secret, b"request\0" + content, "sha256").hex()


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A request as a channel read it, with the bytes it read it from.

    `files` pairs each attachment's key with its bytes. `vouched`: the channel itself stands for
    the sender (verification level 1). `inbound` is (source, id) of the message; the same pair
    again is the same request. `copy_of` is the pair of a better proved copy: where that one came
    before, this is nothing new. `steps` were taken at the door. `answerable`: the sender may be
    written back to, once, with the link of their page.
    """

    channel: str
    request: Request = field(repr=False)
    original: bytes = field(repr=False)
    files: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)
    vouched: bool = False
    logged_by: Ref | None = None
    inbound: tuple[str, str] | None = None
    copy_of: tuple[str, str] | None = None
    steps: tuple[StepRecorded, ...] = ()
    answerable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """The case that a request became. `status_token` opens the officer's page; it is a secret.

    `held` is the number of a request that has no case yet, because too many came at once.
    """

    case: str
    version: int
    duplicate: bool
    status_token: str = field(repr=False)
    held: int | None = None
    refused: Refused | None = None


class Reception(Protocol):
    """Where every intake channel brings its requests."""

    async def receive(self, incoming: Incoming) -> Received:
        """Open a case, or return the one that the same inbound id opened before.

        Returns after the commit. A repeated id gives the same case and the same token.
        """
        ...
