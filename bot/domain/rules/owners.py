"""Whose the data is: recorded before a release, corrected while somebody is still to be told."""

from collections.abc import Iterator
from types import MappingProxyType

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import UNDECIDED, Case, State
from bot.domain.decision import Answered, Asked
from bot.domain.determination import Reason
from bot.domain.errors import Refusal, Refused
from bot.domain.notice import AttemptOutcome, NoticeOwed, NoticeStatus
from bot.domain.notice_channel import channels_of
from bot.domain.release import Owner, Stored, same_holder
from bot.domain.rules import addressing
from bot.domain.rules.settling import after, withdrawn

NOTHING = MappingProxyType(
    {
        Stored.NO_SUBSCRIPTION: Reason.NO_SUBSCRIPTION,
        Stored.DELETED: Reason.NO_DATA_RETAINED,
        Stored.EXPIRED: Reason.NO_DATA_RETAINED,
        Stored.E2EE: Reason.E2EE_NO_ACCESS,
        Stored.WRONG_ID: Reason.NO_SUCH_IDENTIFIER,
    }
)
"""The reason code of a case that ends because nothing is there to give."""
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
    typed = tuple(addressing.typed(asked, command))
    if case.state is not State.RELEASED:
        return (recorded, *typed, *_follows(asked, recorded))
    owing = {n.owner for n in case.notices if n.open}
    roles = {o.alias: o.role for o in command.owners}
    if not command.corrects or not command.corrects <= owing or roles != before:
        return Refused(Refusal.OWNERS_SETTLED, command.device)
    corrected = tuple(_corrected(asked, command))
    if not corrected and not typed:
        return Refused(Refusal.NOTHING_CHANGED)
    return (recorded, *typed, *corrected)


def _follows(asked: Asked, recorded: ev.OwnersRecorded) -> tuple[ev.Event, ...]:
    """Return what the answer means for the case: nothing to give, or facts that nobody weighed."""
    case = after(asked, [recorded])
    if case.state in UNDECIDED | {State.APPROVED} and _nothing_stored(case):
        return (ev.CaseRefused(reason=_reason(case)),)
    known = {(o.alias, flag) for o in asked.case.owners for flag in o.flags}
    new = {(o.alias, flag) for o in case.owners for flag in o.flags} - known
    # The two approved without knowing that an owner is the suspect, or in danger.
    return withdrawn(asked, [recorded], "owner_flags") if new and case.approval else ()


def _nothing_stored(case: Case) -> bool:
    """Whether every device asked for was looked up to the end and holds nothing."""
    empty = {a.alias for a in case.accounts if a.complete and a.stored in NOTHING}
    return case.complete and {s.alias for s in case.sought} <= empty


def _reason(case: Case) -> Reason:
    stored = {a.stored for a in case.accounts}
    return NOTHING[stored.pop()] if len(stored) == 1 else Reason.NO_RESPONSIVE_DATA


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
        if owner.alias not in command.corrects or (
            same_name and _reached(known) == _reached(owner)
        ):
            continue
        yield from cut_off(notices[owner.alias])
        yield ev.NoticeReaddressed(
            owner=owner.alias,
            somebody_else=not same_name,
            channels=channels_of(owner, app=asked.facts.policy.app_notices),
        )


def _reached(owner: Owner) -> tuple[object, ...]:
    return owner.email, owner.app and owner.account, owner.postal


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
