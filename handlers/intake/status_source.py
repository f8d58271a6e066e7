"""What the officer's page says of a case: neutral words, the code, the questions, what waits."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain import events as ev
from bot.domain.case import Case, State
from bot.domain.changing import Change, ChangeKind
from bot.domain.explaining import explained
from bot.domain.request import DataSought
from bot.domain.roster import SYSTEM
from bot.domain.rulebook import BEFORE_HANDOVER
from bot.domain.rules.changing import called_since, untouched
from bot.domain.verification import StepKind, counting
from bot.workflow.checkpoints import Latest, unsigned
from bot.workflow.dossier import Dossier
from bot.workflow.intake_values import STATUS_PAGE_LIFE
from bot.workflow.links import COPY, HELD, STATUS, find
from bot.workflow.office import Office
from bot.workflow.queries import dossier
from bot.workflow.rows import Link
from handlers.blocks.ask import READY
from handlers.blocks.receipt import record_lines
from handlers.intake.cures import cures
from handlers.intake.mail_form import offered
from handlers.intake.status_page import AskedRow, StatusView
from handlers.intake.web_portal.choices import ZONES
from handlers.languages import marked as _n

_WORKING: Final = _n(
    "We have your request and people are working on it now. We may call you back through your "
    "agency's published number."
)
_DONE: Final = _n(
    "The desk has dealt with this request. Please call the desk if you need to speak to us."
)
_HELD: Final = _n(
    "Your request is safe with us, but very many came at once, and it waits until a person lets "
    "it through. Call the desk now, or have your dispatch call."
)
_COPY: Final = _n(
    "We have this request already, and people are working on it. What you sent now is kept with "
    "it. The page that you were given first shows how it goes on. If you have lost it, call the "
    "desk."
)
WORDS: Mapping[State, str] = MappingProxyType(
    {
        State.RECEIVED: _WORKING,
        State.VERIFYING: _WORKING,
        State.IN_REVIEW: _WORKING,
        State.ESCALATED: _WORKING,
        State.APPROVED: _WORKING,
        State.ON_HOLD: _n("We need more from you. Please answer the questions below."),
        State.LAPSED: _n(
            "This request was not decided in time, and has ended without an answer. If the danger "
            "goes on, call the desk now."
        ),
        State.WITHDRAWN: _n("This request was withdrawn."),
        State.EMERGENCY_ENDED: _n(
            "We were told that the emergency is over. The request is closed."
        ),
    }
)
"""Neutral words: they say nothing of accounts, of reviewers, or of what was decided."""
CHANGES: Mapping[ChangeKind, str] = MappingProxyType(
    {
        ChangeKind.WIDEN: _n("You ask for more data."),
        ChangeKind.OTHER: _n("You ask for less data."),
        ChangeKind.CONTACT: _n("You give another address or number."),
        ChangeKind.WITHDRAW: _n("You take the request back."),
    }
)
"""What waits for a call."""
WHOLE: Final = _n("You sent the whole form.")
_SHOWN_OF_DEVICE: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStatus:
    """The `StatusSource` over the cases, and over what has no case yet."""

    office: Office
    phone: str
    latest: Latest = unsigned

    async def status(self, token: str) -> StatusView | None:
        """Return what the token opens; None when it is unknown or expired."""
        link = await find(self.office, STATUS, token)
        if link is None:
            return await self._without_case(token)
        found = await dossier(self.office, link.case, SYSTEM)
        if found is None:
            return None
        first = found.history[0]
        kept = record_lines(first.position, first.hash, await self.latest())
        return replace(self._case(found), receipt=kept)

    async def _without_case(self, token: str) -> StatusView | None:
        """Return what is held, or that a copy came; neither shows anything of a case."""
        held = await find(self.office, HELD, token)
        if held is not None:
            return await self._held(held)
        copy = await find(self.office, COPY, token)
        if copy is None:
            return None
        came = copy.expires_at - STATUS_PAGE_LIFE
        return StatusView(case=copy.case, words=_COPY, updated_at=came, phone=self.phone)

    async def _held(self, link: Link) -> StatusView | None:
        rows = await self.office.database.read(lambda db: db.held.waiting())
        row = next((r for r in rows if r.name == link.case), None)
        if row is None:
            return None
        return StatusView(case=row.name, words=_HELD, updated_at=row.at, phone=self.phone)

    def _case(self, found: Dossier) -> StatusView:
        case = found.case
        zone = found.zone if found.zone in dict(ZONES) else "UTC"
        request = found.opened.request
        changeable = request is not None and _changeable(case)
        return StatusView(
            case=case.number,
            words=WORDS.get(case.state, _DONE),
            updated_at=found.history[-1].at,
            code=found.opened.code if _shows_code(case) else None,
            questions=_questions(found),
            phone=self.phone,
            waiting=tuple((_proposed(found, c), c.at) for c in case.open_changes if _open(case)),
            rows=tuple(_row(s, zone) for s in request.data_sought)
            if request is not None and changeable
            else (),
            zone=zone,
            answerable=changeable and case.asked_at is not None,
            takes_process=request is not None,
            cures=cures(
                explained(case, found.agency, found.standard), ordered=case.order is not None
            ),
            mail_form=offered(found, waits=not untouched(case)),
        )


def _open(case: Case) -> bool:
    return case.clearance is None and case.state in BEFORE_HANDOVER


def _changeable(case: Case) -> bool:
    return case.complete and _open(case)


def _proposed(found: Dossier, change: Change) -> str:
    """Say what was proposed; a whole form is not called more or less data."""
    proposed, current = found.opened.proposals.get(change.number), found.opened.request
    wanted = proposed.request if proposed is not None else None
    if wanted is None or current is None:
        return CHANGES[change.kind]
    return WHOLE if len(wanted.unconfirmed) < len(current.unconfirmed) else CHANGES[change.kind]


def _row(sought: DataSought, zone: str) -> AskedRow:
    there = ZoneInfo(zone)
    start, end = (
        moment.astimezone(there).replace(tzinfo=None).isoformat(timespec="seconds")
        for moment in (sought.start, sought.end)
    )
    return AskedRow(
        alias=sought.alias,
        # Whoever has the link reads the page: enough to know the device again, and no more.
        ending=(sought.device or "")[-_SHOWN_OF_DEVICE:],
        categories=tuple(c.value for c in sought.categories),
        start=start,
        end=end,
    )


def _shows_code(case: Case) -> bool:
    """Show the code until the call-back is done, unless it was spoken to the officer by phone.

    A change that waits for a call needs the code once more.
    """
    if case.logged_by is not None or case.state not in BEFORE_HANDOVER:
        return False
    called = any(s.kind is StepKind.CALLBACK for s in counting(case.steps))
    return not called or any(not called_since(case, c) for c in case.open_changes)


def _questions(found: Dossier) -> tuple[str, ...]:
    if found.case.asked_at is None:
        return ()
    asked = [h.event for h in found.history if isinstance(h.event, ev.AgencyAsked)][-1]
    own = (asked.own,) if asked.own else ()
    return (*(READY.get(q, q) for q in asked.questions), *own)
