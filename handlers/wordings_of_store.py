"""The wording of refusals about what the evidence store was authorized to hand over."""

from types import MappingProxyType
from typing import Final

from bot.domain.errors import Refusal
from handlers.wording import Wording

STORE: Final = MappingProxyType(
    {
        Refusal.MANIFEST_MISSING: Wording(
            "A hand-over is recorded with the list of what was handed over.",
            "The evidence store was authorized and has not said what it handed over.",
            "Look in the store, open Record Release again, and list exactly what left.",
        ),
        Refusal.AUTHORIZATION_LIVE: Wording(
            "That nothing left can be said once the store can act on the authorization no more.",
            "It may still act on it.",
            "Stop the case if nothing may leave: the store is told at once. Or wait for that time.",
        ),
        Refusal.NOT_AUTHORIZED: Wording(
            "This is for a release that the evidence store was authorized to make.",
            "No such authorization is open in this case.",
            "Use /edr show CASE to see what became of it.",
        ),
        Refusal.NOTHING_CLAIMED: Wording(
            "The store's own list can be taken where it sent one.",
            "It sent none that names this case's devices.",
            "Look in the store, and list exactly what left.",
        ),
    }
)
