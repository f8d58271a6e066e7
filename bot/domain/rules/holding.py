"""What time does to held notices: a day that comes ends a hold, or makes it overdue."""

from bot.domain.case import Case
from bot.domain.decision import Asked, Facts
from bot.domain.events import ClockReached, Event
from bot.domain.events import restricting as ev
from bot.domain.events.timing import Stage
from bot.domain.hold_clocks import ANSWERING, ASKING, HOLD
from bot.domain.roster import SYSTEM, Ref, Role
from bot.domain.rules import safety_holds
from bot.domain.rules.paging import page, seniors
from bot.domain.rules.restricting import imposed, resumed
from bot.domain.safety import senior_needed
from bot.domain.stamp import Stamp

SAFETY = "safety"
"""As what somebody is called who must say whether an owner is safe."""
TWO = 2


def of_hold(name: str) -> bool:
    """Whether a clock is one of a held notice."""
    return name.startswith((HOLD, ASKING, ANSWERING))


def reached(case: Case, facts: Facts, clock: ClockReached, stamp: Stamp) -> tuple[Event, ...]:
    """Return what a stage of such a clock brings, the stage itself first."""
    if clock.stage is Stage.ENDS:
        lapsed = ev.RestrictionLapsed(number=int(clock.clock.removeprefix(HOLD)))
        asked = Asked(case=case, actor=SYSTEM, facts=facts, now=stamp.at)
        return (clock, lapsed, *resumed(asked, lapsed))
    if clock.stage is Stage.ASKED:
        return (clock, *_asked(case, facts, clock.clock.removeprefix(ASKING), "re_review"))
    if clock.stage is not Stage.MISSED:
        return (clock,)
    return (clock, *page(seniors(case, facts.roster), SAFETY, clock.clock.partition(":")[0]))


def _asked(case: Case, facts: Facts, owner: str, why: str) -> tuple[Event, ...]:
    """Call two people, a senior among them where one is needed."""
    return page(two_for_safety(case, facts, owner), SAFETY, why)


def at_handover(asked: Asked) -> tuple[Event, ...]:
    """Return what holds a notice from its first moment, or is proposed to."""
    silence = tuple(imposed(asked))
    return silence or tuple(safety_holds.at_handover(asked))


def two_for_safety(case: Case, facts: Facts, owner: str) -> tuple[Ref, ...]:
    """Return who is asked about an owner's safety: the next two of the rota."""
    turn = int(case.number[-6:]) + len(case.paged)
    able = facts.roster.rota(Role.REVIEWER, turn, case.recused)
    others = facts.roster.rota(Role.SENIOR, turn, case.recused)
    if senior_needed(case, owner):
        able = (*others[:1], *(p for p in able if p not in others[:1]))
    return tuple(dict.fromkeys((*able, *others)))[:TWO]
