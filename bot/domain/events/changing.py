"""What the agency did on its status page, and what the desk made of it."""

from dataclasses import dataclass

from bot.domain.changing import ChangeKind
from bot.domain.codec import event
from bot.domain.request import Attachment, Request, Sealed


@event("change.proposed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeProposed:
    """Somebody with the status page wants a change; a call must confirm it before it happens."""

    number: int
    kind: ChangeKind
    base: int
    request: Request | None = None
    mark: str | None = None
    changed: tuple[str, ...] = ()
    why: Sealed = None


@event("change.confirmed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeConfirmed:
    """The agency confirmed a change in a call; what it does follows at once."""

    number: int


@event("change.refused", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRefused:
    """A proposed change was dropped by the desk."""

    number: int
    why: Sealed = None


@event("process.received", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessReceived:
    """Legal process came in by the status page; the file is sealed under its key."""

    number: int
    process: str
    court: Sealed = None
    attachment: Attachment
