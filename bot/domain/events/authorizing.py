"""What the evidence store was authorized to hand over, and what it answered."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.authorizing import Fault
from bot.domain.codec import event
from bot.domain.release import Item, Recipient
from bot.domain.request import Sealed
from bot.domain.scope import Scope


@event("release.authorized", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseAuthorized:
    """The store may hand over what lies in `scope`, once, until then; notices are owed from here.

    It is written before the store is told, and the database wants both approvals behind it.
    """

    number: int
    id: str
    scope: Scope
    until: datetime
    recipient: Recipient
    contact: Sealed = None


@event("release.manifest", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestRecorded:
    """What was handed over. `line` of an item counts the windows of the authorization, 0 for none.

    `by_hand`: a person says so, not the store. `beyond`: some of it was not allowed. `after_stop`:
    the approval was gone when the answer came.
    """

    number: int
    items: tuple[Item, ...]
    digest: str
    by_hand: bool = False
    beyond: bool = False
    after_stop: bool = False


@event("release.manifest_refused", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestRefused:
    """The store's answer does not fit the authorization; `items` are those of the case's devices.

    `place` is an item's number, a JSON pointer or a status; `digest` tells one answer from another.
    """

    number: int
    fault: Fault
    place: str = ""
    digest: str = ""
    items: tuple[Item, ...] = ()


@event("recall.at_store", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class StoreRecalled:
    """The store ended whatever access it gave. `failed` says why it did not, empty where it did."""

    handed_over: bool
    failed: str = ""


Authorizing = ReleaseAuthorized | ManifestRecorded | ManifestRefused | StoreRecalled
