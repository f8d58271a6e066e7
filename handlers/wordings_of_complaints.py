"""The wording of refusals about what owners complain of."""

from types import MappingProxyType
from typing import Final

from bot.domain.errors import Refusal
from handlers.wording import Wording

COMPLAINTS: Final = MappingProxyType(
    {
        Refusal.NO_SUCH_COMPLAINT: Wording(
            "A complaint of an owner that waits for an answer was expected.",
            "There is none under that number, or somebody has answered it already.",
            "Use /edr complaint CASE to see which wait.",
        ),
        Refusal.DECIDED_THE_CASE: Wording(
            "Whoever answers an owner must not have decided the case.",
            "You filed a determination in it, so the owner would get your word on yourself.",
            "Ask somebody of the desk who did not, such as intake or a custodian.",
        ),
        Refusal.TOO_MANY_COMPLAINTS: Wording(
            "An owner may have a few complaints waiting at once.",
            "This page was used too often.",
            "Answer those that wait; the owner can also write to the privacy desk.",
        ),
    }
)
