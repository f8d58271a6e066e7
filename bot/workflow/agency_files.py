"""What is known of one agency: what it is, what waits, its cases by number, how it behaved."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.domain.case import State
from bot.domain.directory.score import conduct
from bot.domain.directory.state import Proposal
from bot.domain.listed import ListedAgency
from bot.workflow.agency_dossier import AgencyFile, ProposalFile
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office

LOOKED_AT: Final = 200
"""Cases of one agency that are opened to count what came of them, the newest first."""


async def agency_file(office: Office, key: str) -> AgencyFile | None:
    """Open the file of one agency; None where the directory does not list it."""
    now = office.clock.law()
    return await office.database.read(lambda ledger: _file(office, ledger, key, now))


async def search_agencies(
    office: Office, words: str, limit: int
) -> tuple[list[ListedAgency], list[Proposal]]:
    """Return agencies whose name has all the words, as they are now, and what waits for whom."""
    now = office.clock.law()

    def work(ledger: Ledger) -> tuple[list[ListedAgency], list[Proposal]]:
        exact = ledger.agencies.get(words.strip().casefold())
        found = [exact] if exact is not None else ledger.agencies.search(words, limit)
        return [agency.at(now) for agency in found], ledger.proposals.open()

    return await office.database.read(work)


async def proposal_file(office: Office, number: int) -> ProposalFile | None:
    """Open one proposal; None where there is no such."""
    now = office.clock.law()

    def work(ledger: Ledger) -> ProposalFile | None:
        proposal = ledger.proposals.get(number)
        if proposal is None:
            return None
        found = (ledger.agencies.get(wanted.key) for wanted in proposal.wanted)
        known = tuple(agency.at(now) for agency in found if agency is not None)
        return ProposalFile(proposal=proposal, known=known)

    return await office.database.read(work)


def _file(office: Office, ledger: Ledger, key: str, now: datetime) -> AgencyFile | None:
    agency = ledger.agencies.get(key)
    if agency is None:
        return None
    asked = ledger.agencies.cases_of((agency.name, *agency.former))
    rows = [row for number, _ in asked if (row := ledger.cases.get(number)) is not None]
    opened = [office.folds.load(ledger, row).case for row in rows[:LOOKED_AT]]
    times = [at for _, at in asked] + ([agency.listed_at] if agency.listed_at else [])
    return AgencyFile(
        agency=agency.at(now),
        proposals=_about(key, ledger.proposals.all()),
        cases=tuple((row.number, State(row.state)) for row in rows),
        first_seen=min(times, default=None),
        conduct=conduct(opened),
    )


def _about(key: str, proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    return tuple(p for p in proposals if any(wanted.key == key for wanted in p.wanted))
