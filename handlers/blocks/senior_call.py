"""The senior's call to an agency that would otherwise read neutral words only.

The numbers are the directory's alone. What is said is the cure, and nothing of accounts, of
reviewers, or of what anybody wrote.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from bot.domain.senior_call import owed_call
from bot.domain.senior_calling import MOST_TRIES, CallCause, RecordSeniorCall
from bot.domain.verification import Reached
from bot.workflow.dossier import Dossier
from handlers.blocks import words
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.choices import fitting
from handlers.blocks.limits import Payload
from handlers.blocks.parts import (
    input_,
    modal,
    mrkdwn,
    option,
    plain,
    radio,
    section,
    select,
    text_input,
)
from handlers.blocks.text import Markup, bare

OPEN: Final = "senior_call.open"
CALLBACK_ID: Final = "senior_call.file"
WORD: Final = "cure"
_ROOM: Final = 3_500
_BECAUSE: Final[Mapping[CallCause, str]] = MappingProxyType(
    {
        CallCause.REFUSED: "its request was refused for something that can be cured",
        CallCause.LAPSED: "its request was not decided in time",
        CallCause.UNVERIFIED: "its request could not be verified in time",
        CallCause.DENIED: "a call about its request failed",
    }
)
_REACHED: Final = (
    (Reached.OFFICER, "The officer"),
    (Reached.SUPERVISOR, "The supervisor"),
    (Reached.DISPATCH, "Duty desk or dispatch"),
    (Reached.NOBODY, "Nobody"),
)


def next_step(dossier: Dossier) -> str:
    """What a senior owes, for the card; empty where nothing is owed."""
    call = owed_call(dossier.case)
    if call is None:
        return ""
    tried = f" {words.counted(call.tries, 'call')} went unanswered." if call.tries else ""
    return (
        "a senior calls the agency on a number of the directory and says what would cure it,"
        f" because {_BECAUSE[call.cause]}: /edr {WORD} {dossier.case.number}.{tried}"
    )


def view(dossier: Dossier) -> Payload:
    """The form for the call; where none is owed any more, that."""
    case, call = dossier.case, owed_call(dossier.case)
    numbers = list(fitting(_numbers(dossier), _ROOM))
    if call is None or not numbers:
        return modal(
            "senior_call.seen",
            "Senior's call",
            [section(plain(f"{case.number} owes the agency no call, or lists no number."))],
            ids={"c": case.number, "v": case.version},
        )
    return modal(
        CALLBACK_ID,
        "Senior's call",
        [section(mrkdwn(_whom(dossier, call.cause))), *_inputs(case.version, numbers)],
        ids={"c": case.number, "v": case.version},
        submit="Record the Call",
    )


def _whom(dossier: Dossier, cause: CallCause) -> Markup:
    agency, reason = bare(dossier.case.agency.name, 200), dossier.case.reason
    why = f" ({bare(words.REASONS[reason], 80)})" if reason is not None else ""
    return Markup(
        f"*{dossier.case.number}*. Call *{agency}*, because {_BECAUSE[cause]}{why}. Say what would"
        " cure it and how to ask again. Say nothing of accounts, of reviewers or of their reasons."
        " This call decides nothing and verifies nobody."
    )


def _numbers(dossier: Dossier) -> Iterator[Payload]:
    for number in dossier.agency.numbers if dossier.agency is not None else ():
        about = f"{number.source}, checked {number.checked}"
        yield option(f"{number.number}, {number.label}", number.key, about)


def _inputs(version: int, numbers: list[Payload]) -> Iterator[Payload]:
    yield input_("Number you dialled", select("number", numbers), f"number:v{version}")
    answered = [option(text, reached.value) for reached, text in _REACHED]
    yield input_("Whom you reached", radio("reached", answered), f"reached:v{version}")
    yield input_(
        "What you said would cure it",
        text_input("said", most=600, multiline=True),
        f"said:v{version}",
        optional=True,
        hint=f"After {MOST_TRIES} calls that nobody answers, nobody is chased any more.",
    )


def read(answers: Answers) -> RecordSeniorCall | FieldErrors:
    """Read the form: whoever was reached was told something."""
    number, reached = answers.one("number"), answers.word("reached", Reached)
    said = answers.text("said")
    if number is None:
        answers.fault("number", "Choose the number that you dialled.")
    if reached is None:
        answers.fault("reached", "Say who answered; choose Nobody if nobody did.")
    elif reached is not Reached.NOBODY and said is None:
        answers.fault("said", "Write in a sentence what you told them.")
    if answers.faults or number is None or reached is None:
        return answers.errors
    return RecordSeniorCall(number=number, reached=reached, said=said)
