"""`/edr held`: the requests that wait because too many came, and letting one through."""

from typing import Final

from bot.domain.rulebook import DESK
from bot.workflow.holding import lift, waiting
from handlers.blocks import held
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.limits import Payload
from handlers.blocks.private import aside, open_again, said
from handlers.edge import Edge
from handlers.outside import Failure
from handlers.press import Press
from handlers.refusals import say
from handlers.slack_api import EXCHANGED
from handlers.submitting import update


async def listed(edge: Edge, press: Press, _text: str) -> Payload | None:
    """List what is held."""
    why = await edge.eligible(press, DESK)
    if why is not None:
        return said(say(why))
    return held.listing(await waiting(edge.office), edge.office.clock.law())


async def opened(edge: Edge, press: Press) -> None:
    """Ask who called."""
    why = await edge.eligible(press, DESK)
    if why is not None:
        await edge.tell(press, said(say(why)))
        return
    number = int(press.value) if press.value.isdecimal() else 0
    shown = await edge.api.open_view(press.trigger, held.view(number))
    if isinstance(shown, Failure) and shown.reason != EXCHANGED:
        await edge.tell(press, open_again(held.OPEN, press.value))


async def lifted(edge: Edge, press: Press) -> Payload:
    """Make it a case; who did, and who had called, is on the record."""
    why = await edge.eligible(press, DESK)
    if why is not None:
        return update(aside("Not done", say(why)))
    read = held.read(Answers.of(press.view))
    if isinstance(read, FieldErrors):
        return read.response
    number, heard = read
    received = await lift(edge.office, number, press.actor, heard)
    if received is None:
        return update(aside("Not held", f"Request {number} is held no more: /edr queue"))
    text = f"Request {number} is now {received.case}; its reviewers are called."
    return update(
        aside("Let through", text, f"Next: call the agency back: /edr call {received.case}")
    )


WORDS: Final = {"held": listed}
ACTIONS: Final = {held.OPEN: opened}
VIEWS: Final = {held.CALLBACK_ID: lifted}
