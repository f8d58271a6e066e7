"""The wording of refusals of what an agency wants changed by its status page."""

from types import MappingProxyType
from typing import Final

from bot.domain.errors import Refusal
from handlers.wording import Wording

CHANGES: Final = MappingProxyType(
    {
        Refusal.CHANGE_NEEDS_CALL: Wording(
            "A change by the status page happens after a call-back that passed since.",
            "No call-back has passed since this change was proposed.",
            "Call the agency on a number that we found, record it with /edr call CASE, then"
            " confirm.",
        ),
        Refusal.NO_SUCH_CHANGE: Wording(
            "A change that still waits was expected.",
            "It was settled already, or the agency sent another in its place.",
            "Use /edr confirm CASE to see what waits now.",
        ),
        Refusal.TOO_MANY_CHANGES: Wording(
            "A status page may change a case twenty times.",
            "This one did, which is more than any rescue needs.",
            "Call the agency, and record the rest with /edr amend CASE.",
        ),
    }
)
