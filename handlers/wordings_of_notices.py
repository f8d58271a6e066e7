"""The wording of refusals about account holders and what they are told."""

from types import MappingProxyType
from typing import Final

from bot.domain.errors import Refusal
from handlers.wording import Wording

NOTICES: Final = MappingProxyType(
    {
        Refusal.NO_SUCH_OWNER: Wording(
            "One recorded in this case was expected.",
            "There is no account holder by that mark.",
            "Use /edr show CASE, or record them with /edr owners CASE.",
        ),
        Refusal.NOTICE_NOT_READY: Wording(
            "An owner is told once the notice is owed and two people found that it is safe.",
            "The notice is not owed yet, or two people have not found it safe.",
            "Answer the safety question with a colleague; /edr show CASE says what is open.",
        ),
        Refusal.NOTICE_UNDER_WAY: Wording(
            "This is for a notice that no mail could deliver.",
            "This account holder's notice still goes out by itself, or has ended.",
            "Use /edr show CASE to see how far each account holder is told.",
        ),
        Refusal.OWNERS_SETTLED: Wording(
            "After a release only the entry of somebody who is still to be told may be corrected.",
            "The form adds, drops or changes somebody else.",
            "Open /edr owners CASE again and choose whose entry is wrong.",
        ),
        Refusal.ALIAS_TAKEN: Wording(
            "One mark stands for one account holder in all of the case.",
            "This one stands for somebody else already.",
            "Open /edr owners CASE again; somebody may have recorded them meanwhile.",
        ),
    }
)
