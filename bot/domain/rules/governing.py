"""Which legal standard applies: noticed by the product, settled by two people.

While it is in doubt nothing is approved and nothing is cleared. To refuse needs no settled
standard, unless one of those in question compels us and is in force.
"""

from datetime import datetime

from bot.domain.case import UNDECIDED, Case, State
from bot.domain.decision import Answered, Asked
from bot.domain.determination import Decision
from bot.domain.errors import Refusal, Refused
from bot.domain.events import Escalation, Event
from bot.domain.events import governing as ev
from bot.domain.governing import (
    ProposedStandard,
    ProposeStandard,
    RefuseStandard,
    SettleStandard,
    Situation,
    binding,
    situation_of,
    suggested,
)
from bot.domain.rules.paging import page, seniors
from bot.domain.rules.settling import settle, withdrawn
from bot.domain.scope import Scope

CHANGED = "standard_changed"
"""Why determinations on another standard are void."""
DOUBTED = "standard"
"""Why seniors are called: somebody must ask counsel which law applies."""


def _situation(asked: Asked) -> Situation:
    return situation_of(asked.case.agency, asked.facts.agency, asked.case.governing.owners)


def noticed(asked: Asked) -> tuple[Event, ...]:
    """Return what follows from what the facts suggest now; nothing where nothing changed."""
    case, law = asked.case, asked.facts.law
    over = case.state not in UNDECIDED | {State.APPROVED} or case.clearance is not None
    if over or not case.complete:
        return ()
    seen = _situation(asked)
    words, found = seen.words(law), suggested(seen, law)
    known = case.governing
    if known.settled == words:
        return ()
    if found.doubt is not None:
        if (known.doubt, known.candidates, known.situation) == (
            found.doubt,
            found.candidates,
            words,
        ):
            return ()
        held = ev.StandardHeld(doubt=found.doubt, candidates=found.candidates, situation=words)
        return (held, *page(seniors(case, asked.facts.roster), "senior", DOUBTED))
    if known.doubt is None and found.standard == case.standard:
        return ()
    return _follow(asked, found.standard or case.standard, words)


def _follow(asked: Asked, name: str, words: tuple[str, ...]) -> tuple[Event, ...]:
    """Let the case follow its facts; what was approved on another standard is approved no more."""
    version = asked.facts.law.standards[name].version
    followed = ev.StandardFollowed(standard=name, standard_version=version, situation=words)
    return (followed, *_void(asked, (followed,), name))


def _void(asked: Asked, happened: tuple[Event, ...], name: str) -> tuple[Event, ...]:
    """Return what makes determinations void that were filed on another standard."""
    case = asked.case
    decided = case.filed or case.used or case.approval is not None
    stopped = case.escalation is Escalation.STOPPED
    if name == case.standard or stopped or not decided:
        return ()
    return withdrawn(asked, happened, CHANGED)


def unsettled(asked: Asked, decision: Decision) -> Refused | None:
    """Refuse a determination while nobody knows under which law it would be made."""
    doubt = asked.case.governing.doubt
    if doubt is None:
        return None
    if decision is Decision.REFUSE and not binding(
        asked.case.governing.candidates, asked.facts.law
    ):
        return None
    return Refused(Refusal.STANDARD_UNSETTLED, doubt.value)


def outside(asked: Asked, scope: Scope) -> Refused | None:
    """Refuse a category that the standard does not know at all."""
    for window in scope:
        if not asked.facts.standard.askable(window.category):
            return Refused(Refusal.CATEGORY_OUTSIDE_STANDARD, window.category.value)
    return None


def told_at_once(asked: Asked) -> tuple[Event, ...]:
    """Return what a clearance means where the law has the owners told at the release."""
    standard = asked.facts.standard
    if not standard.notice_at_release:
        return ()
    return (ev.OwnersToldAtOnce(standard=standard.name, provision=standard.notice_provision),)


def notice_due(asked: Asked) -> datetime:
    """Return by when the owners must be told of a clearance made now, at the very latest."""
    facts, standard = asked.facts, asked.facts.standard
    at_once = standard.notice_target if standard.notice_at_release else None
    return asked.now + (at_once or facts.limits.notice_hard_max)


def doubted(case: Case) -> Refused | None:
    """Refuse to hand anything over while the standard is in doubt."""
    doubt = case.governing.doubt
    return Refused(Refusal.STANDARD_UNSETTLED, doubt.value) if doubt is not None else None


def propose(asked: Asked, command: ProposeStandard) -> Answered:
    """Say which standard applies: one that is in force here."""
    case = asked.case
    refused = _may_speak(asked) or _in_force(asked, command.standard)
    if refused is not None:
        return refused
    if case.governing.waiting is not None:
        return Refused(Refusal.STANDARD_WAITS)
    if case.governing.doubt is None and command.standard == case.standard:
        return Refused(Refusal.NOTHING_CHANGED)
    if not command.why.strip():
        return Refused(Refusal.NO_REASON)
    number = len(case.governing.proposals) + 1
    return (ev.StandardProposed(number=number, standard=command.standard, why=command.why),)


def confirm(asked: Asked, command: SettleStandard) -> Answered:
    """Agree as the second person; determinations on another standard are void from here on."""
    waits = _waiting(asked.case, command.number)
    if isinstance(waits, Refused):
        return waits
    if waits.by == asked.actor:
        return Refused(Refusal.SAME_PERSON)
    if asked.facts.roster.get(waits.by) is None:
        return Refused(Refusal.PROPOSER_GONE)
    refused = _may_speak(asked) or _in_force(asked, waits.standard)
    if refused is not None:
        return refused
    law = asked.facts.law
    settled = ev.StandardSettled(
        number=waits.number,
        standard=waits.standard,
        standard_version=law.standards[waits.standard].version,
        situation=_situation(asked).words(law),
        why=command.why or None,
    )
    return (settled, *(_void(asked, (settled,), waits.standard) or settle(asked, (settled,))))


def refuse(asked: Asked, command: RefuseStandard) -> Answered:
    """Hold that what was proposed does not apply."""
    waits = _waiting(asked.case, command.number)
    if isinstance(waits, Refused):
        return waits
    if not command.why.strip():
        return Refused(Refusal.NO_REASON)
    return (ev.StandardRefused(number=waits.number, why=command.why),)


def _may_speak(asked: Asked) -> Refused | None:
    if asked.case.clearance is not None:
        return Refused(Refusal.ALREADY_CLEARED)
    logged = asked.actor == asked.case.logged_by
    return Refused(Refusal.LOGGED_THE_REQUEST) if logged else None


def _in_force(asked: Asked, name: str) -> Refused | None:
    law = asked.facts.law
    known = name in law.in_force and name in law.standards
    return None if known else Refused(Refusal.STANDARD_NOT_IN_FORCE)


def _waiting(case: Case, number: int) -> ProposedStandard | Refused:
    waits = case.governing.waiting
    if waits is None or waits.number != number:
        return Refused(Refusal.NOTHING_WAITS)
    return waits
