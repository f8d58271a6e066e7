"""`queue` and `mine`: the open cases, the most urgent first."""

from typing import Final

from bot.workflow.holding import waiting
from bot.workflow.queries import open_cases
from handlers.blocks.keeping import with_due
from handlers.blocks.limits import Payload
from handlers.blocks.private import said
from handlers.blocks.queue import listing
from handlers.edge import Edge
from handlers.press import Press
from handlers.refusals import say


async def queue(edge: Edge, press: Press, _text: str) -> Payload | None:
    """List every open case."""
    why = await edge.eligible(press)
    if why is not None:
        return said(say(why))
    held = len(await waiting(edge.office))
    drawn = listing(await open_cases(edge.office), edge.office.clock.law(), held=held)
    return with_due(drawn, edge.office.due.numbers)


async def mine(edge: Edge, press: Press, _text: str) -> Payload | None:
    """List what waits for whoever asks."""
    why = await edge.eligible(press)
    if why is not None:
        return said(say(why))
    return listing(await open_cases(edge.office), edge.office.clock.law(), press.actor)


WORDS: Final = {"queue": queue, "mine": mine}
