"""The wording of refusals that red flags give."""

from types import MappingProxyType
from typing import Final

from bot.domain.errors import Refusal
from handlers.wording import Wording

FLAGS: Final = MappingProxyType(
    {
        Refusal.RED_FLAGS: Wording(
            "Nothing is allowed while a red flag bars the case.",
            "One that holds or blocks has not been lifted.",
            "Read what cures it with /edr flag CASE. After a call-back one person may lift a hold;"
            " a block takes two, one of them a senior. A refusal can be filed at any time.",
        ),
        Refusal.NO_SUCH_FLAG: Wording(
            "A red flag that stands was expected.",
            "It was lifted already, or is noticed no longer.",
            "Open the case again to see what stands now.",
        ),
        Refusal.FLAG_NOT_BY_HAND: Wording(
            "By hand only a flag is raised that the product cannot see.",
            "The rules look for this one themselves.",
            "Say what you saw in a note to the case's seniors, or stop the case.",
        ),
        Refusal.FLAG_STANDS: Wording(
            "Only a flag that holds or blocks is lifted in a case.",
            "This one stands as long as the directory says so, or only asks for more care.",
            "Have the directory's standing changed by its keepers, or go on with level 3.",
        ),
        Refusal.FLAG_NEEDS_CALL: Wording(
            "A call-back that passed since the flag came up is needed before it is lifted.",
            "No such call is on the record.",
            "Call the agency on a number that we found and record it with /edr call CASE.",
        ),
    }
)
