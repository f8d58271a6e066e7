"""Requests by telephone, fax or at the door: three steps, and what the agency changes later."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.domain import commands as cm
from bot.domain.errors import Refused
from bot.domain.request import Request
from bot.domain.rulebook import DESK
from bot.workflow.dossier import Dossier
from bot.workflow.intake import Intake
from bot.workflow.intake_values import Incoming, mark_of
from bot.workflow.queries import dossier
from handlers.blocks import amend, new_request
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.limits import Payload
from handlers.blocks.times import zone_of
from handlers.edge import SOURCE, Edge
from handlers.intake.aliases import known
from handlers.intake.reading import (
    Amended,
    agency_key,
    amended,
    amendment,
    asked_for,
    emergency,
    who,
)
from handlers.outside import Failure
from handlers.press import Press
from handlers.submitting import (
    NO_CASE,
    Submitted,
    file,
    ids_of,
    opened_for,
    push,
    recorded,
    refused,
    update,
)
from handlers.views_open import Form

Read = Callable[[Answers, Dossier, Request], Request | FieldErrors]


async def agencies(edge: Edge, press: Press) -> Payload:
    """Search the directory while somebody types the agency's name."""
    typed = str(press.body.get("value", ""))
    found = await edge.office.database.read(
        lambda db: db.agencies.search(typed, new_request.MOST_LISTED)
    )
    return new_request.agencies(typed, found)


async def taken(edge: Edge, press: Press) -> Payload:
    """Step 1: the case opens, and its clocks start."""
    why = await edge.eligible(press, DESK)
    if why is not None:
        return refused(press, why)
    answers = Answers.of(press.view)
    key = agency_key(answers)
    listed = await edge.office.database.read(lambda db: db.agencies.get(key) if key else None)
    read = who(answers, listed, await _zone(edge, press))
    if isinstance(read, FieldErrors):
        return read.response
    incoming = Incoming(
        channel=read.channel,
        request=read.request,
        original=read.original,
        logged_by=press.actor,
        inbound=(SOURCE, press.id),
    )
    received = await Intake(edge.office).receive(incoming)
    opened = await dossier(edge.office, received.case, press.actor)
    return refused(press, NO_CASE) if opened is None else update(new_request.emergency(opened))


async def _zone(edge: Edge, press: Press) -> str:
    user = await edge.api.user(press.user)
    return "UTC" if isinstance(user, Failure) else str(user.get("tz") or "UTC")


async def described(edge: Edge, press: Press) -> Payload:
    """Step 2: what happened."""
    now = edge.office.clock.law()
    answer = await _completed(edge, press, lambda a, _, current: emergency(a, current, now))
    if isinstance(answer, dict):
        return answer
    return push(new_request.sought(answer))


async def sought(edge: Edge, press: Press) -> Payload:
    """Step 3: which data."""
    answer = await _completed(
        edge,
        press,
        lambda a, opened, current: asked_for(a, current, known(opened), zone_of(opened.zone)),
    )
    if isinstance(answer, dict):
        return answer
    said = f"{answer.case.number} is with the reviewers."
    return await recorded(edge, press, said, "Sent to review")


async def _completed(edge: Edge, press: Press, read: Read) -> Dossier | Payload:
    """Bring one more step into the request; the case as it then is, or what was wrong."""
    opened = await opened_for(edge, press)
    current = opened.opened.request if opened is not None else None
    if opened is None or current is None:
        return refused(press, NO_CASE)
    request = read(Answers.of(press.view), opened, current)
    if isinstance(request, FieldErrors):
        return request.response
    mark = await _mark(edge, opened.case.number, request)
    command = cm.AmendRequest(base=_begun_from(press), request=request, mark=mark)
    outcome = await edge.carry(press, opened.case.number, command)
    if outcome.refused is not None:
        return refused(press, outcome.refused)
    return await opened_for(edge, press) or opened


async def _mark(edge: Edge, number: str, request: Request) -> str:
    secret = await edge.office.database.read(lambda db: db.cases.secret(number))
    # Without its secret a case was erased, and the command is refused whatever the mark says.
    return mark_of(secret, request) if secret is not None else ""


def _begun_from(press: Press) -> int:
    return int(ids_of(press).get("v", 0))


async def draw_amend(_edge: Edge, _press: Press, opened: Dossier) -> Payload | Refused:
    """Draw what a request taken down here still lacks, else the whole of it to be changed."""
    if opened.opened.request is None:
        return NO_CASE
    return new_request.next_step(opened) or amend.view(opened)


async def changed(edge: Edge, press: Press) -> Payload:
    """Make a new version of what the agency changed or answered."""
    opened = await opened_for(edge, press)
    current = opened.opened.request if opened is not None else None
    if opened is None or current is None:
        return refused(press, NO_CASE)
    zone, now = zone_of(opened.zone), edge.office.clock.law()
    read = amended(Answers.of(press.view), current, known(opened), zone, now)
    if isinstance(read, FieldErrors):
        return read.response
    command = await _amendment(edge, press, current, read)
    return await file(
        edge, press, command, lambda o: f"version {o.version} is open; reviewers see what changed."
    )


async def _amendment(edge: Edge, press: Press, old: Request, new: Amended) -> cm.AmendRequest:
    mark = await _mark(edge, str(ids_of(press).get("c", "")), new.request)
    return amendment(_begun_from(press), old, new, mark)


FORMS: Final[Mapping[str, Form]] = {
    "amend.open": Form(surface="amend", draw=draw_amend, files=cm.AmendRequest)
}
VIEWS: Final[Mapping[str, Submitted]] = {
    new_request.WHO: taken,
    new_request.EMERGENCY: described,
    new_request.SOUGHT: sought,
    amend.CALLBACK_ID: changed,
}
