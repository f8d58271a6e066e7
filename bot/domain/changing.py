"""What an agency wants changed by its status page, and what waits for a call before it happens.

Whoever reads an officer's mail has the page's address. So nothing that widens a request, takes it
back or moves its contact happens on the page's word alone: a call-back after the proposal must
confirm it. Otherwise a mailbox thief could cancel a rescue.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.domain.request import Attachment, DataSought, Request

AGENCY: Final = "agency"
"""How `Request.unconfirmed` calls the agency, which no form sent by its mailbox confirms."""


class ChangeKind(StrEnum):
    """What a proposed change would do."""

    WIDEN = "widen"
    OTHER = "other"
    CONTACT = "contact"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A proposed change as the fold keeps it: nothing of what it says. `base` is its version."""

    number: int
    kind: ChangeKind
    at: datetime
    base: int
    open: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeChange:
    """Propose another request than the current one, or None in its place to take it back."""

    base: int
    request: Request | None
    mark: str | None
    changed: tuple[str, ...] = ()
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmChange:
    """Say that the agency confirmed a proposed change in a call."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseChange:
    """Drop a proposed change: the agency knows nothing of it, or no longer wants it."""

    number: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveProcess:
    """Take in the legal process that follows a request; `number` counts from 1 in a case."""

    number: int
    process: str
    court: str | None
    attachment: Attachment


ChangeCommand = ProposeChange | ConfirmChange | RefuseChange | ReceiveProcess
"""Every command about what comes by the status page."""


def kind_of(old: Request, new: Request | None) -> ChangeKind:
    """Return what going from `old` to `new` does; the gravest where it does several things."""
    if new is None:
        return ChangeKind.WITHDRAW
    if not within(new.data_sought, old.data_sought):
        return ChangeKind.WIDEN
    people = ((old.agency, old.officer, old.supervisor), (new.agency, new.officer, new.supervisor))
    return ChangeKind.CONTACT if people[0] != people[1] else ChangeKind.OTHER


def within(new: tuple[DataSought, ...], old: tuple[DataSought, ...]) -> bool:
    """Whether everything sought in `new` was sought in `old`, of the very same devices."""
    return all(any(_covers(one, sought) for one in old) for sought in new)


def filled_in(old: Request, new: Request) -> bool:
    """Whether `new` is `old` with its gaps filled by who wrote it: same agency, same mailbox.

    A form confirms no agency, leaves out no file, and marks nothing as found that was stated.
    """
    unsure, still = frozenset(old.unconfirmed), frozenset(new.unconfirmed)
    return (
        (old.agency, old.officer.email) == (new.agency, new.officer.email)
        and still <= unsure
        and (AGENCY in still) == (AGENCY in unsure)
        and new.attachments[: len(old.attachments)] == old.attachments
    )


def _covers(old: DataSought, new: DataSought) -> bool:
    return (
        (old.alias, old.device) == (new.alias, new.device)
        and set(new.categories) <= set(old.categories)
        and old.start <= new.start
        and new.end <= old.end
    )
