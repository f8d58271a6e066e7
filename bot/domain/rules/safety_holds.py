"""What an answer about safety brings: a doubt opens a hold, two fresh answers end one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.domain.case import Case
from bot.domain.decision import Asked
from bot.domain.events import Event
from bot.domain.events import restricting as ev
from bot.domain.events.telling import SafetyAnswered
from bot.domain.folding import evolve
from bot.domain.notice import Safety
from bot.domain.restriction import MOST, Restriction, RestrictionKind, RestrictionStatus, in_force
from bot.domain.roster import Ref
from bot.domain.rules.restricting import resumed
from bot.domain.safety import Care, cares, cleared_safe
from bot.domain.stamp import Stamp
from bot.domain.standard import Ground

USUAL: Final = timedelta(days=30)
"""How long a hold is proposed for that nobody gave a day."""
FOUND: Final = "A reviewer found in review that telling is unsafe."


def answered(asked: Asked, answer: SafetyAnswered) -> Iterator[Event]:
    """Yield what follows from `answer`: one person's doubt is a proposal, and no hold yet."""
    case = evolve(asked.case, answer, Stamp(asked.now, asked.actor))
    if answer.answer is Safety.UNSAFE:
        yield from _opened(asked, case, answer.owner, None, answer.why)
    elif answer.answer is Safety.SAFE:
        yield from _found_safe(asked, case, answer.owner)


def at_handover(asked: Asked) -> Iterator[Event]:
    """Yield the proposal that a reviewer's finding opens; before, it would tell the other of it."""
    for person in sorted(asked.case.found_unsafe)[:1]:
        yield from _opened(asked, asked.case, None, person, FOUND)


def _opened(
    asked: Asked, case: Case, owner: str | None, proposer: Ref | None, why: str | None
) -> Iterator[Event]:
    standard, ground = asked.facts.standard, _ground(case, owner)
    most = standard.delay_most
    waits = (RestrictionStatus.PROPOSED, RestrictionStatus.IN_FORCE)
    already = any(
        r.kind is RestrictionKind.SAFETY_HOLD and r.status in waits and r.owner in (None, owner)
        for r in case.restrictions
    )
    if most is None or ground not in standard.delay_grounds or already:
        # Where the law knows no delay, the doubt alone keeps the notice back, and it is overdue.
        return
    if len(case.restrictions) < MOST:
        yield ev.RestrictionProposed(
            number=len(case.restrictions) + 1,
            restriction=RestrictionKind.SAFETY_HOLD,
            ground=ground,
            until=asked.now + min(USUAL, most),
            owner=owner,
            provision=standard.notice_provision,
            proposer=proposer,
            why=why,
        )


def _ground(case: Case, owner: str | None) -> Ground:
    found = cares(case, owner) if owner is not None else frozenset[Care]()
    if Care.TAKEOVER in found:
        return Ground.ACCOUNT
    return Ground.VICTIM_SAFETY if Care.ABUSER in found else Ground.ENDANGERS_LIFE


def _found_safe(asked: Asked, case: Case, owner: str) -> Iterator[Event]:
    for hold in in_force(case, owner):
        since, roster = hold.agreed_at, asked.facts.roster
        if hold.kind is not RestrictionKind.SAFETY_HOLD or since is None:
            continue
        if cleared_safe(case, owner, roster, since):
            whole = _last(case, hold, owner)
            lifted = ev.RestrictionLifted(number=hold.number, owner=None if whole else owner)
            yield lifted
            yield from resumed(replace(asked, case=case), lifted)
            case = evolve(case, lifted, Stamp(asked.now, asked.actor))


def _last(case: Case, hold: Restriction, owner: str) -> bool:
    """Whether nobody else is held by it, so that it ends as a whole."""
    others = (n.owner for n in case.notices if n.open and n.owner != owner)
    return not any(hold.concerns(other) for other in others)
