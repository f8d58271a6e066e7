"""United States federal: 18 U.S.C. 2702(b)(8) for contents and 2702(c)(4) for records.

A summary for engineers from public sources, not legal advice; counsel confirms it before use.
A provider may disclose when it believes in good faith that an emergency involving danger of death
or serious physical injury to any person requires disclosure without delay of data relating to it.
It never must. The statute neither orders nor forbids to tell the owner, so policy sets the notice.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.determination import Answer
from bot.domain.request import AgencyKind, Category, DataClass

FOLLOW_UP = timedelta(days=10)
"""Without a promise. The statute asks for no process afterwards; ten days is practice."""
FOLLOW_UP_LEAST = timedelta(days=1)
FOLLOW_UP_MOST = timedelta(days=30)
"""A promise counts within these: one for next year would put off nothing but the counting."""


@dataclass(frozen=True, slots=True)
class UsFederal:
    """The standard `us_federal`."""

    name: str = "us_federal"
    version: str = "2026-11"
    title: str = "United States federal"
    voluntary: bool = True
    notice_target: timedelta | None = None

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

    def follow_up_due(self, released_at: datetime, promised: datetime | None) -> datetime:
        """What the agency promised, a day to thirty days after the release; else ten days."""
        if promised is None:
            return released_at + FOLLOW_UP
        return min(max(promised, released_at + FOLLOW_UP_LEAST), released_at + FOLLOW_UP_MOST)

    def askable(self, category: Category) -> bool:
        """Every stored category; live data is never a category."""
        return category in Category


STANDARD = UsFederal()
