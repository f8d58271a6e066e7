"""An order of an invented law that binds us, with every check and clock that a law may have."""

from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from bot.domain.determination import FORMAL, Element
from bot.domain.followup import ProcessKind
from bot.domain.standard import CourtDays, Law, LegalElement, NoticeDuty
from bot.domain.standards.us_federal import UsFederal
from tests import factories as make

HOUR = timedelta(hours=1)
INTERNAL, COMPLY, OBJECTION, VALIDATION = 6 * HOUR, 8 * HOUR, 96 * HOUR, 48 * HOUR


def _asked(element: Element) -> LegalElement:
    return LegalElement(key=element.value, question=f"It has {element.value}", provision="Art. 1")


class Ordering(UsFederal):
    """A law of orders: whoever asks may, and what was given must be validated within two days."""

    def follow_up_due(
        self, released_at: datetime, _promised: datetime | None, _court_days: CourtDays, /
    ) -> datetime:
        """Two days after the release."""
        return released_at + VALIDATION


LAW = Ordering(
    name="ordering",
    title="Ordering Union",
    voluntary=False,
    elements=tuple(_asked(e) for e in Element if e in FORMAL),
    comply_within=COMPLY,
    internal_deadline=INTERNAL,
    validated_within=VALIDATION,
    objection_within=OBJECTION,
    follow_up_kind=ProcessKind.COURT_ORDER,
    notice_duty=NoticeDuty.MUST_NOT,
)
make.LAWS[LAW.name] = LAW
EVERY = Law(
    standards=MappingProxyType(make.LAWS),
    in_force=(LAW.name,),
    court_days=make.LAW.court_days,
)


BOTH = replace(EVERY, in_force=(LAW.name, "us_federal"))
"""A company under two laws, of which nobody has said which one applies."""


def bound(**changes: object) -> dict[str, Any]:
    """What a story about an order begins with; counsel is Sam, who is a senior as well."""
    named = {"standard_version": LAW.version, "standard": LAW, "law": EVERY, "counsel": make.SAM}
    return {**named, **changes}
