"""Orders that bind us: since when, whom their clocks call, and what an authority says later."""

from datetime import datetime, timedelta

from bot.domain.case import UNDECIDED, Case, State
from bot.domain.decision import Answered, Asked, Facts
from bot.domain.errors import Refusal, Refused
from bot.domain.events import Event, Stage
from bot.domain.events.ordering import OrderLifted, OrderObjected, OrderStands, OrderUnconfirmed
from bot.domain.followup import FollowUpStatus, waiting
from bot.domain.governing import binding
from bot.domain.order import TO_COUNSEL
from bot.domain.ordering import TAKES_BACK, RecordObjection
from bot.domain.recall import RecallCause
from bot.domain.rules import recalling
from bot.domain.rules.paging import page, seniors
from bot.domain.standard import Standard

COUNSEL = "counsel"
"""As what the counsel of the settings is called."""
FELL = "order_fell"
"""Why seniors and counsel are called when an order falls after it was carried out."""
_CONFIRMED = frozenset({FollowUpStatus.RECEIVED, FollowUpStatus.EXCUSED})


def noticed(case: Case, facts: Facts, now: datetime) -> tuple[Event, ...]:
    """Return what the law of the case makes of it at `now`: an order that stands, or one no more.

    Every way in which a case gets its standard ends here, before time is allowed to pass. After a
    release it is an order that nothing confirmed in time.
    """
    if case.released_at is not None:
        return _unconfirmed(case, facts, now)
    if case.state not in UNDECIDED | {State.APPROVED}:
        return ()
    binds = _binding(case, facts)
    if binds is None:
        return (OrderLifted(),) if case.order is not None else ()
    same = case.order is not None and case.order.standard == binds.name
    return () if same else (_stands(case, facts, binds),)


def _binding(case: Case, facts: Facts) -> Standard | None:
    """Return the law that binds us; while it is in doubt, the most urgent that may.

    A case in which an order is in question does not lapse before two people have said that it is
    none.
    """
    if not facts.standard.voluntary:
        return facts.standard
    if case.governing.doubt is None:
        return None
    may = (facts.law.standards[n] for n in binding(case.governing.candidates, facts.law))
    return min(may, key=lambda s: (s.comply_within or timedelta.max, s.name), default=None)


def _stands(case: Case, facts: Facts, standard: Standard) -> OrderStands:
    received = case.opened_at
    within, objection = standard.comply_within, standard.objection_within
    return OrderStands(
        standard=standard.name,
        standard_version=standard.version,
        received=received,
        internal_due=received + (standard.internal_deadline or facts.limits.hard_stop),
        comply_due=received + within if within is not None else None,
        objection_until=received + objection if objection is not None else None,
    )


def _unconfirmed(case: Case, facts: Facts, now: datetime) -> tuple[Event, ...]:
    """Where the law takes an order away that nothing confirms; not while a document lies unread."""
    order, owed = case.order, case.follow_up
    if order is None or owed is None or facts.standard.validated_within is None:
        return ()
    late = now >= owed.due and owed.status not in _CONFIRMED and not waiting(case.uploads)
    if order.fallen or not late:
        return ()
    return (OrderUnconfirmed(), *_taken_back(case, facts, RecallCause.NOT_CONFIRMED, now))


def _taken_back(case: Case, facts: Facts, cause: RecallCause, now: datetime) -> tuple[Event, ...]:
    """What was given is recalled, once, and seniors and counsel hear of it."""
    recalled = () if case.recall is not None else (recalling.ordered(cause, now),)
    return (*recalled, *_everybody(case, facts, FELL))


def called(case: Case, facts: Facts, clock: str, stage: Stage) -> tuple[Event, ...]:
    """Return whom a clock of the order calls: every senior, and counsel; nobody before it is late.

    Nothing here decides anything, and nothing ends the case.
    """
    early = clock not in TO_COUNSEL or stage in (Stage.HALF, Stage.MOST)
    return () if early else _everybody(case, facts, clock)


def _everybody(case: Case, facts: Facts, why: str) -> tuple[Event, ...]:
    counsel = (facts.counsel,) if facts.counsel is not None else ()
    return (*page(seniors(case, facts.roster), "senior", why), *page(counsel, COUNSEL, why))


def object_to(asked: Asked, command: RecordObjection) -> Answered:
    """Record an authority's word. One person is enough: it only ever takes something back."""
    if asked.case.order is None:
        return Refused(Refusal.NO_ORDER)
    if not command.authority.strip() or not command.how.strip():
        return Refused(Refusal.NO_REASON)
    said = OrderObjected(word=command.word, authority=command.authority, how=command.how)
    if command.word not in TAKES_BACK:
        return (said,)
    return (said, *_taken_back(asked.case, asked.facts, RecallCause.OBJECTED, asked.now))
