"""The short forms: ask, recuse, stop, ended, reconfirm, withdrawn. Each is one command."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.domain import commands as cm
from bot.domain.commands import Command
from bot.domain.events import CaseStopped
from bot.workflow.execute import Outcome
from handlers.blocks import ask, recuse, short_forms
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.limits import Payload
from handlers.commands import reading
from handlers.edge import Edge
from handlers.press import Press
from handlers.submitting import Submitted, file
from handlers.views_open import Form, drawn

Reads = Callable[[Answers], Command | FieldErrors]
_SAID: Final[Mapping[str, str]] = {
    "ask": "the question is on the record, and the review clocks rest.",
    "recuse": "you are out of this case; a backup was called.",
    "stop": "the case is stopped. Nothing is released until a senior has looked at it.",
    "reconfirm": "the facts are confirmed anew.",
    "withdrawn": "the withdrawal is on the record.",
    "ended": "the end of the emergency is on the record.",
    "held_back": "the case is stopped, and the evidence store is told. Once it has said what it"
    " did, record this again.",
}
_READS: Final[Mapping[str, Reads]] = {
    "ask": reading.asked,
    "recuse": reading.recused,
    "stop": reading.stopped,
    "reconfirm": reading.reconfirmed,
    "withdrawn": reading.withdrawn,
}


def _filed(word: str) -> Submitted:
    """Return the answer to one form."""

    def said(outcome: Outcome) -> str:
        return _SAID["held_back"] if _held_back(word, outcome) else _SAID[word]

    async def submitted(edge: Edge, press: Press) -> Payload:
        return await file(edge, press, _READS[word](Answers.of(press.view)), said)

    return submitted


async def ended(edge: Edge, press: Press) -> Payload:
    """Record the end of the emergency; it cannot lie in the future."""
    read = reading.ended(Answers.of(press.view), edge.office.clock.law())

    def said(outcome: Outcome) -> str:
        held = _held_back("ended", outcome)
        return _SAID["held_back" if held else "ended"]

    return await file(edge, press, read, said)


def _held_back(word: str, outcome: Outcome) -> bool:
    """Whether the evidence store had to be stopped first."""
    return word != "stop" and any(isinstance(e, CaseStopped) for e in outcome.events)


def _short(word: str, files: type[Command]) -> Form:
    return Form(
        surface=word, draw=drawn(lambda dossier: short_forms.view(word, dossier)), files=files
    )


FORMS: Final[Mapping[str, Form]] = {
    "ask.open": Form(surface="ask", draw=drawn(ask.view), files=cm.AskAgency),
    "recuse.open": Form(surface="recuse", draw=drawn(recuse.view), files=cm.Recuse),
    "stop.open": _short("stop", cm.StopCase),
    "ended.open": _short("ended", cm.EndEmergency),
    "reconfirm.open": _short("reconfirm", cm.ReconfirmFacts),
    "withdrawn.open": _short("withdrawn", cm.WithdrawRequest),
}
VIEWS: Final[Mapping[str, Submitted]] = {
    **{f"{word}.file": _filed(word) for word in _READS},
    "ended.file": ended,
}
