"""After a release: reading the legal process that came, excusing it, and what a miss brings."""

from bot.domain import events as ev
from bot.domain.case import Case, State
from bot.domain.decision import Answered, Asked, Facts
from bot.domain.errors import Refusal, Refused
from bot.domain.followup import (
    AcceptProcess,
    AgreeExcuse,
    Covers,
    DropExcuse,
    ExcuseProcess,
    ProcessOwed,
    RefuseProcess,
    Upload,
    kind_named,
)
from bot.domain.rules.paging import page, seniors
from bot.domain.rules.telling import brought_forward
from bot.domain.stamp import Stamp


def owed(asked: Asked) -> ev.FollowUpIsOwed:
    """Return what is owed from the hand-over on: by the promise, within what the standard takes."""
    request = asked.facts.opened.request
    promise = request.follow_up if request is not None else None
    facts, by = asked.facts, promise.by if promise else None
    due = facts.standard.follow_up_due(asked.now, by, facts.law.court_days)
    promised = kind_named(promise.kind) if promise else None
    return ev.FollowUpIsOwed(due=due, process=facts.standard.follow_up_kind or promised)


def accept(asked: Asked, command: AcceptProcess) -> Answered:
    """Take a document as what was owed, in time or late by when it came, not when it was read.

    It was compared with what was released: of one that covers a part the rest is owed as before,
    until another covers it, two people excuse it, or it is missed.
    """
    upload, promise = _unread(asked.case, command.number), asked.case.follow_up
    if isinstance(upload, Refused):
        return upload
    if promise is None:
        return Refused(Refusal.NO_FOLLOW_UP)
    if command.covers is Covers.NO:
        return Refused(Refusal.PROCESS_NOT_COVERING)
    if not command.issuer.strip():
        return Refused(Refusal.NO_REASON)
    accepted = ev.ProcessAccepted(
        number=command.number,
        covers=command.covers,
        process=command.process,
        late=upload.at > promise.due,
        issuer=command.issuer,
        rest_owed=command.covers is Covers.PARTLY and promise.open,
    )
    settles = promise.open and not accepted.rest_owed
    return (accepted, *(closing(asked.case) if settles else ()))


def refuse(asked: Asked, command: RefuseProcess) -> Answered:
    """Put a document aside: the process is owed as before."""
    upload = _unread(asked.case, command.number)
    if isinstance(upload, Refused):
        return upload
    if not command.why.strip():
        return Refused(Refusal.NO_REASON)
    return (ev.ProcessRefused(number=command.number, why=command.why),)


def excuse(asked: Asked, command: ExcuseProcess) -> Answered:
    """Say that nothing needs to come any more; it counts once a second person says so too."""
    promise = _open(asked.case)
    if isinstance(promise, Refused):
        return promise
    if not command.why.strip():
        return Refused(Refusal.NO_REASON)
    if not _stands(asked, promise):
        return (ev.ExcuseProposed(why=command.why),)
    return _excused(asked, promise, command.why)


def agree(asked: Asked, _command: AgreeExcuse) -> Answered:
    """Agree to what another proposed, who must still be on the roster."""
    promise = _open(asked.case)
    if isinstance(promise, Refused):
        return promise
    if not _stands(asked, promise):
        return Refused(Refusal.NO_FOLLOW_UP)
    return _excused(asked, promise)


def _excused(asked: Asked, promise: ProcessOwed, why: str | None = None) -> Answered:
    if promise.excuse_by == asked.actor:
        return Refused(Refusal.SAME_PERSON)
    return (ev.FollowUpExcused(why=why), *closing(asked.case))


def drop(asked: Asked, command: DropExcuse) -> Answered:
    """Let a proposed excuse fall; one person is enough, since nothing is lost by it."""
    promise = _open(asked.case)
    if isinstance(promise, Refused):
        return promise
    if promise.excuse_by is None:
        return Refused(Refusal.NO_FOLLOW_UP)
    if not command.why.strip():
        return Refused(Refusal.NO_REASON)
    return (ev.ExcuseDropped(why=command.why),)


def missed(case: Case, facts: Facts, stamp: Stamp) -> tuple[ev.Event, ...]:
    """Return what a broken promise brings: it is counted, and the owners are told early."""
    early = brought_forward(case, facts, stamp.at)
    called = page(seniors(case, facts.roster), "senior", "follow_up") if early else ()
    return (ev.FollowUpMissed(), *early, *called, *closing(case))


def closing(case: Case) -> tuple[ev.Event, ...]:
    """Close a released case whose owners are all told, when this was its last duty."""
    waits = case.state is not State.RELEASED or any(n.open for n in case.notices)
    return () if waits else (ev.CaseClosed(),)


def _stands(asked: Asked, promise: ProcessOwed) -> bool:
    first = promise.excuse_by
    return first is not None and asked.facts.roster.get(first) is not None


def _open(case: Case) -> ProcessOwed | Refused:
    promise = case.follow_up
    return promise if promise is not None and promise.open else Refused(Refusal.NO_FOLLOW_UP)


def _unread(case: Case, number: int) -> Upload | Refused:
    found = next((u for u in case.uploads if u.number == number), None)
    if found is None:
        return Refused(Refusal.NO_SUCH_PROCESS, f"P{number}")
    return found if found.covers is None else Refused(Refusal.PROCESS_READ, f"P{number}")
