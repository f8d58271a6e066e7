"""The custodian's forms: owners of the data, items against the approval, the hand-over."""

from collections.abc import Mapping
from typing import Final

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import UNDECIDED, Case, State
from bot.domain.delivering import waits
from bot.domain.errors import Refusal, Refused
from bot.domain.release import Recipient, Stored, Transport
from bot.domain.request import Ongoing
from bot.domain.roster import Person, Role
from bot.workflow.dossier import Dossier
from bot.workflow.execute import Outcome
from handlers.blocks import owners, release, store
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.limits import Payload
from handlers.blocks.private import aside
from handlers.blocks.release_link import waiting
from handlers.edge import Edge
from handlers.press import Press
from handlers.release import gathered
from handlers.release.owners_reading import owners as read_owners
from handlers.release.reading import Gathered, clear, handed_over
from handlers.release.store_forms import VIEWS as STORE_VIEWS
from handlers.release.store_forms import waits_for_store
from handlers.submitting import (
    NO_CASE,
    Submitted,
    file,
    ids_of,
    opened_for,
    recorded,
    refused,
    update,
)
from handlers.views_open import Form, desk_link

SURFACE: Final = "release"
NOBODY_LEFT: Final = "Nobody is left to be told, so there is nothing to put right."
ENDED: Final = "That is on the record. Nothing was cleared; hand nothing over."


def release_probe(person: Person, case: Case) -> cm.Command | None:
    """Return None to a custodian who may release now, else a clearance that will be refused."""
    able = (
        person.may(Role.CUSTODIAN)
        and (case.state is State.APPROVED or case.clearance is not None)
        and person.ref not in case.ever_filed | case.recused
    )
    if able:
        return None
    # No case has a version nought, so it can never be cleared.
    return cm.ClearRelease(
        version=0,
        ongoing=Ongoing.UNKNOWN,
        how="",
        recipient=Recipient.DISPATCH,
        contact="",
        transport=Transport.PORTAL,
        items=(),
    )


def owners_probe(person: Person, case: Case) -> cm.Command | None:
    """Return None to a custodian while owners may be recorded, else what will be refused."""
    stages = UNDECIDED | {State.APPROVED, State.RELEASED}
    open_still = case.state in stages and case.clearance is None
    if person.may(Role.CUSTODIAN) and open_still:
        return None
    return cm.RecordOwners(device="", stored=Stored.UNKNOWN, owners=(), complete=False)


async def draw_release(edge: Edge, press: Press, opened: Dossier) -> Payload | Refused:
    """Draw the step that is next: listing items, or the hand-over of what was cleared."""
    if waits_for_store(opened):
        return store.take_over(opened)
    case = opened.case
    link = await desk_link(edge, case, press.actor)
    if case.delivery is not None and waits(case):
        return waiting(opened, case.delivery, link, release.CONFIRM)
    if case.clearance is not None:
        return release.confirm(opened)
    if edge.office.ways.store:
        return store.authorize(opened)
    earlier = await gathered.load(edge.office, case.number, case.version, press.actor)
    return release.check(opened, earlier, link)


async def draw_owners(_edge: Edge, _press: Press, opened: Dossier) -> Payload | Refused:
    """Draw the form for the first device whose owners are not all known, or to put one right."""
    released = opened.case.state is State.RELEASED
    device = None if released else owners.next_device(opened)
    if device is not None:
        return owners.view(opened, device)
    devices = owners.correctable(opened)
    if not devices:
        return aside("Owners of the data", NOBODY_LEFT)
    return owners.choose(opened, devices) if len(devices) > 1 else owners.view(opened, devices[0])


async def device_chosen(edge: Edge, press: Press) -> Payload:
    """Open the form for the device whose entries are to be put right."""
    opened = await opened_for(edge, press)
    if opened is None:
        return refused(press, NO_CASE)
    device = Answers.of(press.view).one("device")
    if device not in owners.correctable(opened):
        return refused(press, Refused(Refusal.NO_SUCH_DEVICE))
    return update(owners.view(opened, device))


async def owner_saved(edge: Edge, press: Press) -> Payload:
    """Record one account holder and go on to the next, or to the next device."""
    opened = await opened_for(edge, press)
    if opened is None:
        return refused(press, NO_CASE)
    command = read_owners(Answers.of(press.view), opened)
    if isinstance(command, FieldErrors):
        return command.response
    outcome = await edge.carry(press, opened.case.number, command)
    if outcome.refused is not None:
        return refused(press, outcome.refused)
    now = await opened_for(edge, press) or opened
    if now.case.state is State.RELEASED:
        return await recorded(edge, press, "The entry is put right.")
    device = owners.next_device(now) if command.complete else command.device
    if device is not None:
        return update(owners.view(now, device))
    return await recorded(edge, press, "The account holders of every device are recorded.")


async def items_checked(edge: Edge, press: Press) -> Payload:
    """Clear the items against the approval, or gather more of them first."""
    opened = await opened_for(edge, press)
    if opened is None:
        return refused(press, NO_CASE)
    number, version = opened.case.number, int(ids_of(press).get("v", 0))
    earlier = await gathered.load(edge.office, number, version, press.actor)
    read = clear(Answers.of(press.view), opened, earlier)
    if isinstance(read, FieldErrors):
        return read.response
    if isinstance(read, Gathered):
        await gathered.save(edge.office, number, version, press.actor, read.items)
        return update(release.check(opened, read.items))
    outcome = await edge.carry(press, number, read)
    if outcome.refused is not None:
        return refused(press, outcome.refused)
    await gathered.save(edge.office, number, version, press.actor, ())
    now = await opened_for(edge, press) or opened
    if now.case.clearance is not None:
        return update(release.confirm(now))
    return await recorded(edge, press, ENDED, "Nothing is released")


async def handover(edge: Edge, press: Press) -> Payload:
    """Record that exactly the cleared items left the house, or that none did."""
    return await file(edge, press, handed_over(Answers.of(press.view)), _handed)


def _handed(outcome: Outcome) -> str:
    if any(isinstance(e, ev.ClearanceTakenBack) for e in outcome.events):
        return "recorded that nothing was handed over; the clearance is taken back."
    return "the hand-over is on the record. The owner's notice is owed from the clearance."


FORMS: Final[Mapping[str, Form]] = {
    "release.open": Form(surface=SURFACE, draw=draw_release, probe=release_probe),
    "owners.open": Form(surface="owners", draw=draw_owners, probe=owners_probe),
}
VIEWS: Final[Mapping[str, Submitted]] = {
    owners.CALLBACK_ID: owner_saved,
    owners.CHOOSE: device_chosen,
    release.CHECK: items_checked,
    release.CONFIRM: handover,
    **STORE_VIEWS,
}
