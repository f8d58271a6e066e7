"""What the desk page shows, and where it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.domain.request import Attachment, Request
from bot.domain.scope import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One change from the version before, in words.

    `before` and `after` are the two texts, None where there was or is nothing; both None when
    `what` says it all.
    """

    what: str
    before: str | None = field(default=None, repr=False)
    after: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """Legal process as the agency's page brought it. `found` is what the desk makes of it."""

    attachment: Attachment = field(repr=False)
    kind: str
    court: str | None = field(default=None, repr=False)
    came_at: datetime
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskView:
    """One version of a case, opened for one person until `expires_at` (UTC).

    `original` is the key of the message as it came in, where there is one. `devices` names each
    alias for the reader; `zone` is the IANA zone in which times are spoken of. `choosable` is the
    scope that may be allowed here, empty when the page is for reading only; `chosen` is what the
    person's draft allows so far, None before any choice. `served` is the legal process that came,
    `promise` how what is owed stands.
    """

    case: str
    version: int
    reader: str
    request: Request = field(repr=False)
    received_at: datetime
    expires_at: datetime
    original: str | None = None
    differences: tuple[Difference, ...] = field(default=(), repr=False)
    devices: Mapping[str, str] = field(default_factory=dict, repr=False)
    zone: str = "UTC"
    choosable: Scope = ()
    chosen: Scope | None = None
    served: tuple[Served, ...] = field(default=(), repr=False)
    promise: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskFile:
    """A document's bytes, and the name that its sender gave it."""

    name: str = field(repr=False)
    content: bytes = field(repr=False)


class DeskSource(Protocol):
    """Where the page's content comes from; every look and every download is on the record."""

    async def desk(self, token: str) -> DeskView | None:
        """Return what the token opens; None when it is unknown or its ten minutes are over."""
        ...

    async def file(self, token: str, key: str) -> DeskFile | None:
        """Return a document; None when the token does not open it."""
        ...


class ScopeKeeper(Protocol):
    """Where a scope that was chosen on the page is kept."""

    async def choose(self, token: str, scope: Scope) -> bool:
        """Keep a scope in the person's draft; False when the token opens no form any more."""
        ...
