"""What an owner's page shows: one person's part of one case, in words."""

from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Protocol

from bot.domain.errors import Refused
from bot.workflow.proofs import Proof
from handlers.languages import Language
from handlers.notices.content import RecordEntry
from handlers.notices.written import Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A complaint of this owner: its number, text, when it came, and what was answered when."""

    number: int
    at: datetime
    due: datetime
    text: str = field(repr=False)
    answer: str = field(default="", repr=False)
    answered_at: datetime | None = None
    finding: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerView:
    """The page of one owner. `text` is None once the case's personal values were erased.

    `given_at` is when it was released, `key` the one that signs the record; `complains` says
    whether a complaint can be taken in here; `checkpoint` is the record's latest, empty for none.
    """

    token: str = field(repr=False)
    case: str
    locale: str
    zone: tzinfo
    company: str
    contact: str
    phone: str
    given_at: datetime
    entry: RecordEntry
    key: str
    text: Written | None = field(repr=False)
    complaints: tuple[Said, ...] = ()
    complains: bool = False
    checkpoint: str = ""


class OwnerSource(Protocol):
    """Where the page's content comes from."""

    async def locale(self, token: str) -> str | None:
        """Return the owner's locale; None where the token opens nothing."""
        ...

    async def view(self, token: str, tongue: Language) -> OwnerView | None:
        """Return what the token opens, in a language; None when it is unknown or expired."""
        ...

    async def complain(self, token: str, text: str, form: str) -> Refused | None:
        """Take in a complaint; the same form acts once. Returns why it was not taken in."""
        ...

    async def proof(self, token: str) -> Proof | None:
        """Return the proof of the entry that the page names; None where the token opens nothing."""
        ...
