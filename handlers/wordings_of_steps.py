"""The wording of refusals of steps that say who is asking, and of what needs a second person."""

from types import MappingProxyType
from typing import Final

from bot.domain.errors import Refusal
from handlers.wording import Wording

STEPS: Final = MappingProxyType(
    {
        Refusal.NOTHING_WAITS: Wording(
            "Something that still waits for a second person was expected.",
            "It was settled already, or nothing is asked any more.",
            "Look at the card in the channel: it says how it ended.",
        ),
        Refusal.NOTHING_TO_SKIP: Wording(
            "A step that people take, that is still open, and that two of you leave out.",
            "This step has passed, was skipped already, or is the product's own.",
            "Use /edr show CASE to see which steps are open.",
        ),
        Refusal.SKIP_WAITS: Wording(
            "One proposal for a step at a time.",
            "Somebody proposed to skip this step already.",
            "Ask a colleague to confirm or refuse it on its card in the review channel.",
        ),
        Refusal.TOO_MANY_SKIPS: Wording(
            "Forty proposals for one case are enough.",
            "This case has had them.",
            "Take the step, or leave it open; tell a senior reviewer if you cannot go on.",
        ),
        Refusal.NO_SUCH_DOCUMENT: Wording(
            "A document that came with the request, or followed it, was expected.",
            "There is none by that key.",
            "Open the form again to see which documents there are.",
        ),
        Refusal.NOTHING_LOOKED_AT: Wording(
            "What you looked at and what you found were expected.",
            "One of them is missing.",
            "Tick what you looked at and choose a result; not being able to tell is one.",
        ),
        Refusal.NO_SUCH_CALL: Wording(
            "A call that was made and recorded was expected.",
            "There is no such call in this case.",
            "Record the call first, /edr call CASE, then attach its log.",
        ),
        Refusal.TOO_MANY_LOGS: Wording(
            "Twenty files for the calls of one case are enough.",
            "This case has had them.",
            "Keep the rest in the telephone system, and name them in a message to a senior.",
        ),
    }
)
