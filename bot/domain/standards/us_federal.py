"""United States federal: 18 U.S.C. 2702(b)(8) for contents and 2702(c)(4) for records.

A summary for engineers from public sources, not legal advice; counsel confirms it before use.
A provider may disclose when it believes in good faith that an emergency involving danger of death
or serious physical injury to any person requires disclosure without delay of data relating to it.
It never must. The statute neither orders nor forbids to tell the owner, so policy sets the notice.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.determination import Answer
from bot.domain.followup import ProcessKind
from bot.domain.request import AgencyKind, Category, DataClass
from bot.domain.standard import Asker, CourtDays, Ground, LegalElement, NoticeDuty
from bot.domain.stored_communications import (
    TEST,
    UNITED_STATES,
    UNVERIFIED,
    governmental_entity,
    section_2702,
)
from bot.domain.terms import POLICY_DELAY, promised_within


@dataclass(frozen=True, slots=True)
class UsFederal:
    """The standard `us_federal`."""

    name: str = "us_federal"
    version: str = "2026-11"
    title: str = "United States federal"
    voluntary: bool = True
    on_top_of: str | None = None
    elements: tuple[LegalElement, ...] = TEST
    comply_within: timedelta | None = None
    internal_deadline: timedelta | None = None
    validated_within: timedelta | None = None
    objection_within: timedelta | None = None
    follow_up_kind: ProcessKind | None = None
    follow_up_provision: str = ""
    notice_duty: NoticeDuty = NoticeDuty.MAY
    notice_provision: str = "18 U.S.C. 2702 neither orders nor forbids it: company policy"
    notice_at_release: bool = False
    notice_target: timedelta | None = None
    delay_grounds: frozenset[Ground] = frozenset(Ground)
    delay_most: timedelta | None = POLICY_DELAY
    consent_first: bool = True
    breach_due: timedelta | None = None
    unverified: tuple[str, ...] = (
        *UNVERIFIED,
        "What the breach laws of the single states ask after a release to an impostor.",
    )

    def asked_by(self, asker: Asker, _stored_in: str, /) -> bool:
        """Every agency of the United States."""
        return asker.country == UNITED_STATES

    def guards(self, country: str) -> bool:
        """Data and owners in the United States."""
        return country == UNITED_STATES

    def provision(self, data_class: DataClass) -> str:
        """2702(b)(8) for contents, 2702(c)(4) for records."""
        return section_2702(data_class)

    def lawful_requester(
        self, kind: AgencyKind, country: str, data_class: DataClass
    ) -> tuple[Answer, str]:
        """`Governmental entity` is US federal, state or local (18 U.S.C. 2711(4))."""
        return governmental_entity(kind, country, data_class)

    def follow_up_due(
        self, released_at: datetime, promised: datetime | None, _court_days: CourtDays, /
    ) -> datetime:
        """The statute asks for no process afterwards; what was promised, else ten days."""
        return promised_within(released_at, promised)

    def askable(self, category: Category) -> bool:
        """Every stored category; live data is never a category."""
        return category in Category


STANDARD = UsFederal()
