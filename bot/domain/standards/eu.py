"""European Union: Regulation (EU) 2023/1543 on production orders, applied since 18 August 2026.

A summary for engineers from public sources, not legal advice; counsel confirms it before use.
A European Production Order Certificate (EPOC) compels. In an emergency case the addressee produces
the data within 8 hours of receipt (Article 10(4)). Where the enforcing authority is notified it may
object within 96 hours (Article 12). An order for subscriber data that could not be validated in
time is validated within 48 hours or withdrawn (Article 4(5)). The issuing authority informs the
person; the addressee keeps confidential (Article 13).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.determination import Answer
from bot.domain.followup import ProcessKind
from bot.domain.request import AgencyKind, Category, DataClass
from bot.domain.standard import Asker, CourtDays, Ground, LegalElement, NoticeDuty
from bot.domain.terms import INTERNAL_DEADLINE, formal_check

_WEST = frozenset({"AT", "BE", "DE", "ES", "FR", "IE", "IT", "LU", "MT", "NL", "PT"})
_NORTH_AND_EAST = frozenset(
    {"BG", "CZ", "EE", "FI", "HU", "LT", "LV", "PL", "RO", "SE", "SI", "SK"}
)
MEMBERS = _WEST | _NORTH_AND_EAST | {"CY", "GR", "HR"}
"""The Member States that are bound: Denmark takes no part, Ireland does (recitals 100, 101)."""
COMPLY = timedelta(hours=8)
"""Article 10(4): in emergency cases, at the latest within 8 hours of receipt of the EPOC."""
OBJECTION = timedelta(hours=96)
"""Article 12(1): in emergency cases a ground for refusal is raised within 96 hours."""
VALIDATION = timedelta(hours=48)
"""Article 4(5): validation after the fact is sought within 48 hours."""
BREACH = timedelta(hours=72)
"""GDPR, Article 33(1)."""
CHECK = formal_check(
    F1=("A judge, court or prosecutor issued or validated it", "Art. 4"),
    F2=("The certificate of Annex I, whole, signed, in our language", "Art. 9"),
    F3=("The emergency box is ticked and says why", "Art. 3(18), 5(5), 10(4)"),
    F4=("A category that an order may ask for", "Art. 3(8) to 3(12)"),
    F5=("The data, the account and the offence are named", "Art. 5(5)"),
    F6=("Addressed to our establishment or representative", "Art. 7"),
    F7=("No manifest error, and it can be carried out", "Art. 10(6), 10(7)"),
    F8=("No immunity, privilege or foreign law against it", "Art. 10(5), 17"),
)


@dataclass(frozen=True, slots=True)
class EuropeanUnion:
    """The standard `eu`."""

    name: str = "eu"
    version: str = "2026-11"
    title: str = "European Union"
    voluntary: bool = False
    on_top_of: str | None = None
    elements: tuple[LegalElement, ...] = CHECK
    comply_within: timedelta | None = COMPLY
    internal_deadline: timedelta | None = INTERNAL_DEADLINE
    validated_within: timedelta | None = VALIDATION
    objection_within: timedelta | None = OBJECTION
    follow_up_kind: ProcessKind | None = ProcessKind.COURT_ORDER
    follow_up_provision: str = "Regulation (EU) 2023/1543 Art. 4(5)"
    notice_duty: NoticeDuty = NoticeDuty.MUST_NOT
    notice_provision: str = "Regulation (EU) 2023/1543 Art. 13: the issuing authority informs"
    notice_at_release: bool = False
    notice_target: timedelta | None = None
    delay_grounds: frozenset[Ground] = frozenset({Ground.PROHIBITED})
    delay_most: timedelta | None = None
    consent_first: bool = False
    breach_due: timedelta | None = BREACH
    unverified: tuple[str, ...] = (
        "Whether a camera company offers a service that Article 3(3) lists.",
        "Which category of Article 3 each of our records belongs to.",
        "What United States law allows us to give on a European order.",
        "From when the 48 hours of Article 4(5) count: we count from the release.",
    )

    def asked_by(self, asker: Asker, stored_in: str) -> bool:
        """An authority of a bound Member State that asks across a border (Article 1)."""
        return asker.country in MEMBERS and asker.country != stored_in

    def guards(self, country: str) -> bool:
        """Data and owners in a bound Member State."""
        return country in MEMBERS

    def provision(self, data_class: DataClass) -> str:
        """Article 4(2) for contents and traffic, 4(1) for subscriber data; both by Article 10."""
        contents = data_class is DataClass.CONTENTS
        return f"Regulation (EU) 2023/1543 Art. {'4(2)' if contents else '4'}, 10(4)"

    def lawful_requester(
        self, _kind: AgencyKind, country: str, data_class: DataClass, /
    ) -> tuple[Answer, str]:
        """An authority of a bound Member State; who issued or validated it is the formal check."""
        if country not in MEMBERS:
            return Answer.NO, "only an authority of a bound Member State may order (Art. 4)"
        judge = "a judge or court" if data_class is DataClass.CONTENTS else "Article 4 says who"
        return Answer.YES, f"an authority of a bound Member State; issued or validated by: {judge}"

    def follow_up_due(
        self, released_at: datetime, _promised: datetime | None, _court_days: CourtDays, /
    ) -> datetime:
        """48 hours for the validation, whatever was promised (Article 4(5))."""
        return released_at + VALIDATION

    def askable(self, category: Category) -> bool:
        """Every stored category; live data is never a category."""
        return category in Category


STANDARD = EuropeanUnion()
