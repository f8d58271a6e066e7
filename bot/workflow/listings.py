"""The agency directory as it is remembered, in verbs: a projection of the record."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.directory.state import Proposal
from bot.domain.listed import ListedAgency


class Agencies(Protocol):
    """The agency directory. What it returns may be older than a quarantine: ask `at(now)`."""

    def replace(self, agencies: Sequence[ListedAgency]) -> None:
        """Insert or update these agencies with their numbers."""

    def all(self) -> list[ListedAgency]:
        """Return the directory by name."""

    def get(self, key: str) -> ListedAgency | None:
        """Return one agency."""

    def of_domain(self, domain: str, now: datetime) -> list[ListedAgency]:
        """Return the agencies of whom exactly this mail domain is in force at `now` (UTC)."""

    def domains(self, now: datetime) -> frozenset[str]:
        """Return every mail domain in force at `now` (UTC), of all agencies together."""

    def named(self, name: str) -> ListedAgency | None:
        """Return the agency that bears or bore this name, letter case and spacing aside."""

    def search(self, words: str, limit: int) -> list[ListedAgency]:
        """Return agencies whose name contains `words`."""

    def asked(self, name: str, case: str, at: datetime) -> None:
        """Remember that a case was asked for in this agency's name."""

    def cases_of(self, names: Iterable[str]) -> list[tuple[str, datetime]]:
        """Return the cases asked for in one of these names and when, newest first."""

    def keys(self) -> list[str]:
        """Return what every agency is called, whether or not it can be read."""

    def every_name(self) -> set[tuple[str, str, bool]]:
        """Return each name as rules compare it, the key it leads to, and whether it is former."""

    def every_case(self) -> set[tuple[str, str]]:
        """Return each name as rules compare it with each case asked for in it."""

    def unasked(self) -> list[str]:
        """Return the cases of whom it is not known in which name they were opened."""


class Proposals(Protocol):
    """Proposed changes of the directory."""

    def numbers(self) -> list[int]:
        """Return the number of every proposal, whether or not it can be read."""

    def put(self, proposal: Proposal) -> None:
        """Insert a proposal, or write it over what it was."""

    def get(self, number: int) -> Proposal | None:
        """Return one proposal."""

    def open(self) -> list[Proposal]:
        """Return what still waits, oldest first."""

    def all(self) -> list[Proposal]:
        """Return every proposal there ever was, oldest first."""

    def last(self) -> int:
        """Return the number given last, 0 if none."""
