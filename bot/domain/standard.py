"""What a legal standard must answer. One file per jurisdiction; nothing else knows a country."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.domain.determination import Answer
from bot.domain.followup import ProcessKind
from bot.domain.request import AgencyKind, Category, DataClass


class NoticeDuty(StrEnum):
    """What the law says of telling the owner. `may` leaves it to the company's policy."""

    MUST = "must"
    MAY = "may"
    MUST_NOT = "must_not"


class Ground(StrEnum):
    """Why telling an owner may be delayed; the first five are those of 18 U.S.C. 2705(a)(2)."""

    ENDANGERS_LIFE = "endangers_life"
    FLIGHT = "flight"
    EVIDENCE = "destruction_of_evidence"
    WITNESSES = "intimidation_of_witnesses"
    INVESTIGATION = "jeopardises_investigation"
    VICTIM_SAFETY = "victim_safety"
    ACCOUNT = "account_compromised"
    PROHIBITED = "legal_prohibition"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalElement:
    """One thing that must be found before anything is given.

    `key` is E1 to E11 for a voluntary standard (`determination.Element`), F1 to F9 for what makes
    an order formally valid (`terms.formal_check`).
    """

    key: str
    question: str
    provision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Whom a request comes from, as far as a jurisdiction looks at it; ISO 3166 codes."""

    kind: AgencyKind
    country: str
    state: str = ""


class CourtDays(Protocol):
    """A calendar of courts, kept outside the law of the case."""

    def sits(self, court: str, day: date) -> bool:
        """Whether the courts of `court`, an ISO 3166-2 code such as US-CA, do business on `day`."""


class Standard(Protocol):
    """The rules of one jurisdiction, read by the engine.

    Every figure an implementation returns names its provision beside it.
    """

    @property
    def name(self) -> str:
        """The settings' word for it, such as `us_federal`."""

    @property
    def version(self) -> str:
        """Changes whenever a rule changes; part of the package that is approved."""

    @property
    def title(self) -> str:
        """Its name for people."""

    @property
    def voluntary(self) -> bool:
        """Whether disclosure is the provider's choice; else an order compels it."""

    @property
    def on_top_of(self) -> str | None:
        """The standard that applies in its place where this one is not in force; None: none."""

    def asked_by(self, asker: Asker, stored_in: str, /) -> bool:
        """Whether `asker` would ask under it for data in `stored_in`, which may be unknown."""

    def guards(self, country: str) -> bool:
        """Whether it is the law of data and of owners in `country`."""

    @property
    def elements(self) -> tuple[LegalElement, ...]:
        """What must be found, in the order in which it is asked, each with its provision."""

    def provision(self, data_class: DataClass, /) -> str:
        """The provision that allows a disclosure of `data_class`."""

    def lawful_requester(
        self, kind: AgencyKind, country: str, data_class: DataClass, /
    ) -> tuple[Answer, str]:
        """E1 as the product answers it, and the reason shown beside it."""

    def askable(self, category: Category) -> bool:
        """Whether the standard knows this category at all."""

    @property
    def comply_within(self) -> timedelta | None:
        """How long an order leaves after receipt; None: no figure, or no order."""

    @property
    def internal_deadline(self) -> timedelta | None:
        """When, after receipt, an order that nobody settled goes to counsel; None: no order."""

    @property
    def validated_within(self) -> timedelta | None:
        """How soon an order that nobody validated before must be; None: the law names none."""

    @property
    def objection_within(self) -> timedelta | None:
        """How long an enforcing authority may object after it was told; None: there is none."""

    @property
    def follow_up_kind(self) -> ProcessKind | None:
        """What the law makes the agency send afterwards; None: what it promised."""

    @property
    def follow_up_provision(self) -> str:
        """Where the law says so; empty where only the promise does."""

    def follow_up_due(
        self, released_at: datetime, promised: datetime | None, court_days: CourtDays, /
    ) -> datetime:
        """When the legal process that follows a release is due (UTC).

        `promised` is the agency's own date, None where it gave none. A standard that counts court
        days counts them here, by the calendar that it is given.
        """

    @property
    def notice_duty(self) -> NoticeDuty:
        """Whether the company must, may or must not tell the owner."""

    @property
    def notice_provision(self) -> str:
        """Where that is said; for `may`, that nothing says it."""

    @property
    def notice_at_release(self) -> bool:
        """Whether the owner is told without waiting for the end of the emergency."""

    @property
    def notice_target(self) -> timedelta | None:
        """When a notice is due after the end of the emergency; None: the settings' policy.

        Where the owner is told at the release, it counts from the release.
        """

    @property
    def delay_grounds(self) -> frozenset[Ground]:
        """The grounds on which telling may be delayed; none: it may not."""

    @property
    def delay_most(self) -> timedelta | None:
        """The longest single delay; None: no delay by us."""

    @property
    def consent_first(self) -> bool:
        """Whether the owner may be asked to share of their own will."""

    @property
    def breach_due(self) -> timedelta | None:
        """The time to report a breach from when it is known; None: the law names no figure."""

    @property
    def unverified(self) -> tuple[str, ...]:
        """What counsel has not checked, each a sentence for the people who rely on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """The standards of the product, which of them are in force here, and where the data lies.

    `stored_in` is an ISO 3166-1 code; nothing where it is unknown.
    """

    standards: Mapping[str, Standard]
    in_force: tuple[str, ...]
    court_days: CourtDays
    stored_in: str = ""
