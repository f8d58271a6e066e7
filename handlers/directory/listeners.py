"""Buttons and forms of the agency directory; what is refused is explained to the presser alone."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from typing import Any, Final

from bot.domain.directory.commands import (
    DirectoryCommand,
    MarkCompromised,
    ProposeAgency,
    VouchFor,
)
from bot.domain.errors import Refusal, Refused
from bot.domain.listed import ListedAgency
from bot.domain.roster import Role
from bot.domain.rulebook import DESK
from bot.workflow.agencies import DirectoryOutcome
from bot.workflow.agency_files import agency_file, proposal_file
from handlers.blocks import agency as shown
from handlers.blocks import agency_forms as forms
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.limits import Payload
from handlers.blocks.private import aside, said
from handlers.directory import reading
from handlers.directory.carrying import carry
from handlers.directory.second import number_of
from handlers.edge import Edge
from handlers.outside import Failure
from handlers.press import Press
from handlers.slack_api import EXCHANGED
from handlers.submitting import Submitted, ids_of, refused, update

NO_AGENCY: Final = Refused(Refusal.NO_SUCH_AGENCY)
NO_PROPOSAL: Final = Refused(Refusal.NO_SUCH_PROPOSAL)
Acted = Callable[[Edge, Press], Coroutine[Any, Any, None]]
Read = Callable[[Answers, ListedAgency], ProposeAgency | FieldErrors]


async def _show(edge: Edge, press: Press, view: Payload | Refused) -> None:
    if isinstance(view, Refused):
        await edge.refuse(press, view)
        return
    opened = await edge.api.open_view(press.trigger, view)
    if isinstance(opened, Failure) and opened.reason != EXCHANGED:
        await edge.tell(press, said("The form did not open in time. Please press again."))


def _of_agency(draw: Callable[[Edge, ListedAgency], Payload]) -> Acted:
    async def opens(edge: Edge, press: Press) -> None:
        why = await edge.eligible(press, DESK)
        found = await agency_file(edge.office, press.value) if why is None else None
        view = draw(edge, found.agency) if found is not None else why or NO_AGENCY
        await _show(edge, press, view)

    return opens


def _of_proposal(draw: Callable[..., Payload], roles: frozenset[Role]) -> Acted:
    async def opens(edge: Edge, press: Press) -> None:
        why = await edge.eligible(press, roles)
        number = number_of(press.value)
        found = await proposal_file(edge.office, number) if why is None else None
        view: Payload | Refused = why or NO_PROPOSAL
        if found is not None and found.proposal.open and found.known:
            view = draw(found.proposal, found.known[0])
            if draw is forms.call_form and not found.known[0].numbers:
                view = Refused(Refusal.NOT_AN_OLD_NUMBER)
        await _show(edge, press, view)

    return opens


async def _new(edge: Edge, press: Press) -> None:
    why = await edge.eligible(press, DESK)
    await _show(edge, press, why or forms.new_form(edge.office.clock.law().date()))


def _proposing(read: Read) -> Submitted:
    async def filed(edge: Edge, press: Press) -> Payload:
        ids = ids_of(press)
        found = await agency_file(edge.office, str(ids.get("a", "")))
        if found is None:
            return refused(press, NO_AGENCY)
        seen = replace(found.agency.settled, changes=int(ids.get("n", 0)))
        return await _file(edge, press, read(Answers.of(press.view), seen))

    return filed


async def _listed(edge: Edge, press: Press) -> Payload:
    return await _file(edge, press, reading.listing(Answers.of(press.view)))


async def _compromised(edge: Edge, press: Press) -> Payload:
    answers = Answers.of(press.view)
    why = answers.needed("source", "Say why, and where you know it from.")
    command = MarkCompromised(agency=str(ids_of(press).get("a", "")), why=why)
    return await _file(edge, press, answers.errors if answers.faults else command)


async def _called(edge: Edge, press: Press) -> Payload:
    number = int(ids_of(press).get("p", 0))
    return await _file(edge, press, reading.call(Answers.of(press.view), number))


async def _vouched(edge: Edge, press: Press) -> Payload:
    answers = Answers.of(press.view)
    why = answers.needed("why", "Say why no old number answers.")
    command = VouchFor(number=int(ids_of(press).get("p", 0)), why=why)
    return await _file(edge, press, answers.errors if answers.faults else command)


async def _file(edge: Edge, press: Press, read: DirectoryCommand | FieldErrors) -> Payload:
    if isinstance(read, FieldErrors):
        return read.response
    outcome = await carry(edge, press, read)
    if outcome.refused is not None:
        return refused(press, outcome.refused)
    return update(aside("Recorded", _came_to(read, outcome)))


def _came_to(command: DirectoryCommand, outcome: DirectoryOutcome) -> str:
    place = f" Entry {outcome.position} of the record."
    if isinstance(command, MarkCompromised):
        return (
            "Everything of this agency is being stopped. Another person confirms it on the card in"
            f" the review channel, within a day.{place}"
        )
    if isinstance(command, ProposeAgency):
        return (
            f"Proposal {outcome.proposal} waits for another person on the card in the review"
            f" channel. Nothing changes before.{place}"
        )
    return f"It is on the record.{place}"


ACTIONS: Final[Mapping[str, Acted]] = {
    shown.NEW: _new,
    shown.NUMBER: _of_agency(lambda e, a: forms.number_form(a, e.office.clock.law().date())),
    shown.DOMAIN: _of_agency(lambda _, a: forms.domain_form(a)),
    shown.STANDING: _of_agency(lambda _, a: forms.standing_form(a)),
    shown.FACTS: _of_agency(lambda _, a: forms.facts_form(a)),
    shown.COMPROMISED: _of_agency(lambda _, a: forms.compromised_form(a)),
    shown.CALL: _of_proposal(forms.call_form, DESK),
    shown.VOUCH: _of_proposal(forms.vouch_form, frozenset({Role.SENIOR})),
}
"""Buttons, by action id."""
VIEWS: Final[Mapping[str, Submitted]] = {
    shown.NEW: _listed,
    shown.NUMBER: _proposing(reading.number),
    shown.DOMAIN: _proposing(reading.domain),
    shown.STANDING: _proposing(reading.standing),
    shown.FACTS: _proposing(reading.facts),
    shown.COMPROMISED: _compromised,
    shown.CALL: _called,
    shown.VOUCH: _vouched,
}
"""Forms, by callback id."""
