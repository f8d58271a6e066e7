"""The wording of refusals about how long a case is kept, legal holds, and erasing it."""

from types import MappingProxyType
from typing import Final

from bot.domain.errors import Refusal
from handlers.wording import Wording

ERASURES: Final = MappingProxyType(
    {
        Refusal.CASE_ERASED: Wording(
            "A case whose personal data can still be read was expected.",
            "It was erased by two people once its time was over, so nothing can be added to it.",
            "Use /edr show CASE to see what happened; anything new is a new request: /edr new.",
        ),
        Refusal.CASE_GOES_ON: Wording(
            "Only a case that has ended can be erased.",
            "This one goes on.",
            "Use /edr show CASE to see what is still to be done; come back once it has ended.",
        ),
        Refusal.LEGAL_HOLD: Wording(
            "Nothing is erased while somebody needs the case kept.",
            "A legal hold keeps it.",
            "Ask counsel; when it is over, two people end it with /edr hold CASE.",
        ),
        Refusal.STILL_OWED: Wording(
            "A case is erased once nobody is owed anything in it.",
            "Something is still to be done.",
            "Use /edr show CASE to see what, do it, and propose the erasure again.",
        ),
        Refusal.RETENTION_RUNS: Wording(
            "A case is kept as long as the settings say for how it ended.",
            "Its time is not over yet.",
            "Wait until that day; doctor and App Home list what is due to be erased.",
        ),
        Refusal.ERASURE_WAITS: Wording(
            "One proposal to erase a case at a time.",
            "There is one already, waiting or agreed.",
            "Look at its card in the review channel; once two agreed: exigent erase CASE.",
        ),
        Refusal.NOT_AGREED: Wording(
            "Two people must have agreed before a case is erased.",
            "They have not, or the case has changed since they did.",
            "Propose it with /edr erase CASE; a colleague agrees on its card.",
        ),
        Refusal.AGREEMENT_OVER: Wording(
            "What two people agree on is carried out within thirty days.",
            "That time is over.",
            "Propose it again with /edr erase CASE, so that two people look anew.",
        ),
        Refusal.TOO_MANY_HOLDS: Wording(
            "A case takes so many legal holds, ended ones included.",
            "There is no room for one more.",
            "Tell counsel; the holds that are there keep the case.",
        ),
        Refusal.NO_SUCH_HOLD: Wording(
            "A legal hold that keeps this case was expected.",
            "There is none by that number, or it has ended.",
            "Open /edr hold CASE again; it lists the holds that there are.",
        ),
        Refusal.HOLD_LIFT_WAITS: Wording(
            "One proposal to end a legal hold at a time.",
            "Somebody has proposed it already.",
            "Agree or refuse on its card in the review channel.",
        ),
    }
)
