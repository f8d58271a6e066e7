"""`complaint CASE`: what owners complained of, and the form in which somebody answers."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from bot.domain.case import Case
from bot.domain.complaining import AnswerComplaint, Complaint, Finding, unanswered
from bot.domain.events.complaining import ComplaintAnswered, ComplaintOpened
from bot.workflow.dossier import Dossier
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.limits import Payload, clip
from handlers.blocks.parts import (
    input_,
    modal,
    option,
    plain,
    radio,
    section,
    select,
    text_input,
    utc,
)
from handlers.blocks.text import visible
from handlers.blocks.words import counted

CALLBACK_ID: Final = "complaint.file"
TITLE: Final = "Complaint"
SHOWN: Final = 10
_ANSWER_MOST: Final = 3_000
"""What Slack takes in one field."""
FINDINGS: Mapping[Finding, str] = MappingProxyType(
    {
        Finding.UPHELD: "The owner is right",
        Finding.PARTLY: "The owner is right in part",
        Finding.NOT_UPHELD: "Nothing was done wrong",
        Finding.NOTED: "It was a question, or tells us something",
    }
)


def view(dossier: Dossier) -> Payload:
    """The form; where nothing waits, only what was complained of and answered."""
    case = dossier.case
    waiting = unanswered(case.complaints)[:SHOWN]
    said = list(_said(dossier))
    blocks = [section(plain(f"{case.number}. {standing(case)}"))]
    blocks += [section(plain(clip(text, 2_900))) for text in said]
    ids: dict[str, str | int] = {"c": case.number, "v": case.version}
    if not waiting:
        return modal("complaint.seen", TITLE, blocks, ids=ids)
    blocks += _inputs(case, waiting)
    return modal(CALLBACK_ID, TITLE, blocks, ids=ids, submit="Send the Answer")


def standing(case: Case) -> str:
    """How many owners' complaints there are, and until when the next is to be answered."""
    waiting = unanswered(case.complaints)
    if not case.complaints:
        return "No owner has complained."
    if not waiting:
        return f"Every complaint is answered: {len(case.complaints)}."
    return f"{counted(len(waiting), 'complaint')} to answer, the first by {utc(waiting[0].due)}."


def line(case: Case) -> tuple[str, ...]:
    """What the card says of it: numbers and days alone."""
    if not case.complaints:
        return ()
    return (f"{standing(case)} /edr complaint {case.number}",)


def _said(dossier: Dossier) -> Iterator[str]:
    events = [h.event for h in dossier.history]
    texts = {e.number: e.text for e in events if isinstance(e, ComplaintOpened)}
    answers = {e.number: e.text for e in events if isinstance(e, ComplaintAnswered)}
    for one in dossier.case.complaints[-SHOWN:]:
        text = visible(texts.get(one.number) or "(erased)")
        yield f"Complaint {one.number}, owner {one.owner}, {utc(one.at)}:\n{text}"
        if one.finding is not None:
            answer = visible(answers.get(one.number) or "(erased)")
            yield f"Answered: {FINDINGS[one.finding]}.\n{answer}"


def _inputs(case: Case, waiting: tuple[Complaint, ...]) -> Iterator[Payload]:
    numbers = [option(f"Complaint {c.number}, owner {c.owner}", str(c.number)) for c in waiting]
    first = str(waiting[0].number) if len(waiting) == 1 else None
    yield input_("Which one", select("number", numbers, initial=first), f"number:v{case.version}")
    found = radio("finding", [option(text, word.value) for word, text in FINDINGS.items()])
    yield input_("What you found", found, f"finding:v{case.version}")
    yield input_(
        "Your answer",
        text_input("answer", most=_ANSWER_MOST, multiline=True),
        f"answer:v{case.version}",
        hint="The owner reads exactly this, on their page and by mail. Name no other person.",
    )


def read(answers: Answers) -> AnswerComplaint | FieldErrors:
    """Read the form as the command that it means."""
    number, finding = answers.one("number") or "", answers.word("finding", Finding)
    text = answers.needed("answer", "Write what the owner is to read.")
    if not (number.isascii() and number.isdecimal()):
        answers.fault("number", "Choose which complaint you answer.")
    if finding is None:
        answers.fault("finding", "Choose what you found.")
    if answers.faults or finding is None:
        return answers.errors
    return AnswerComplaint(number=int(number), finding=finding, text=text)
