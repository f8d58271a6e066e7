"""Whether an account holder may be contacted: two people find it safe, and nobody doubts it.

Only people on the roster count, for and against: who left can be asked no more.
"""

from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from bot.domain.case import Case
from bot.domain.notice import Safety
from bot.domain.release import KnownOwner, OwnerFlag, OwnerRole
from bot.domain.request import Nature
from bot.domain.roster import Ref, Role, Roster

PEOPLE = 2
"""Two people are the rule itself, and no setting."""


class Care(StrEnum):
    """Why care is needed before somebody is told."""

    SUSPECT = "suspect"
    ABUSER = "abuser"
    PERSON_AT_RISK = "person_at_risk"
    PROTECTED = "protected"
    TAKEOVER = "takeover"
    MINOR = "minor"
    GUARDIAN = "guardian"


_OF_FLAG: Final = MappingProxyType(
    {
        OwnerFlag.SUSPECT: Care.SUSPECT,
        OwnerFlag.PERSON_AT_RISK: Care.PERSON_AT_RISK,
        OwnerFlag.PROTECTED: Care.PROTECTED,
        OwnerFlag.ACCOUNT_TAKEOVER: Care.TAKEOVER,
    }
)
_AT_HOME: Final = frozenset(
    {Nature.DOMESTIC_VIOLENCE, Nature.STALKING, Nature.HOSTAGE, Nature.CHILD_EXPLOITATION}
)
"""Emergencies in which the suspect mostly knows the victim."""


def answers(case: Case, owner: str, roster: Roster) -> dict[Ref, Safety]:
    """Return everybody's latest answer about `owner`."""
    return {
        a.by: a.answer for a in case.safety if a.owner == owner and roster.get(a.by) is not None
    }


def doubters(case: Case, owner: str, roster: Roster) -> frozenset[Ref]:
    """Return the reviewers who found it unsafe to tell, and have not answered about `owner`."""
    asked = answers(case, owner, roster)
    return frozenset(p for p in case.found_unsafe if p not in asked and roster.get(p) is not None)


def cleared_safe(case: Case, owner: str, roster: Roster, since: datetime | None = None) -> bool:
    """Whether `owner` may be contacted, by answers that came after `since` (UTC) where it is given.

    What a reviewer found while deciding stands against it until that reviewer answers otherwise,
    or a senior is among those who find it safe. Whoever needs care needs a senior's word as well.
    """
    given = answers(case, owner, roster)
    if len(given) < PEOPLE or any(a is not Safety.SAFE for a in given.values()):
        return False
    fresh = [p for p in given if since is None or _later(case, p, owner, since)]
    senior = senior_needed(case, owner) or bool(doubters(case, owner, roster))
    return len(fresh) >= PEOPLE and (not senior or any(_senior(p, roster) for p in fresh))


def _later(case: Case, person: Ref, owner: str, since: datetime) -> bool:
    mine = (a.at for a in case.safety if (a.by, a.owner) == (person, owner))
    return any(at is not None and at > since for at in mine)


def objects(case: Case, owner: str, roster: Roster) -> bool:
    """Whether somebody's word stands against telling `owner`."""
    given = answers(case, owner, roster)
    if Safety.UNSAFE in given.values():
        return True
    overruled = any(a is Safety.SAFE and _senior(p, roster) for p, a in given.items())
    return bool(doubters(case, owner, roster)) and not overruled


def senior_needed(case: Case, owner: str) -> bool:
    """Whether a senior must be among the two who find `owner` safe to contact."""
    return bool(cares(case, owner) - {Care.GUARDIAN})


def cares(case: Case, owner: str) -> frozenset[Care]:
    """Return why telling `owner` needs care, of all devices that they hold.

    Whoever is suspected in somebody's home, or while another account holder is in danger, may be
    the abuser: then a notice must not show what part the victim had.
    """
    mine = [o for o in case.owners if o.alias == owner]
    flags = frozenset(flag for o in mine for flag in o.flags)
    found = {_OF_FLAG[flag] for flag in flags}
    if OwnerFlag.SUSPECT in flags and (case.nature in _AT_HOME or _endangered(case, owner)):
        found.add(Care.ABUSER)
    if any(o.role is OwnerRole.MINOR for o in mine):
        found.add(Care.MINOR)
    elif any(_with_minor(case, o) for o in mine):
        found.add(Care.GUARDIAN)
    return frozenset(found)


def _endangered(case: Case, but: str) -> bool:
    careful = {OwnerFlag.PROTECTED, OwnerFlag.PERSON_AT_RISK}
    return any(o.flags & careful for o in case.owners if o.alias != but)


def _with_minor(case: Case, owner: KnownOwner) -> bool:
    here = (o for o in case.owners if o.device == owner.device and o.alias != owner.alias)
    return any(o.role is OwnerRole.MINOR for o in here)


def _senior(person: Ref, roster: Roster) -> bool:
    found = roster.get(person)
    return found is not None and found.may(Role.SENIOR)
