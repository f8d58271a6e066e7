"""Opening forms: the look at the case goes on the record, then the form is drawn and shown."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final

import structlog

from bot.domain import commands as cm
from bot.domain.case import Case
from bot.domain.errors import Refusal, Refused
from bot.domain.roster import Person, Ref
from bot.workflow.dossier import Dossier
from bot.workflow.links import mint_desk
from bot.workflow.queries import dossier
from handlers.blocks.limits import Payload
from handlers.blocks.private import open_again, said
from handlers.edge import Edge
from handlers.outside import Failure
from handlers.press import Press
from handlers.slack_api import EXCHANGED, EXPIRED

Draw = Callable[[Edge, Press, Dossier], Awaitable[Payload | Refused]]
"""Draws a form for one reader, or says why they may not have it."""
Probe = Callable[[Person, Case], cm.Command | None]
"""Gives None to whoever may use a form, else a command that the law of the case will refuse."""
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form that a button or a word opens.

    `surface` stands in the record as where the case was looked at; `files` is the kind of command
    that it files, and who may not give that one is refused before anything is drawn; `first` are
    commands that opening it means; `push` puts it on top of the form that the button stood in.
    A form that files more than one kind has a `probe`: where that gives a command, its refusal is
    the answer to somebody who could not use the form.
    """

    surface: str
    draw: Draw
    files: type[cm.Command] | None = None
    probe: Probe | None = None
    first: tuple[cm.Command, ...] = ()
    push: bool = False


Forms = Mapping[str, Form]
"""Forms by the name before `.open` in a button's action id."""
NO_CASE: Final = Refused(Refusal.NO_SUCH_CASE)


def drawn(draw: Callable[[Dossier], Payload]) -> Draw:
    """Return a pure view as a `Draw`."""

    async def wrapped(_edge: Edge, _press: Press, opened: Dossier) -> Payload | Refused:
        return draw(opened)

    return wrapped


async def desk_link(edge: Edge, case: Case, person: Ref) -> str:
    """Return a fresh link to the desk page for one person; empty where we have no address."""
    if not edge.injected.public_url:
        return ""
    token = await mint_desk(edge.office, case.number, case.version, person)
    return f"{edge.injected.public_url}/desk/{token}"


def number_of(value: str) -> str:
    """Return the case's number from a button's value, `EDR-2026-000001:1`."""
    return value.partition(":")[0]


async def open_form(edge: Edge, press: Press, number: str, form: Form, again: str) -> None:
    """Open `form` on a case; `again` is the action id by which it can be opened anew."""
    with structlog.contextvars.bound_contextvars(case=number, person=press.actor):
        view = await _prepared(edge, press, number, form)
        if isinstance(view, Refused):
            await edge.refuse(press, view)
            return
        if view is None:
            return
        show = edge.api.push_view if form.push else edge.api.open_view
        shown = await show(press.trigger, view)
        if isinstance(shown, Failure):
            await _not_shown(edge, press, shown, again, number)


async def _prepared(edge: Edge, press: Press, number: str, form: Form) -> Payload | Refused | None:
    refused = await _probed(edge, press, number, form)
    if refused is not None:
        return refused
    for command in (cm.ViewCase(surface=form.surface, files=form.files), *form.first):
        outcome = await edge.carry(press, number, command)
        if outcome.refused is not None:
            return outcome.refused
        if outcome.duplicate:
            # Brought twice: the first one opens the form, and a trigger opens one only.
            return None
    opened = await dossier(edge.office, number, press.actor)
    return NO_CASE if opened is None else await form.draw(edge, press, opened)


async def _probed(edge: Edge, press: Press, number: str, form: Form) -> Refused | None:
    """Let the law refuse, on the record and before anything personal is drawn."""
    person, case = edge.office.roster.get(press.actor), await edge.case(number)
    if form.probe is None or person is None or case is None:
        return None
    command = form.probe(person, case)
    return (await edge.carry(press, number, command)).refused if command is not None else None


async def _not_shown(edge: Edge, press: Press, why: Failure, again: str, number: str) -> None:
    if why.reason == EXCHANGED:
        return
    _log.warning("form.not_shown", reason=why.reason)
    if why.reason in EXPIRED or not press.view:
        value = press.value or f"{number}:0"
        await edge.tell(press, open_again(again, value))
        return
    await edge.tell(press, said("Slack did not show the form. Please press again in a moment."))
