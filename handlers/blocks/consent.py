"""Whether an account holder could be involved or endangered, before any is asked to share."""

from typing import Final

from bot.domain.consent import AnswerInvolvement, ConsentAnswer, Involved
from bot.domain.rules.consenting import open_to_asking
from bot.domain.safety import PEOPLE
from bot.workflow.dossier import Dossier
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.limits import Payload
from handlers.blocks.parts import (
    context,
    input_,
    modal,
    mrkdwn,
    option,
    plain,
    radio,
    section,
    text_input,
)
from handlers.blocks.text import Markup, escaped

CALLBACK_ID: Final = "consent.file"
QUESTION: Final = "Could any account holder be involved or endangered?"
WHY: Final = (10, 600)
"""Characters of a reason."""
_ANSWERS: Final = [
    option("No: nobody who holds the account", Involved.NO.value),
    option("Yes, somebody could be", Involved.YES.value),
    option("I do not know", Involved.UNKNOWN.value),
]


def view(dossier: Dossier) -> Payload:
    """Return the form; what stands on record is counted, and nobody's answer is named."""
    case = dossier.case
    version = case.version
    return modal(
        CALLBACK_ID,
        "Ask the owner to share?",
        [
            section(mrkdwn(Markup(f"*{escaped(case.number)}*. {QUESTION}"))),
            section(plain(standing(dossier))),
            context(
                plain(
                    "Two people must answer no before anybody is asked. Not knowing means no "
                    "contact. No clock waits for the owner, and a no binds nobody."
                )
            ),
            input_("Your answer", radio("involved", _ANSWERS), f"involved:v{version}"),
            input_(
                "Why: what your answer rests on",
                text_input("why", least=WHY[0], most=WHY[1], multiline=True),
                f"why:v{version}",
            ),
        ],
        ids={"c": case.number, "v": version},
        submit="Record Answer",
    )


def standing(dossier: Dossier) -> str:
    """Say how far asking the owners has come, in words for people of the desk."""
    case, consent = dossier.case, dossier.case.consent
    if not consent.answers and not consent.asked:
        return "Nobody has answered yet, and no owner was asked."
    said = [f"Answered: {len(consent.answers)} of {PEOPLE} people."]
    if consent.asked:
        said += [f"{a.owner}: {_reached(a.answer, dead=a.dead)}." for a in consent.asked]
    elif not open_to_asking(case, dossier.roster):
        said.append("No owner is asked: two people must find that nobody is involved.")
    return " ".join(said)


def _reached(answer: ConsentAnswer | None, *, dead: bool) -> str:
    if answer is not None:
        return f"said {answer.value}"
    return "could not be reached" if dead else "was asked, no answer yet"


def read(answers: Answers) -> AnswerInvolvement | FieldErrors:
    """Read the form."""
    chosen, why = answers.word("involved", Involved), answers.text("why") or ""
    if chosen is None:
        answers.fault("involved", "Choose one; if you are not sure, say that you do not know.")
        return answers.errors
    return AnswerInvolvement(answer=chosen, why=why)
