"""The review board in Slack: keeps each case's one card true, and calls people by message.

What is posted is drawn from the case as it stands when it is delivered, never from the task. A
post whose end is doubtful is looked up by its task's key before it is made again.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from bot.domain import events as ev
from bot.domain.case import ENDED, Case
from bot.domain.complaining import AGAIN as COMPLAINT_AGAIN
from bot.domain.complaining import ROLE as COMPLAINT
from bot.domain.deadlines import CALL_AGAIN
from bot.domain.roster import SYSTEM, Ref, Role
from bot.domain.rules.paging import SENIOR_CALL
from bot.domain.unfinished import outliving
from bot.workflow.checkpoints import Latest, unsigned
from bot.workflow.dossier import Dossier, Happened
from bot.workflow.office import Office
from bot.workflow.ports import Again, Delivered, Done, GiveUp, Port
from bot.workflow.queries import dossier
from bot.workflow.reactions import CARD, ESCALATE, PAGE, RECEIPT, REMIND
from bot.workflow.rows import LeasedTask, Place
from handlers.blocks.calling import escalation, page, reminder
from handlers.blocks.card import card
from handlers.blocks.limits import Payload
from handlers.blocks.new_request import spoken_code
from handlers.blocks.receipt import receipt, renewed
from handlers.outcomes import delivered
from handlers.outside import Failure
from handlers.placing import placed, posted_once
from handlers.slack_api import SlackApi

CARD_SURFACE = "card"


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Where the product speaks to its people in Slack."""

    office: Office
    api: SlackApi
    review_channel: str
    escalation_channel: str
    latest: Latest = unsigned

    def ports(self) -> dict[str, Port]:
        """Return the ports that end in Slack, by their names."""
        return {
            CARD: _Way(self._card),
            PAGE: _Way(self._page),
            REMIND: _Way(self._remind),
            ESCALATE: _Way(self._escalate),
            RECEIPT: _Way(self._receipt),
        }

    async def _card(self, task: LeasedTask) -> Delivered:
        found = await dossier(self.office, task.case or "", SYSTEM)
        if found is None:
            return GiveUp("no_such_case")
        number, drawn = found.case.number, _revision(found)
        place = await self.office.database.read(lambda db: db.cabinet.place(number, CARD_SURFACE))
        if place is not None and place.drawn >= drawn:
            return Done()
        message = card(found, effect=task.key)
        posted = await placed(self.api, self.review_channel, task, place, message)
        if isinstance(posted, Failure):
            return delivered(posted)
        known = Place(
            case=number,
            surface=CARD_SURFACE,
            channel=posted.channel,
            ts=posted.ts,
            drawn=drawn,
        )
        return Done(lambda ledger: ledger.cabinet.put_place(known))

    async def _page(self, task: LeasedTask) -> Delivered:
        ids = task.ids
        found = await self._open(task, str(ids["role"]))
        if found is None:
            return Done()
        message = page(found, str(ids["role"]), str(ids["why"]), task.key)
        return await self._to_person(str(ids["person"]), message, task)

    async def _remind(self, task: LeasedTask) -> Delivered:
        clock, stage = str(task.ids["clock"]), str(task.ids["stage"])
        role = _ROLES.get(clock.partition(":")[0], "")
        found = await self._open(task, role)
        if found is None:
            return Done()
        running = any(d.clock == clock for d in found.deadlines)
        if not running:
            return Done()
        message = reminder(found, clock, stage, task.key)
        people = _called(found.case, role) if role else self._reminded(found.case)
        outcomes = [await self._to_person(person, message, task) for person in sorted(people)]
        return next((o for o in outcomes if isinstance(o, Again)), Done())

    def _reminded(self, case: Case) -> set[Ref]:
        custodians = {p.ref for p in self.office.roster.people if p.may(Role.CUSTODIAN)}
        return {p.person for p in case.paged} - case.used - case.recused or custodians

    async def _escalate(self, task: LeasedTask) -> Delivered:
        found = await dossier(self.office, task.case or "", SYSTEM)
        entry = _entry(found, task) if found is not None else None
        if found is None or entry is None:
            return GiveUp("no_such_entry")
        message = escalation(found, entry.event, task.key)
        return await posted_once(self.api, self.escalation_channel, task, message)

    async def _receipt(self, task: LeasedTask) -> Delivered:
        person = str(task.ids["person"])
        found = await dossier(self.office, task.case or "", person)
        entry = _entry(found, task) if found is not None else None
        if found is None or entry is None:
            return GiveUp("no_such_entry")
        message = _receipt(found, entry, await self.latest())
        return await self._to_person(person, message, task) if message is not None else Done()

    async def _open(self, task: LeasedTask, role: str) -> Dossier | None:
        """Return the case unless it has ended: then only in a role that outlives it, if at all."""
        found = await dossier(self.office, task.case or "", SYSTEM)
        if found is None:
            return None
        still = outliving(found.case)
        if role in (SENIOR_CALL, COMPLAINT):
            return found if role in still else None
        return found if found.case.state not in ENDED else None

    async def _to_person(self, person: Ref, message: Payload, task: LeasedTask) -> Delivered:
        """Post to every account of a person; one that cannot be reached does not hold the rest."""
        last: Delivered = GiveUp("no_account")
        for user in self.office.slack_of(person):
            last = delivered(await self.api.dm(user, message, f"{task.key}:{user}"))
            if isinstance(last, Again):
                return last
        return last


@dataclass(frozen=True, slots=True)
class _Way:
    """One of the board's ways as a port."""

    way: Callable[[LeasedTask], Awaitable[Delivered]]

    async def deliver(self, task: LeasedTask) -> Delivered:
        return await self.way(task)


_ROLES: Final = {
    SENIOR_CALL: SENIOR_CALL,
    CALL_AGAIN: SENIOR_CALL,
    COMPLAINT: COMPLAINT,
    COMPLAINT_AGAIN: COMPLAINT,
}
"""As what people were called who are reminded of a clock that outlives its case."""


def _called(case: Case, role: str) -> set[Ref]:
    return {p.person for p in case.paged if p.role == role} - case.recused


def _receipt(found: Dossier, entry: Happened, latest: str) -> Payload | None:
    """Return what whoever the entry concerns is told alone; None where it is out of date."""
    number, event = found.case.number, entry.event
    if isinstance(event, ev.DeterminationFiled):
        place = (entry.position, entry.hash)
        return receipt(number, event.version, event.decision, *place, latest)
    code = spoken_code(found)
    return renewed(number, code, entry.position) if code is not None else None


def _revision(found: Dossier) -> int:
    return found.history[-1].position if found.history else 0


def _entry(found: Dossier, task: LeasedTask) -> Happened | None:
    position = task.ids["position"]
    return next((h for h in found.history if h.position == position), None)
