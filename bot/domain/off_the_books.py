"""Off the books: what the evidence store gave to police, held against what the record released.

An export that no release accounts for is the loudest alarm there is: somebody gave data away past
the two people, and the owner will never be told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LIST_DUE = timedelta(hours=26)
"""How long after a list the next is overdue: a day, and two hours for a job that runs late."""


class Unaccounted(StrEnum):
    """Why an export is off the books."""

    NO_CASE = "no_case"
    UNKNOWN_CASE = "unknown_case"
    NOTHING_RELEASED = "nothing_released"
    OTHER_FILE = "other_file"
    OTHER_DEVICE = "other_device"


class Account(StrEnum):
    """What two people found an export to be."""

    LEGAL_PROCESS = "legal_process"
    LIST_WRONG = "list_wrong"
    BREACH = "breach"


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One file that the store gave to police; `id` is the store's own and says nothing."""

    id: str
    case: str | None
    device: str
    sha256: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """What a case released: the devices by the items' SHA-256; None where they were erased."""

    items: Mapping[str, str | None]


def unaccounted(export: Export, released: Mapping[str, Released]) -> Unaccounted | None:
    """Say why no release accounts for an export; `released` has every case that there is."""
    if export.case is None:
        return Unaccounted.NO_CASE
    found = released.get(export.case)
    if found is None:
        return Unaccounted.UNKNOWN_CASE
    if not found.items:
        return Unaccounted.NOTHING_RELEASED
    if export.sha256 not in found.items:
        return Unaccounted.OTHER_FILE
    device = found.items[export.sha256]
    return None if device in (None, export.device) else Unaccounted.OTHER_DEVICE
