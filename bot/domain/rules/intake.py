"""Opening a case, looking at it, and changing what is asked."""

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import Case, State
from bot.domain.decision import Answered, Asked, Facts
from bot.domain.errors import Refusal, Refused
from bot.domain.events import Escalation
from bot.domain.folding import evolve
from bot.domain.roster import Role
from bot.domain.rules.paging import anew, at_receipt
from bot.domain.stamp import Stamp

STANDING = "show"
"""The surface that says where a case stands, and nothing of what was asked for or found."""


def opened(command: cm.OpenCase) -> ev.CaseOpened:
    """Return the event that begins a case; intake is refused before, never here."""
    return ev.CaseOpened(
        channel=command.channel,
        request=command.request,
        mark=command.mark,
        original=command.original,
        standard=command.standard,
        standard_version=command.standard_version,
        vouched=command.vouched,
        agency_listed=command.agency_listed,
        agency_first_seen=command.agency_first_seen,
        logged_by=command.logged_by,
        code=command.code,
    )


def after_opening(case: Case, facts: Facts) -> tuple[ev.Event, ...]:
    """Page people as soon as the case exists."""
    return at_receipt(case, facts.roster)


def amend(asked: Asked, command: cm.AmendRequest) -> Answered:
    """Complete a spoken request, or make a new version of it."""
    case = asked.case
    if command.base != case.version:
        return Refused(Refusal.REQUEST_CHANGED, f"version {case.version}")
    if case.clearance is not None:
        return Refused(Refusal.ALREADY_CLEARED)
    if not case.complete and not case.filed:
        return (ev.RequestCompleted(request=command.request, mark=command.mark),)
    if case.escalation is Escalation.STOPPED and not _may_resume(asked):
        return Refused(Refusal.SENIOR_NEEDED, "stopped")
    waiting = case.state is State.ON_HOLD or case.asked_at is not None
    reopens = waiting or case.escalation is Escalation.STOPPED or command.answer
    if command.mark == case.mark and not reopens:
        return Refused(Refusal.NOTHING_CHANGED)
    amended = ev.RequestAmended(
        version=case.version + 1,
        request=command.request,
        mark=command.mark,
        changed=command.changed,
        answer=command.answer,
    )
    renewed = evolve(case, amended, Stamp(asked.now, asked.actor))
    return (amended, *anew(renewed, asked.facts.roster, "amended"))


def _may_resume(asked: Asked) -> bool:
    """Whether the actor may let a stopped case go on: a senior, and never who stopped it.

    Where no other senior is on the roster any other reviewer may, or a stop could not be answered.
    """
    stopper, roster = asked.case.stopped_by, asked.facts.roster
    if asked.actor == stopper:
        return False
    seniors = {p.ref for p in roster.people if p.may(Role.SENIOR)} - {stopper}
    person = roster.get(asked.actor)
    return asked.actor in seniors or (
        not seniors and person is not None and person.may(Role.REVIEWER)
    )


def view(asked: Asked, command: cm.ViewCase) -> Answered:
    """Put every look at a case on the record; who stepped out may only read where it stands."""
    if asked.actor in asked.case.recused and command.surface != STANDING:
        return Refused(Refusal.RECUSED)
    return (ev.CaseViewed(surface=command.surface),)


def acknowledge(_asked: Asked, command: cm.AcknowledgePage) -> Answered:
    """Take an acknowledgement that came in by the paging system."""
    return (ev.PageAcknowledged(person=command.person),)
