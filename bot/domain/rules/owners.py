"""Whose the data is: recorded before a release, corrected while somebody is still to be told."""

from collections.abc import Iterator

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.decision import Answered, Asked
from bot.domain.errors import Refusal, Refused
from bot.domain.notice import AttemptOutcome, NoticeOwed, NoticeStatus
from bot.domain.release import Owner, same_holder

CUT_OFF = "cut_off"
"""The reply of an attempt whose end nobody saw."""


def record(asked: Asked, command: cm.RecordOwners) -> Answered:
    """Record what is stored for a device and whose it is; the release waits for it."""
    case = asked.case
    if command.device not in {s.alias for s in case.sought}:
        return Refused(Refusal.NO_SUCH_DEVICE, command.device)
    if case.clearance is not None:
        return Refused(Refusal.ALREADY_CLEARED)
    before = {o.alias: o.role for o in case.owners if o.device == command.device}
    if not command.corrects <= before.keys():
        return Refused(Refusal.NO_SUCH_OWNER, command.device)
    taken = _taken(asked, command)
    if taken is not None:
        return Refused(Refusal.ALIAS_TAKEN, taken)
    recorded = ev.OwnersRecorded(
        device=command.device,
        stored=command.stored,
        owners=command.owners,
        complete=command.complete,
    )
    if case.state is not State.RELEASED:
        return (recorded,)
    owing = {n.owner for n in case.notices if n.open}
    after = {o.alias: o.role for o in command.owners}
    if not command.corrects or not command.corrects <= owing or after != before:
        return Refused(Refusal.OWNERS_SETTLED, command.device)
    corrected = tuple(_corrected(asked, command))
    return (recorded, *corrected) if corrected else Refused(Refusal.NOTHING_CHANGED)


def _taken(asked: Asked, command: cm.RecordOwners) -> str | None:
    """Return an alias that stands for two account holders, on one device or over several."""
    named: set[str] = set()
    for owner in command.owners:
        known = asked.facts.opened.owners.get(owner.alias)
        other = known is not None and not same_holder(known, owner)
        if owner.alias in named or (other and owner.alias not in command.corrects):
            return owner.alias
        named.add(owner.alias)
    return None


def _corrected(asked: Asked, command: cm.RecordOwners) -> Iterator[ev.Event]:
    """Yield what follows for the notices of those whose address or name is another now."""
    notices = {n.owner: n for n in asked.case.notices}
    for owner in command.owners:
        known = asked.facts.opened.owners.get(
            owner.alias, Owner(alias=owner.alias, role=owner.role)
        )
        same_name = known.name == owner.name
        if owner.alias not in command.corrects or (same_name and known.email == owner.email):
            continue
        yield from cut_off(notices[owner.alias])
        yield ev.NoticeReaddressed(owner=owner.alias, somebody_else=not same_name)


def cut_off(notice: NoticeOwed) -> Iterator[ev.Event]:
    """End an attempt that is still under way on the record: nobody will say how it ended."""
    if notice.status is NoticeStatus.SENDING:
        yield ev.NoticeAttemptEnded(
            owner=notice.owner,
            channel=notice.channel,
            attempt=notice.attempt,
            outcome=AttemptOutcome.UNKNOWN,
            reply=CUT_OFF,
        )
