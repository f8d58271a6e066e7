"""`show CASE`: where a case stands, and what the reader may do."""

from typing import Final

from bot.domain import commands as cm
from bot.domain.errors import Refusal, Refused
from bot.workflow.queries import dossier
from handlers.blocks.limits import Payload
from handlers.blocks.private import said
from handlers.blocks.show import show
from handlers.case_named import find_case
from handlers.edge import Edge
from handlers.press import Press
from handlers.refusals import say
from handlers.views_open import number_of


async def show_word(edge: Edge, press: Press, text: str) -> Payload | None:
    """Show the case that was typed."""
    found = await find_case(edge, text)
    return await shown(edge, press, found) if isinstance(found, str) else found


async def show_press(edge: Edge, press: Press) -> None:
    """Show the case of the button that was pressed."""
    await edge.tell(press, await shown(edge, press, number_of(press.value)))


async def shown(edge: Edge, press: Press, number: str) -> Payload:
    """Put the look on the record, then say what this reader may see."""
    outcome = await edge.carry(press, number, cm.ViewCase(surface="show"))
    if outcome.refused is not None:
        return said(say(outcome.refused))
    person = edge.office.roster.get(press.actor)
    opened = await dossier(edge.office, number, press.actor)
    if opened is None or person is None:
        return said(say(Refused(Refusal.NO_SUCH_CASE)))
    return show(opened, person.roles)


WORDS: Final = {"show": show_word}
ACTIONS: Final = {"case.show": show_press}
