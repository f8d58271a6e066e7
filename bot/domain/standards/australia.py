"""Australia: Telecommunications Act 1997 (Cth), section 287.

A summary for engineers from public sources, not legal advice; counsel confirms it before use.
The ban on disclosure does not hold where it is believed on reasonable grounds that the disclosure
is reasonably necessary to prevent or lessen a serious threat to the life or health of a person. It
compels nobody. The disclosure is recorded within 5 days and the record kept for 3 years (section
306); ours exists from the moment of decision. Nothing was found that orders or forbids to tell the
owner, so policy sets the notice.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.determination import Answer
from bot.domain.followup import ProcessKind
from bot.domain.request import AgencyKind, Category, DataClass
from bot.domain.standard import Asker, CourtDays, Ground, LegalElement, NoticeDuty
from bot.domain.terms import POLICY_DELAY, promised_within, voluntary_test

COUNTRY = "AU"
PROVISION = "Telecommunications Act 1997 (Cth) s.287"
TEST = voluntary_test(
    PROVISION,
    PROVISION,
    "A serious threat to the life or health of a person, on reasonable grounds",
)


@dataclass(frozen=True, slots=True)
class Australia:
    """The standard `australia`."""

    name: str = "australia"
    version: str = "2026-11"
    title: str = "Australia"
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
    notice_provision: str = "no duty and no ban found in the act: company policy"
    notice_at_release: bool = False
    notice_target: timedelta | None = None
    delay_grounds: frozenset[Ground] = frozenset(Ground)
    delay_most: timedelta | None = POLICY_DELAY
    consent_first: bool = True
    breach_due: timedelta | None = None
    unverified: tuple[str, ...] = (
        "Whether a camera company is a carriage service provider, or only the Privacy Act applies.",
        "The wording of section 287 since 2023, which also looks at whether consent could be had.",
        "Whether section 287 reaches the contents of recordings.",
        "How soon an eligible data breach is notified (Privacy Act 1988, Part IIIC).",
    )

    def asked_by(self, asker: Asker, _stored_in: str, /) -> bool:
        """Every Australian agency."""
        return asker.country == COUNTRY

    def guards(self, country: str) -> bool:
        """Data and owners in Australia."""
        return country == COUNTRY

    def provision(self, _data_class: DataClass, /) -> str:
        """One provision; whether it reaches contents is unchecked."""
        return PROVISION

    def lawful_requester(
        self, _kind: AgencyKind, country: str, data_class: DataClass, /
    ) -> tuple[Answer, str]:
        """The section names no requester; contents and foreign agencies are unchecked."""
        if country != COUNTRY:
            return Answer.UNSURE, "not an Australian agency: ask counsel"
        if data_class is DataClass.CONTENTS:
            return Answer.UNSURE, "s.287 speaks of affairs and particulars; contents: ask counsel"
        return Answer.YES, "an Australian agency; s.287 asks for the threat, not for the office"

    def follow_up_due(
        self, released_at: datetime, promised: datetime | None, _court_days: CourtDays, /
    ) -> datetime:
        """The act asks for no process afterwards; what was promised, else ten days."""
        return promised_within(released_at, promised)

    def askable(self, category: Category) -> bool:
        """Every stored category; live data is never a category."""
        return category in Category


STANDARD = Australia()
