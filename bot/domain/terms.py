"""What several legal standards have in common: questions of a voluntary test, and terms of days."""

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.determination import Element
from bot.domain.standard import CourtDays, LegalElement

FOLLOW_UP: Final = timedelta(days=10)
"""Without a promise and without a term of the law: ten days is practice."""
FOLLOW_UP_LEAST: Final = timedelta(days=1)
FOLLOW_UP_MOST: Final = timedelta(days=30)
"""A promise counts within these: one for next year would put off nothing but the counting."""
POLICY_DELAY: Final = timedelta(days=90)
"""One delay of a notice without a court order: policy, after the 90 days of 18 U.S.C. 2705(a)."""
INTERNAL_DEADLINE: Final = timedelta(hours=6)
"""When an order that nobody settled goes to counsel: policy, two hours before the EU's eight."""
POLICY: Final = "company policy"
_DAY: Final = timedelta(days=1)
_LOOK_AHEAD: Final = 366


def voluntary_test(statute: str, requester: str, danger: str) -> tuple[LegalElement, ...]:
    """Return the questions of a voluntary standard, E1 to E11.

    `statute` is where the test stands, `requester` where it is said who may ask, `danger` what it
    must be a danger of.
    """
    asked = (
        (Element.E1, "A body that may receive this class", requester),
        (Element.E2, "Identity verified to the level required", POLICY),
        (Element.E3, "An emergency exists now", statute),
        (Element.E4, danger, statute),
        (Element.E4I, "The danger is imminent", POLICY),
        (Element.E5, "To an identified or describable person", statute),
        (Element.E6, "It requires disclosure without delay", statute),
        (Element.E7, "The data relates to the emergency and would help", statute),
        (Element.E8, "The scope allowed is the least needed", POLICY),
        (Element.E9, "No prohibited purpose and no legal bar", POLICY),
        (Element.E10, "The way to the owner was considered", POLICY),
        (Element.E11, "Third parties were considered", POLICY),
    )
    return tuple(
        LegalElement(key=element.value, question=question, provision=provision)
        for element, question, provision in asked
    )


def formal_check(**asked: tuple[str, str]) -> tuple[LegalElement, ...]:
    """Return what makes an order formally valid, by key: each a question and its provision.

    F1 who issued it, F2 its form, F3 the emergency, F4 what it covers, F5 how precisely, F6 the
    addressee, F7 no manifest error, F8 no right against it, F9 a specialist's check beforehand.
    """
    return tuple(
        LegalElement(key=key, question=question, provision=provision)
        for key, (question, provision) in asked.items()
    )


def promised_within(released_at: datetime, promised: datetime | None) -> datetime:
    """Return what the agency promised, a day to thirty days after the release; else ten days."""
    if promised is None:
        return released_at + FOLLOW_UP
    return min(max(promised, released_at + FOLLOW_UP_LEAST), released_at + FOLLOW_UP_MOST)


def end_of_court_day(
    start: datetime, days: int, court: str, zone: ZoneInfo, court_days: CourtDays
) -> datetime:
    """Return when the last of `days` court days after the local day of `start` ends (UTC).

    The day of `start` itself does not count, nor does any on which `court` does not sit. The end is
    the local midnight after, whatever daylight saving makes of that day's length. Raises ValueError
    for a calendar that knows too few court days within a year.
    """
    day, left = start.astimezone(zone).date(), days
    for _ in range(_LOOK_AHEAD):
        if not left:
            return _midnight_after(day, zone)
        day += _DAY
        left -= court_days.sits(court, day)
    raise ValueError("a calendar without court days")


def _midnight_after(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day + _DAY, time(), tzinfo=zone).astimezone(ZoneInfo("UTC"))
