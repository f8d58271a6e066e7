"""Canada: PIPEDA (S.C. 2000, c. 5), paragraph 7(3)(e).

A summary for engineers from public sources, not legal advice; counsel confirms it before use.
A disclosure without consent to a person who needs the information because of an emergency that
threatens the life, health or security of an individual. If the individual whom the information is
about is alive, the organization informs them in writing without delay. The text knows no delay and
no officer's objection.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.determination import Answer
from bot.domain.followup import ProcessKind
from bot.domain.request import AgencyKind, Category, DataClass
from bot.domain.standard import Asker, CourtDays, Ground, LegalElement, NoticeDuty
from bot.domain.terms import promised_within, voluntary_test

COUNTRY = "CA"
PROVISION = "PIPEDA 7(3)(e)"
TOLD_WITHIN = timedelta(hours=1)
"""`Without delay` has no figure. After an hour nobody can say that it was not delayed: policy."""
TEST = voluntary_test(
    PROVISION, PROVISION, "It threatens the life, health or security of an individual"
)


@dataclass(frozen=True, slots=True)
class Canada:
    """The standard `canada`."""

    name: str = "canada"
    version: str = "2026-11"
    title: str = "Canada"
    voluntary: bool = True
    on_top_of: str | None = None
    elements: tuple[LegalElement, ...] = TEST
    comply_within: timedelta | None = None
    internal_deadline: timedelta | None = None
    validated_within: timedelta | None = None
    objection_within: timedelta | None = None
    follow_up_kind: ProcessKind | None = None
    follow_up_provision: str = ""
    notice_duty: NoticeDuty = NoticeDuty.MUST
    notice_provision: str = "PIPEDA 7(3)(e): in writing, without delay, if the individual is alive"
    notice_at_release: bool = True
    notice_target: timedelta | None = TOLD_WITHIN
    delay_grounds: frozenset[Ground] = frozenset()
    delay_most: timedelta | None = None
    consent_first: bool = True
    breach_due: timedelta | None = None
    unverified: tuple[str, ...] = (
        "Which provinces' own acts (Quebec, Alberta, British Columbia) apply in place of PIPEDA.",
        "Whether somebody's safety may put off the written notice; the text names no ground.",
        "Who is informed where the person in the picture is not the account holder.",
        "What `as soon as feasible` means in days for a breach (PIPEDA 10.1).",
    )

    def asked_by(self, asker: Asker, _stored_in: str, /) -> bool:
        """Every Canadian agency."""
        return asker.country == COUNTRY

    def guards(self, country: str) -> bool:
        """Data and owners in Canada."""
        return country == COUNTRY

    def provision(self, _data_class: DataClass, /) -> str:
        """One provision for contents and records: both are personal information."""
        return PROVISION

    def lawful_requester(
        self, _kind: AgencyKind, country: str, _data_class: DataClass, /
    ) -> tuple[Answer, str]:
        """`A person who needs the information`: a Canadian agency is one; others are unchecked."""
        if country == COUNTRY:
            return Answer.YES, "7(3)(e): a Canadian agency that needs it because of an emergency"
        return Answer.UNSURE, "7(3)(e) does not say where the person must be: ask counsel"

    def follow_up_due(
        self, released_at: datetime, promised: datetime | None, _court_days: CourtDays, /
    ) -> datetime:
        """The act asks for no process afterwards; what was promised, else ten days."""
        return promised_within(released_at, promised)

    def askable(self, category: Category) -> bool:
        """Every stored category; live data is never a category."""
        return category in Category


STANDARD = Canada()
