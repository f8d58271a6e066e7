"""`new`: take down a request by telephone, fax or at the door."""

from typing import Final

from bot.domain.rulebook import DESK
from handlers.blocks.limits import Payload
from handlers.blocks.new_request import who
from handlers.blocks.private import open_again, said
from handlers.edge import Edge
from handlers.outside import Failure
from handlers.press import Press
from handlers.refusals import say
from handlers.slack_api import EXCHANGED

AGAIN: Final = "new.open"


async def new(edge: Edge, press: Press, _text: str) -> Payload | None:
    """Open the first step; no case exists before it is filed."""
    edge.spawn(show_first_step(edge, press), "new")
    return None


async def show_first_step(edge: Edge, press: Press) -> None:
    """Show the form to whoever may log requests."""
    why = await edge.eligible(press, DESK)
    if why is not None:
        await edge.tell(press, said(say(why)))
        return
    opened = await edge.api.open_view(press.trigger, who())
    if isinstance(opened, Failure) and opened.reason != EXCHANGED:
        await edge.tell(press, open_again(AGAIN, "new"))


WORDS: Final = {"new": new}
ACTIONS: Final = {AGAIN: show_first_step}
