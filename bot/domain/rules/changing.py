"""Answers and changes that come by the status page: at once, or only after a call."""

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import Case
from bot.domain.changing import (
    Change,
    ChangeKind,
    ConfirmChange,
    ProposeChange,
    ReceiveProcess,
    RefuseChange,
    filled_in,
    kind_of,
)
from bot.domain.decision import Answered, Asked
from bot.domain.errors import Refusal, Refused
from bot.domain.followup import waiting
from bot.domain.request import Request
from bot.domain.roster import REQUESTER, SYSTEM
from bot.domain.rules import calling_off, intake
from bot.domain.rules.paging import callers, custodians, page, seniors
from bot.domain.verification import StepKind, StepResult, counting

MOST_CHANGES = 20
"""Changes, versions and documents that a status page may add to one case."""


def amend(asked: Asked, command: cm.AmendRequest) -> Answered:
    """Amend a request; the agency itself may only answer what it was asked, and not widen.

    Where it wrote a free text, it may once say in the form what it asks for.
    """
    if asked.actor == REQUESTER:
        judge = _answers if asked.case.complete else _completes
        refused = judge(asked, command)
        if refused is not None:
            return refused
    return intake.amend(asked, command)


def untouched(case: Case) -> bool:
    """Whether nobody has done anything yet on what a free text said.

    Only then does the form stand in its place at once. A call, a determination or a support was
    given for the officer's own words, and whoever reads their mailbox must not put others there.
    """
    people = {s.by for s in case.steps if s.result is StepResult.PASS} - {SYSTEM}
    supported = case.supporters or case.senior_supporters
    acted = people or supported or case.ever_filed or case.completed_by is not None
    return not case.complete and case.logged_by is None and not acted


def _completes(asked: Asked, command: cm.AmendRequest) -> Refused | None:
    current = asked.facts.opened.request
    if current is None or asked.case.logged_by is not None or not command.request.complete:
        return Refused(Refusal.REQUEST_INCOMPLETE)
    if not untouched(asked.case) or not filled_in(current, command.request):
        return Refused(Refusal.CHANGE_NEEDS_CALL, kind_of(current, command.request).value)
    return None


def _answers(asked: Asked, command: cm.AmendRequest) -> Refused | None:
    current = asked.facts.opened.request
    if current is None or not asked.case.complete:
        return Refused(Refusal.REQUEST_INCOMPLETE)
    if asked.case.version >= MOST_CHANGES:
        return Refused(Refusal.TOO_MANY_CHANGES)
    kind = kind_of(current, command.request)
    if asked.case.asked_at is None or kind is not ChangeKind.OTHER:
        return Refused(Refusal.CHANGE_NEEDS_CALL, kind.value)
    return None


def propose(asked: Asked, command: ProposeChange) -> Answered:
    """Put a change on the record, where it waits; somebody is called to ask the agency."""
    case, current = asked.case, asked.facts.opened.request
    if case.clearance is not None:
        return Refused(Refusal.ALREADY_CLEARED)
    if command.base != case.version:
        return Refused(Refusal.REQUEST_CHANGED, f"version {case.version}")
    if current is None or not (case.complete or _fills(case, current, command.request)):
        return Refused(Refusal.REQUEST_INCOMPLETE)
    if command.request is not None and command.request.agency != current.agency:
        return Refused(Refusal.CHANGE_NEEDS_CALL, "agency")
    if command.request == current:
        return Refused(Refusal.NOTHING_CHANGED)
    if command.request is not None and not command.request.complete:
        return Refused(Refusal.REQUEST_INCOMPLETE)
    if len(case.changes) >= MOST_CHANGES:
        return Refused(Refusal.TOO_MANY_CHANGES)
    proposed = ev.ChangeProposed(
        number=len(case.changes) + 1,
        kind=kind_of(current, command.request),
        base=case.version,
        request=command.request,
        mark=command.mark,
        changed=command.changed,
        why=command.why,
    )
    return (proposed, *_called(asked))


def _fills(case: Case, current: Request, wanted: Request | None) -> bool:
    return case.logged_by is None and wanted is not None and filled_in(current, wanted)


def _called(asked: Asked) -> tuple[ev.Event, ...]:
    roster = asked.facts.roster
    caller = page(callers(asked.case, roster), "caller", "change_proposed")
    return caller or page(seniors(asked.case, roster), "senior", "change_proposed")


def confirm(asked: Asked, command: ConfirmChange) -> Answered:
    """Let a change happen that the agency confirmed in a call made after it was proposed."""
    change = _open(asked, command.number)
    if isinstance(change, Refused):
        return change
    if not called_since(asked.case, change):
        return Refused(Refusal.CHANGE_NEEDS_CALL, change.kind.value)
    if change.base != asked.case.version:
        return Refused(Refusal.REQUEST_CHANGED, f"version {asked.case.version}")
    follows = _follows(asked, change)
    if not isinstance(follows, tuple):
        return follows
    return (ev.ChangeConfirmed(number=change.number), *follows)


def _follows(asked: Asked, change: Change) -> Answered:
    if change.kind is ChangeKind.WITHDRAW:
        return calling_off.withdraw(asked, cm.WithdrawRequest(how="status page, confirmed by call"))
    proposed = asked.facts.opened.proposals.get(change.number)
    if proposed is None or proposed.request is None or proposed.mark is None:
        return Refused(Refusal.REQUEST_INCOMPLETE)
    command = cm.AmendRequest(
        base=change.base,
        request=proposed.request,
        mark=proposed.mark,
        changed=proposed.changed,
        answer=proposed.why,
    )
    return intake.amend(asked, command)


def refuse(asked: Asked, command: RefuseChange) -> Answered:
    """Drop a proposed change; no call is needed to let nothing happen."""
    change = _open(asked, command.number)
    if isinstance(change, Refused):
        return change
    if not command.why.strip():
        return Refused(Refusal.NO_REASON)
    return (ev.ChangeRefused(number=change.number, why=command.why),)


def called_since(case: Case, change: Change) -> bool:
    """Whether a call-back passed after the change was proposed, and no denial came since."""
    return any(s.kind is StepKind.CALLBACK and s.at > change.at for s in counting(case.steps))


def _open(asked: Asked, number: int) -> Change | Refused:
    if asked.actor in asked.case.recused:
        return Refused(Refusal.RECUSED)
    found = next((c for c in asked.case.open_changes if c.number == number), None)
    return found or Refused(Refusal.NO_SUCH_CHANGE, f"change {number}")


def receive_process(asked: Asked, command: ReceiveProcess) -> Answered:
    """Take in legal process; what it is worth is for people to read."""
    if asked.case.processes >= MOST_CHANGES:
        return Refused(Refusal.TOO_MANY_CHANGES)
    if command.number != asked.case.processes + 1:
        return Refused(Refusal.REQUEST_CHANGED, f"process {asked.case.processes}")
    received = ev.ProcessReceived(
        number=command.number,
        process=command.process,
        court=command.court,
        attachment=command.attachment,
    )
    return (received, *_reader(asked))


def _reader(asked: Asked) -> tuple[ev.Event, ...]:
    """Call a custodian to read it; after the first that waits they know."""
    case = asked.case
    if case.released_at is None or waiting(case.uploads):
        return ()
    return page(custodians(case, asked.facts.roster)[:1], "reader", "process_received")
