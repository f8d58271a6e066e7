"""Germany: section 22 TDDDG, information on inventory data (Bestandsdatenauskunft).

A summary for engineers from public sources, not legal advice; counsel confirms it before use.
A formally valid request of an authority that the section lists compels. It is made in text form; in
urgent cases otherwise, and then confirmed in text form without delay. Every request is checked by a
responsible specialist before it is processed (22(4)). The provider keeps silent towards the person
concerned and others (22(5)); the authority tells. Usage data is section 24, contents are neither.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.determination import Answer
from bot.domain.followup import ProcessKind
from bot.domain.request import AgencyKind, Category, DataClass
from bot.domain.standard import Asker, CourtDays, Ground, LegalElement, NoticeDuty
from bot.domain.terms import INTERNAL_DEADLINE, formal_check, promised_within

COUNTRY = "DE"
INVENTORY = frozenset({Category.SUBSCRIBER, Category.BILLING, Category.SHARED_USERS})
"""What is inventory data (Bestandsdaten) by section 2(2) no. 2 TDDDG."""
BREACH = timedelta(hours=72)
"""GDPR, Article 33(1)."""
CHECK = formal_check(
    F1=("An authority that the section lists, within its tasks", "TDDDG s.22(3)"),
    F2=("In text form, or confirmed in it without delay", "TDDDG s.22(2)"),
    F4=("Inventory data only", "TDDDG s.2(2) no. 2, 22(1)"),
    F5=("It names the account and the provision it rests on", "TDDDG s.22(2)"),
    F6=("Addressed to us as the provider", "TDDDG s.22(1)"),
    F9=("A responsible specialist checked it beforehand", "TDDDG s.22(4)"),
)


@dataclass(frozen=True, slots=True)
class Germany:
    """The standard `germany`."""

    name: str = "germany"
    version: str = "2026-11"
    title: str = "Germany"
    voluntary: bool = False
    on_top_of: str | None = None
    elements: tuple[LegalElement, ...] = CHECK
    comply_within: timedelta | None = None
    internal_deadline: timedelta | None = INTERNAL_DEADLINE
    validated_within: timedelta | None = None
    objection_within: timedelta | None = None
    follow_up_kind: ProcessKind | None = ProcessKind.OTHER
    follow_up_provision: str = "TDDDG s.22(2)"
    notice_duty: NoticeDuty = NoticeDuty.MUST_NOT
    notice_provision: str = "TDDDG s.22(5): silence towards the person concerned and others"
    notice_at_release: bool = False
    notice_target: timedelta | None = None
    delay_grounds: frozenset[Ground] = frozenset({Ground.PROHIBITED})
    delay_most: timedelta | None = None
    consent_first: bool = False
    breach_due: timedelta | None = BREACH
    unverified: tuple[str, ...] = (
        "Which paragraph of section 22 holds which duty, in the wording in force.",
        "Which of our records are inventory data, which are usage data (section 24).",
        "Whether we are a provider of digital services in the sense of the act.",
        "How soon `without delay` is for the confirmation in text form.",
    )

    def asked_by(self, asker: Asker, stored_in: str) -> bool:
        """A German authority that asks at home; across a border the Union's order is its way."""
        return asker.country == COUNTRY and stored_in in ("", COUNTRY)

    def guards(self, country: str) -> bool:
        """Data and owners in Germany."""
        return country == COUNTRY

    def provision(self, data_class: DataClass) -> str:
        """Section 22 for inventory data; it has no provision for contents."""
        return "none in TDDDG s.22" if data_class is DataClass.CONTENTS else "TDDDG s.22"

    def lawful_requester(
        self, _kind: AgencyKind, country: str, data_class: DataClass, /
    ) -> tuple[Answer, str]:
        """A German authority for inventory data; nobody for contents."""
        if data_class is DataClass.CONTENTS:
            return Answer.NO, "section 22 covers inventory data, no contents"
        if country == COUNTRY:
            return Answer.YES, "a German authority; whether 22(3) lists it is checked by hand"
        return Answer.NO, "only an authority that 22(3) lists may ask"

    def follow_up_due(
        self, released_at: datetime, promised: datetime | None, _court_days: CourtDays, /
    ) -> datetime:
        """What confirms a request in text form: without delay, by what was promised."""
        return promised_within(released_at, promised)

    def askable(self, category: Category) -> bool:
        """Inventory data only."""
        return category in INVENTORY


STANDARD = Germany()
