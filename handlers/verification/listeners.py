"""Calling the agency: call-backs, numbers found by two people, the life safety exception."""

from collections.abc import Mapping
from typing import Final

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.checking import ConfirmNumber, ProposeNumber
from bot.domain.errors import Refusal, Refused
from bot.domain.verification import StepResult
from bot.workflow.dossier import Dossier
from bot.workflow.execute import Outcome
from handlers.blocks import callback, numbers
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.limits import Payload
from handlers.blocks.safety import exception_support, exception_view
from handlers.edge import Edge
from handlers.press import Press
from handlers.submitting import NO_CASE, Submitted, file, opened_for, refused
from handlers.verification.reading import call, confirmed, proposed
from handlers.views_open import Form, drawn

SURFACE: Final = "callback"
EXCEPTION: Final = "exception.file"
_PARTS: Final = 3
_ENDED: Final = {
    StepResult.PASS: "the call passed.",
    StepResult.FAIL: "the call failed; what was confirmed before counts no more, seniors know.",
    StepResult.INCONCLUSIVE: "the call is recorded; it confirmed nothing.",
    StepResult.SKIPPED: "the call is recorded as skipped.",
}


async def second(_edge: Edge, press: Press, opened: Dossier) -> Payload | Refused:
    """Draw the form of the second finder; the button's value names the number's key."""
    parts = press.value.split(":")
    known = {n.key for n in opened.case.numbers}
    if len(parts) != _PARTS or parts[2] not in known:
        return Refused(Refusal.NUMBER_UNKNOWN)
    return numbers.confirm(opened, parts[2])


async def called(edge: Edge, press: Press) -> Payload:
    """Record a call."""
    read = call(Answers.of(press.view), edge.office.clock.code())
    return await file(edge, press, read, _call_ended)


def _call_ended(outcome: Outcome) -> str:
    steps = [e for e in outcome.events if isinstance(e, ev.StepRecorded)]
    if not steps:
        return "the call is on the record."
    said = _ENDED[steps[0].result]
    if steps[0].code_matched is False:
        said += " What was read to you did not match."
    if any(isinstance(e, ev.CodeRenewed) for e in outcome.events):
        said += " After three wrong ones the code was renewed."
    return said


async def number_proposed(edge: Edge, press: Press) -> Payload:
    """Record a number that somebody found."""
    said = "your number is kept. A colleague must find the same one before anybody dials it."
    return await file(edge, press, proposed(Answers.of(press.view)), lambda _: said)


async def number_confirmed(edge: Edge, press: Press) -> Payload:
    """Record that a second person found the same number."""
    said = "two of you found the same number; it may be dialled now."
    return await file(edge, press, confirmed(Answers.of(press.view)), lambda _: said)


async def supported(edge: Edge, press: Press) -> Payload:
    """Support the life safety exception."""
    opened = await opened_for(edge, press)
    if opened is None:
        return refused(press, NO_CASE)
    read = exception_support(opened, press.view.get("state", {}).get("values", {}))
    command = FieldErrors(read) if isinstance(read, dict) else read
    return await file(edge, press, command, lambda _: "your support is on the record.")


FORMS: Final[Mapping[str, Form]] = {
    "callback.open": Form(
        surface=SURFACE,
        draw=drawn(callback.view),
        files=cm.RecordCall,
        first=(cm.TakeVerification(),),
    ),
    numbers.PROPOSE_OPEN: Form(
        surface=SURFACE, draw=drawn(numbers.propose), files=ProposeNumber, push=True
    ),
    numbers.CONFIRM_OPEN: Form(surface=SURFACE, draw=second, files=ConfirmNumber, push=True),
    "support.open": Form(
        surface="life_safety_exception", draw=drawn(exception_view), files=cm.SupportException
    ),
}
VIEWS: Final[Mapping[str, Submitted]] = {
    callback.CALLBACK_ID: called,
    numbers.PROPOSE: number_proposed,
    numbers.CONFIRM: number_confirmed,
    EXCEPTION: supported,
}
