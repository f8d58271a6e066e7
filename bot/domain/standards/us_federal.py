"""United States federal: 18 U.S.C. 2702(b)(8) for contents and 2702(c)(4) for records.

A summary for engineers from public sources, not legal advice; counsel confirms it before use.
A provider may disclose when it believes in good faith that an emergency involving danger of death
or serious physical injury to any person requires disclosure without delay of data relating to it.
It never must. The statute neither orders nor forbids to tell the owner, so policy sets the notice.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.determination import Answer, Element
from bot.domain.followup import ProcessKind
from bot.domain.request import AgencyKind, Category, DataClass
from bot.domain.standard import CourtDays, Ground, LegalElement, NoticeDuty

FOLLOW_UP = timedelta(days=10)
"""Without a promise. The statute asks for no process afterwards; ten days is practice."""
FOLLOW_UP_LEAST = timedelta(days=1)
FOLLOW_UP_MOST = timedelta(days=30)
"""A promise counts within these: one for next year would put off nothing but the counting."""
POLICY_DELAY = timedelta(days=90)
"""One delay without a court order: policy, after the 90 days of 18 U.S.C. 2705(a)(1)."""
_STATUTE = "18 U.S.C. 2702(b)(8), (c)(4)"
ELEMENTS = tuple(
    LegalElement(key=element.value, question=question, provision=provision)
    for element, question, provision in (
        (Element.E1, "A governmental entity that may receive this class", "18 U.S.C. 2711(4)"),
        (Element.E2, "Identity verified to the level required", "company policy"),
        (Element.E3, "An emergency exists now", _STATUTE),
        (Element.E4, "Danger of death or serious physical injury", _STATUTE),
        (Element.E4I, "The danger is imminent", "company policy"),
        (Element.E5, "To an identified or describable person", _STATUTE),
        (Element.E6, "It requires disclosure without delay", _STATUTE),
        (Element.E7, "The data relates to the emergency and would help", _STATUTE),
        (Element.E8, "The scope allowed is the least needed", "company policy"),
        (Element.E9, "No prohibited purpose and no legal bar", "company policy"),
        (Element.E10, "The way to the owner was considered", "company policy"),
        (Element.E11, "Third parties were considered", "company policy"),
    )
)


@dataclass(frozen=True, slots=True)
class UsFederal:
    """The standard `us_federal`."""

    name: str = "us_federal"
    version: str = "2026-11"
    title: str = "United States federal"
    voluntary: bool = True
    elements: tuple[LegalElement, ...] = ELEMENTS
    comply_within: timedelta | None = None
    internal_deadline: timedelta | None = None
    follow_up_kind: ProcessKind | None = None
    notice_duty: NoticeDuty = NoticeDuty.MAY
    notice_provision: str = "nothing in 18 U.S.C. 2702 orders or forbids it: company policy"
    notice_at_release: bool = False
    notice_target: timedelta | None = None
    delay_grounds: frozenset[Ground] = frozenset(Ground)
    delay_most: timedelta | None = POLICY_DELAY
    consent_first: bool = True
    breach_due: timedelta | None = None
    unverified: tuple[str, ...] = (
        "Whether a tribal agency is a governmental entity under 18 U.S.C. 2711(4).",
        "What the breach laws of the single states ask after a release to an impostor.",
    )

    def provision(self, data_class: DataClass) -> str:
        """2702(b)(8) for contents, 2702(c)(4) for records."""
        contents = data_class is DataClass.CONTENTS
        return "18 U.S.C. 2702(b)(8)" if contents else "18 U.S.C. 2702(c)(4)"

    def lawful_requester(
        self, kind: AgencyKind, country: str, data_class: DataClass
    ) -> tuple[Answer, str]:
        """`Governmental entity` is US federal, state or local (18 U.S.C. 2711(4))."""
        if country == "US" and kind is not AgencyKind.FOREIGN:
            if kind is AgencyKind.TRIBAL:
                return Answer.UNSURE, "2711(4) does not name tribal agencies: ask counsel"
            return Answer.YES, f"a US {kind.value.replace('_', ' ')} agency"
        if data_class is DataClass.CONTENTS:
            return Answer.NO, "2702(b)(8) allows contents to US governmental entities only"
        return Answer.UNSURE, "not a US governmental entity: ask counsel"

    def follow_up_due(
        self, released_at: datetime, promised: datetime | None, _court_days: CourtDays, /
    ) -> datetime:
        """What the agency promised, a day to thirty days after the release; else ten days."""
        if promised is None:
            return released_at + FOLLOW_UP
        return min(max(promised, released_at + FOLLOW_UP_LEAST), released_at + FOLLOW_UP_MOST)

    def askable(self, category: Category) -> bool:
        """Every stored category; live data is never a category."""
        return category in Category


STANDARD = UsFederal()
