"""What the house can say of itself: whether its people suffice, what is overdue, how far it is."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import combinations
from typing import Final

from bot.domain.directory.state import Proposal, ProposalState
from bot.domain.events import ProposalKind
from bot.domain.limits import Policy
from bot.domain.roster import Person, Role, Roster
from bot.domain.standard import Law
from bot.workflow.erasure import kept_long_enough
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office
from bot.workflow.watch import count_overdue

SKEW_WARN: Final = timedelta(seconds=5)
SKEW_FAIL: Final = timedelta(seconds=60)
"""Slack's signatures hold five minutes either way, and an entry's time is what a court reads."""

_DESK: Final = (Role.REVIEWER, Role.SENIOR, Role.CUSTODIAN, Role.INTAKE)


class Grade(StrEnum):
    """How a check came out."""

    OK = "OK"
    WARN = "WARN"
    FAIL = "FAIL"


@dataclass(frozen=True, slots=True)
class Check:
    """One line for the operator: what was looked at, how it is, and what to do."""

    name: str
    grade: Grade
    words: str


Suits = Callable[[Person], bool]


def roster_checks(roster: Roster, policy: Policy) -> Iterator[Check]:
    """Say what these people can decide, and what they cannot."""
    reviewers = [p for p in roster.people if p.may(Role.REVIEWER)]
    if len(reviewers) < 2:  # noqa: PLR2004 - two natural persons decide
        words = f"{len(reviewers)} reviewers: nothing can be decided; two are needed"
        yield Check("roster", Grade.FAIL, words)
        return
    yield Check("roster", Grade.OK, f"{len(roster.people)} people, {len(reviewers)} reviewers")

    def calls(person: Person) -> bool:
        reviews = person.may(Role.REVIEWER, Role.SENIOR)
        return person.may(*_DESK) and not (policy.strict_separation and reviews)

    for name, suits, words in (
        ("a third person who calls the agency", calls, "contents cannot be released"),
        ("an uninvolved senior", _may(Role.SENIOR), "a disagreement cannot be settled"),
        ("a custodian who did not review", _may(Role.CUSTODIAN), "nothing can be handed over"),
    ):
        if _beside_a_pair(reviewers, roster.people, suits):
            yield Check("roster", Grade.OK, f"there is {name}")
        else:
            yield Check("roster", Grade.WARN, f"there is not {name} beside two reviewers: {words}")


def _may(role: Role) -> Suits:
    return lambda person: person.may(role)


def _beside_a_pair(reviewers: list[Person], people: Iterable[Person], suits: Suits) -> bool:
    able = [person for person in people if suits(person)]
    return any(p not in pair for pair in combinations(reviewers, 2) for p in able)


def counsel_check(law: Law, counsel: str) -> Check:
    """Say whom an order ends with that nobody carries out; `counsel` as the settings name them."""
    binding = [name for name in law.in_force if not law.standards[name].voluntary]
    if not binding:
        return Check("counsel", Grade.OK, "no standard in force knows orders")
    orders = f"orders of {', '.join(binding)}"
    if counsel:
        return Check("counsel", Grade.OK, f"{orders} end with {counsel}")
    words = f"nobody is named for {orders} that are late: set legal.counsel"
    return Check("counsel", Grade.FAIL, words)


def skew_check(theirs: float, ours: float) -> Check:
    """Compare two clocks, in seconds since 1970; Slack tells whole seconds only."""
    skew = timedelta(seconds=round(abs(theirs - ours)))
    grade = Grade.FAIL if skew > SKEW_FAIL else Grade.WARN if skew > SKEW_WARN else Grade.OK
    advice = "" if grade is Grade.OK else ": set this machine's time by NTP"
    words = f"{int(skew.total_seconds())} s away from Slack's{advice}"
    return Check("clock", grade, words)


async def record_check(office: Office) -> Check:
    """Say how long the record is and when something last happened."""
    head = await office.database.read(lambda ledger: ledger.record.peek())
    last = f", the last at {head.at:%Y-%m-%d %H:%M} UTC" if head.at is not None else ""
    return Check("record", Grade.OK, f"{head.position} entries{last}")


async def directory_check(office: Office) -> Check:
    """Say how many agencies are listed, and whether a second person looked at the first file."""

    def work(ledger: Ledger) -> tuple[int, Proposal | None]:
        proposals = ledger.proposals.all()
        founding = next((p for p in proposals if p.kind is ProposalKind.FOUNDING), None)
        return len(ledger.agencies.all()), founding

    listed, founding = await office.database.read(work)
    words = f"{listed} agencies"
    if founding is None or founding.state is ProposalState.CONFIRMED:
        return Check("directory", Grade.OK, words)
    how = "waits for" if founding.open else "was refused by"
    advice = f"{words}; the first file {how} a second person: see the card in the review channel"
    return Check("directory", Grade.WARN, advice)


async def kept_check(office: Office) -> Check:
    """Say how many cases were kept long enough, and how many of them must be kept all the same."""
    found = await kept_long_enough(office)
    ready = sum(one.why is None for one in found)
    words = f"{ready} cases may be erased, {len(found) - ready} more are still owed or on hold"
    if not ready:
        return Check("retention", Grade.OK, words)
    return Check("retention", Grade.WARN, f"{words}: exigent erase --due lists them")


async def overdue_checks(office: Office) -> list[Check]:
    """Say what should have happened by now and did not."""
    counts = await count_overdue(office)
    if not counts:
        return [Check("overdue work", Grade.OK, "none")]
    return [
        Check("overdue work", Grade.FAIL, f"{name}: {count}; open /edr queue in Slack")
        for name, count in sorted(counts.items())
    ]
