"""`process CASE`: the legal process that an agency owes after a release, read and answered for."""

from collections.abc import Mapping
from typing import Final

from bot.domain import events as ev
from bot.domain.followup import RefuseProcess
from bot.workflow.dossier import Dossier
from bot.workflow.execute import Outcome
from handlers.blocks import process
from handlers.blocks.answers import Answers
from handlers.blocks.limits import Payload
from handlers.edge import Edge
from handlers.press import Press
from handlers.submitting import Submitted, file
from handlers.views_open import Form, desk_link

_SAID: Final[Mapping[type, str]] = {
    ev.ProcessAccepted: "the document is on the record as the legal process that was owed.",
    ev.ProcessRefused: "the document is put aside; the process is owed as before.",
    ev.FollowUpExcused: "two people say so: nothing needs to come any more.",
}


PART: Final = "the document covers a part, and is on the record. The rest is owed as before."


async def draw(edge: Edge, press: Press, opened: Dossier) -> Payload:
    """Draw what is owed and what came, with a link to the documents for this reader alone."""
    link = await desk_link(edge, opened.case, press.actor) if opened.case.uploads else ""
    return process.view(opened, link)


async def filed(edge: Edge, press: Press) -> Payload:
    """Take a document, put it aside, or say that nothing needs to come."""
    return await file(edge, press, process.read(Answers.of(press.view)), _said)


def _said(outcome: Outcome) -> str:
    accepted = [e for e in outcome.events if isinstance(e, ev.ProcessAccepted)]
    if any(e.rest_owed for e in accepted):
        return PART
    found = (
        said for kind, said in _SAID.items() if any(isinstance(e, kind) for e in outcome.events)
    )
    first = f"on the record. It counts once a second person says so: /edr process {outcome.case}."
    return next(found, first)


FORMS: Final[Mapping[str, Form]] = {
    "process.open": Form(surface="process", draw=draw, files=RefuseProcess)
}
VIEWS: Final[Mapping[str, Submitted]] = {process.CALLBACK_ID: filed}
