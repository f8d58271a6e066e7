"""The members of a request body. Their names are the interface; unknown ones are refused."""

from datetime import timedelta
from typing import Annotated

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator

from bot.domain.request import (
    AgencyKind,
    Category,
    Harm,
    Nature,
    NoWarrant,
    Ongoing,
    OwnerConsent,
)
from handlers.intake.schema import files
from handlers.strict import texts
from handlers.strict.expecting import Word, got, mismatch, one_of
from handlers.strict.reading import Member
from handlers.strict.times import Instant

LONGEST_WINDOW = timedelta(days=31)
MOST_SOUGHT = 50


def _affirmed(value: object) -> bool:
    if value is not True:
        found = "false" if value is False else got(value)
        raise mismatch("true: the officer must attest that the request is accurate", found)
    return True


def _each_once(words: list[Word]) -> list[Word]:
    if len(set(words)) < len(words):
        raise mismatch("each word once", "one of them twice")
    return words


class AgencyBody(Member):
    """The body that asks."""

    name: texts.Line
    kind: Annotated[AgencyKind, one_of(AgencyKind)]
    country: texts.Country
    state: texts.State | None = None
    code: texts.Line | None = None
    unit: texts.Line | None = None

    @field_validator("state")
    @classmethod
    def _known_state(cls, value: str | None, info: ValidationInfo) -> str | None:
        return None if value is None else texts.state_of(info.data.get("country"), value)


class ContactBody(Member):
    """An officer, or the officer's supervisor."""

    name: texts.Line
    rank: texts.Line | None = None
    badge: texts.Line | None = None
    email: texts.Email
    phone: texts.Phone


class EmergencyBody(Member):
    """The facts that the officer certifies."""

    nature: Annotated[Nature, one_of(Nature)]
    harm: Annotated[list[Annotated[Harm, one_of(Harm)]], Field(max_length=len(Harm))] = Field(
        default_factory=list
    )
    person_at_risk: texts.Paragraph | None = None
    relation_to_owner: texts.Line | None = None
    narrative: texts.Narrative
    how_known: texts.Paragraph | None = None
    occurred_at: Instant | None = None
    last_confirmed_at: Instant | None = None
    ongoing: Annotated[Ongoing, one_of(Ongoing)] = Ongoing.UNKNOWN
    why_no_warrant: Annotated[NoWarrant, one_of(NoWarrant)] | None = None
    how_data_helps: texts.Paragraph | None = None
    owner_consent: Annotated[OwnerConsent, one_of(OwnerConsent)] | None = None

    _harm_once = field_validator("harm")(_each_once)


class SoughtBody(Member):
    """One device's data in one stretch of time."""

    device: texts.Line
    categories: Annotated[
        list[Annotated[Category, one_of(Category)]], Field(min_length=1, max_length=len(Category))
    ]
    start: Instant = Field(alias="from")
    end: Instant = Field(alias="to")

    _categories_once = field_validator("categories")(_each_once)

    @field_validator("end")
    @classmethod
    def _window(cls, value: Instant, info: ValidationInfo) -> Instant:
        start = info.data.get("start")
        if start is not None and value <= start:
            raise mismatch("an end after the start", "one at or before it")
        if start is not None and value - start > LONGEST_WINDOW:
            raise mismatch("a window of at most 31 days", "a longer one")
        return value


class FollowUpBody(Member):
    """Legal process that is promised."""

    kind: texts.Line
    court: texts.Line | None = None
    by: Instant | None = None


class AttachmentBody(Member):
    """A file that comes along."""

    name: texts.FileName
    type: texts.MediaType
    data: files.Content


class RequestBody(Member):
    """An emergency request."""

    agency: AgencyBody
    officer: ContactBody
    supervisor: ContactBody | None = None
    incident_number: texts.Line | None = None
    legal_basis: texts.Basis | None = None
    emergency: EmergencyBody
    data_sought: Annotated[list[SoughtBody], Field(min_length=1, max_length=MOST_SOUGHT)]
    deadline: Instant | None = None
    notice_objection: texts.Paragraph | None = None
    follow_up: FollowUpBody | None = None
    attested: Annotated[bool, BeforeValidator(_affirmed)]
    attachments: Annotated[list[AttachmentBody], Field(max_length=files.MOST_FILES)] = Field(
        default_factory=list
    )
