"""A file of agencies: the founding of a directory at once, every later file by two people."""

from dataclasses import replace
from datetime import datetime

from bot.domain import events as ev
from bot.domain.directory import commands as cm
from bot.domain.directory.merging import difference, listed, plain, rank, same
from bot.domain.directory.state import Directory, Proposal
from bot.domain.directory.writing import folded, malformed
from bot.domain.errors import Refusal, Refused
from bot.domain.events import ProposalKind
from bot.domain.listed import ListedAgency
from bot.domain.roster import SYSTEM, Ref

Ruled = tuple[ev.Directory | ev.DirectoryImported, ...] | Refused


def owner_of_name(directory: Directory, name: str) -> str | None:
    """Return the key of the agency that bears or bore this name; names are never handed on."""
    for agency in directory.agencies.values():
        if folded(name) in {folded(n) for n in (agency.name, *agency.former)}:
            return agency.key
    return None


def taken(directory: Directory, command: cm.ImportAgencies, actor: Ref, now: datetime) -> Ruled:
    """Take a file in: into an empty directory at once, else as a proposal of what it changes."""
    for agency in command.agencies:
        wrong = malformed(agency)
        if wrong is not None:
            return Refused(Refusal.AGENCY_MALFORMED, f"{agency.key}: {wrong}")
    names = _names(directory)
    for agency in command.agencies:
        # Also within the file: of two that bear one name neither could be found by it.
        if names.setdefault(folded(agency.name), agency.key) != agency.key:
            return Refused(Refusal.AGENCY_NAME_TAKEN, names[folded(agency.name)])
    if not directory.agencies:
        return _founded(directory, command, now)
    wanted = tuple(_wanted(directory, a) for a in command.agencies if _changes(directory, a))
    if not wanted:
        return Refused(Refusal.NOTHING_CHANGED)
    if actor == SYSTEM:
        return Refused(Refusal.NOT_ON_ROSTER)
    if any(p.open and p.digest == command.digest for p in directory.proposals.values()):
        return Refused(Refusal.DUPLICATE)
    proposed = ev.DirectoryProposed(
        number=directory.next_number,
        kind=ProposalKind.IMPORT,
        wanted=wanted,
        source="a file",
        digest=command.digest,
    )
    return (proposed,)


def confirmed(directory: Directory, proposal: Proposal, now: datetime) -> Ruled:
    """Apply a file. What changes where a known agency is reached becomes a proposal of its own.

    Whoever confirms the file proposes those: each still needs the old number and another person.
    """
    for wanted in proposal.wanted:
        known = directory.agencies.get(wanted.key)
        if (known.changes if known is not None else 0) != wanted.changes:
            return Refused(Refusal.AGENCY_CHANGED, wanted.key)
        holder = owner_of_name(directory, wanted.name)
        if holder not in (None, wanted.key):
            return Refused(Refusal.AGENCY_NAME_TAKEN, holder or "")
    events: list[ev.Directory] = [ev.DirectoryConfirmed(number=proposal.number)]
    number = directory.next_number
    for wanted in proposal.wanted:
        known = directory.agencies.get(wanted.key)
        if known is None:
            new = listed(wanted, now)
            events.append(ev.AgencyListed(agency=new, proposal=proposal.number))
            continue
        after = plain(known, wanted, now)
        events.append(ev.AgencyListed(agency=after, proposal=proposal.number))
        if difference(known, wanted).reachable:
            events.append(
                ev.DirectoryProposed(
                    number=number,
                    kind=ProposalKind.CHANGE,
                    wanted=(replace(wanted, changes=after.changes),),
                    source=f"the file of proposal {proposal.number}",
                )
            )
            number += 1
    return tuple(events)


def _names(directory: Directory) -> dict[str, str]:
    return {
        folded(name): agency.key
        for agency in directory.agencies.values()
        for name in (agency.name, *agency.former)
    }


def _founded(directory: Directory, command: cm.ImportAgencies, now: datetime) -> Ruled:
    number = directory.next_number
    return (
        ev.DirectoryProposed(
            number=number,
            kind=ProposalKind.FOUNDING,
            wanted=(),
            source=f"a file of {len(command.agencies)}",
            digest=command.digest,
        ),
        ev.DirectoryImported(agencies=tuple(a.key for a in command.agencies)),
        *(ev.AgencyListed(agency=listed(a, now), proposal=number) for a in command.agencies),
    )


def _wanted(directory: Directory, agency: ListedAgency) -> ListedAgency:
    """Return what a row wants. A file may lower a known standing, and never raises one."""
    known = directory.agencies.get(agency.key)
    if known is None:
        return agency
    lower = min((known.standing, agency.standing), key=rank)
    return replace(agency, standing=lower, changes=known.changes)


def _changes(directory: Directory, agency: ListedAgency) -> bool:
    known = directory.agencies.get(agency.key)
    if known is None or known.changes == 0:
        return True
    return not same(known, _wanted(directory, agency))
