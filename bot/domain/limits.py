"""The time limits that a company may set, with the defaults of the field's practice."""

from dataclasses import dataclass
from datetime import timedelta

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

SENIOR_AFTER = 10 * MINUTE
"""A missed limit goes to backup at once and to a senior this much later."""
HANDOVER = 15 * MINUTE
"""A clearance without a recorded hand-over reminds after this long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long each stage may take."""

    acknowledge: timedelta = 5 * MINUTE
    triage: timedelta = 15 * MINUTE
    verification: timedelta = 30 * MINUTE
    first_determination: timedelta = 30 * MINUTE
    second_determination: timedelta = 30 * MINUTE
    hard_stop: timedelta = 8 * HOUR
    answer: timedelta = 60 * MINUTE
    approval_valid: timedelta = 12 * HOUR
    facts_fresh: timedelta = 60 * MINUTE
    senior_call: timedelta = 10 * MINUTE
    notice_target: timedelta = 24 * HOUR
    notice_hard_max: timedelta = 90 * DAY
    complaint: timedelta = 14 * DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The company's own rules on top of the statute, and what it has."""

    imminent: bool = True
    strict_separation: bool = False
    app_notices: bool = False
