"""The second person of a proposal: the card's words, and what their answer does."""

from typing import Final

from bot.domain.directory.commands import ConfirmProposal, RefuseProposal
from bot.domain.directory.state import ProposalState
from bot.domain.errors import Refusal, Refused
from bot.domain.events import ProposalKind
from bot.domain.rulebook import DESK
from bot.workflow.agency_dossier import ProposalFile
from bot.workflow.agency_files import proposal_file
from bot.workflow.office import Office
from handlers.blocks.agency_words import lines, title
from handlers.blocks.second_person import SecondPersonAnswer, SecondPersonAsk
from handlers.directory.carrying import carry
from handlers.edge import Edge
from handlers.press import Press
from handlers.seconding import Matter, Told

_SETTLED: Final = {
    ProposalState.CONFIRMED: "Confirmed by a second person.",
    ProposalState.REFUSED: "Refused. Nothing was changed by it.",
}
_COUNTS: Final = "These agencies count all the same until two people change them."
_STAYS: Final = "Refused. The agency stays stopped until two people raise its standing."


def number_of(subject: str) -> int:
    """Return the number of the proposal that a subject names; 0 for none."""
    number = subject.rpartition(":")[2]
    return int(number) if number.isdecimal() and len(number) < 19 else 0  # noqa: PLR2004 — 64 bits


async def ask(office: Office, subject: str) -> SecondPersonAsk | None:
    """Draw a proposal as it stands now."""
    found = await proposal_file(office, number_of(subject))
    if found is None:
        return None
    proposal = found.proposal
    return SecondPersonAsk(
        title=title(proposal, found.known[0] if found.known else None),
        lines=lines(found),
        asked_by=office.names.get(proposal.by, "the operator"),
        asked_at=proposal.at,
        subject=subject,
        settled=_settled(found),
    )


def _settled(found: ProposalFile) -> str | None:
    refused = found.proposal.state is ProposalState.REFUSED
    if refused and found.proposal.kind is ProposalKind.COMPROMISE:
        return _STAYS
    if refused and found.proposal.kind is ProposalKind.FOUNDING:
        return f"Refused. {_COUNTS}"
    return _SETTLED.get(found.proposal.state)


async def told(edge: Edge, press: Press, subject: str) -> Told | Refused:
    """Keep out whoever is no second person; their press goes on the record."""
    why = await edge.eligible(press, DESK)
    if why is not None:
        return why
    found = await proposal_file(edge.office, number_of(subject))
    if found is None or not found.proposal.open:
        return Refused(Refusal.NO_SUCH_PROPOSAL)
    if press.actor in found.proposal.people:
        outcome = await carry(edge, press, ConfirmProposal(number=found.proposal.number))
        return outcome.refused or Refused(Refusal.SAME_PERSON)
    return ()


async def settle(edge: Edge, press: Press, answer: SecondPersonAnswer) -> str | Refused:
    """Confirm or refuse; what a confirmation needs beside is looked at now."""
    number = number_of(answer.subject)
    command = (
        ConfirmProposal(number=number)
        if answer.confirmed
        else RefuseProposal(number=number, why=answer.why)
    )
    outcome = await carry(edge, press, command)
    if outcome.refused is not None:
        return outcome.refused
    came = "confirmed" if answer.confirmed else "refused"
    founding = await _founding(edge.office, number)
    more = f" {_COUNTS}" if founding and not answer.confirmed else ""
    return f"Proposal {number} is {came}. Entry {outcome.position} of the record.{more}"


async def _founding(office: Office, number: int) -> bool:
    found = await proposal_file(office, number)
    return found is not None and found.proposal.kind is ProposalKind.FOUNDING


MATTER: Final = Matter(ask=ask, told=told, settle=settle)
