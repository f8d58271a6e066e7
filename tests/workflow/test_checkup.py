"""Claims about what the house says of its own people, clocks and duties."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.domain.limits import Policy
from bot.domain.roster import Person, Role, Roster
from bot.workflow.checkup import Grade, overdue_checks, record_check, roster_checks, skew_check
from bot.workflow.office import Office
from storage import SqlDatabase
from tests.fakes.clock import FrozenClock
from tests.workflow.office_given import office_over, open_case

R, S, C, N, A = Role.REVIEWER, Role.SENIOR, Role.CUSTODIAN, Role.INTAKE, Role.AUDITOR


def warned(people: Sequence[set[Role]], policy: Policy | None = None) -> list[str]:
    """Return the roster's lines that are not OK."""
    roster = Roster(
        people=tuple(Person(ref=f"p_{i}", roles=frozenset(r)) for i, r in enumerate(people))
    )
    return [
        f"{check.grade} {check.words}"
        for check in roster_checks(roster, policy or Policy())
        if check.grade is not Grade.OK
    ]


def test_a_full_roster_has_no_warning() -> None:
    """Two reviewers, a caller, a senior and a custodian can decide everything."""
    assert warned([{R}, {R}, {N}, {S}, {C}]) == []


def test_one_reviewer_decides_nothing() -> None:
    """Fewer than two reviewers is a failure, whatever else they may do."""
    (line,) = warned([{R, S, C, N}, {A}])
    assert line.startswith("FAIL 1 reviewers")


@pytest.mark.parametrize(
    ("people", "missing"),
    [
        ([{R}, {R}], ["contents cannot", "disagreement cannot", "handed over"]),
        ([{R}, {R}, {A}], ["contents cannot", "disagreement cannot", "handed over"]),
        ([{R}, {R}, {C}], ["disagreement cannot"]),
        ([{R}, {R}, {S}], ["handed over"]),
        ([{R, S}, {R, C}], ["contents cannot", "disagreement cannot", "handed over"]),
        ([{R, S}, {R, C}, {R}], []),
    ],
)
def test_what_cannot_be_decided_is_said(people: list[set[Role]], missing: list[str]) -> None:
    """Each of the three that must stand beside the two reviewers is looked for by itself."""
    lines = warned(people)
    assert len(lines) == len(missing)
    assert all(words in line for words, line in zip(missing, lines, strict=True))


def test_strict_separation_wants_a_caller_who_never_reviews() -> None:
    """Where reviewers may not call, a third reviewer is no third person."""
    strict = Policy(strict_separation=True)
    people = [{R}, {R}, {R}, {S}, {C, R}]
    assert warned(people) == []
    assert len(warned(people, strict)) == 1
    assert warned([*people, {N}], strict) == []


@pytest.mark.parametrize(
    ("theirs", "grade"),
    [(100.0, Grade.OK), (95.0, Grade.OK), (106.0, Grade.WARN), (161.0, Grade.FAIL)],
)
def test_a_clock_that_is_off_is_told(theirs: float, grade: Grade) -> None:
    """Five seconds are no worry, a minute either way is a failure."""
    assert skew_check(theirs, 100.0).grade is grade


async def test_overdue_work_fails(database: SqlDatabase, clock: FrozenClock) -> None:
    """A missed limit is a line of its own; a quiet house has one that says none."""
    office: Office = office_over(database, clock)
    assert [c.grade for c in await overdue_checks(office)] == [Grade.OK]
    await open_case(office)
    clock.advance(timedelta(hours=2))
    checks = await overdue_checks(office)
    assert {c.grade for c in checks} == {Grade.FAIL}
    assert any("verification" in c.words for c in checks)
    assert "5 entries" in (await record_check(office)).words
