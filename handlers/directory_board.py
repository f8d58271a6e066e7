"""What seniors are told of the directory in the escalation channel: case numbers, nothing more."""

from dataclasses import dataclass
from typing import Final

from bot.domain.directory.state import Proposal
from bot.workflow.agency_dossier import AgencyFile
from bot.workflow.agency_files import agency_file, proposal_file
from bot.workflow.directory_tasks import GOING_ON
from bot.workflow.office import Office
from bot.workflow.ports import Delivered, Done, GiveUp
from bot.workflow.rows import LeasedTask
from handlers.blocks.agency_words import title
from handlers.blocks.limits import Payload
from handlers.blocks.parts import message, plain, section
from handlers.placing import posted_once
from handlers.slack_api import SlackApi

KIND: Final = "exigent_agency"
LISTED: Final = 100
"""Case numbers in one message; the others stand in `/edr agency`."""
_WHY: Final = {
    "unconfirmed": (
        "One person stopped this agency a day ago, and nobody has confirmed or refused it. It stays"
        " stopped. A senior should look at the card in the review channel."
    ),
    "denied": (
        "The agency itself knows nothing of this change. Somebody may be trying to have its calls"
        " or mail taken over: look at where the proposal came from."
    ),
    "contested": (
        "A second person refused that this agency is compromised. It stays stopped until two"
        " people raise its standing."
    ),
    "unfounded": (
        "A second person refused the first file of agencies. These agencies count all the same"
        " until two people change them: look at who put the file there, and through /edr agency."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalWarning:
    """Tells the escalation channel of a proposal that went wrong."""

    office: Office
    api: SlackApi
    escalation_channel: str

    async def deliver(self, task: LeasedTask) -> Delivered:
        """Post the warning once; one about what somebody has settled meanwhile is not needed."""
        why = str(task.ids["why"])
        found = await proposal_file(self.office, int(task.ids["number"]))
        if found is None:
            return GiveUp("no_such_proposal")
        if why == "unconfirmed" and not found.proposal.open:
            return Done()
        heading = title(found.proposal, found.known[0] if found.known else None)
        return await posted_once(
            self.api, self.escalation_channel, task, _warning(heading, why, found.proposal)
        )


def _warning(heading: str, why: str, proposal: Proposal) -> Payload:
    blocks = [section(plain(f"{heading}\n{_WHY[why]}"))]
    return message(heading, blocks, kind=KIND, ids={"proposal": proposal.number})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reexamination:
    """Lists the cases of an agency that is not trusted any more, for a person to look at again."""

    office: Office
    api: SlackApi
    escalation_channel: str

    async def deliver(self, task: LeasedTask) -> Delivered:
        """Post the list once, as it stands then."""
        found = await agency_file(self.office, str(task.ids["agency"]))
        if found is None:
            return GiveUp("no_such_agency")
        if not found.agency.distrusted:
            return Done()
        return await posted_once(self.api, self.escalation_channel, task, reexamine(found))


def reexamine(found: AgencyFile) -> Payload:
    """Return the message: which cases were stopped, and which earlier ones to examine again."""
    agency = found.agency
    going = [number for number, state in found.cases if state in GOING_ON]
    earlier = [number for number, _ in found.cases if number not in going]
    heading = f"{agency.name} is {agency.standing}: nothing is released to it any more."
    lines = [heading, f"Open cases, stopped: {_listed(going)}"]
    lines.append(f"Earlier cases, to be examined again: {_listed(earlier)}")
    lines.append(f"All of them: /edr agency {agency.key}")
    return message(
        heading, [section(plain("\n".join(lines)))], kind=KIND, ids={"cases": len(found.cases)}
    )


def _listed(numbers: list[str]) -> str:
    more = f" and {len(numbers) - LISTED} more" if len(numbers) > LISTED else ""
    return (", ".join(numbers[:LISTED]) or "none") + more
