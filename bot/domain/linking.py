"""Cases that belong together and are decided apart."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.flagging import LiftFlag, RaiseFlag


class LinkReason(StrEnum):
    """What two cases have in common."""

    SAME_DEVICE = "same_device"
    SAME_INCIDENT = "same_incident"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Link:
    """Another case, and what it has in common with this one; each is decided for itself."""

    other: str
    why: LinkReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """The same request by another channel, and the fields by name in which it differs."""

    number: int
    channel: str
    at: datetime
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCase:
    """Note that another case belongs to this one."""

    link: Link


OfFlagsAndLinks = RaiseFlag | LiftFlag | LinkCase
"""Every command about flags, and about cases that belong together."""
