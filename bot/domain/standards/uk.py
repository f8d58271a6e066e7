"""United Kingdom: Investigatory Powers Act 2016, Part 3 (communications data).

A summary for engineers from public sources, not legal advice; counsel confirms it before use.
A notice under an authorisation compels (section 66) and covers communications data only: contents
need a warrant under Part 2. To reveal the notice without reasonable excuse is an offence (section
82); permission of the authority is an excuse. In urgent cases the notice may be given orally and is
then put in writing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.determination import Answer
from bot.domain.followup import ProcessKind
from bot.domain.request import AgencyKind, Category, DataClass
from bot.domain.standard import Asker, CourtDays, Ground, LegalElement, NoticeDuty
from bot.domain.terms import INTERNAL_DEADLINE, formal_check, promised_within

COUNTRY = "GB"
BREACH = timedelta(hours=72)
"""UK GDPR, Article 33(1)."""
CHECK = formal_check(
    F1=("Authorised, and through the single point of contact", "IPA 2016 s.61A, 70, 76"),
    F2=("In writing, or leaving a record of being given", "IPA 2016 s.64"),
    F3=("For a purpose that an urgent case allows", "IPA 2016 s.61A"),
    F4=("Communications data, and no contents", "IPA 2016 s.261(5)"),
    F5=("It says which data, and of which time", "IPA 2016 s.64"),
    F6=("It names us as the operator", "IPA 2016 s.64"),
    F7=("It can reasonably be carried out", "IPA 2016 s.66(3)"),
)


@dataclass(frozen=True, slots=True)
class UnitedKingdom:
    """The standard `uk`."""

    name: str = "uk"
    version: str = "2026-11"
    title: str = "United Kingdom"
    voluntary: bool = False
    on_top_of: str | None = None
    elements: tuple[LegalElement, ...] = CHECK
    comply_within: timedelta | None = None
    internal_deadline: timedelta | None = INTERNAL_DEADLINE
    validated_within: timedelta | None = None
    objection_within: timedelta | None = None
    follow_up_kind: ProcessKind | None = ProcessKind.OTHER
    follow_up_provision: str = "IPA 2016 s.64"
    notice_duty: NoticeDuty = NoticeDuty.MUST_NOT
    notice_provision: str = "IPA 2016 s.82: an offence to tell without reasonable excuse"
    notice_at_release: bool = False
    notice_target: timedelta | None = None
    delay_grounds: frozenset[Ground] = frozenset({Ground.PROHIBITED})
    delay_most: timedelta | None = None
    consent_first: bool = False
    breach_due: timedelta | None = BREACH
    unverified: tuple[str, ...] = (
        "Whether a camera company is a telecommunications operator (s.261(10)).",
        "How an oral notice is given, and within what time it is put in writing.",
        "Which of our records are communications data, and which are contents.",
        "What United States law allows us to give to a British authority.",
    )

    def asked_by(self, asker: Asker, _stored_in: str, /) -> bool:
        """Every British authority; a notice may reach operators abroad (s.85)."""
        return asker.country == COUNTRY

    def guards(self, country: str) -> bool:
        """Data and owners in the United Kingdom."""
        return country == COUNTRY

    def provision(self, data_class: DataClass) -> str:
        """Part 3 for records; it has no provision for contents."""
        contents = data_class is DataClass.CONTENTS
        return "none in IPA 2016 Part 3" if contents else "IPA 2016 s.66"

    def lawful_requester(
        self, _kind: AgencyKind, country: str, data_class: DataClass, /
    ) -> tuple[Answer, str]:
        """A British authority for communications data; nobody for contents under this part."""
        if data_class is DataClass.CONTENTS:
            return Answer.NO, "Part 3 covers communications data; contents need a warrant (Part 2)"
        if country == COUNTRY:
            return Answer.YES, "a British authority; whether Schedule 4 lists it is checked by hand"
        return Answer.NO, "only an authority of Schedule 4 may give a notice (s.70)"

    def follow_up_due(
        self, released_at: datetime, promised: datetime | None, _court_days: CourtDays, /
    ) -> datetime:
        """What confirms an oral notice in writing: the act names no term, so what was promised."""
        return promised_within(released_at, promised)

    def askable(self, category: Category) -> bool:
        """Communications data only (s.261(5))."""
        return category.data_class is DataClass.RECORDS


STANDARD = UnitedKingdom()
