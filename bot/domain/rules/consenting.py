"""Asking an owner to share of their own will: two people first, then the owner, then what they say.

Nothing here lets data leave the house, and nothing waits for it.
"""

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.address import addressed
from bot.domain.case import UNDECIDED, Case
from bot.domain.consent import (
    TRIES,
    AnswerInvolvement,
    AskOwner,
    ConsentAnswer,
    Involved,
    MissOwner,
    OwnerAsked,
    RecordConsent,
)
from bot.domain.decision import Answered, Asked
from bot.domain.defrauding import proposed
from bot.domain.errors import Refusal, Refused
from bot.domain.events import consenting as cn
from bot.domain.explaining import PROVEN_AT
from bot.domain.levels import reached
from bot.domain.release import KnownOwner, OwnerRole, Stored, told_devices
from bot.domain.restriction import in_force
from bot.domain.roster import Roster
from bot.domain.safety import PEOPLE


def answer(asked: Asked, command: AnswerInvolvement) -> Answered:
    """Answer for every account holder at once. A later answer takes the place of the earlier.

    To find nobody involved is refused while an entry of the accounts says otherwise.
    """
    if not asked.facts.standard.consent_first:
        return Refused(Refusal.NO_CONSENT_ROUTE)
    if not command.why.strip():
        return Refused(Refusal.NO_REASON)
    if command.answer is Involved.NO:
        refused = _unfit(asked.case)
        if refused is not None:
            return refused
    return (cn.InvolvementAnswered(answer=command.answer, why=command.why),)


def _unfit(case: Case) -> Refused | None:
    if reached(case) < PROVEN_AT:
        # A forger must not be able to make us write to somebody's customer.
        return Refused(Refusal.CONSENT_NEEDS_CALL)
    if not _known(case):
        return Refused(Refusal.OWNERS_UNRECORDED)
    return None if all(_harmless(o) for o in case.owners) else Refused(Refusal.OWNER_IN_DOUBT)


def _known(case: Case) -> bool:
    """Whether the account holders of every device are recorded, and there is something to share."""
    accounts = {a.alias: a for a in case.accounts}
    wanted = {s.alias for s in case.sought}
    held = {o.device for o in case.owners}
    return bool(wanted) and all(
        (a := accounts.get(alias)) is not None
        and a.complete
        and a.stored is Stored.YES
        and alias in held
        for alias in wanted
    )


def _harmless(owner: KnownOwner) -> bool:
    """Whether nothing that is on file of an account holder speaks against writing to them."""
    return not owner.flags and owner.role is not OwnerRole.MINOR


def open_to_asking(case: Case, roster: Roster) -> bool:
    """Whether owners may be asked now: the case is open, and two people found nobody involved.

    One person's doubt is enough against it, and so is a reviewer's who found it unsafe to tell.
    """
    stopped = case.stopped_by is not None or proposed(case)
    if case.state not in UNDECIDED or stopped or _unfit(case) is not None:
        return False
    given = [a for a in case.consent.answers if roster.get(a.by) is not None]
    agreed = {a.by for a in given if a.answer is Involved.NO} - case.recused
    doubted = any(a.answer is not Involved.NO for a in given) or case.found_unsafe
    return len(agreed) >= PEOPLE and not doubted


def _holders(case: Case) -> tuple[str, ...]:
    """Return who may be asked: never a landlord about a tenant's device."""
    aliases = dict.fromkeys(o.alias for o in case.owners)
    return tuple(a for a in aliases if told_devices(case.owners, a) & _wanted(case))


def _wanted(case: Case) -> frozenset[str]:
    return frozenset(s.alias for s in case.sought)


def to_ask(case: Case, roster: Roster) -> Iterator[tuple[str, int]]:
    """Yield each owner who is to be asked now, and which attempt that is, counted from 1."""
    if not open_to_asking(case, roster):
        return
    for owner in (o for o in _holders(case) if addressed(case, o) and not in_force(case, o)):
        before = case.consent.of(owner)
        if before is None:
            yield owner, 1
        elif before.dead and before.answer is None and before.tries < TRIES:
            yield owner, before.tries + 1


def ask(asked: Asked, command: AskOwner) -> Answered:
    """Put an attempt on the record before it is made.

    One that stands there already and was cut off is made again: to be asked twice hurts nobody.
    """
    before = asked.case.consent.of(command.owner)
    if before is not None and before.tries == command.attempt and not before.dead:
        free = before.answer is None and not in_force(asked.case, command.owner)
        open_still = free and open_to_asking(asked.case, asked.facts.roster)
        return () if open_still else Refused(Refusal.NOTICE_NOT_READY, command.owner)
    if (command.owner, command.attempt) not in to_ask(asked.case, asked.facts.roster):
        return Refused(Refusal.NOTICE_NOT_READY, command.owner)
    return (cn.ConsentAsked(owner=command.owner, channel=command.channel),)


def miss(asked: Asked, command: MissOwner) -> Answered:
    """Record that an attempt did not reach the owner."""
    before = asked.case.consent.of(command.owner)
    if before is None or before.dead or before.answer is not None:
        return Refused(Refusal.NO_SUCH_OWNER, command.owner)
    return (cn.ConsentMissed(owner=command.owner, reason=command.reason),)


def record(asked: Asked, command: RecordConsent) -> Answered:
    """Take an owner's answer. A yes for every device ends a case that is still open.

    A no can become a yes. Once two people have approved, what they allowed goes on as it would:
    whoever needs the data in minutes must not wait for somebody to find the button.
    """
    case = asked.case
    before = case.consent.of(command.owner)
    if before is None:
        return Refused(Refusal.NO_SUCH_OWNER, command.owner)
    if command.answer is before.answer:
        return Refused(Refusal.NOTHING_CHANGED)
    answered = cn.ConsentAnswered(owner=command.owner, answer=command.answer)
    now = replace(before, answer=command.answer)
    if case.state in UNDECIDED and case.clearance is None and _wanted(case) <= _given(case, now):
        return (answered, cn.OwnerConsented())
    return (answered,)


def _given(case: Case, now: OwnerAsked) -> frozenset[str]:
    """Return the devices of which somebody who holds them said yes, `now` among them."""
    asked = (*(a for a in case.consent.asked if a.owner != now.owner), now)
    willing = [a.owner for a in asked if a.answer is ConsentAnswer.YES]
    return frozenset().union(*(told_devices(case.owners, owner) for owner in willing))
