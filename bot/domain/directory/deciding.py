"""The law of the directory: two natural persons, the old number, a quarantine.

Everything is pure: the directory, the people and their standing, and the time come in.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from bot.domain import events as ev
from bot.domain.directory import commands as cm
from bot.domain.directory import importing, watching
from bot.domain.directory.merging import difference, listed, merged, plain, rank, same
from bot.domain.directory.state import Directory, Proposal
from bot.domain.directory.writing import malformed
from bot.domain.errors import Refusal, Refused
from bot.domain.events import AnsweredBy, OldNumber, ProposalKind
from bot.domain.listed import ListedAgency
from bot.domain.roster import SYSTEM, Ref, Role, Roster, Standing
from bot.domain.rulebook import DESK

Ruled = tuple[ev.Directory | ev.DirectoryImported, ...] | Refused
"""Events, none of which has happened yet, or the reason why nothing does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Who may act, and what Slack says of them."""

    roster: Roster
    standings: Mapping[Ref, Standing]

    def refuses(self, person: Ref, now: datetime) -> Refused | None:
        """Return why `person` may do nothing to the directory."""
        known = self.roster.get(person)
        if known is None:
            return Refused(Refusal.NOT_ON_ROSTER)
        if not known.may(*DESK):
            return Refused(Refusal.WRONG_ROLE)
        standing = self.standings.get(person)
        if standing is None or not standing.good(now):
            problem = standing.problem if standing is not None else None
            return Refused(Refusal.BAD_STANDING, problem.value if problem else "unanswered")
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Who wants it, of which directory, with which people, when (UTC)."""

    directory: Directory
    actor: Ref
    desk: Desk
    now: datetime


def decide_directory(question: Question, command: cm.DirectoryCommand) -> Ruled:
    """Decide one command. Only an import may come from the command line, which is nobody."""
    rule: Callable[[Question, Any], Ruled] = _RULES[type(command)]
    if isinstance(command, cm.WatchAgency | cm.DistrustAgency):
        return rule(question, command)
    if not (isinstance(command, cm.ImportAgencies) and _operates(question)):
        refused = question.desk.refuses(question.actor, question.now)
        if refused is not None:
            return refused
    return rule(question, command)


def _operates(question: Question) -> bool:
    """Whether the command line speaks: for itself, or for a person of the roster by name."""
    person = question.desk.roster.get(question.actor)
    return question.actor == SYSTEM or (person is not None and person.may(*DESK))


def _propose(question: Question, command: cm.ProposeAgency) -> Ruled:
    wanted, known = command.wanted, question.directory.agencies.get(command.wanted.key)
    wrong = malformed(wanted)
    if wrong is not None:
        return Refused(Refusal.AGENCY_MALFORMED, wrong)
    if not command.source.strip():
        return Refused(Refusal.NO_SOURCE)
    refused = _fits(question.directory, known, wanted, question.now)
    if refused is not None:
        return refused
    if known is not None and same(known, wanted):
        return Refused(Refusal.NOTHING_CHANGED)
    kind = ProposalKind.CHANGE if known is not None else ProposalKind.LISTING
    return (_proposed(question.directory, kind, wanted, command.source.strip()),)


def _proposed(
    directory: Directory, kind: ProposalKind, wanted: ListedAgency, source: str
) -> ev.DirectoryProposed:
    return ev.DirectoryProposed(
        number=directory.next_number, kind=kind, wanted=(wanted,), source=source
    )


def _fits(
    directory: Directory, known: ListedAgency | None, wanted: ListedAgency, now: datetime
) -> Refused | None:
    """Refuse what was written about another state of the agency, and a name that is another's."""
    if (known.changes if known is not None else 0) != wanted.changes:
        return Refused(Refusal.AGENCY_CHANGED, wanted.key)
    taken = importing.owner_of_name(directory, wanted.name)
    if taken not in (None, wanted.key):
        return Refused(Refusal.AGENCY_NAME_TAKEN, taken or "")
    raised = known is None or rank(wanted.standing) > rank(known.standing)
    in_force = wanted.numbers if known is None else known.at(now).numbers
    checked = any(n.source.strip() and n.checked.strip() for n in in_force)
    if wanted.standing == "verified" and raised and not checked:
        return Refused(Refusal.VERIFIED_NEEDS_NUMBER)
    return None


def _compromise(question: Question, command: cm.MarkCompromised) -> Ruled:
    known = question.directory.agencies.get(command.agency)
    if known is None:
        return Refused(Refusal.NO_SUCH_AGENCY)
    if not command.why.strip():
        return Refused(Refusal.NO_SOURCE)
    if known.distrusted:
        # From blocked this would raise the standing, and that takes two people.
        return Refused(Refusal.NOTHING_CHANGED)
    wanted = replace(known.settled, standing="compromised")
    number = question.directory.next_number
    return (
        _proposed(question.directory, ProposalKind.COMPROMISE, wanted, command.why.strip()),
        ev.AgencyListed(agency=plain(known, wanted, question.now), proposal=number),
    )


