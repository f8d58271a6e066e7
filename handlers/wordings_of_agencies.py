"""The wording of refusals about the agency directory."""

from types import MappingProxyType
from typing import Final

from bot.domain.errors import Refusal
from handlers.wording import Wording

AGENCIES: Final = MappingProxyType(
    {
        Refusal.NUMBER_IN_QUARANTINE: Wording(
            "A new number of the directory counts seven days after two people confirmed it.",
            "This number is still in quarantine.",
            "Call one that is in force, or propose a number that two of you found elsewhere.",
        ),
        Refusal.NO_SUCH_AGENCY: Wording(
            "An agency of the directory was expected.",
            "The directory does not list it.",
            "Search again with /edr agency and a part of its name.",
        ),
        Refusal.NO_SUCH_PROPOSAL: Wording(
            "A proposal that still waits was expected.",
            "It was settled already.",
            "Look at the agency with /edr agency to see what it is now.",
        ),
        Refusal.AGENCY_CHANGED: Wording(
            "A proposal is about the agency as its proposer saw it.",
            "The agency was changed in between.",
            "Look at it with /edr agency, then propose it again.",
        ),
        Refusal.AGENCY_MALFORMED: Wording(
            "Every field of an agency has a form of its own.",
            "One is written in another way.",
            "Write numbers as +1 555 010 0100, domains as police.example, zones as America/Denver.",
        ),
        Refusal.AGENCY_NAME_TAKEN: Wording(
            "A name belongs to one agency, also after it was renamed.",
            "Another agency bears or bore this name.",
            "Propose the change for that agency, or give the full name that tells them apart.",
        ),
        Refusal.NO_SOURCE: Wording(
            "It must be said where the fact was found.",
            "No source was given.",
            "Name the page, list or letter that you found it in.",
        ),
        Refusal.OLD_NUMBER_NOT_CALLED: Wording(
            "A change of a number or a domain is confirmed through a number in force.",
            "Nobody has heard there that this change is right.",
            "Call the agency on a number in force and record it; where none answers, a senior"
            " must vouch.",
        ),
        Refusal.OLD_NUMBER_ANSWERS: Wording(
            "A senior vouches only where a call to a number in force was not answered.",
            "No such call is recorded, or somebody answered.",
            "Call a number in force first, and record what came of it.",
        ),
        Refusal.NOT_AN_OLD_NUMBER: Wording(
            "A change is confirmed through a number that is in force now.",
            "The number called is not one of those.",
            "Choose one that the form lists.",
        ),
        Refusal.VERIFIED_NEEDS_NUMBER: Wording(
            "A verified agency has a number in force with its source and the date of the check.",
            "There is none.",
            "Have a number confirmed first, then raise the standing.",
        ),
        Refusal.PROPOSER_GONE: Wording(
            "Everybody whose word a change rests on must be eligible when it is confirmed.",
            "Whoever proposed it, or vouched for it, is not, or Slack did not answer for them.",
            "Try again in a minute; if it stays so, refuse it and propose it yourself.",
        ),
        Refusal.THIRD_PERSON_NEEDED: Wording(
            "Without an old number it takes three people: two, and a senior.",
            "You are one of them already.",
            "Ask another colleague to do this part.",
        ),
    }
)
