"""The wording of refusals that rest on which legal standard applies."""

from types import MappingProxyType
from typing import Final

from bot.domain.errors import Refusal
from handlers.wording import Wording

STANDARDS: Final = MappingProxyType(
    {
        Refusal.STANDARD_UNSETTLED: Wording(
            "It must be clear which legal standard applies before anything is allowed.",
            "The agency, the owners and the data do not point to one that is in force here.",
            "Ask counsel; then two people say which one applies: /edr standard CASE. Where no"
            " order may bind us, a refusal can be filed now.",
        ),
        Refusal.STANDARD_NOT_IN_FORCE: Wording(
            "A standard that is in force here was expected.",
            "The settings do not name this one in legal.standards.",
            "Ask counsel whether it should be put in force, or refuse the request.",
        ),
        Refusal.STANDARD_WAITS: Wording(
            "One proposal at a time.",
            "Somebody said already which standard applies.",
            "Confirm or refuse it on its card in the review channel.",
        ),
        Refusal.CATEGORY_OUTSIDE_STANDARD: Wording(
            "Only what the case's legal standard covers can be allowed.",
            "It does not cover one of the categories that you allowed.",
            "Open Review again and leave that category out.",
        ),
    }
)
