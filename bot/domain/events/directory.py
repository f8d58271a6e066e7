"""What happens to the agency directory: who proposed what, who confirmed it, what it then was.

Names, domains and desk numbers of public bodies are public facts and stand in the clear. Who
answered a telephone is kept as what they are, never as who they are.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.codec import event
from bot.domain.listed import ListedAgency


class ProposalKind(StrEnum):
    """How a change came to be proposed."""

    CHANGE = "change"
    LISTING = "listing"
    COMPROMISE = "compromise"
    IMPORT = "import"
    FOUNDING = "founding"


class OldNumber(StrEnum):
    """What a call to the number that was in force said of a proposed change."""

    CONFIRMED = "confirmed"
    DENIED = "denied"
    NOBODY = "nobody"


class AnsweredBy(StrEnum):
    """What whoever answered is."""

    FRONT_DESK = "front_desk"
    DISPATCH = "dispatch"
    WATCH_COMMANDER = "watch_commander"
    RECORDS_DESK = "records_desk"
    ANOTHER = "another"
    NOBODY = "nobody"


@event("directory.proposed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryProposed:
    """Somebody proposed what these agencies should be; `source` says where the fact was found.

    A founding import is in force already and lists nobody here. `digest` is a file's SHA-256.
    """

    number: int
    kind: ProposalKind
    wanted: tuple[ListedAgency, ...]
    source: str
    digest: str | None = None


@event("directory.old_number_called", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class OldNumberCalled:
    """Somebody called a number in force about a proposal; `key` names that number."""

    number: int
    key: str
    answered: AnsweredBy
    said: OldNumber


@event("directory.vouched", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryVouched:
    """A senior vouches for a proposal because no old number answers any more."""

    number: int
    why: str


@event("directory.confirmed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryConfirmed:
    """A second person confirmed a proposal; what it makes follows at once."""

    number: int


@event("directory.refused", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryRefused:
    """A proposal ended without a change."""

    number: int
    why: str


@event("directory.agency_listed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyListed:
    """What an agency is from here on, quarantines included, and by which proposal."""

    agency: ListedAgency
    proposal: int


@event("directory.command_refused", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryCommandRefused:
    """A person of the roster wanted something of the directory, and it did not happen."""

    command: str
    reason: str
    detail: str
