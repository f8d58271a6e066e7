"""The wording of each refusal: what was expected, what was got, and what to do next."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.domain.errors import Refusal
from handlers.wording import Wording
from handlers.wordings_of_parts import PARTS

_PEOPLE = {
    Refusal.NOT_ON_ROSTER: Wording(
        "Only people on the roster may act on a case.",
        "You are not on this company's roster, or not any more.",
        "Ask whoever keeps the roster; somebody on duty has been told of the case already.",
    ),
    Refusal.WRONG_ROLE: Wording(
        "The roster says who has which role.",
        "You do not have the role that this needs.",
        "Ask a colleague who has it.",
    ),
    Refusal.BAD_STANDING: Wording(
        "It must be confirmed at the moment of each press.",
        "Slack did not confirm that yours is a full account of this workspace.",
        "Try again in a minute; if it stays so, ask your Slack administrator.",
    ),
    Refusal.RECUSED: Wording(
        "Somebody who stepped out of a case stays out of it.",
        "You recused yourself from this case.",
        "Nothing is needed from you; a backup was called when you stepped out.",
    ),
    Refusal.SENIOR_NEEDED: Wording(
        "At this point a senior reviewer decides.",
        "You do not act as a senior reviewer here.",
        "Seniors have been paged; tell one of them by telephone if it is urgent.",
    ),
    Refusal.STANDING_BY: Wording(
        "A senior who stands by decides after two reviewers, each of whom decided alone.",
        "The second reviewer has not filed yet.",
        "Nothing is needed from you now; you are called when they have filed.",
    ),
    Refusal.SAME_PERSON: Wording(
        "It needs a second person.",
        "You took the first part of this step yourself.",
        "Ask a colleague to do it, from their own account.",
    ),
    Refusal.LOGGED_THE_REQUEST: Wording(
        "Whoever took the request down verifies nothing in it.",
        "You logged this request.",
        "Ask a colleague to make the call.",
    ),
    Refusal.REVIEWERS_MAY_NOT_CALL: Wording(
        "In this company reviewers of a case do not call the agency.",
        "You are a reviewer.",
        "Ask somebody in intake, or another colleague who will not decide, to make the call.",
    ),
    Refusal.REVIEWED_THE_CASE: Wording(
        "Whoever hands data over must not have reviewed the case.",
        "You filed a determination on it.",
        "Ask another custodian.",
    ),
    Refusal.CALLED_THE_AGENCY: Wording(
        "In this company whoever hands data over must not have called the agency.",
        "You made a call in this case.",
        "Ask another custodian.",
    ),
    Refusal.REVIEWER_LOST_STANDING: Wording(
        "Both reviewers must still be on the roster, with full accounts, when data leaves.",
        "A reviewer of this case no longer is, so the approval does not hold.",
        "Call a senior reviewer: a new determination is needed before anything is released.",
    ),
}
_TIMING = {
    Refusal.NO_SUCH_CASE: Wording(
        "The number of a case, or its last digits, was expected.",
        "There is no case that you may see under that number.",
        "Use /edr queue for the open cases and their numbers.",
    ),
    Refusal.DUPLICATE: Wording(
        "Each is carried out once.",
        "This press had arrived before, and it counted then.",
        "Use /edr show CASE to see what it did; nothing needs to be pressed again.",
    ),
    Refusal.WRONG_STATE: Wording(
        "This can be done only at another point in the life of a case.",
        "The case has moved on, or is not that far yet.",
        "Use /edr show CASE to see where it stands and what is next.",
    ),
    Refusal.TOO_LATE: Wording(
        "It had to be in before the time limit.",
        "The limit passed before your press was counted.",
        "Use /edr show CASE; if the emergency goes on, the agency may ask again.",
    ),
    Refusal.NOTHING_CHANGED: Wording(
        "A new version must differ from the current one, or carry an answer.",
        "Everything in the form is as it was.",
        "Change what the agency changed, or close the form.",
    ),
    Refusal.REQUEST_CHANGED: Wording(
        "A determination is on the version of the request that you read.",
        "The request changed while you were at work; you now have a new version.",
        "Open Review again: your text is kept, your ticks are cleared, the changes are shown.",
    ),
    Refusal.PACKAGE_CHANGED: Wording(
        "A determination is on exactly what you had before you.",
        "Verification or what is known of the owners changed while you were at work.",
        "Open Review again, look at what is new, and file.",
    ),
    Refusal.PACKAGE_WORSE: Wording(
        "All of it must still be at least as good.",
        "Something that the approval rests on has become worse.",
        "Release nothing. Open the case and call a senior reviewer.",
    ),
    Refusal.APPROVAL_EXPIRED: Wording(
        "It must be used within its time.",
        "The approval ran out.",
        "Release nothing; two reviewers must look at it again.",
    ),
    Refusal.FACTS_STALE: Wording(
        "It must be from within the last hour or so.",
        "The last confirmation of the emergency is too old.",
        "Call the agency on a number you trust and use /edr reconfirm CASE, then release.",
    ),
}
_REVIEW = {
    Refusal.ALREADY_FILED: Wording(
        "Each reviewer files one determination on a version.",
        "Your determination is already on the record.",
        "Use /edr show CASE; to halt the case, use /edr stop CASE.",
    ),
    Refusal.TWO_ALREADY_FILED: Wording(
        "Two determinations decide a version.",
        "Two had been filed when yours came in.",
        "Use /edr show CASE to see the outcome.",
    ),
    Refusal.REQUEST_INCOMPLETE: Wording(
        "A reviewer needs the emergency and the data asked for.",
        "The request is not complete yet.",
        "Complete it with /edr amend CASE, or ask whoever took the call to.",
    ),
    Refusal.CLASS_BARRED: Wording(
        "Data may be allowed only where no answer in E1 to E9 stands against it.",
        "You allowed data of a class that your own answers bar.",
        "Go back to step 1 or 2, and change the answer or the scope.",
    ),
    Refusal.SCOPE_OUTSIDE_REQUEST: Wording(
        "You may allow what was asked for, or less.",
        "Your scope reaches beyond the request.",
        "Go back to step 2 and choose times and devices within it.",
    ),
    Refusal.DECISION_CONTRADICTS: Wording(
        "All must say the same thing.",
        "Decision, reason and scope contradict each other, or your answers.",
        "Go back, look at the answers read back in step 3, and choose again.",
    ),
    Refusal.RATIONALE_LENGTH: Wording(
        "They need 20 to 1,500 characters.",
        "Your reasons are too short or too long.",
        "Say which facts persuaded you, and what you say about each no and unsure.",
    ),
    Refusal.NOT_ATTESTED: Wording(
        "A determination needs your own attestation.",
        "The box was not ticked.",
        "Read it, and tick it only if it is true.",
    ),
    Refusal.PRODUCT_ANSWER_RAISED: Wording(
        "E1 and E2 follow from the rules and the verification; you may only lower them.",
        "Your answer is higher than the facts allow.",
        "Choose no or unsure there, or leave them as they are.",
    ),
    Refusal.OWNER_UNANSWERED: Wording(
        "It needs an answer before anything is allowed.",
        "E10, the owner of the data, was not answered.",
        "Go back to step 1 and say what you find about the owner.",
    ),
    Refusal.FRESH_VERIFICATION_NEEDED: Wording(
        "A refusal for fraud falls only after a new call-back and a written answer to it.",
        "The new call-back or the written answer is missing.",
        "Have the agency called again, answer the refusal in writing, then file.",
    ),
    Refusal.EXCEPTION_NEEDS_CALLBACK: Wording(
        "The life safety exception always needs a call-back that passed.",
        "No call-back has passed yet.",
        "Call the agency on a number from the directory, record it, then come back.",
    ),
    Refusal.SCOPE_TOO_WIDE_FOR_EXCEPTION: Wording(
        "Under it only the narrowest scope may go out.",
        "What you allow is too wide for the life safety exception.",
        "Go back to step 2 and allow less.",
    ),
    Refusal.NO_REASON: Wording(
        "A sentence that says why was expected.",
        "The text was empty.",
        "Write it in a few words; it becomes part of the record.",
    ),
}
_VERIFICATION = {
    Refusal.IDENTITY_NOT_VERIFIED: Wording(
        "Its identity must reach the level that this case needs.",
        "The agency is not verified far enough yet.",
        "Have the agency called back; your draft is kept until then.",
    ),
    Refusal.NUMBER_UNKNOWN: Wording(
        "The number dialled must come from one of them.",
        "This number comes from neither the directory nor two colleagues.",
        "Choose one from the list, or propose one that you found yourself.",
    ),
    Refusal.NUMBER_FROM_REQUEST: Wording(
        "A call-back goes to a number found without the request.",
        "This is a number that the request itself gives.",
        "Look the agency up elsewhere, such as its public site or the state's dispatch line.",
    ),
    Refusal.NUMBER_NOT_CONFIRMED: Wording(
        "Two people must find it, each by a source of their own.",
        "Only one person has found this number.",
        "Ask a colleague to look for it and confirm it before anybody dials.",
    ),
    Refusal.NUMBER_DIFFERS: Wording(
        "Both finders must come to the same number.",
        "Your number is not the one that was proposed.",
        "Check the digits; if both exist, propose yours as a number of its own.",
    ),
    Refusal.NO_CODE: Wording(
        "The officer must read the code to you, or dispatch the incident number.",
        "Nothing was entered, or it did not match.",
        "Ask again; if they cannot, record the call as “could not say”.",
    ),
}

WORDINGS: Final[Mapping[Refusal, Wording]] = MappingProxyType(
    {
        **_PEOPLE,
        **_TIMING,
        **_REVIEW,
        **_VERIFICATION,
        **PARTS,
    }
)
"""The wording for every reason there is."""
