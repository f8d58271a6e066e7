"""Fraud found in any state: the form for one person's word, the second's, and what is then owed.

The numbers to warn are the directory's alone. Nothing of the request stands in any line here.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from bot.domain import defrauding
from bot.domain.case import Case, State
from bot.domain.events.defrauding import FraudProposed
from bot.domain.fraud import (
    AnswerBreach,
    BreachAnswer,
    ConfirmFraud,
    FraudCommand,
    ProposeFraud,
    RecordWarning,
    RefuseFraud,
)
from bot.domain.verification import Reached
from bot.workflow.dossier import Dossier
from handlers.blocks.after_words import BREACH_ANSWERS
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.choices import fitting
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

CALLBACK_ID: Final = "fraud.file"
TITLE: Final = "A forged request"
PROPOSE, CONFIRM, REFUSE, WARN = "propose", "confirm", "refuse", "warn"
WHY: Final = 600
_ROOM: Final = 3_500
_BEFORE: Final = (
    "If the request was forged, say so here. From then on nothing is released; once a second"
    " person says so too, the case ends as fraud and a senior warns the agency."
)
_AFTER: Final = (
    "If the request was forged, say so here. Once a second person says so too, what was handed"
    " over is recalled, links end, safety is asked about anew, every owner is told at once, and"
    " the agency is warned and stopped."
)
_ACTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        CONFIRM: "I looked at it myself: it was forged",
        REFUSE: "It is not known to be forged",
        WARN: "I called the agency, or tried to",
        BreachAnswer.REPORTED.value: "The breach was reported to the authority",
        BreachAnswer.NOT_A_BREACH.value: "The breach need not be reported",
    }
)
_REACHED: Final = (
    (Reached.DISPATCH, "Duty desk or dispatch"),
    (Reached.SUPERVISOR, "Somebody in charge"),
    (Reached.NOBODY, "Nobody"),
)


def view(dossier: Dossier) -> Payload:
    """The form for what the finding needs next; where it needs nothing, how it stands."""
    case, fraud = dossier.case, dossier.case.fraud
    if fraud is not None and fraud.waiting:
        return _asked(dossier, list(_waiting(dossier)), (CONFIRM, REFUSE), fraud.proposals)
    if defrauding.found(case):
        return _asked(dossier, list(standing(case)), tuple(_owed(case)), 0)
    if case.state is State.FRAUD:
        return _seen(dossier, ["Two determinations found it to be fraud."])
    said = _BEFORE if case.released_at is None else _AFTER
    field = text_input("why", most=WHY, multiline=True)
    blocks = [
        section(plain(f"{case.number}. {said}")),
        input_("What shows that it was forged", field, f"why:v{case.version}"),
    ]
    return modal(CALLBACK_ID, TITLE, blocks, ids=_ids(case, PROPOSE), submit="Record It")


def _waiting(dossier: Dossier) -> Iterator[str]:
    fraud = dossier.case.fraud
    if fraud is None or fraud.proposed_at is None:
        return
    name = clip(dossier.names.get(fraud.proposer or "", "somebody"), 60)
    yield f"{name} found on {utc(fraud.proposed_at)} that it was forged. A second person says."
    told = [h.event for h in dossier.history if isinstance(h.event, FraudProposed)]
    if told and told[-1].why:
        yield f"Reason given: {clip(told[-1].why, 600)}"


def standing(case: Case) -> Iterator[str]:
    """How a finding stands, in sentences; none where none was made."""
    fraud = case.fraud
    if fraud is None or fraud.found_at is None:
        return
    gone = "" if defrauding.stands(case) else " Its outcome showed the request genuine."
    yield f"Two people found on {utc(fraud.found_at)} that it was forged.{gone}"
    if fraud.breach_due is not None and case.released_at is not None:
        said = BREACH_ANSWERS[fraud.breach].capitalize() if fraud.breach else ""
        yield f"Breach: {said or f'to be reported by {utc(fraud.breach_due)}'}."
    if fraud.warned_at is not None:
        yield f"The agency was warned on {utc(fraud.warned_at)}."
    elif fraud.warning_open and fraud.warn_due is not None:
        yield f"The agency is to be called by {utc(fraud.warn_due)}: {fraud.tries} calls so far."


def _owed(case: Case) -> Iterator[str]:
    fraud = case.fraud
    if fraud is not None and fraud.warning_open:
        yield WARN
    if fraud is not None and case.released_at is not None and fraud.breach_due is not None:
        if fraud.breach is not BreachAnswer.REPORTED:
            yield BreachAnswer.REPORTED.value
        if fraud.breach is None:
            yield BreachAnswer.NOT_A_BREACH.value


def _seen(dossier: Dossier, lines: list[str]) -> Payload:
    said = section(plain(f"{dossier.case.number}. " + "\n".join(lines)))
    return modal("fraud.seen", TITLE, [said], ids=_ids(dossier.case, ""))


def _asked(dossier: Dossier, lines: list[str], acts: tuple[str, ...], number: int) -> Payload:
    if not acts:
        return _seen(dossier, lines)
    case = dossier.case
    offered = [option(_ACTS[act], act) for act in acts]
    blocks = [
        section(plain(f"{case.number}. " + "\n".join(lines))),
        input_("What you record", radio("act", offered), f"act:v{case.version}"),
        *(_call(dossier) if WARN in acts else ()),
        input_(
            "Why, or what was said",
            text_input("why", most=WHY, multiline=True),
            f"why:v{case.version}",
            optional=True,
            hint="Who was told what; where it was reported; or what shows it. It is sealed.",
        ),
    ]
    ids = {**_ids(case, ""), "n": number}
    return modal(CALLBACK_ID, TITLE, blocks, ids=ids, submit="Record It")


def _call(dossier: Dossier) -> Iterator[Payload]:
    version = dossier.case.version
    numbers = list(fitting(_numbers(dossier), _ROOM))
    if numbers:
        dialled = select("number", numbers)
        yield input_("Number you dialled", dialled, f"number:v{version}", optional=True)
    answered = [option(text, reached.value) for reached, text in _REACHED]
    yield input_("Whom you reached", radio("reached", answered), f"r:v{version}", optional=True)


def _numbers(dossier: Dossier) -> Iterator[Payload]:
    for number in dossier.agency.numbers if dossier.agency is not None else ():
        yield option(f"{number.number}, {number.label}", number.key, number.source)


def _ids(case: Case, act: str) -> dict[str, str | int]:
    return {"c": case.number, "v": case.version, "a": act}


def read(answers: Answers) -> FraudCommand | FieldErrors:
    """Read the form as the command that it means."""
    act = answers.one("act") or str(answers.ids.get("a", ""))
    number, why = int(answers.ids.get("n", 0)), answers.text("why") or ""
    if act == CONFIRM:
        return ConfirmFraud(number=number, why=why)
    if act == WARN:
        return _warned(answers, why)
    if act not in (PROPOSE, *_ACTS):
        answers.fault("act", "Choose what you record.")
    if not why:
        answers.fault("why", "Say in a sentence what shows it, or where it was reported.")
    if answers.faults:
        return answers.errors
    if act == PROPOSE:
        return ProposeFraud(why=why)
    if act == REFUSE:
        return RefuseFraud(number=number, why=why)
    return AnswerBreach(answer=BreachAnswer(act), how=why)


def _warned(answers: Answers, said: str) -> RecordWarning | FieldErrors:
    reached = answers.word("reached", Reached)
    if reached is None:
        answers.fault("reached", "Say who answered; choose Nobody if nobody did.")
    elif reached is not Reached.NOBODY and not said:
        answers.fault("why", "Write in a sentence what you told them.")
    if answers.faults or reached is None:
        return answers.errors
    return RecordWarning(number=answers.one("number") or "", reached=reached, said=said or None)