def _open(question: Question, number: int) -> Proposal | Refused:
    proposal = question.directory.proposals.get(number)
    if proposal is None or not proposal.open:
        return Refused(Refusal.NO_SUCH_PROPOSAL)
    return proposal


def _call(question: Question, command: cm.RecordOldCall) -> Ruled:
    proposal = _open(question, command.number)
    if isinstance(proposal, Refused):
        return proposal
    known = question.directory.agencies.get(proposal.agency or "")
    in_force = known.at(question.now).numbers if known is not None else ()
    if command.key not in {n.key for n in in_force}:
        return Refused(Refusal.NOT_AN_OLD_NUMBER)
    silence = command.said is OldNumber.NOBODY
    if silence != (command.answered is AnsweredBy.NOBODY):
        return Refused(Refusal.DECISION_CONTRADICTS, "who answered")
    call = ev.OldNumberCalled(
        number=proposal.number, key=command.key, answered=command.answered, said=command.said
    )
    if command.said is OldNumber.DENIED:
        return (call, ev.DirectoryRefused(number=proposal.number, why="the agency denied it"))
    return (call,)


def _vouch(question: Question, command: cm.VouchFor) -> Ruled:
    proposal = _open(question, command.number)
    if isinstance(proposal, Refused):
        return proposal
    person = question.desk.roster.get(question.actor)
    if person is None or not person.may(Role.SENIOR):
        return Refused(Refusal.WRONG_ROLE)
    if question.actor in proposal.people:
        return Refused(Refusal.THIRD_PERSON_NEEDED)
    if not command.why.strip():
        return Refused(Refusal.NO_REASON)
    known = question.directory.agencies.get(proposal.agency or "")
    numbers = known.at(question.now).numbers if known is not None else ()
    if numbers and (proposal.called or not proposal.silent):
        return Refused(Refusal.OLD_NUMBER_ANSWERS)
    return (ev.DirectoryVouched(number=proposal.number, why=command.why.strip()),)


def _confirm(question: Question, command: cm.ConfirmProposal) -> Ruled:
    proposal = _open(question, command.number)
    if isinstance(proposal, Refused):
        return proposal
    if question.actor in proposal.people:
        by_senior = question.actor != proposal.by
        return Refused(Refusal.THIRD_PERSON_NEEDED if by_senior else Refusal.SAME_PERSON)
    for person in sorted(proposal.people - {SYSTEM}):
        if question.desk.refuses(person, question.now) is not None:
            return Refused(Refusal.PROPOSER_GONE)
    done = ev.DirectoryConfirmed(number=proposal.number)
    if proposal.kind in (ProposalKind.FOUNDING, ProposalKind.COMPROMISE):
        return (done,)
    if proposal.kind is ProposalKind.IMPORT:
        return importing.confirmed(question.directory, proposal, question.now)
    return _applied(question, proposal, done)


def _applied(question: Question, proposal: Proposal, done: ev.DirectoryConfirmed) -> Ruled:
    wanted = proposal.wanted[0]
    known = question.directory.agencies.get(wanted.key)
    refused = _fits(question.directory, known, wanted, question.now)
    if refused is not None:
        return refused
    if known is None:
        return (done, ev.AgencyListed(agency=listed(wanted, question.now), proposal=done.number))
    heard = proposal.called or proposal.vouched_by is not None
    if difference(known, wanted).reachable and not heard:
        return Refused(Refusal.OLD_NUMBER_NOT_CALLED)
    after = merged(known, wanted, question.now)
    return (done, ev.AgencyListed(agency=after, proposal=done.number))


def _refuse(question: Question, command: cm.RefuseProposal) -> Ruled:
    proposal = _open(question, command.number)
    if isinstance(proposal, Refused):
        return proposal
    # What one person stopped stays stopped: raising it again takes two, as any raising does.
    why = command.why.strip() or "not confirmed"
    return (ev.DirectoryRefused(number=proposal.number, why=why),)


def _import(question: Question, command: cm.ImportAgencies) -> Ruled:
    return importing.taken(question.directory, command, question.actor, question.now)


def _watch(question: Question, command: cm.WatchAgency) -> Ruled:
    return watching.watched(question.directory, command, question.actor, question.now)


def _distrust(question: Question, command: cm.DistrustAgency) -> Ruled:
    return watching.distrusted(question.directory, command, question.actor, question.now)


_RULES: Final[Mapping[type, Callable[[Question, Any], Ruled]]] = {
    cm.ProposeAgency: _propose,
    cm.MarkCompromised: _compromise,
    cm.RecordOldCall: _call,
    cm.VouchFor: _vouch,
    cm.ConfirmProposal: _confirm,
    cm.RefuseProposal: _refuse,
    cm.ImportAgencies: _import,
    cm.WatchAgency: _watch,
    cm.DistrustAgency: _distrust,
}
