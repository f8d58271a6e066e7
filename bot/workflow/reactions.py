"""From what happened to what must now be done outside: the whole flow on one page.

Every effect is a task that commits with its cause. A task carries ids only; what it says is drawn
when it is delivered, so that it is true then.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain import events as ev
from bot.domain.afterwards import CHASES
from bot.domain.case import ENDED, Case, State
from bot.domain.events.authorizing import ReleaseAuthorized
from bot.domain.events.complaining import ComplaintAnswered, ComplaintOpened
from bot.domain.events.consenting import OwnerConsented
from bot.domain.events.erasing import CaseErased
from bot.domain.events.ordering import OrderObjected, OrderUnconfirmed
from bot.domain.events.preserving import PreservationAnswered, PreservationAsked
from bot.domain.events.reaching import LetterWaits, NoticeCameBack
from bot.domain.explaining import PROVEN_AT
from bot.domain.hold_clocks import HOLD
from bot.domain.levels import reached
from bot.domain.linking import Link
from bot.domain.notice import NoticeOwed
from bot.domain.recall import CLOCK as RECALL_CLOCK
from bot.domain.roster import Roster
from bot.domain.rules.telling import ready
from bot.domain.unfinished import outliving
from bot.workflow.anchor_names import ANCHORS, HOUR
from bot.workflow.dossier import Happened
from bot.workflow.held_notices import subjects
from bot.workflow.reactions_consent import CONSENT, asking
from bot.workflow.reactions_delivery import DELIVERY, of_delivery
from bot.workflow.reactions_ends import ENDS_PORTS, RECALL, SECOND, SHOUTED, afterwards
from bot.workflow.reactions_erasing import asked_to_erase
from bot.workflow.reactions_governing import proposals
from bot.workflow.reactions_store import EXPORTS, STORE, of_store, to_store
from bot.workflow.rows import NewTask
from bot.workflow.skip_cards import skips

CARD = "card"
PAGE = "page"
PAGER = "pager"
PAGER_RESOLVE = "pager.resolve"
REMIND = "remind"
ESCALATE = "escalate"
RECEIPT = "receipt"
AGENCY_STOP = "agency.stop"
AGENCY_REEXAMINE = "agency.reexamine"
DIRECTORY_TELL = "directory.tell"
ACCOUNTS = "accounts"
NOTICE = "notice"
REPLY = "reply"
NEWS = "news"
CHASE = "chase"
ALARM = "alarm"
COMPLAINT = "complaint"
LINK = "link"
PORTS = (
    CARD,
    PAGE,
    PAGER,
    PAGER_RESOLVE,
    REMIND,
    ESCALATE,
    RECEIPT,
    AGENCY_STOP,
    AGENCY_REEXAMINE,
    DIRECTORY_TELL,
    ACCOUNTS,
    STORE,
    EXPORTS,
    NOTICE,
    CONSENT,
    REPLY,
    NEWS,
    CHASE,
    ALARM,
    COMPLAINT,
    LINK,
    DELIVERY,
    *ANCHORS,
    HOUR,
    *ENDS_PORTS,
)

NOTICE_BACKOFF = (timedelta(), timedelta(minutes=30), timedelta(hours=6))
"""How long to wait before each attempt over a channel tried before; a new one is tried at once."""

UNSEEN = (
    ev.CaseViewed,
    ev.CommandRefused,
    ev.PageAcknowledged,
    PreservationAsked,
    PreservationAnswered,
)
"""Entries that change nothing on the card."""
_WORTH_A_SHOUT = (
    OrderUnconfirmed,
    OrderObjected,
    ev.CaseEscalated,
    ev.CaseLapsed,
    ev.CaseStopped,
    ev.CaseStoppedForAgency,
    ev.ApprovalWithdrawn,
    ev.DeterminationVoided,
    ev.NoticeUndelivered,
    LetterWaits,
    NoticeCameBack,
    *SHOUTED,
)
_CHASED = tuple(stage for stage, _ in CHASES)
ANCHORED = (
    ev.DeterminationFiled,
    ev.CaseApproved,
    ev.ReleaseCleared,
    ReleaseAuthorized,
    ev.HandedOver,
    CaseErased,
)
"""After these the record's head is published outside the database."""


