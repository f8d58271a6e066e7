"""Delivery through us: an expiring link by mail, opened by a code spoken on the verified line.

Nothing leaves before the code is right, and what the right code opens counts as handed over from
that moment: the record says so in the same commit, before a byte or a name is shown. A link whose
code was never right has given nothing, so its clearance can be taken back by the product itself.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.request import Ongoing
from bot.domain.roster import Ref

CLOCK: Final = "delivery"
"""The clock of a link that nobody has opened yet."""
TRIES: Final = 5
"""Wrong codes after which a code opens nothing any more."""
SESSION: Final = timedelta(hours=8)
"""How long a browser that gave the right code needs no other."""
CHASED_AFTER: Final = timedelta(hours=24)
"""When a recipient who has not confirmed the list is asked for it, once."""
MOST_VISITS: Final = 50
"""Looks at a link that are written down one by one; more are only counted with the refusals."""
MOST_FETCHES: Final = 500
"""Answers with bytes of a delivery: programs that fetch a file in parts make some tens."""
RENEWABLE: Final = timedelta(days=3)
"""How long after its end an opened link can get a new code; then the files are discarded."""
MOST_LIFE: Final = timedelta(days=14)
"""The longest that a link may open anything."""


class Ending(StrEnum):
    """Why a link opens nothing any more."""

    EXPIRED = "expired"
    TAKEN_BACK = "taken_back"
    REVOKED = "revoked"
    RECALLED = "recalled"
    STOPPED = "stopped"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What the company lets go through us: how long a link lives, and sizes in bytes."""

    life: timedelta = timedelta(hours=72)
    file_bytes: int = 25 * 1024 * 1024
    case_bytes: int = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One delivery as the fold keeps it; times are UTC.

    `number` is that of its clearance, `turn` counts its codes from 1. `mark` is a keyed hash of
    the code and `session` the hash of what the browser holds that gave it. `fetches` counts the
    answers with bytes, `begun` and `whole` the items of which any, and all to the end, was sent.
    """

    number: int
    by: Ref
    offered_at: datetime
    expires_at: datetime
    open_until: datetime
    files: tuple[str, ...]
    turn: int = 1
    mark: str
    code_until: datetime
    tries: int = 0
    spent: bool = False
    session: str = ""
    session_until: datetime | None = None
    opened_at: datetime | None = None
    fetches: int = 0
    begun: frozenset[int] = frozenset()
    whole: frozenset[int] = frozenset()
    confirmed_at: datetime | None = None
    revoked_at: datetime | None = None
    visits: int = 0

    def takes_code(self, now: datetime) -> bool:
        """Whether a right code would be taken: not spent, not locked, not too old."""
        return not self.spent and self.tries < TRIES and now < self.code_until

    def knows(self, session: str, now: datetime) -> bool:
        """Whether a browser gave the right code, and not too long ago."""
        until = self.session_until
        return bool(session) and session == self.session and until is not None and now < until


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadedItem:
    """One file that the product has: `line` counts the approved windows from 1, size in bytes."""

    key: str
    line: int
    start: datetime
    end: datetime
    size: int
    sha256: str
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferDelivery:
    """Clear uploaded files and offer them by a link that is mailed to `mailbox`.

    `contact` is who was verified, as in any clearance; `mark` is the keyed hash of the code that
    staff will speak on the verified line; the link lives for `life`.
    """

    version: int
    ongoing: Ongoing
    how: str
    recipient: str
    contact: str
    mailbox: str
    items: tuple[UploadedItem, ...]
    mark: str
    life: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewCode:
    """Make a new code, once the agency has said that the emergency goes on."""

    ongoing: Ongoing
    how: str
    mark: str
    life: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeDelivery:
    """Let the link open nothing any more."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitDelivery:
    """Somebody opened the link and was shown nothing."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeCode:
    """Somebody typed a code: `mark` is its keyed hash, `session` that of what a browser holds."""

    number: int
    mark: str
    session: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchItem:
    """A browser asks for the bytes `first` to `last` of an item, counted from 1."""

    number: int
    session: str
    item: int
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EndFetch:
    """The last byte of an item was handed to the network."""

    number: int
    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmManifest:
    """The recipient says that the files came and are those of the list."""

    number: int
    session: str


DeliveryCommand = (
    OfferDelivery
    | RenewCode
    | RevokeDelivery
    | VisitDelivery
    | TypeCode
    | FetchItem
    | EndFetch
    | ConfirmManifest
)
