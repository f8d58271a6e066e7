"""What became of files that go through us: the link, its code, each download, the receipt."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.codec import event
from bot.domain.delivery import Ending
from bot.domain.request import Sealed


@event("delivery.offered", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryOffered:
    """Cleared items wait behind a link until `open_until`; `files` are their keys in order."""

    number: int
    files: tuple[str, ...]
    mark: str
    code_until: datetime
    open_until: datetime
    expires_at: datetime
    mailbox: Sealed = None


@event("delivery.code_renewed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryCodeRenewed:
    """There is a new code; the one before opens nothing any more."""

    number: int
    turn: int
    mark: str
    code_until: datetime
    expires_at: datetime


@event("delivery.visited", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryVisited:
    """Somebody opened the link and was shown nothing of it; `ended` says why it opens no more."""

    number: int
    ended: Ending | None = None


@event("delivery.code_wrong", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryCodeWrong:
    """A code was typed that is not the one; after `tries` of the limit the code is locked."""

    number: int
    tries: int


@event("delivery.opened", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryOpened:
    """The right code was typed; `session` is the hash of what that browser holds from now on."""

    number: int
    session: str
    until: datetime


@event("delivery.fetched", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryFetched:
    """Bytes `first` to `last` of an item, counted from 1, are about to be sent."""

    number: int
    item: int
    first: int
    last: int


@event("delivery.fetched_to_end", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryFetchedToEnd:
    """The last byte of an item was sent for the first time."""

    number: int
    item: int


@event("delivery.confirmed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestConfirmed:
    """The recipient confirmed the list of items."""

    number: int


@event("delivery.revoked", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRevoked:
    """The link opens nothing any more."""

    number: int
    why: Sealed = None


Delivering = (
    DeliveryOffered
    | DeliveryCodeRenewed
    | DeliveryVisited
    | DeliveryCodeWrong
    | DeliveryOpened
    | DeliveryFetched
    | DeliveryFetchedToEnd
    | ManifestConfirmed
    | DeliveryRevoked
)
