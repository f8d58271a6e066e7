"""`agency WORDS`: search the agency directory, or look at one agency."""

from typing import Final

from bot.domain.errors import Refusal, Refused
from bot.workflow.agency_files import agency_file, search_agencies
from handlers.blocks import agency as shown
from handlers.blocks.limits import Payload
from handlers.blocks.private import said
from handlers.edge import Edge
from handlers.press import Press
from handlers.refusals import say


async def agency(edge: Edge, press: Press, text: str) -> Payload | None:
    """Search; where exactly one agency is found, show it."""
    why = await edge.eligible(press)
    if why is not None:
        return said(say(why))
    agencies, waiting = await search_agencies(edge.office, text, shown.MOST + 1)
    if len(agencies) == 1 and text.strip():
        return await _one(edge, agencies[0].key)
    more = len(agencies) > shown.MOST
    return shown.found(agencies[: shown.MOST], waiting, text.strip(), more=more)


async def show_agency(edge: Edge, press: Press) -> None:
    """Show the agency of the button that was pressed."""
    why = await edge.eligible(press)
    message = said(say(why)) if why is not None else await _one(edge, press.value)
    await edge.tell(press, message)


async def _one(edge: Edge, key: str) -> Payload:
    found = await agency_file(edge.office, key)
    if found is None:
        return said(say(Refused(Refusal.NO_SUCH_AGENCY)))
    return shown.one(found, edge.office.names)


WORDS: Final = {"agency": agency}
ACTIONS: Final = {shown.OPEN: show_agency}
