"""From the approval to the hand-over: items against the scope, and who receives them."""

import re
from collections.abc import Collection
from collections.abc import Set as AbstractSet

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.authorizing import AuthorizeRelease, unanswered
from bot.domain.case import Case
from bot.domain.decision import Answered, Asked, Undone
from bot.domain.defrauding import found, proposed
from bot.domain.delivering import waits
from bot.domain.determination import Reason
from bot.domain.errors import Refusal, Refused
from bot.domain.events.recalling import RecallAnswered
from bot.domain.flag import barring
from bot.domain.levels import exception_granted, people_who_called, verified
from bot.domain.limits import HANDOVER, SENIOR_AFTER
from bot.domain.recall import RecallAnswer
from bot.domain.release import Item, Recipient, Stored, told_devices
from bot.domain.request import Ongoing
from bot.domain.rules import following, governing, holding
from bot.domain.rules.settling import eligible, withdrawn
from bot.domain.rules.telling import channels_to
from bot.domain.scope import Window
from bot.domain.verification import StepKind, counting

_SHA256 = re.compile(r"[0-9a-f]{64}")
BAD_STANDINGS = ("compromised", "blocked")
Leaving = cm.ClearRelease | AuthorizeRelease
"""The two ways in which data may leave: by hand, or by the evidence store."""


def clear(asked: Asked, command: cm.ClearRelease) -> Answered:
    """Clear items against the approval. Everything that counted when approving counts again."""
    case = asked.case
    wrong = unfit(asked, command)
    if wrong is not None:
        return wrong
    if command.ongoing is Ongoing.NO:
        return over(asked, command)
    items = _items(asked, command)
    refused = facts_unfit(asked, command) or (items if isinstance(items, Refused) else None)
    if refused is not None or isinstance(items, Refused):
        return refused or Refused(Refusal.NO_ITEMS)
    devices = {i.window.alias for i in items}
    refused = owners_unknown(case, devices)
    if refused is not None:
        return refused
    return (
        ev.FactsReconfirmed(confirmed_at=asked.now, how=command.how),
        ev.ReleaseCleared(
            number=case.clearances + 1,
            items=items,
            recipient=command.recipient,
            contact=command.contact,
            transport=command.transport,
        ),
        *notices_owed(asked, devices),
    )


def unfit(asked: Asked, command: Leaving) -> Refused | Undone | None:
    """Say why nothing may leave: by whom, of which version, with whose approval; None if it may."""
    refused = _who(asked) or _still_approved(asked, command) or governing.doubted(asked.case)
    if refused is not None:
        return refused
    lost = _lost_reviewers(asked)
    if not lost:
        return None
    gone = withdrawn(asked, lost, "reviewer_lost_standing")
    return Undone(refused=Refused(Refusal.REVIEWER_LOST_STANDING), events=(*lost, *gone))


def over(asked: Asked, command: Leaving) -> Answered:
    """An order ends when who gave it takes it back, and not with the emergency."""
    if asked.case.order is not None:
        return (ev.CaseWithdrawn(how=command.how),)
    return (ev.EmergencyEnded(ended_at=asked.now, how=command.how),)


def _who(asked: Asked) -> Refused | None:
    case = asked.case
    if asked.actor in case.ever_filed:
        return Refused(Refusal.REVIEWED_THE_CASE)
    if asked.actor in case.recused:
        return Refused(Refusal.RECUSED)
    if asked.facts.policy.strict_separation and asked.actor in people_who_called(case):
        return Refused(Refusal.CALLED_THE_AGENCY)
    return None


def _still_approved(asked: Asked, command: Leaving) -> Refused | None:
    case = asked.case
    if case.clearance is not None:
        return Refused(Refusal.ALREADY_CLEARED)
    if command.version != case.version:
        return Refused(Refusal.REQUEST_CHANGED, f"version {case.version}")
    if case.approval is None or asked.now >= case.approval.until:
        return Refused(Refusal.APPROVAL_EXPIRED)
    return gone_bad(asked)


def gone_bad(asked: Asked) -> Refused | None:
    """Say what became worse since two people approved; counted again whenever something leaves."""
    case = asked.case
    if proposed(case):
        return Refused(Refusal.FRAUD_WAITS)
    listed = asked.facts.agency
    if not verified(case) or (listed is not None and listed.standing in BAD_STANDINGS):
        return Refused(Refusal.PACKAGE_WORSE)
    bars = barring(case.flags)
    return Refused(Refusal.RED_FLAGS, ", ".join(f.sign.value for f in bars)) if bars else None


def _lost_reviewers(asked: Asked) -> tuple[ev.Event, ...]:
    approval = asked.case.approval
    pair = approval.pair if approval is not None else ()
    reasons = {p: eligible(p, asked.facts, asked.now) for p in pair}
    return tuple(
        ev.DeterminationVoided(person=p, why=why) for p, why in reasons.items() if why is not None
    )


def facts_unfit(asked: Asked, command: Leaving) -> Refused | None:
    """Say what is wrong with the facts as confirmed now, or with who is to receive it."""
    if command.ongoing is not Ongoing.YES:
        ordered = asked.case.order is not None
        return Refused(Refusal.ORDER_UNKNOWN if ordered else Refusal.EMERGENCY_UNKNOWN)
    if not command.how.strip():
        return Refused(Refusal.FACTS_STALE)
    return _recipient(asked, command)


