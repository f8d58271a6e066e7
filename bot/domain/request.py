"""What an agency asks for: the request, its parts, and what each part may be called.

The field list is the union of what providers ask on their emergency forms. Values marked
`PERSONAL` are sealed per case; everything else may stand in the clear in the record.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

from bot.domain.codec import PERSONAL

Sealed = Annotated[str | None, PERSONAL]


class AgencyKind(StrEnum):
    """What sort of body asks; decides whether it is a US governmental entity."""

    FEDERAL = "federal"
    STATE = "state"
    LOCAL = "local"
    TRIBAL = "tribal"
    FOREIGN = "foreign"
    FIRE_EMS = "fire_ems"
    CALL_CENTRE = "call_centre"


class Nature(StrEnum):
    """The kind of emergency, the one word about it that a channel card may carry."""

    ABDUCTION = "abduction"
    MISSING_AT_RISK = "missing_at_risk"
    SELF_HARM = "self_harm"
    HOMICIDE_ATTEMPT = "homicide_attempt"
    ACTIVE_SHOOTER = "active_shooter"
    BOMB_THREAT = "bomb_threat"
    HOSTAGE = "hostage"
    CHILD_EXPLOITATION = "child_exploitation_in_progress"
    DOMESTIC_VIOLENCE = "domestic_violence"
    MEDICAL = "medical"
    ARSON = "arson"
    STALKING = "stalking"
    TERRORISM = "terrorism"
    INFRASTRUCTURE = "infrastructure"
    OTHER = "other"


class Harm(StrEnum):
    """The two harms that 18 U.S.C. 2702(b)(8) and (c)(4) name."""

    DEATH = "death"
    SERIOUS_PHYSICAL_INJURY = "serious_physical_injury"


class Ongoing(StrEnum):
    """Whether the emergency still goes on, as last said."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class NoWarrant(StrEnum):
    """Why legal process cannot come in time."""

    NO_TIME = "no_time"
    JUDGE_UNREACHABLE = "judge_unreachable"
    APPLIED_PENDING = "applied_pending"
    REFUSED = "refused"
    NOT_TRIED = "not_tried"


class OwnerConsent(StrEnum):
    """Whether the agency asked the owner of the device first."""

    NO = "no"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    UNSAFE = "unsafe"


class DataClass(StrEnum):
    """Contents (2702(b)) and records (2702(c)) are decided separately."""

    CONTENTS = "contents"
    RECORDS = "records"


class Category(StrEnum):
    """One kind of stored data that can be asked for."""

    VIDEO = "video"
    AUDIO = "audio"
    SNAPSHOT = "snapshot"
    MOTION_LOG = "motion_log"
    DEVICE_LOCATION = "device_location"
    SUBSCRIBER = "subscriber"
    BILLING = "billing"
    IP_LOG = "ip_log"
    SHARED_USERS = "shared_users"

    @property
    def data_class(self) -> DataClass:
        """Contents for what the camera saw or heard, records for all else."""
        contents = (Category.VIDEO, Category.AUDIO, Category.SNAPSHOT)
        return DataClass.CONTENTS if self in contents else DataClass.RECORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """The body that asks, as the request names it; a claim until verified."""

    name: str
    kind: AgencyKind
    country: str
    state: str | None = None
    code: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """An officer or a supervisor, as the request names them."""

    name: Sealed = None
    rank: Sealed = None
    badge: Sealed = None
    email: Sealed = None
    phone: Sealed = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """The facts that the officer certifies."""

    nature: Nature
    harm: frozenset[Harm] = frozenset()
    person_at_risk: Sealed = None
    relation_to_owner: Sealed = None
    narrative: Sealed = None
    how_known: Sealed = None
    occurred_at: datetime | None = None
    last_confirmed_at: datetime | None = None
    ongoing: Ongoing = Ongoing.UNKNOWN
    why_no_warrant: NoWarrant | None = None
    how_data_helps: Sealed = None
    owner_consent: OwnerConsent | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSought:
    """One device's data in one time window; `alias` is D1, D2, … within the case."""

    alias: str
    device: Sealed = None
    categories: tuple[Category, ...]
    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """The window's length."""
        return self.end - self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """Legal process that the agency promises to send afterwards."""

    kind: str
    court: str | None = None
    by: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that came along; its bytes are stored sealed under `key`."""

    key: str
    name: Sealed = None
    type: str
    size: int
    digest: Sealed = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One version of what is asked. `emergency` is None until a spoken request is complete.

    `message` is a free text that no emergency could be found in. `unconfirmed` names the fields
    (`incident_number`, `officer.phone`, …) that were only found in such a text, by rules.
    """

    agency: Agency
    officer: Contact
    supervisor: Contact | None = None
    incident_number: Sealed = None
    legal_basis: str | None = None
    emergency: Emergency | None = None
    data_sought: tuple[DataSought, ...] = ()
    deadline: datetime | None = None
    zone: str | None = None
    notice_objection: Sealed = None
    follow_up: FollowUp | None = None
    attested: bool = False
    attachments: tuple[Attachment, ...] = ()
    message: Sealed = None
    unconfirmed: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether a reviewer has an emergency and a scope to decide on."""
        return self.emergency is not None and bool(self.data_sought)

    @property
    def classes(self) -> tuple[DataClass, ...]:
        """The data classes asked for, contents first."""
        wanted = {c.data_class for sought in self.data_sought for c in sought.categories}
        return tuple(c for c in DataClass if c in wanted)
