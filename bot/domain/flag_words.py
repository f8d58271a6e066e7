"""What each red flag says to a person: what was noticed, why it matters, what cures it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.flag import Sign


@dataclass(frozen=True, slots=True)
class Reason:
    """A flag in three sentences; nothing of the request stands in them."""

    noticed: str
    matters: str
    cure: str


_MAILBOX: Final = "Reach the officer by a number that you found yourself, and ask for that mailbox."
_SENIOR: Final = "A senior reviewer files one of the determinations that allow."

REASONS: Final[Mapping[Sign, Reason]] = {
    Sign.SENDER_MISMATCH: Reason(
        "The officer's mailbox is not in a domain of the agency.",
        "Who borrows an agency's name writes from somewhere else.",
        _MAILBOX,
    ),
    Sign.LOOKALIKE_DOMAIN: Reason(
        "The officer's mail domain looks like an agency's and is another.",
        "Such domains are bought to be read in a hurry.",
        _MAILBOX,
    ),
    Sign.FREE_MAIL: Reason(
        "The officer's mailbox is with a provider where anybody can have one.",
        "An agency that asks for private data writes from its own domain.",
        _MAILBOX,
    ),
    Sign.MAIL_NOT_AUTHENTIC: Reason(
        "The message failed the checks of who sent it.",
        "It may have been written by anybody, whatever its From says.",
        "Confirm by a call-back that the agency sent it; a gateway can break a signature.",
    ),
    Sign.AGENCY_COMPROMISED: Reason(
        "The directory says this agency's mailboxes or numbers are in other hands.",
        "Every test of its mail would pass, and its numbers may be answered by the thief.",
        "The directory's keepers change the standing, two of them, once the agency is safe again.",
    ),
    Sign.AGENCY_BLOCKED: Reason(
        "The directory says that this agency gets nothing.",
        "Somebody decided so for a reason that stands beside the entry.",
        "The directory's keepers change the standing, two of them.",
    ),
    Sign.OTHER_DELIVERY: Reason(
        "The text asks for delivery to a mailbox or a link outside the agency.",
        "What is sent there is out of everybody's hands.",
        "Ask the agency's dispatch why; deliver to the agency's verified contact only.",
    ),
    Sign.BURST: Reason(
        "Very many requests came from this sender within a day.",
        "A stolen mailbox is used fast, before its owner notices.",
        "Ask the agency's dispatch, by a number of the directory, whether all of them are theirs.",
    ),
    Sign.AGENCY_ON_WATCH: Reason(
        "The directory has this agency on watch.",
        "It broke a promise, or something about it was odd, not long ago.",
        "A second caller confirms the request; level 3 is needed.",
    ),
    Sign.PHONE_NOT_LISTED: Reason(
        "The directory has no number of this agency.",
        "A number that comes with the request is no proof of who answers it.",
        "Two people find a number of the agency, each by a source of their own.",
    ),
    Sign.CALLBACK_RESISTED: Reason(
        "The agency resisted the call-back, or denied the request in one.",
        "A real officer in a hurry helps to be verified.",
        "Call the agency's dispatch; where nobody knows the request, refuse it as fraud.",
    ),
    Sign.SUPERVISOR_MISSING: Reason(
        "No supervisor is named.",
        "A second person at the agency is the second path by which a request is confirmed.",
        "Ask the agency who supervises the officer, or confirm with dispatch.",
    ),
    Sign.SUPERVISOR_SAME_PHONE: Reason(
        "The supervisor has the officer's own number or mailbox.",
        "One person can then play both.",
        "Reach the supervisor by a number that you found yourself, or confirm with dispatch.",
    ),
    Sign.GENERIC_URGENCY: Reason(
        "The text presses for time and says hardly anything that happened.",
        "Texts that are sold for this fit every case.",
        "Ask what happened, where, and to whom.",
    ),
    Sign.NO_PERSON: Reason(
        "No person is described who is in danger.",
        "The law asks for danger to a person, and templates leave it out.",
        "Ask who is in danger; a description is enough.",
    ),
    Sign.NO_INCIDENT_NUMBER: Reason(
        "There is no incident number.",
        "Dispatch can only confirm what it can look up.",
        "Ask the agency for the number, and confirm it with dispatch.",
    ),
    Sign.TEXT_REUSED: Reason(
        "Much of the text stood in another request.",
        "Templates for forged requests are sold and used again.",
        "Ask what happened in this case; agencies too have set phrases.",
    ),
    Sign.LONG_WINDOW: Reason(
        "The time asked for is much longer than an emergency takes.",
        "Days of video look like an investigation, for which a warrant is the way.",
        "Allow the hours around the event only, or ask why more is needed.",
    ),
    Sign.BILLING_DATA: Reason(
        "Billing data is asked for.",
        "Payment data seldom saves a life, and often pays a thief.",
        "Leave it out, or ask how it would help.",
    ),
    Sign.WRONG_LAW: Reason(
        "The law cited is not one of the agency's country.",
        "An officer knows the law that they ask by.",
        "Ask which law the request rests on.",
    ),
    Sign.SAME_TARGET: Reason(
        "The same device was asked for before, in another matter.",
        "Who was refused tries again, and who hunts somebody asks often.",
        "Compare both cases before deciding this one.",
    ),
    Sign.TARGET_STAFF: Reason(
        "An owner of the device works here.",
        "Colleagues are asked for as targets, and as a way in.",
        _SENIOR,
    ),
    Sign.TARGET_JOURNALIST: Reason(
        "The owner is a journalist.",
        "Sources have a protection that no emergency of another matter lifts.",
        _SENIOR,
    ),
    Sign.TARGET_RESEARCHER: Reason(
        "The owner researches security.",
        "Who studies these thieves is hunted by them.",
        _SENIOR,
    ),
    Sign.TARGET_CLOSE_TO_OFFICER: Reason(
        "The owner is, or was, close to the officer.",
        "Officers have used such requests to follow former partners.",
        _SENIOR,
    ),
    Sign.AGENCY_FIRST_SEEN: Reason(
        "This agency has not asked before, or its entry is not verified.",
        "Nobody here knows yet how it writes and who answers there.",
        "A second caller confirms the request; level 3 is needed.",
    ),
    Sign.OFFICER_FIRST_SEEN: Reason(
        "This officer's mailbox has not asked before.",
        "A new name at a known agency is how a stolen mailbox begins.",
        "Ask the agency's front desk whether the officer is theirs.",
    ),
    Sign.FAR_FROM_DEVICE: Reason(
        "The agency is far from the device, and does not say why it asks.",
        "Emergencies are handled where they happen.",
        "Ask why this agency handles it, or confirm with the local dispatch.",
    ),
    Sign.OUT_OF_HOURS: Reason(
        "It came outside of office hours at the agency, with little time left.",
        "Hurry at night is how people are pressed; it is also how emergencies are.",
        "Nothing by itself: weigh it with the rest.",
    ),
}
