"""Which cases have been kept long enough, in words: for App Home, the queue and the server."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.domain.errors import Refusal, Refused
from bot.workflow.erasures import KeptCase
from handlers.blocks.calling import clock_name
from handlers.blocks.erasing_words import KEPT
from handlers.blocks.limits import Payload
from handlers.blocks.parts import plain, section
from handlers.blocks.words import counted, listed

NAMED: Final = 5
"""Cases that are due to be erased and named; the others are counted."""


def kept_words(one: KeptCase, now: datetime) -> str:
    """Return one case that was kept long enough, and what is next, at `now` (UTC)."""
    stands = one.erasing
    if one.why is not None:
        following = keeps(one.why)
    elif stands.agreed(now) and stands.until is not None:
        following = f"Two people agreed, until {stands.until:%Y-%m-%d}: exigent erase {one.number}"
    elif stands.waiting:
        following = "A second person agrees or refuses on its card in the review channel."
    else:
        following = f"Two people agree: /edr erase {one.number}"
    return f"{one.number}: kept until {one.over_at:%Y-%m-%d}, since {KEPT[one.kept]}. {following}"


def keeps(why: Refused) -> str:
    """Return in a sentence what keeps a case though its time is over."""
    if why.reason is Refusal.LEGAL_HOLD:
        return f"Legal hold {why.detail} keeps it."
    if why.reason is Refusal.STILL_OWED:
        return f"Something is still owed: {clock_name(why.detail)}."
    return "It must be kept."


def due_words(due: Sequence[str]) -> str:
    """Return which cases are due to be erased; empty where none is."""
    if not due:
        return ""
    more = [f"{len(due) - NAMED} more"] if len(due) > NAMED else []
    named = listed([*due[:NAMED], *more])
    return f"Kept long enough: {counted(len(due), 'case')} ({named}). Two people: /edr erase CASE"


def with_due(drawn: Payload, due: Sequence[str]) -> Payload:
    """Return a view or a message with what is due to be erased at its end."""
    words = due_words(due)
    return {**drawn, "blocks": [*drawn["blocks"], section(plain(words))]} if words else drawn
