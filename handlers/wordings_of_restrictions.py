"""The wording of refusals about keeping an owner from being told."""

from types import MappingProxyType
from typing import Final

from bot.domain.errors import Refusal
from handlers.wording import Wording

RESTRICTIONS: Final = MappingProxyType(
    {
        Refusal.NO_DELAY: Wording(
            "The case's legal standard says whether telling the owner may be put off.",
            "This one knows no delay, on no ground.",
            "Tell the owner; where that would endanger somebody, answer so with /edr safety CASE.",
        ),
        Refusal.GROUND_NOT_OF_STANDARD: Wording(
            "A ground that the case's legal standard names was expected.",
            "This ground is none of them.",
            "Open /edr restrict CASE again; it offers the grounds that there are.",
        ),
        Refusal.DELAY_UNDATED: Wording(
            "Every hold has a day on which it ends.",
            "No day was given.",
            "Pick the day; a colleague can agree to a later one before it comes.",
        ),
        Refusal.DELAY_IN_THE_PAST: Wording(
            "A hold ends on a day that is still to come.",
            "That day is over, so nothing is held by it.",
            "Propose it anew with a later day, or let the owner be told.",
        ),
        Refusal.DELAY_TOO_LONG: Wording(
            "The case's legal standard says how long one hold may last at most.",
            "This one would last longer.",
            "Choose an earlier day; two people can extend it before it ends, an order as well.",
        ),
        Refusal.NO_ORDER_NAMED: Wording(
            "A court's order has an issuer and a number.",
            "One of them is missing.",
            "Write the court, a comma, and the number of the order.",
        ),
        Refusal.ORDER_NOT_READ: Wording(
            "Whoever records an order says whether it covers this release.",
            "That was left open.",
            "Read the order, and choose what it says of this release.",
        ),
        Refusal.NO_PERMISSION_NAMED: Wording(
            "An order or a legal silence ends early by a word of the court or the authority.",
            "No document of theirs was named.",
            "Write which document allows it, with its date.",
        ),
        Refusal.NO_SUCH_RESTRICTION: Wording(
            "A hold that is in force was expected.",
            "There is none by that number, or it has ended.",
            "Use /edr show CASE to see what is held, and until when.",
        ),
        Refusal.SAFETY_ENDS_IT: Wording(
            "A safety hold ends when two people answer anew that it is safe now.",
            "You asked to end it without those answers.",
            "Answer the safety question, you and a colleague, with /edr safety CASE.",
        ),
        Refusal.TOO_MANY_RESTRICTIONS: Wording(
            "A case takes so many holds, refused ones included.",
            "There is no room for another.",
            "Let a senior reviewer look at the case with /edr show CASE.",
        ),
    }
)
