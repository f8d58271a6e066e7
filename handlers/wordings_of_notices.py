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
            "This is for a notice that no channel could deliver, or none is using now.",
            "This account holder's notice is under way by itself, or has ended.",
            "Use /edr show CASE to see how far each account holder is told.",
        ),
        Refusal.CHANNEL_NOT_THERE: Wording(
            "The channels that are there for this account holder, each once, were expected.",
            "One is missing, stands twice, or was never checked for this person.",
            "Record an address first: /edr owners CASE; then choose anew: /edr channels CASE.",
        ),
        Refusal.NO_SUCH_NOTICE: Wording(
            "The mark of a notice that we sent was expected.",
            "No notice has this one.",
            "Nothing changes; /edr show CASE says where each notice stands.",
        ),
        Refusal.NOTHING_SENT: Wording(
            "A notice that was sent and is not yet known to be lost was expected.",
            "Nothing was sent to this account holder, or its end is on the record.",
            "Use /edr show CASE to see how far each account holder is told.",
        ),
        Refusal.NO_LETTER: Wording(
            "A letter that waits to be posted was expected.",
            "None waits for this account holder.",
            "Use /edr show CASE to see how far each account holder is told.",
        ),
        Refusal.LETTER_NOT_PRINTED: Wording(
            "A letter is opened and printed before it is posted.",
            "Nobody has opened this one.",
            "Open it by the link in /edr letter CASE, print it, post it, then say so.",
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
