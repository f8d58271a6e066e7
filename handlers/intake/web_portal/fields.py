"""The fields of the officer's form, in the order in which an officer thinks.

A field's name is its JSON pointer in a request with dots for slashes, so that the rules of the
interface for programs serve the form as well.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from handlers.intake.web_portal import choices as given
from handlers.intake.web_portal.choices import Choices
from handlers.languages import marked as _n


class Kind(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    EMAIL = "email"
    PHONE = "phone"
    TEXT = "text"
    MOMENT = "moment"
    SELECT = "select"
    RADIO = "radio"
    TICKS = "ticks"
    TICK = "tick"
    FILES = "files"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question. `auto` is what a browser may fill in by itself (HTML's autocomplete)."""

    name: str
    label: str
    kind: Kind = Kind.LINE
    hint: str = ""
    needed: bool = False
    choices: Choices = ()
    auto: str = "off"

    @property
    def pointer(self) -> str:
        """The JSON pointer of the same in a request."""
        return "/" + self.name.replace(".", "/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Questions that belong together, under one heading."""

    name: str
    heading: str
    says: str = ""
    fields: tuple[Field, ...]


def _contact(who: str, *, needed: bool, auto: bool) -> tuple[Field, ...]:
    def field(name: str, label: str, auto_as: str, **more: object) -> Field:
        filled = auto_as if auto else "off"
        return Field(name=f"{who}.{name}", label=label, auto=filled, **more)  # type: ignore[arg-type] # the rest by name

    return (
        field("name", _n("Full name"), "name", needed=needed),
        field("rank", _n("Rank or title"), "organization-title"),
        field("badge", _n("Badge or staff number"), "off"),
        field(
            "email",
            _n("Official e-mail address"),
            "email",
            kind=Kind.EMAIL,
            needed=needed,
            hint=_n("An address of the agency, not a private one."),
        ),
        field(
            "phone",
            _n("Direct phone number"),
            "tel",
            kind=Kind.PHONE,
            needed=needed,
            hint=_n("With area code and extension, for example +1 555 010 4417 ext. 12."),
        ),
    )


AGENCY: Final = Group(
    name="agency",
    heading=_n("Your agency"),
    fields=(
        Field(
            name="agency.name",
            label=_n("Full name of the agency"),
            needed=True,
            auto="organization",
        ),
        Field(
            name="agency.kind",
            label=_n("Kind of agency"),
            kind=Kind.SELECT,
            needed=True,
            choices=given.AGENCY_KINDS,
        ),
        Field(
            name="agency.country",
            label=_n("Country"),
            kind=Kind.SELECT,
            needed=True,
            auto="country",
        ),
        Field(
            name="agency.state",
            label=_n("State or territory"),
            hint=_n("The two letters of a US state, for example CA."),
        ),
        Field(
            name="agency.code",
            label=_n("Agency code"),
            hint=_n("The originating agency identifier, for example CA0194200."),
        ),
        Field(name="agency.unit", label=_n("Unit")),
    ),
)
OFFICER: Final = Group(
    name="officer",
    heading=_n("You"),
    fields=_contact("officer", needed=True, auto=True),
)
SUPERVISOR: Final = Group(
    name="supervisor",
    heading=_n("Your supervisor"),
    says=_n(
        "Another person than you, whom we may call. Without one, checking who asks takes longer. "
        "If you name one, we need name, e-mail address and phone number."
    ),
    fields=_contact("supervisor", needed=False, auto=False),
)
EMERGENCY: Final = Group(
    name="emergency",
    heading=_n("The emergency"),
    fields=(
        Field(
            name="incident_number",
            label=_n("Incident number"),
            hint=_n("Your dispatch must be able to find it: we ask them."),
        ),
        Field(
            name="emergency.nature",
            label=_n("Kind of emergency"),
            kind=Kind.SELECT,
            needed=True,
            choices=given.NATURES,
        ),
        Field(
            name="emergency.harm",
            label=_n("What the person is in danger of"),
            kind=Kind.TICKS,
            choices=given.HARMS,
        ),
        Field(
            name="emergency.person_at_risk",
            label=_n("Who is in danger"),
            kind=Kind.TEXT,
            hint=_n("A name, or a description as good as you have it."),
        ),
        Field(
            name="emergency.relation_to_owner",
            label=_n("What this person is to the owner of the device"),
            hint=_n("For example: stranger, neighbour, partner, child. Write unknown if so."),
        ),
        Field(
            name="emergency.narrative",
            label=_n("What happened"),
            kind=Kind.TEXT,
            needed=True,
            hint=_n("Facts, in your own words: who, where, when, and what makes it urgent now."),
        ),
        Field(
            name="emergency.how_known",
            label=_n("How you know"),
            kind=Kind.TEXT,
            hint=_n("For example: 911 call from a witness."),
        ),
        Field(name="emergency.occurred_at", label=_n("When it happened"), kind=Kind.MOMENT),
        Field(
            name="emergency.last_confirmed_at",
            label=_n("When you last confirmed that it is going on"),
            kind=Kind.MOMENT,
        ),
        Field(
            name="emergency.ongoing",
            label=_n("Is it still going on?"),
            kind=Kind.RADIO,
            choices=given.ONGOING,
        ),
        Field(
            name="emergency.why_no_warrant",
            label=_n("Why a warrant cannot come in time"),
            kind=Kind.SELECT,
            choices=given.NO_WARRANT,
        ),
        Field(
            name="emergency.how_data_helps",
            label=_n("How this data would help the person in danger"),
            kind=Kind.TEXT,
        ),
        Field(
            name="emergency.owner_consent",
            label=_n("Did you ask the owner of the device?"),
            kind=Kind.SELECT,
            choices=given.OWNER_CONSENT,
        ),
        Field(
            name="legal_basis",
            label=_n("The law you rely on"),
            kind=Kind.SELECT,
            choices=given.LAWS,
        ),
    ),
)
FOLLOW_UP: Final = Group(
    name="follow_up",
    heading=_n("What follows"),
    fields=(
        Field(name="deadline", label=_n("When you need an answer at the latest"), kind=Kind.MOMENT),
        Field(
            name="notice_objection",
            label=_n("If you object to our telling the owner: on what legal ground?"),
            kind=Kind.TEXT,
            hint=_n("We tell owners what we gave away. A wish alone does not change that."),
        ),
        Field(
            name="follow_up.kind",
            label=_n("Legal process that you will send afterwards"),
            kind=Kind.SELECT,
            choices=given.PROCESSES,
        ),
        Field(name="follow_up.court", label=_n("From which court")),
        Field(name="follow_up.by", label=_n("By when"), kind=Kind.MOMENT),
        Field(
            name="attachments",
            label=_n("Documents"),
            kind=Kind.FILES,
            hint=_n("Up to 10 files of 8 MB each, 24 MB together. No documents are needed."),
        ),
    ),
)
SIGN: Final = Group(
    name="sign",
    heading=_n("Sign"),
    fields=(
        Field(
            name="purpose",
            label=_n(
                "I ask for this data only to avert the danger described above, and for no other "
                "purpose."
            ),
            kind=Kind.TICK,
            needed=True,
        ),
        Field(
            name="attested",
            label=_n(
                "What I wrote is true and complete as far as I know, and I may sign for my agency."
            ),
            kind=Kind.TICK,
            needed=True,
        ),
        Field(
            name="signature",
            label=_n("Your signature"),
            needed=True,
            hint=_n("Type your full name as you gave it above."),
        ),
    ),
)
