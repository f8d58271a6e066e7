"""The wording of refusals about the legal process that must follow a release."""

from types import MappingProxyType
from typing import Final

from bot.domain.errors import Refusal
from handlers.wording import Wording

FOLLOW_UPS: Final = MappingProxyType(
    {
        Refusal.NO_FOLLOW_UP: Wording(
            "This is for legal process that an agency still owes after a release.",
            "None is owed in this case: it came, was excused, or was missed and counted.",
            "Use /edr process CASE to see how it ended.",
        ),
        Refusal.NO_SUCH_PROCESS: Wording(
            "A document that the agency sent by its status page was expected.",
            "There is none by that number.",
            "Open /edr process CASE again and choose one of the list.",
        ),
        Refusal.PROCESS_READ: Wording(
            "A document is read and answered for once.",
            "Somebody has answered for this one already.",
            "Use /edr process CASE to see what was found.",
        ),
        Refusal.PROCESS_NOT_COVERING: Wording(
            "A document is taken where it covers the release, or part of it.",
            "You say that it does not.",
            "Put it aside instead: choose that it does not cover this release, and say why.",
        ),
    }
)
