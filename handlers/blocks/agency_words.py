"""An agency and what somebody wants of it, in words; all of it is public, none of it personal."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from bot.domain.directory.merging import difference
from bot.domain.directory.state import Proposal, ProposalState
from bot.domain.events import AnsweredBy, OldNumber, ProposalKind
from bot.domain.listed import Coming, DirectoryNumber, ListedAgency
from bot.workflow.agency_dossier import ProposalFile
from handlers.blocks.text import utc
from handlers.blocks.words import KINDS, Words

STANDINGS: Mapping[str, str] = MappingProxyType(
    {
        "verified": "Verified",
        "unverified": "Unverified: as if first seen, level 3",
        "watch": "Watch: level 3, always",
        "compromised": "Compromised: nothing is released",
        "blocked": "Blocked: nothing is released",
    }
)
ANSWERED: Words = {
    AnsweredBy.FRONT_DESK: "front desk",
    AnsweredBy.DISPATCH: "dispatch",
    AnsweredBy.WATCH_COMMANDER: "watch commander",
    AnsweredBy.RECORDS_DESK: "records desk",
    AnsweredBy.ANOTHER: "somebody else of the agency",
    AnsweredBy.NOBODY: "nobody",
}
HEARD: Words = {
    OldNumber.CONFIRMED: "they confirmed the change",
    OldNumber.DENIED: "they know nothing of it: ends the proposal",
    OldNumber.NOBODY: "nobody answered",
}
_SHOWN = 12


def number_words(number: DirectoryNumber) -> str:
    """One number with what answers there, where it was found and when it was checked."""
    dispatch = ", dispatch" if number.dispatch else ""
    checked = f", checked {number.checked}" if number.checked else ""
    return f"{number.number} {number.label}{dispatch}; from {number.source}{checked}"


def coming_words(coming: Coming) -> Iterator[str]:
    """What waits in quarantine, and until when."""
    until = f"in quarantine until {utc(coming.usable_from)}"
    yield from (f"{until}: {number_words(n)}" for n in coming.numbers)
    yield from (f"{until}: mail from {d}" for d in coming.domains)


def place_words(agency: ListedAgency) -> str:
    """What sort of body it is, and where."""
    where = agency.country if agency.state is None else f"{agency.state}, {agency.country}"
    return f"{KINDS[agency.kind]}; {where}; {agency.zone}"


def title(proposal: Proposal, known: ListedAgency | None) -> str:
    """What is proposed, in one line."""
    if proposal.kind is ProposalKind.FOUNDING:
        return f"Proposal {proposal.number}: the first file of agencies"
    if proposal.kind is ProposalKind.IMPORT:
        return f"Proposal {proposal.number}: a file of agencies"
    name = known.name if known is not None else proposal.wanted[0].name
    what = {
        ProposalKind.CHANGE: "change",
        ProposalKind.LISTING: "list",
        ProposalKind.COMPROMISE: "compromised",
    }[proposal.kind]
    return f"Proposal {proposal.number}: {what} {name}"[:140]


def lines(found: ProposalFile) -> tuple[str, ...]:
    """Everything that a second person should read before they say yes."""
    proposal = found.proposal
    return (*_about(found), f"Source: {proposal.source[:300]}", *_heard(proposal))


def _about(found: ProposalFile) -> Iterator[str]:
    proposal = found.proposal
    if proposal.kind is ProposalKind.FOUNDING:
        yield "These agencies count already, since the directory was empty. Look through them with"
        yield "exigent agencies list, or /edr agency, then confirm."
    elif proposal.kind is ProposalKind.IMPORT:
        yield from _file(found)
    elif proposal.kind is ProposalKind.COMPROMISE:
        yield "One person stopped everything of this agency. It stays stopped until two people"
        yield "raise its standing; confirm or refuse that it is compromised."
    elif found.known and proposal.state is ProposalState.OPEN:
        yield from change_lines(found.known[0], proposal.wanted[0])
    else:
        yield from _whole(proposal.wanted[0])


def _file(found: ProposalFile) -> Iterator[str]:
    wanted = found.proposal.wanted
    new = [w.name for w in wanted if w.changes == 0]
    changed = [w.name for w in wanted if w.changes]
    yield f"SHA-256 of the file: {(found.proposal.digest or '')[:16]}…"
    yield f"New: {len(new)}. Changed: {len(changed)}."
    names = [*(f"new: {n[:80]}" for n in new), *(f"changed: {n[:80]}" for n in changed)]
    yield from names[:_SHOWN]
    if len(names) > _SHOWN:
        yield f"and {len(names) - _SHOWN} more"
    yield "New numbers and domains of known agencies become proposals of their own."


def change_lines(known: ListedAgency, wanted: ListedAgency) -> Iterator[str]:
    """What would be another than it is, old and new."""
    for name in ("name", "kind", "country", "state", "zone", "standing"):
        old, new = getattr(known, name), getattr(wanted, name)
        if old != new:
            yield f"{name.capitalize()}: {old or 'none'} → {new or 'none'}"
    change = difference(known, wanted)
    will = {n.key: n for n in known.settled.numbers}
    yield from (f"Number new: {number_words(n)}" for n in change.new_numbers)
    yield from (f"Number gone: {number_words(will[k])}" for k in change.old_numbers)
    yield from (f"Domain new: {d}" for d in change.new_domains)
    yield from (f"Domain gone: {d}" for d in change.old_domains)
    if change.reachable:
        yield "A call to a number in force must confirm it. What is new waits seven days."
    else:
        yield from _relabelled(known, wanted)


def _relabelled(known: ListedAgency, wanted: ListedAgency) -> Iterator[str]:
    old = {n.number: n for n in known.settled.numbers}
    for n in wanted.numbers:
        if n.number in old and old[n.number] != n:
            yield f"About {n.number}: {number_words(old[n.number])} → {number_words(n)}"


def _whole(agency: ListedAgency) -> Iterator[str]:
    yield f"{agency.name}: {place_words(agency)}"
    yield f"Standing: {STANDINGS[agency.standing]}"
    yield from (number_words(n) for n in agency.numbers)
    yield from (f"Mail from {d}" for d in agency.domains)


def _heard(proposal: Proposal) -> Iterator[str]:
    for call in proposal.calls:
        yield f"Old number {call.key} called {utc(call.at)}: {HEARD[call.said].partition(':')[0]}."
    if proposal.vouched_by is not None:
        yield "A senior vouches for it, since no old number answers."
