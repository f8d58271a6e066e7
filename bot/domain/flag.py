"""Red flags: what each is called, what it weighs, and what it says to a person.

The list follows what the field learnt from forged emergency requests: hacked police mailboxes pass
every mail test and are sold for this (FBI Private Industry Notification of 4 November 2024). A
flag may hold a case, and never approves one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.domain.roster import SYSTEM, Ref


class Weight(StrEnum):
    """What a flag does: block and hold bar an approval, high asks for level 3, the rest inform."""

    BLOCK = "block"
    HOLD = "hold"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Sign(StrEnum):
    """What was noticed."""

    SENDER_MISMATCH = "sender_mismatch"
    LOOKALIKE_DOMAIN = "lookalike_domain"
    FREE_MAIL = "free_mail"
    MAIL_NOT_AUTHENTIC = "mail_not_authentic"
    AGENCY_COMPROMISED = "agency_compromised"
    AGENCY_BLOCKED = "agency_blocked"
    OTHER_DELIVERY = "other_delivery"
    BURST = "burst"
    AGENCY_ON_WATCH = "agency_on_watch"
    PHONE_NOT_LISTED = "phone_not_listed"
    CALLBACK_RESISTED = "callback_resisted"
    SUPERVISOR_MISSING = "supervisor_missing"
    SUPERVISOR_SAME_PHONE = "supervisor_same_phone"
    GENERIC_URGENCY = "generic_urgency"
    NO_PERSON = "no_person"
    NO_INCIDENT_NUMBER = "no_incident_number"
    TEXT_REUSED = "text_reused"
    LONG_WINDOW = "long_window"
    BILLING_DATA = "billing_data"
    WRONG_LAW = "wrong_law"
    SAME_TARGET = "same_target"
    TARGET_STAFF = "target_staff"
    TARGET_JOURNALIST = "target_journalist"
    TARGET_RESEARCHER = "target_researcher"
    TARGET_CLOSE_TO_OFFICER = "target_close_to_officer"
    AGENCY_FIRST_SEEN = "agency_first_seen"
    OFFICER_FIRST_SEEN = "officer_first_seen"
    FAR_FROM_DEVICE = "far_from_device"
    OUT_OF_HOURS = "out_of_hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lift:
    """One person holds that a flag was explained; `senior` as of when they said so."""

    by: Ref
    senior: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """One red flag of a case: what was noticed, by whom, and who has lifted it since."""

    sign: Sign
    weight: Weight
    by: Ref = SYSTEM
    at: datetime
    lifts: tuple[Lift, ...] = ()

    @property
    def lifted(self) -> bool:
        """Whether enough people lifted it: one for a hold, for a block two with a senior."""
        if self.weight is Weight.BLOCK:
            people = {lift.by for lift in self.lifts}
            return len(people) >= BLOCK_NEEDS and any(lift.senior for lift in self.lifts)
        return bool(self.lifts)


BLOCK_NEEDS: Final = 2
"""People who must lift a block, one of them a senior."""
BARRING: Final = frozenset({Weight.BLOCK, Weight.HOLD})
"""Weights that bar an approval and a release until they are lifted."""
HEAVY: Final = BARRING | {Weight.HIGH}
"""Weights that make the score high, which asks for level 3."""
OF_THE_DIRECTORY: Final = frozenset({Sign.AGENCY_COMPROMISED, Sign.AGENCY_BLOCKED})
"""Signs that stand as long as the directory says so; nobody lifts them in a case."""
SENIOR: Final = frozenset(
    {
        Sign.TARGET_STAFF,
        Sign.TARGET_JOURNALIST,
        Sign.TARGET_RESEARCHER,
        Sign.TARGET_CLOSE_TO_OFFICER,
    }
)
"""Signs for which a senior's determination must be among those that allow."""
BY_HAND: Final = frozenset(
    {
        Sign.CALLBACK_RESISTED,
        Sign.FAR_FROM_DEVICE,
        Sign.GENERIC_URGENCY,
        Sign.OTHER_DELIVERY,
        *SENIOR,
    }
)
"""Signs that a person may raise, because only a person can see them."""
WEIGHTS: Final[Mapping[Sign, Weight]] = {
    Sign.SENDER_MISMATCH: Weight.BLOCK,
    Sign.LOOKALIKE_DOMAIN: Weight.BLOCK,
    Sign.FREE_MAIL: Weight.BLOCK,
    Sign.MAIL_NOT_AUTHENTIC: Weight.HOLD,
    Sign.AGENCY_COMPROMISED: Weight.BLOCK,
    Sign.AGENCY_BLOCKED: Weight.BLOCK,
    Sign.OTHER_DELIVERY: Weight.BLOCK,
    Sign.BURST: Weight.BLOCK,
    Sign.AGENCY_FIRST_SEEN: Weight.MEDIUM,
    Sign.OFFICER_FIRST_SEEN: Weight.MEDIUM,
    Sign.FAR_FROM_DEVICE: Weight.MEDIUM,
    Sign.OUT_OF_HOURS: Weight.LOW,
}
"""What a sign weighs; high where it is not listed."""


def weight_of(sign: Sign) -> Weight:
    """Return what a sign weighs."""
    return WEIGHTS.get(sign, Weight.HIGH)


def standing(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """Return the flags that nobody has lifted."""
    return tuple(flag for flag in flags if not flag.lifted)


def barring(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """Return the flags that bar an approval now."""
    return tuple(flag for flag in standing(flags) if flag.weight in BARRING)


def heavy(flags: Iterable[Flag]) -> bool:
    """Whether the score is high: a flag that stands weighs high or more."""
    return any(flag.weight in HEAVY for flag in standing(flags))


def wants_senior(flags: Iterable[Flag]) -> bool:
    """Whether a senior must be among those who allow."""
    return any(flag.sign in SENIOR for flag in standing(flags))
