"""What time does about what follows a case: seniors are called, and silence ends a recall."""

from bot.domain.afterwards import OF_ENDS
from bot.domain.case import Case
from bot.domain.decision import Facts
from bot.domain.events import ClockReached, Event, Stage
from bot.domain.roster import Role
from bot.domain.rules import recalling
from bot.domain.rules.paging import page


def of_end(name: str) -> bool:
    """Whether a clock is one that outlives its case."""
    return name in OF_ENDS


def reached(case: Case, facts: Facts, clock: ClockReached) -> tuple[Event, ...]:
    """Return what a stage of such a clock brings, the stage itself first."""
    if clock.stage is Stage.LAST_CHASE:
        return (clock, *recalling.ended(case, facts.roster))
    late = clock.stage in (Stage.MISSED, Stage.SENIOR)
    able = facts.roster.rota(Role.SENIOR, 0, case.recused) if late else ()
    return (clock, *page(able, "senior", clock.clock))
