"""The wording of refusals about asking an owner to share of their own will."""

from types import MappingProxyType
from typing import Final

from bot.domain.errors import Refusal
from handlers.wording import Wording

CONSENTS: Final = MappingProxyType(
    {
        Refusal.NO_CONSENT_ROUTE: Wording(
            "Owners are asked to share where the case's legal standard allows it.",
            "This case's standard does not: the owner may not hear of it from us now.",
            "Go on with the review.",
        ),
        Refusal.CONSENT_NEEDS_CALL: Wording(
            "Nobody is written to before the agency was called back on a number that we found.",
            "No call-back counts yet.",
            "Make the call first: /edr call CASE. Until then you can answer yes or unknown.",
        ),
        Refusal.OWNER_IN_DOUBT: Wording(
            "Nobody is asked while an entry of the accounts speaks against it.",
            "An account holder is marked as suspect, at risk, protected, taken over, or a minor.",
            "Answer yes or unknown, and go on with the review.",
        ),
    }
)
