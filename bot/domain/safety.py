"""Whether an account holder may be contacted: two people find it safe, and nobody doubts it.

Only people on the roster count, for and against: who left can be asked no more.
"""

from bot.domain.case import Case
from bot.domain.notice import Safety
from bot.domain.roster import Ref, Role, Roster

PEOPLE = 2
"""Two people are the rule itself, and no setting."""


def answers(case: Case, owner: str, roster: Roster) -> dict[Ref, Safety]:
    """Return everybody's latest answer about `owner`."""
    return {
        a.by: a.answer for a in case.safety if a.owner == owner and roster.get(a.by) is not None
    }


def doubters(case: Case, owner: str, roster: Roster) -> frozenset[Ref]:
    """Return the reviewers who found it unsafe to tell, and have not answered about `owner`."""
    asked = answers(case, owner, roster)
    return frozenset(p for p in case.found_unsafe if p not in asked and roster.get(p) is not None)


def cleared_safe(case: Case, owner: str, roster: Roster) -> bool:
    """Whether `owner` may be contacted.

    What a reviewer found while deciding stands against it until that reviewer answers otherwise,
    or a senior is among those who find it safe.
    """
    given = answers(case, owner, roster)
    if len(given) < PEOPLE or any(a is not Safety.SAFE for a in given.values()):
        return False
    return not doubters(case, owner, roster) or any(_senior(p, roster) for p in given)


def objects(case: Case, owner: str, roster: Roster) -> bool:
    """Whether somebody's word stands against telling `owner`."""
    given = answers(case, owner, roster)
    if Safety.UNSAFE in given.values():
        return True
    overruled = any(a is Safety.SAFE and _senior(p, roster) for p, a in given.items())
    return bool(doubters(case, owner, roster)) and not overruled


def _senior(person: Ref, roster: Roster) -> bool:
    found = roster.get(person)
    return found is not None and found.may(Role.SENIOR)
