"""An agency directory in memory, changed by commands as the record would keep it."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.domain import events as ev
from bot.domain.decision import DirectoryNumber, ListedAgency
from bot.domain.directory import commands as cm
from bot.domain.directory.deciding import Desk, Question, decide_directory
from bot.domain.directory.state import Directory, evolve
from bot.domain.errors import Refusal, Refused
from bot.domain.events import AnsweredBy, OldNumber
from bot.domain.roster import SYSTEM, Ref, Roster, StandingProblem
from bot.domain.stamp import Stamp
from tests import factories as make

NEW = DirectoryNumber(
    key="new", number="+1 555 010 0177", label="new desk", source="letter", checked="2026-11-20"
)
DIGEST = "d" * 64


@dataclass
class Directories:
    """One directory; `away` are people of whom Slack says something bad."""

    now: datetime = make.AT
    directory: Directory = field(default_factory=Directory)
    roster: Roster = make.ROSTER
    away: dict[Ref, StandingProblem] = field(default_factory=dict)
    entries: list[tuple[Ref, object]] = field(default_factory=list)

    def do(self, command: cm.DirectoryCommand, who: Ref) -> Refusal | None:
        """Let somebody do it; return why not, or None."""
        self.now += timedelta(minutes=1)
        standings = make.standings(self.now, self.away, self.roster)
        desk = Desk(roster=self.roster, standings=standings)
        question = Question(directory=self.directory, actor=who, desk=desk, now=self.now)
        ruled = decide_directory(question, command)
        if isinstance(ruled, Refused):
            return ruled.reason
        for event in ruled:
            self.directory = evolve(self.directory, event, Stamp(self.now, who))
            self.entries.append((who, event))
        return None

    def found(self, *agencies: ListedAgency) -> "Directories":
        """Import the first file."""
        wanted = agencies or (make.AGENCY,)
        assert self.do(cm.ImportAgencies(agencies=wanted, digest=DIGEST), SYSTEM) is None
        return self

    def agency(self, key: str = make.AGENCY.key) -> ListedAgency:
        """One agency as it is now."""
        return self.directory.agencies[key].at(self.now)

    def propose(self, who: Ref, **changes: object) -> int:
        """Propose a change of the agency; return the proposal's number."""
        wanted = replace(self.agency().settled, **changes)
        assert self.do(cm.ProposeAgency(wanted=wanted, source="their site"), who) is None
        return max(self.directory.proposals)

    def call(self, number: int, who: Ref, said: OldNumber = OldNumber.CONFIRMED) -> Refusal | None:
        """Record a call to the old desk."""
        nobody = said is OldNumber.NOBODY
        answered = AnsweredBy.NOBODY if nobody else AnsweredBy.WATCH_COMMANDER
        return self.do(cm.RecordOldCall(number=number, key="n1", answered=answered, said=said), who)

    def confirm(self, number: int, who: Ref) -> Refusal | None:
        """Confirm a proposal."""
        return self.do(cm.ConfirmProposal(number=number), who)

    def events(self, kind: type) -> list[object]:
        """Every event of a kind."""
        return [event for _, event in self.entries if isinstance(event, kind)]


def with_number(agency: ListedAgency, number: DirectoryNumber = NEW) -> tuple[DirectoryNumber, ...]:
    """The agency's numbers with one more."""
    return (*agency.settled.numbers, number)


def kinds(given: Directories) -> list[str]:
    """The names of everything that happened."""
    return [type(event).__name__ for _, event in given.entries]


LISTED = ev.AgencyListed
