"""`/edr` and its words: finds what is meant and answers privately, with what to do next."""

from typing import Final

from handlers.blocks.help_words import help_message, unknown
from handlers.blocks.limits import Payload
from handlers.case_named import find_case
from handlers.edge import Edge
from handlers.press import Press
from handlers.slack_tables import FORMS, OPENS, WORDS
from handlers.views_open import open_form

HELP: Final = "help"
KNOWN: Final = frozenset({*WORDS, *OPENS, HELP})
"""Every word that is in use."""


async def word(edge: Edge, press: Press, text: str) -> Payload | None:
    """Carry out what was typed after the command; None where a form opens instead."""
    typed, _, rest = text.strip().partition(" ")
    name = typed.casefold() or HELP
    if name == HELP:
        return help_message(KNOWN)
    if name in WORDS:
        return await WORDS[name](edge, press, rest.strip())
    if name not in OPENS:
        return unknown(typed, KNOWN)
    found = await find_case(edge, rest.strip())
    if not isinstance(found, str):
        return found
    action = OPENS[name]
    edge.spawn(open_form(edge, press, found, FORMS[action], action), name)
    return None
