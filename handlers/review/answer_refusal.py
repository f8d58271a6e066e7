"""A senior's written answer to a refusal for fraud, without which it cannot be overruled."""

from typing import Final

from bot.domain.case import Case, State
from bot.domain.commands import AnswerRefusal
from bot.domain.determination import RATIONALE_LENGTH, Reason
from bot.domain.roster import Ref
from bot.workflow.dossier import Dossier
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.limits import Payload
from handlers.blocks.parts import input_, modal, plain, section, text_input

CALLBACK_ID: Final = "refusal.answer"
SHOWN: Final = 900
"""Characters of a refusal's reasons that stand above the answer; two fit into one view."""


def awaited(case: Case, person: Ref) -> bool:
    """Whether the case waits for this senior's answer to a refusal for fraud."""
    own = case.by(person)
    return (
        case.state is State.ESCALATED
        and own is not None
        and own.senior
        and own.allows
        and case.fraud_answered_by != person
        and any(f.reason is Reason.FRAUD for f in case.filed)
    )


def view(dossier: Dossier) -> Payload:
    """The form: what was found, and one answer to it."""
    case = dossier.case
    least, most = RATIONALE_LENGTH
    says = (
        f"{case.number}: a reviewer refused because they believe the request is forged, and you"
        " allowed it. Overruling them needs a new call-back after their refusal, and your answer"
        " to it in writing. Both are published."
    )
    return modal(
        CALLBACK_ID,
        "Answer the refusal",
        [
            section(plain(says)),
            *_found(dossier),
            input_(
                "Your answer to their reasons",
                text_input("text", least=least, most=most, multiline=True),
                f"text:v{case.version}",
            ),
        ],
        ids={"c": case.number, "v": case.version},
        submit="File Answer",
    )


def _found(dossier: Dossier) -> list[Payload]:
    reasons = [e.rationale for _, e in dossier.determinations if e.reason is Reason.FRAUD]
    return [section(plain(f"They wrote: {(text or '')[:SHOWN]}")) for text in reasons[:2]]


def read(answers: Answers) -> AnswerRefusal | FieldErrors:
    """Read the answer."""
    text = answers.needed("text", "Answer their reasons in your own words.")
    least = RATIONALE_LENGTH[0]
    if text and len(text) < least:
        answers.fault("text", f"Say it in a sentence: at least {least} characters.")
    return answers.errors if answers.faults else AnswerRefusal(text=text)
