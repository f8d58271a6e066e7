"""Release by the evidence store: what it is authorized to hand over, and what it answers.

The store is another system, and what it says is judged like what a stranger says: an answer that
does not fit the authorization changes nothing but the record, and a person takes over.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.errors import Refusal, Refused
from bot.domain.preserving import Preserved
from bot.domain.release import Clearance, Item, Recipient
from bot.domain.request import Ongoing
from bot.domain.roster import Ref
from bot.domain.scope import Scope

VALID = timedelta(minutes=30)
"""How long the store may act on an authorization; longer than the hand-over's clock and its call
of a senior (25 minutes), so that nobody takes over by hand what the store may still hand over."""
SKEW = timedelta(minutes=2)
"""How far the store's clock may be behind ours; until then what it was told may still be acted on.

RFC 7519 4.1.4 allows "some small leeway, usually no more than a few minutes"."""


class Fault(StrEnum):
    """What is wrong with what the store answered."""

    UNREADABLE = "unreadable"
    OTHER_CASE = "other_case"
    OTHER_RECIPIENT = "other_recipient"
    OTHER_DEVICE = "other_device"
    OUTSIDE_SCOPE = "outside_scope"
    NOTHING_GIVEN = "nothing_given"
    ANOTHER_MANIFEST = "another_manifest"
    REFUSED = "refused"
    NOT_AUTHORIZED = "not_authorized"


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorization:
    """One authorization as the fold keeps it. `id` is its one use (the `jti` of RFC 7519).

    `manifest` is the digest of the manifest that counts, None until there is one;
    `refused` that of the answer that was refused for `fault`.
    """

    number: int
    id: str
    by: Ref
    at: datetime
    until: datetime
    scope: Scope
    recipient: Recipient
    manifest: str | None = None
    fault: Fault | None = None
    refused: str = ""

    @property
    def dead(self) -> datetime:
        """From when on no store that tells the time can act on it (UTC)."""
        return self.until + SKEW


@dataclass(frozen=True, slots=True, kw_only=True)
class AtStore:
    """What the evidence store was told of a case, and what it said."""

    authorization: Authorization | None = None
    preserved: Preserved | None = None

    def of(self, clearance: Clearance | None) -> Authorization | None:
        """Return the authorization behind a clearance; None where it was by hand."""
        found = self.authorization
        same = found is not None and clearance is not None and found.number == clearance.number
        return found if same else None


NOTHING_SAID = AtStore()
"""No store was ever told of the case."""


def unanswered(
    store: AtStore, clearance: Clearance | None, now: datetime, *, done: bool
) -> Refused | None:
    """Say why nobody can settle by a word what the store was authorized to do.

    That it left needs the list of what left; that nothing did can be said only once the store
    can act on the authorization no more.
    """
    found = store.of(clearance)
    if found is None or found.manifest is not None:
        return None
    if done:
        return Refused(Refusal.MANIFEST_MISSING)
    live = now < found.dead
    return Refused(Refusal.AUTHORIZATION_LIVE, f"{found.dead:%H:%M} UTC") if live else None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreItem:
    """One item of the store's answer; `device` as the request names it. Size in bytes."""

    name: str
    device: str
    category: str
    start: datetime
    end: datetime
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizeRelease:
    """Let the store hand over what was approved; `id` is drawn anew for each."""

    version: int
    ongoing: Ongoing
    how: str
    recipient: Recipient
    contact: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordManifest:
    """What the store says it handed over, to whom; `case` where the answer names one."""

    id: str
    items: tuple[StoreItem, ...]
    delivered_to: str
    case: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportStore:
    """The store's answer cannot be read, or it refuses; `place` is a JSON pointer or a status."""

    id: str
    fault: Fault
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackAuthorization:
    """The store never got the authorization, or says that it will never act on it."""

    id: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListHandedOver:
    """A person says what left the store: the items listed, or just what the store claimed."""

    items: tuple[Item, ...]
    as_claimed: bool
    receipt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRecall:
    """Say what the store answered to a recall; `failed` is why it will not."""

    handed_over: bool
    failed: str = ""


AuthorizingCommand = (
    AuthorizeRelease
    | RecordManifest
    | ReportStore
    | TakeBackAuthorization
    | ListHandedOver
    | ReportRecall
)
