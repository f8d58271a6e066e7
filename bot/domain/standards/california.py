"""California, on top of the federal test: CalECPA, Penal Code 1546 to 1546.4.

A summary for engineers from public sources, not legal advice; counsel confirms it before use.
The provider may disclose where federal and state law do not forbid it (1546.1(f)). The duties are
the agency's: within three court days it applies to a court for approval (1546.1(h)) and tells the
target (1546.2(a)), unless a court allows, on a sworn affidavit, a delay of up to 90 days, renewable
(1546.2(b)). We chase the proof that it filed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

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
from bot.domain.terms import end_of_court_day

COURT_DAYS = 3
"""Penal Code 1546.1(h): within three court days after obtaining the information."""
COURT = "US-CA"
ZONE = "America/Los_Angeles"
DELAY = timedelta(days=90)
"""Penal Code 1546.2(b)(1): a delay of notice is for at most 90 days, and may be renewed."""
BREACH = timedelta(days=30)
"""Civil Code 1798.82 as in force from 2026: 30 calendar days to tell residents."""
FACTS = LegalElement(
    key="E3",
    question="An emergency exists now, by facts that the agency can state to a court",
    provision="18 U.S.C. 2702(b)(8), (c)(4); Cal. Penal Code 1546.1(c)(6), (h)",
)
_NOT_ITS_DUTY = frozenset({AgencyKind.FEDERAL, AgencyKind.TRIBAL, AgencyKind.FOREIGN})


@dataclass(frozen=True, slots=True)
class California:
    """The standard `california`."""

    name: str = "california"
    version: str = "2026-11"
    title: str = "California, on top of United States federal"
    voluntary: bool = True
    on_top_of: str | None = "us_federal"
    elements: tuple[LegalElement, ...] = tuple(FACTS if e.key == FACTS.key else e for e in TEST)
    comply_within: timedelta | None = None
    internal_deadline: timedelta | None = None
    validated_within: timedelta | None = None
    objection_within: timedelta | None = None
    follow_up_kind: ProcessKind | None = ProcessKind.COURT_FILING
    follow_up_provision: str = "Cal. Penal Code 1546.1(h)"
    notice_duty: NoticeDuty = NoticeDuty.MAY
    notice_provision: str = "Cal. Penal Code 1546.2(a) binds the agency; 1546.2(d) leaves us free"
    notice_at_release: bool = False
    notice_target: timedelta | None = None
    delay_grounds: frozenset[Ground] = frozenset(Ground)
    delay_most: timedelta | None = DELAY
    consent_first: bool = True
    breach_due: timedelta | None = BREACH
    unverified: tuple[str, ...] = (
        *UNVERIFIED,
        "Which days each county's superior court adds to the judicial holidays.",
        "Whether a day is designated for each holiday on a weekend (Rules of Court, rule 1.11).",
        "Whether the 30 days of Civil Code 1798.82 count for a release to an impostor.",
    )

    def asked_by(self, asker: Asker, _stored_in: str, /) -> bool:
        """An agency of the state or of a part of it (Penal Code 1546(i)); no federal one."""
        ours = (asker.country, asker.state) == (UNITED_STATES, "CA")
        return ours and asker.kind not in _NOT_ITS_DUTY

    def guards(self, country: str) -> bool:
        """Data and owners in the United States: the duty is the agency's, wherever they are."""
        return country == UNITED_STATES

    def provision(self, data_class: DataClass) -> str:
        """The federal provision, and the state's that leaves it open."""
        return f"{section_2702(data_class)}; Cal. Penal Code 1546.1(f)"

    def lawful_requester(
        self, kind: AgencyKind, country: str, data_class: DataClass
    ) -> tuple[Answer, str]:
        """As under federal law: 1546.1(f) allows nothing that federal law forbids."""
        return governmental_entity(kind, country, data_class)

    def follow_up_due(
        self, released_at: datetime, _promised: datetime | None, court_days: CourtDays, /
    ) -> datetime:
        """The end of the third court day in California, whatever was promised: 1546.1(h)."""
        return end_of_court_day(released_at, COURT_DAYS, COURT, ZoneInfo(ZONE), court_days)

    def askable(self, category: Category) -> bool:
        """Every stored category; live data is never a category."""
        return category in Category


STANDARD = California()
