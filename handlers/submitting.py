"""What a submitted form is answered with: errors, the next form, or what was recorded."""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Final

from bot.domain import commands as cm
from bot.domain.errors import Refusal, Refused
from bot.workflow.dossier import Dossier
from bot.workflow.execute import Outcome
from bot.workflow.queries import dossier
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.card_state import next_step
from handlers.blocks.limits import Payload
from handlers.blocks.private import aside
from handlers.edge import Edge
from handlers.press import Press
from handlers.refusals import say
from handlers.slack_api import guarded
from handlers.views_open import number_of

Submitted = Callable[[Edge, Press], Coroutine[Any, Any, Payload]]
"""Answers one submission with the body that Slack expects."""
NO_CASE: Final = Refused(Refusal.NO_SUCH_CASE)


def update(view: Payload) -> Payload:
    """Put `view` in the place of the form that was submitted."""
    return {"response_action": "update", "view": guarded(view)}


def push(view: Payload) -> Payload:
    """Put `view` on top of the form that was submitted, so that Back leads to it."""
    return {"response_action": "push", "view": guarded(view)}


def errors(by_block: Mapping[str, str]) -> Payload:
    """Keep the form open, with sentences beside its inputs."""
    return FieldErrors(by_block).response


def refused(press: Press, why: Refused) -> Payload:
    """Keep the form open with the refusal beside its last input, so that nothing typed is lost."""
    inputs = [b["block_id"] for b in press.view.get("blocks", ()) if b.get("type") == "input"]
    if inputs:
        return errors({inputs[-1]: say(why)})
    return update(aside("Not done", say(why)))


def case_of(press: Press) -> str:
    """Return the number of the case that a form is about, from its metadata."""
    return number_of(str(ids_of(press).get("c", "")))


def ids_of(press: Press) -> Mapping[str, str | int]:
    """Return the identifiers that travelled in a form's metadata."""
    return Answers.of(press.view).ids


async def opened_for(edge: Edge, press: Press) -> Dossier | None:
    """Return the case of a form as its submitter may see it now."""
    return await dossier(edge.office, case_of(press), press.actor)


async def recorded(edge: Edge, press: Press, said: str, title: str = "Recorded") -> Payload:
    """Say what was recorded and what is next, in the place of the form."""
    found = await opened_for(edge, press)
    after = [f"Next: {next_step(found)}"] if found is not None else []
    return update(aside(title, said, *after))


async def file(
    edge: Edge, press: Press, read: cm.Command | FieldErrors, said: Callable[[Outcome], str]
) -> Payload:
    """Carry out what was read, and answer with what came of it."""
    if isinstance(read, FieldErrors):
        return read.response
    number = case_of(press)
    outcome = await edge.carry(press, number, read)
    if outcome.refused is not None:
        return refused(press, outcome.refused)
    place = f" Entry {outcome.position} of the record." if outcome.position else ""
    return await recorded(edge, press, f"{number}: {said(outcome)}{place}")
