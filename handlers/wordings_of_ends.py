"""The wording of refusals about what follows a case: recall, fraud found later, the outcome."""

from types import MappingProxyType
from typing import Final

from bot.domain.errors import Refusal
from handlers.wording import Wording

ENDS: Final = MappingProxyType(
    {
        Refusal.NOTHING_TO_RECALL: Wording(
            "What was handed over can be recalled, and what was recalled can be answered for.",
            "Nothing of this case was handed over, or nothing was recalled.",
            "Use /edr show CASE to see where it stands.",
        ),
    }
)
