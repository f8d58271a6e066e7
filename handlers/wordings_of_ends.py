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
        Refusal.FRAUD_WAITS: Wording(
            "While one person finds that a request was forged, nothing of it is released.",
            "Somebody does, and a second person has not said yet.",
            "Use the card in the review channel, or /edr fraud CASE: confirm it or refuse it.",
        ),
        Refusal.NO_FRAUD: Wording(
            "This is for a request that two people found to be forged, once data had left.",
            "This case has no such finding, or nothing of it must be reported.",
            "Use /edr fraud CASE to see where it stands.",
        ),
        Refusal.FRAUD_IS_TOLD: Wording(
            "Where a request was forged, the owner is told at once.",
            "An investigation or another ground of policy is no reason to wait.",
            "If a court's order or somebody's safety forbids it, restrict it on that ground.",
        ),
        Refusal.OUTCOME_KNOWN: Wording(
            "Whether it truly was an emergency is recorded once.",
            "Two people have recorded it for this case.",
            "Use /edr show CASE to see what they found.",
        ),
    }
)