def task(port: str, case: str | None, key: str, due: datetime, **ids: str | int) -> NewTask:
    """Return a task whose key begins with its port and whose lane is its port."""
    return NewTask(key=f"{port}:{key}", port=port, lane=port, case=case, due_at=due, ids=ids)


def second(subject: str, case: str | None, now: datetime) -> NewTask:
    """Return the task that keeps the card of what waits for a second person true.

    Add it whenever what it shows has changed: it is one task for each subject, run anew.
    """
    return task(SECOND, case, subject, now, subject=subject)


def reply(number: str, now: datetime) -> NewTask:
    """Return the task that answers a mail with the link of its case's page, once."""
    return task(REPLY, number, number, now)


def to_link(number: str, link: Link, now: datetime) -> NewTask:
    """Return the task that tells a case of another that belongs to it."""
    key = f"{number}:{link.other}:{link.why.value}"
    return task(LINK, number, key, now, other=link.other, why=link.why.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """Which ways out of the house the settings open, beside Slack and mail."""

    accounts: bool = False
    store: bool = False
    pager: bool = False
    anchors: tuple[str, ...] = ()


def reactions(
    case: Case, entries: Sequence[Happened], now: datetime, ways: Ways, roster: Roster
) -> Iterator[NewTask]:
    """Yield the tasks that `entries` call for; `case` is as they left it."""
    number, shown = case.number, False
    for entry in entries:
        linked = isinstance(entry.event, ev.CaseLinked)
        # A card of long ago is not drawn anew because somebody asks for the same device today.
        unseen = isinstance(entry.event, UNSEEN) or (linked and case.state in ENDED)
        shown = shown or not unseen
        yield from of_entry(number, entry, now, ways)
        if _is_news(case, entry.event):
            yield task(NEWS, number, f"{number}:{entry.position}", now)
        if ways.accounts and isinstance(
            entry.event, ev.CaseOpened | ev.RequestCompleted | ev.RequestAmended
        ):
            yield task(ACCOUNTS, number, f"{number}:{case.version}:{entry.position}", now)
        if isinstance(entry.event, ev.CodeRenewed) and case.logged_by is not None:
            # By telephone nobody but who took the request down can give the officer the new code.
            key = f"{number}:{entry.position}"
            yield task(RECEIPT, number, key, now, person=case.logged_by, position=entry.position)
    if shown:
        yield task(CARD, number, number, now)
    for skip in sorted(skips(case, entries)) if shown else ():
        yield second(f"skip:{number}:{skip}", number, now)
    asked = (*subjects(case, entries), *proposals(case, entries), *asked_to_erase(case, entries))
    for subject in asked if shown else ():
        yield second(subject, number, now)
    if ways.pager:
        yield from _answered_pages(case, entries, now)
    yield from to_store(case, entries, now, configured=ways.store)
    yield from of_store(number, entries, now)
    yield from notices(case, now, roster)
    yield from asking(case, now, roster)


def _is_news(case: Case, event: ev.Event) -> bool:
    """Whether the officer is to be told by mail to look at the page; only after a call-back."""
    asked = isinstance(event, ev.AgencyAsked) and event.to == "officer"
    ended = isinstance(event, ev.CaseRefused | ev.CaseLapsed | ev.HandedOver | OwnerConsented)
    return (asked or ended) and reached(case) >= PROVEN_AT


def of_entry(number: str, entry: Happened, now: datetime, ways: Ways) -> Iterator[NewTask]:
    """Yield what one entry calls for, whatever its case has become."""
    yield from of_delivery(number, entry, now)
    event, place = entry.event, f"{number}:{entry.position}"
    if isinstance(event, ev.PeoplePaged):
        for person in event.people:
            ids: dict[str, str | int] = {"person": person, "role": event.role, "why": event.why}
            yield task(PAGE, number, f"{place}:{person}", now, **ids)
            if ways.pager:
                yield task(PAGER, number, f"{place}:{person}", now, **ids)
    elif isinstance(event, ev.DeterminationFiled):
        yield task(RECEIPT, number, place, now, person=entry.actor, position=entry.position)
    elif isinstance(event, ev.ClockReached):
        yield from _clock(number, place, entry.position, event, now)
    elif isinstance(event, _WORTH_A_SHOUT):
        yield task(ESCALATE, number, place, now, position=entry.position)
    elif isinstance(event, ev.CaseLinked):
        yield to_link(event.other, Link(other=number, why=event.why), now)
    yield from afterwards(number, place, event, now)
    yield from _complaints(number, place, event, now)
    if isinstance(event, ANCHORED):
        yield from publish(ways, now)


def _complaints(number: str, place: str, event: ev.Event, now: datetime) -> Iterator[NewTask]:
    if isinstance(event, ComplaintOpened | ComplaintAnswered):
        yield task(COMPLAINT, number, place, now, number=event.number, kind=type(event).__name__)


def _answered_pages(case: Case, entries: Iterable[Happened], now: datetime) -> Iterator[NewTask]:
    """End the pages of whoever came, and everybody's once the case has ended."""
    called, still = {p.person for p in case.paged}, outliving(case)
    if case.state in ENDED and not still:
        yield task(PAGER_RESOLVE, case.number, f"{case.number}:all", now)
        return
    came = {e.actor for e in entries if isinstance(e.event, ev.CaseViewed)}
    kept = (
        {p.person for p in case.paged if p.role in still} if case.state in ENDED else called - came
    )
    for person in sorted(called - kept):
        yield task(PAGER_RESOLVE, case.number, f"{case.number}:{person}", now, person=person)


def publish(ways: Ways, now: datetime) -> Iterator[NewTask]:
    """Yield the task of every anchor: publish the record's head."""
    for anchor in ways.anchors:
        yield task(anchor, None, "head", now)


def _clock(
    number: str, place: str, position: int, event: ev.ClockReached, now: datetime
) -> Iterator[NewTask]:
    if event.stage in (ev.Stage.HALF, ev.Stage.MOST, ev.Stage.REPEAT):
        yield task(REMIND, number, place, now, clock=event.clock, stage=event.stage.value)
        return
    if event.stage in (ev.Stage.ENDS, ev.Stage.ASKED):
        return  # what they bring is told of by the entries that follow
    if event.stage in _CHASED:
        chased = RECALL if event.clock == RECALL_CLOCK else CHASE
        yield task(chased, number, place, now, stage=event.stage.value)
    if event.stage is ev.Stage.LAST_CHASE:
        return  # what it brings is told of by the entry that follows
    yield task(ESCALATE, number, place, now, position=position)
    if event.clock.startswith(("notice:", HOLD, "order_")):
        yield task(ALARM, number, place, now, clock=event.clock, stage=event.stage.value)


def notices(case: Case, now: datetime, roster: Roster) -> Iterator[NewTask]:
    """An owner who may be told now is told now, or after the back-off of the last attempt."""
    if case.state is not State.RELEASED:
        return
    for notice in case.notices:
        if ready(case, notice.owner, now, roster):
            wait = _pause(notice)
            key = f"{case.number}:{notice.owner}:{notice.attempt + 1}"
            due = task(NOTICE, case.number, key, now + wait, owner=notice.owner)
            # A lane of its own: one owner's back-off must not hold another's notice.
            yield replace(due, lane=f"{NOTICE}:{notice.owner}")


def _pause(notice: NoticeOwed) -> timedelta:
    tried = notice.next_channel in notice.used
    return NOTICE_BACKOFF[min(notice.attempts, len(NOTICE_BACKOFF) - 1) if tried else 0]