def _recipient(asked: Asked, command: Leaving) -> Refused | None:
    """Only a contact that was reached independently, or the dispatch desk of the directory."""
    case, listed = asked.case, asked.facts.agency
    if command.recipient is Recipient.OFFICER:
        if exception_granted(case):
            return Refused(Refusal.RECIPIENT_NOT_VERIFIED, "dispatch only")
        reached = any(s.kind is StepKind.CALLBACK for s in counting(case.steps))
        request = asked.facts.opened.request
        given = request.officer.email if request is not None else None
        ours = bool(given) and listed is not None and _domain(given or "") in listed.domains
        named = bool(given) and command.contact == given
        return None if reached and ours and named else Refused(Refusal.RECIPIENT_NOT_VERIFIED)
    desks = {n.number for n in listed.numbers if n.dispatch} if listed is not None else set()
    found = {asked.facts.opened.numbers.get(key) for key in dispatch_keys(case)}
    return None if command.contact in desks | found else Refused(Refusal.RECIPIENT_NOT_VERIFIED)


def dispatch_keys(case: Case) -> frozenset[str]:
    """Return the ad hoc numbers that two people found and on which dispatch confirmed."""
    confirmed = {n.key for n in case.numbers if n.confirmed_by is not None}
    called = {s.number for s in counting(case.steps) if s.kind is StepKind.DISPATCH}
    return frozenset(key for key in confirmed if key in called)


def _domain(address: str) -> str:
    return address.rpartition("@")[2].casefold()


def _items(asked: Asked, command: cm.ClearRelease) -> tuple[Item, ...] | Refused:
    case = asked.case
    scope = case.approval.scope if case.approval is not None else ()
    if not command.items:
        return Refused(Refusal.NO_ITEMS)
    items: list[Item] = []
    for number, line in enumerate(command.items, start=1):
        place = f"item {number}"
        if not 1 <= line.line <= len(scope) or line.size <= 0 or line.start >= line.end:
            return Refused(Refusal.ITEM_OUTSIDE_SCOPE, place)
        allowed = scope[line.line - 1]
        window = Window(
            alias=allowed.alias, category=allowed.category, start=line.start, end=line.end
        )
        whole = window.inside(allowed) and line.end <= asked.now
        if not whole or not _SHA256.fullmatch(line.sha256):
            return Refused(Refusal.ITEM_OUTSIDE_SCOPE, place)
        items.append(
            Item(line=line.line, window=window, size=line.size, sha256=line.sha256, name=line.name)
        )
    return tuple(items)


def owners_unknown(case: Case, devices: Collection[str]) -> Refused | None:
    """Say of which device we do not know whom to tell, or that nothing of it is stored."""
    for alias in sorted(devices):
        account = next((a for a in case.accounts if a.alias == alias), None)
        owners = any(o.device == alias for o in case.owners)
        if account is None or not account.complete or not owners:
            return Refused(Refusal.OWNERS_UNRECORDED, alias)
        if account.stored is not Stored.YES:
            return Refused(Refusal.ITEM_OUTSIDE_SCOPE, alias)
    return None


def notices_owed(asked: Asked, devices: AbstractSet[str]) -> tuple[ev.Event, ...]:
    """Every account holder is owed a notice; a landlord learns nothing of a tenant's case."""
    case, due = asked.case, governing.notice_due(asked)
    known = dict.fromkeys(o.alias for o in case.owners)
    told = [o for o in known if told_devices(case.owners, o) & devices]
    open_already = {n.owner for n in case.notices if n.open}
    owed = tuple(
        ev.NoticeIsOwed(owner=o, due=due, channels=channels_to(o, asked.facts))
        for o in told
        if o not in open_already
    )
    return (*governing.told_at_once(asked), *owed)


def confirm_handover(asked: Asked, command: cm.ConfirmHandover) -> Answered:
    """Say whether the items left the house: who cleared them, or, once that is late, another."""
    case, cleared = asked.case, asked.case.clearance
    refused = not_theirs(asked) or unanswered(case.store, cleared, asked.now, done=command.done)
    if refused is not None or cleared is None:
        return refused or Refused(Refusal.NOT_CLEARED)
    if command.done and waits(case):
        return Refused(Refusal.LINK_WAITS)
    number = cleared.number
    if command.done:
        return handed_over(asked, number, command.receipt)
    return not_left(case, number, "not_handed_over")


def not_left(case: Case, number: int, why: str) -> tuple[ev.Event, ...]:
    """Return what it means that nothing left: nobody is told, and what was forged ends as fraud."""
    lifted = tuple(ev.NoticeLifted(owner=n.owner) for n in case.notices if n.open)
    back = ev.ClearanceTakenBack(number=number, why=why)
    if not found(case):
        return (back, *lifted)
    nothing_left = RecallAnswered(answer=RecallAnswer.NOTHING_LEFT)
    return (back, *lifted, nothing_left, ev.CaseRefused(reason=Reason.FRAUD))


def handed_over(asked: Asked, number: int, receipt: str | None = None) -> tuple[ev.Event, ...]:
    """Return what it means that items left the house: process is owed, and the law's silence."""
    handed = ev.HandedOver(number=number, receipt=receipt)
    owed = () if found(asked.case) else (following.owed(asked),)
    return (handed, *owed, *holding.at_handover(asked))


def not_theirs(asked: Asked) -> Refused | None:
    """Say why it is not theirs to say what came of a clearance: who cleared does, until late."""
    case = asked.case
    if case.clearance is None:
        return Refused(Refusal.NOT_CLEARED)
    late = asked.now >= case.clearance.at + HANDOVER + SENIOR_AFTER
    if asked.actor != case.clearance.by and not (late and _who(asked) is None):
        return Refused(Refusal.WRONG_ROLE, "the custodian who cleared the items")
    return None


def may_handle(asked: Asked) -> Refused | None:
    """Refuse whoever reviewed the case, stepped out, or called where that is kept apart."""
    return _who(asked)
