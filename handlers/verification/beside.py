"""Beside the calls: proposing to skip a step, and recording what a document shows."""

from collections.abc import Mapping
from typing import Final

from bot.domain import events as ev
from bot.domain.checking import AttachCallLog, ProposeSkip, RecordDocument
from bot.domain.verification import StepResult
from bot.workflow.dossier import Dossier
from bot.workflow.execute import Outcome
from handlers.blocks import beside
from handlers.blocks.answers import Answers
from handlers.blocks.limits import Payload
from handlers.edge import Edge
from handlers.press import Press
from handlers.submitting import Submitted, file
from handlers.views_open import Form, desk_link, drawn

_FOUND: Final = {
    StepResult.FAIL: "the document failed; what was confirmed before counts no more, seniors know.",
    StepResult.PASS: "it is on the record; it raises no level.",
    StepResult.INCONCLUSIVE: "it is on the record; it settled nothing.",
}


async def skip_proposed(edge: Edge, press: Press) -> Payload:
    """Put the proposal on the record; its card goes to the review channel."""
    said = (
        "your proposal is kept. A colleague confirms or refuses it in the review channel; until"
        " then the step is open, and it never counts."
    )
    return await file(edge, press, beside.read_skip(Answers.of(press.view)), lambda _: said)


async def document_recorded(edge: Edge, press: Press) -> Payload:
    """Record what somebody saw in a document."""
    return await file(edge, press, beside.read_document(Answers.of(press.view)), _found)


def _found(outcome: Outcome) -> str:
    results = [e.result for e in outcome.events if isinstance(e, ev.DocumentExamined)]
    return _FOUND[results[0]] if results else "it is on the record."


def _skip(*, push: bool) -> Form:
    return Form(surface="skip", draw=drawn(beside.skip_view), files=ProposeSkip, push=push)


def _document(*, push: bool) -> Form:
    return Form(surface="document", draw=_drawn_document, files=RecordDocument, push=push)


def _log(*, push: bool) -> Form:
    return Form(surface="call_log", draw=_drawn_log, files=AttachCallLog, push=push)


async def _drawn_document(edge: Edge, press: Press, opened: Dossier) -> Payload:
    return beside.document_view(opened, await desk_link(edge, opened.case, press.actor))


async def _drawn_log(edge: Edge, press: Press, opened: Dossier) -> Payload:
    return beside.log_view(opened, await desk_link(edge, opened.case, press.actor))


FORMS: Final[Mapping[str, Form]] = {
    beside.SKIP_OPEN: _skip(push=False),
    beside.SKIP_PUSH: _skip(push=True),
    beside.DOCUMENT_OPEN: _document(push=False),
    beside.DOCUMENT_PUSH: _document(push=True),
    beside.LOG_OPEN: _log(push=False),
    beside.LOG_PUSH: _log(push=True),
}
VIEWS: Final[Mapping[str, Submitted]] = {
    beside.SKIP: skip_proposed,
    beside.DOCUMENT: document_recorded,
}
