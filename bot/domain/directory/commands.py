"""What somebody may want of the directory."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.events import AnsweredBy, OldNumber
from bot.domain.listed import ListedAgency


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeAgency:
    """Propose what an agency should be; `source` says where the fact was found.

    `wanted.changes` is that of the agency as the proposer saw it, 0 for a new one.
    """

    wanted: ListedAgency
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkCompromised:
    """Stop everything of an agency at once, on one person's word."""

    agency: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOldCall:
    """Say what was heard on a number in force about a proposal."""

    number: int
    key: str
    answered: AnsweredBy
    said: OldNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class VouchFor:
    """A senior's word where no old number answers any more."""

    number: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmProposal:
    """The second person's yes."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseProposal:
    """The second person's no, or the first one's change of mind."""

    number: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportAgencies:
    """A file of agencies, every row good; `digest` is its SHA-256 in hex."""

    agencies: tuple[ListedAgency, ...]
    digest: str


class WatchCause(StrEnum):
    """What an agency did that lowers its standing."""

    NO_PROCESS = "no_process"
    MISREPRESENTED = "misrepresented"


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchAgency:
    """Put an agency on watch for what it did in `case`; only the product itself does that."""

    agency: str
    case: str
    why: WatchCause = WatchCause.NO_PROCESS


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrustAgency:
    """Stop everything of an agency in whose name `case` was forged, as two people found.

    Only the product itself does that; the two are those of the finding.
    """

    agency: str
    case: str


DirectoryCommand = (
    ProposeAgency
    | MarkCompromised
    | RecordOldCall
    | VouchFor
    | ConfirmProposal
    | RefuseProposal
    | ImportAgencies
    | WatchAgency
    | DistrustAgency
)
"""Any of them."""
