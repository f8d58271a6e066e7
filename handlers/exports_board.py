"""Tells seniors of exports off the books: ids of the store and case numbers, nothing more."""

from dataclasses import dataclass
from typing import Final

from bot.domain.events.exporting import OffTheBooks
from bot.domain.off_the_books import Unaccounted
from bot.workflow.exports import Compared, compare, standing
from bot.workflow.office import Office
from bot.workflow.ports import Delivered, Done
from bot.workflow.rows import LeasedTask
from handlers.blocks.parts import message, plain, section
from handlers.blocks.words import counted
from handlers.exports import ExportsBody
from handlers.placing import posted_once
from handlers.slack_api import SlackApi

KIND: Final = "exigent_exports"
LISTED: Final = 20
"""Exports named in one message; all of them are named by `exigent exports`."""
_WHY: Final = {
    Unaccounted.NO_CASE: "it names no case",
    Unaccounted.UNKNOWN_CASE: "there is no such case",
    Unaccounted.NOTHING_RELEASED: "nothing was released in that case",
    Unaccounted.OTHER_FILE: "the case released no such file",
    Unaccounted.OTHER_DEVICE: "the case released that file of another device",
}


@dataclass(frozen=True, slots=True)
class RecordBooks:
    """The books as the record keeps them."""

    office: Office

    async def compare(self, body: ExportsBody) -> Compared:
        """Compare a day's list."""
        return await compare(self.office, body.day, body.listed)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportsAlarm:
    """Tells the escalation channel, once for each list that has something new."""

    office: Office
    api: SlackApi
    escalation_channel: str

    async def deliver(self, task: LeasedTask) -> Delivered:
        """Post what is off the books now; what two people have settled meanwhile is left out."""
        found = await self.office.database.read(standing)
        if not found.open:
            return Done()
        heading = f"Off the books: {counted(len(found.open), 'export')} to police without a release"
        lines = [heading, *(_line(off) for off in found.open[:LISTED])]
        if len(found.open) > LISTED:
            lines.append(f"And {len(found.open) - LISTED} more: exigent exports")
        lines.append(
            "Somebody gave data to police past the two people. Find out who did, stop it, and tell"
            " whoever leads on privacy now. Two people then say what each was: exigent exports"
            " --account ID."
        )
        blocks = [section(plain("\n".join(lines)))]
        drawn = message(heading, blocks, kind=KIND, ids={"effect": task.key})
        return await posted_once(self.api, self.escalation_channel, task, drawn)


def _line(off: OffTheBooks) -> str:
    return f"{off.export}{f', {off.case}' if off.case else ''}: {why_words(off.why)}"


def why_words(why: Unaccounted) -> str:
    """Say why no release accounts for an export."""
    return _WHY[why]
