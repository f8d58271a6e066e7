"""Compares the directory's tables with the fold of its entries."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import fields
from typing import TypeVar

from bot.domain.directory.state import Directory, ProposalState
from bot.domain.directory.writing import folded as compared
from bot.domain.listed import ListedAgency
from bot.workflow.findings import UNREADABLE, Sort, Trouble
from bot.workflow.ledger import Ledger

K = TypeVar("K")
T = TypeVar("T")


def check_directory(ledger: Ledger, folded: Directory) -> Iterator[Trouble]:
    """Yield what the tables have otherwise than the record; rules read the tables."""
    listed, bad = _agencies(ledger)
    for key in sorted(bad):
        yield _unreadable(f"The row of {key} in the table agency")
    for key, agency in sorted(folded.agencies.items()):
        found = listed.get(key)
        if key in bad:
            continue
        if found is None:
            yield _trouble(f"The directory does not list {key}, its entries do.")
        elif found != agency:
            which = ", ".join(_different(found, agency))
            yield _trouble(f"The directory has {key} with another {which} than its entries say.")
    for key in sorted(listed.keys() - folded.agencies.keys() - folded.unkept):
        yield _trouble(f"The directory lists {key}, of which there is no entry.")
    yield from _names(ledger, {**listed, **folded.agencies})
    yield from _proposals(ledger, folded)


def check_asked(ledger: Ledger, asked: Collection[tuple[str, str]]) -> Iterator[Trouble]:
    """Yield where the list of cases by agency is not `asked`; by it a compromise stops cases."""
    found = ledger.agencies.every_case()
    for number in sorted({number for _, number in {*asked} - found}):
        words = f"The list of cases by agency lacks {number}; the next start of Exigent lists it."
        yield Trouble(position=None, case=number, sort=Sort.DIRECTORY, sentence=words)
    for number in sorted({number for _, number in found - {*asked}}):
        words = f"The list of cases by agency has {number} under a name of which there is no entry."
        yield Trouble(position=None, case=number, sort=Sort.DIRECTORY, sentence=words)


def _proposals(ledger: Ledger, folded: Directory) -> Iterator[Trouble]:
    proposals, torn = _read(ledger.proposals.numbers(), ledger.proposals.get)
    for number in sorted(torn):
        yield _unreadable(f"Proposal {number} in the table directory_proposal")
    for number in sorted((proposals.keys() | folded.proposals.keys()) - torn):
        if proposals.get(number) != folded.proposals.get(number):
            yield _trouble(f"Proposal {number} of the directory is not what its entries say.")
    if not torn:
        waiting = {p.number for p in proposals.values() if p.state is ProposalState.OPEN}
        for number in sorted({p.number for p in ledger.proposals.open()} ^ waiting):
            yield _trouble(f"Proposal {number} is listed as open where it is not, or left out.")


def _agencies(ledger: Ledger) -> tuple[dict[str, ListedAgency], set[str]]:
    try:
        return {agency.key: agency for agency in ledger.agencies.all()}, set()
    except UNREADABLE:
        return _read(ledger.agencies.keys(), ledger.agencies.get)


def _read(keys: Iterable[K], get: Callable[[K], T | None]) -> tuple[dict[K, T], set[K]]:
    """Read rows one by one, and return them with the keys of those that cannot be read."""
    there: dict[K, T] = {}
    bad: set[K] = set()
    for key in keys:
        try:
            found = get(key)
        except UNREADABLE:
            bad.add(key)
            continue
        if found is not None:
            there[key] = found
    return there, bad


def _names(ledger: Ledger, agencies: Mapping[str, ListedAgency]) -> Iterator[Trouble]:
    """Compare the names by which rules find an agency; what is listed is compared elsewhere."""
    found = ledger.agencies.every_name()
    said = {
        (compared(name), agency.key, former)
        for agency in agencies.values()
        for former, names in ((False, (agency.name,)), (True, agency.former))
        for name in names
    }
    for key in sorted({key for _, key, _ in found ^ said}):
        yield _trouble(f"The directory finds {key} by other names than its entries say.")


def _different(found: ListedAgency, agency: ListedAgency) -> Iterator[str]:
    for one in fields(ListedAgency):
        if getattr(found, one.name) != getattr(agency, one.name):
            yield one.name.replace("_", " ")


def _unreadable(what: str) -> Trouble:
    words = f"{what} holds what its columns cannot."
    return Trouble(position=None, sort=Sort.UNREADABLE, sentence=words)


def _trouble(words: str) -> Trouble:
    return Trouble(position=None, sort=Sort.DIRECTORY, sentence=words)
