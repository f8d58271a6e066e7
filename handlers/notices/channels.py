"""What a channel is to whoever tells an owner: one attempt, and an outcome as a value."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.domain.notice import AttemptOutcome
from bot.domain.release import Owner
from handlers.notices.content import Notice
from handlers.outside import Failure, Permanent, Transient


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One attempt to tell one owner.

    `key` is the same for every attempt at the same address, so that whoever gets a notice twice
    can know it for one; `mark` is the mail's Message-ID, empty where no mail is sent.
    """

    notice: Notice = field(repr=False)
    to: Owner = field(repr=False)
    mark: str
    key: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """How an attempt ended: `reply` is a code of ours or a status code, never the other's text.

    `handle` is what the other side calls the notice in what it reports later.
    """

    outcome: AttemptOutcome
    reply: str
    handle: str = ""


class Channel(Protocol):
    """One way to tell an owner. Every end of an attempt is a value; nothing is retried here."""

    async def tell(self, telling: Telling) -> Tried:
        """Make one attempt."""
        ...


NO_ADDRESS = Tried(outcome=AttemptOutcome.PERMANENT, reply="no_address")
"""This person cannot be reached over this channel at all."""


def failed(failure: Failure) -> Tried:
    """Return a failed call as the end of an attempt."""
    if isinstance(failure, Transient):
        return Tried(outcome=AttemptOutcome.TRANSIENT, reply=failure.reason)
    if isinstance(failure, Permanent):
        return Tried(outcome=AttemptOutcome.PERMANENT, reply=failure.reason)
    return Tried(outcome=AttemptOutcome.UNKNOWN, reply=failure.reason)
