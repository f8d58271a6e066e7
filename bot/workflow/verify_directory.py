"""Compares the directory's tables with the fold of its entries."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields

from bot.domain.directory.state import Directory
from bot.domain.directory.writing import folded as compared
from bot.domain.listed import ListedAgency
from bot.workflow.findings import Sort, Trouble
from bot.workflow.ledger import Ledger


def check_directory(ledger: Ledger, folded: Directory) -> Iterator[Trouble]:
    """Yield what the tables have otherwise than the record; rules read the tables."""
    listed = {agency.key: agency for agency in ledger.agencies.all()}
    for key, agency in sorted(folded.agencies.items()):
        found = listed.get(key)
        if found is None:
            yield _trouble(f"The directory does not list {key}, its entries do.")
        elif found != agency:
            which = ", ".join(_different(found, agency))
            yield _trouble(f"The directory has {key} with another {which} than its entries say.")
    for key in sorted(listed.keys() - folded.agencies.keys() - folded.unkept):
        yield _trouble(f"The directory lists {key}, of which there is no entry.")
    yield from _names(ledger, {**listed, **folded.agencies})
    proposals = {proposal.number: proposal for proposal in ledger.proposals.all()}
    for number in sorted(proposals.keys() | folded.proposals.keys()):
        if proposals.get(number) != folded.proposals.get(number):
            yield _trouble(f"Proposal {number} of the directory is not what its entries say.")


def check_asked(ledger: Ledger, asked: Collection[tuple[str, str]]) -> Iterator[Trouble]:
    """Yield where the list of cases by agency is not `asked`; by it a compromise stops cases."""
    found = ledger.agencies.every_case()
    for number in sorted({number for _, number in {*asked} - found}):
        words = f"The list of cases by agency lacks {number}; the next start of Exigent lists it."
        yield Trouble(position=None, case=number, sort=Sort.DIRECTORY, sentence=words)
    for number in sorted({number for _, number in found - {*asked}}):
        words = f"The list of cases by agency has {number} under a name of which there is no entry."
        yield Trouble(position=None, case=number, sort=Sort.DIRECTORY, sentence=words)


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


def _trouble(words: str) -> Trouble:
    return Trouble(position=None, sort=Sort.DIRECTORY, sentence=words)
