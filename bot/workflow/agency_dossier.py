"""What a surface may show of an agency and of a proposal; none of it is personal."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.case import State
from bot.domain.directory.score import Conduct
from bot.domain.directory.state import Proposal
from bot.domain.listed import ListedAgency


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyFile:
    """One agency as it is now, its proposals oldest first, its cases newest first (UTC)."""

    agency: ListedAgency
    proposals: tuple[Proposal, ...]
    cases: tuple[tuple[str, State], ...]
    first_seen: datetime | None
    conduct: Conduct


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalFile:
    """A proposal beside the agencies that it is about, as they are now."""

    proposal: Proposal
    known: tuple[ListedAgency, ...]
