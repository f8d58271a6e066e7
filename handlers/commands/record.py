"""`verify` and `export CASE`: is the record whole, and a case as a bundle that others can check."""

from typing import Final

from handlers.blocks.limits import Payload
from handlers.blocks.private import said
from handlers.case_named import find_case
from handlers.edge import Asks, Edge
from handlers.press import Press
from handlers.refusals import say

MOST: Final = 2_500
"""Characters of an answer."""
NOT_HERE: Final = "Slack cannot do that here. On the server: exigent {} --help"


async def verify(edge: Edge, press: Press, _text: str) -> Payload | None:
    """Check the record."""
    return await _asked(edge, press, edge.injected.verify, "verify", "")


async def export(edge: Edge, press: Press, text: str) -> Payload | None:
    """Write a case's bundle where the operator keeps them."""
    found = await find_case(edge, text)
    if not isinstance(found, str):
        return found
    return await _asked(edge, press, edge.injected.export, "export", found)


async def _asked(
    edge: Edge, press: Press, ask: Asks | None, word: str, argument: str
) -> Payload | None:
    why = await edge.eligible(press)
    if why is not None:
        return said(say(why))
    if ask is None:
        return said(NOT_HERE.format(word))
    sentences = await ask(argument, press.actor)
    return said("\n".join(sentences)[:MOST] or "Done.")


WORDS: Final = {"verify": verify, "export": export}
