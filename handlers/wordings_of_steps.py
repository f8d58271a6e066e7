"""The wording of refusals of steps that say who is asking, and of what needs a second person."""

from types import MappingProxyType
from typing import Final

from bot.domain.errors import Refusal
from handlers.wording import Wording

STEPS: Final = MappingProxyType(
    {
        Refusal.NOTHING_WAITS: Wording(
            "Something that still waits for a second person was expected.",
            "It was settled already, or nothing is asked any more.",
            "Look at the card in the channel: it says how it ended.",
        ),
    }
)
