"""A case's story for a terminal: one line an entry, as the record has it."""

from bot.domain.roster import SYSTEM
from bot.workflow.office import Office
from bot.workflow.queries import dossier
from handlers.blocks.history import sentence


async def timeline(office: Office, case: str) -> list[str]:
    """Return the lines of a case's history; empty when there is no such case."""
    found = await dossier(office, case, SYSTEM)
    return [sentence(entry, found) for entry in found.history] if found is not None else []
