"""Red flags hold and ask for more; no history exists in which one approves or lets something out.

A case here begins with what the rules notice, or somebody notices it on the way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.domain import events as ev
from bot.domain.case import Case
from bot.domain.flag import BARRING, HEAVY, OF_THE_DIRECTORY, SENIOR, Flag, Weight
from bot.domain.folding import evolve
from bot.domain.levels import needed, reached
from bot.domain.red_flags import History as Known
from bot.domain.request import Contact
from bot.domain.roster import SYSTEM, Role
from bot.domain.stamp import Stamp
from bot.domain.verification import StepKind, StepResult, counting
from tests import factories as make
from tests.factories import ANA, BEN, DEE, EVE, SAM
from tests.properties.histories import OWNED, VERIFIED, History, Stage, Step, holds, steps
from tests.properties.moves import Move
from tests.story import Story, received

CHIEF = Contact(name="L. Chen", phone="+1 555 010 4400")
FREE = Contact(name="R. Alvarez", email="sgt.alvarez@gmail.com", phone="+1 555 010 4417")
FAILED = ev.StepRecorded(step=make.MAIL, result=StepResult.FAIL)
QUIET = Known(officer_seen=True)
_THEMES = (
    ("approve", "narrow", "lift_flag", "lift_flag", "raise_flag", "officer", "refuse", "recuse"),
    ("owners", "clear", "clear", "raise_flag", "lift_flag", "amend", "approve", "stop", "copy"),
)
_LIFTED = (*VERIFIED, Move("lift_flag", ANA), Move("lift_flag", SAM))
_ALLOWED = (*_LIFTED, Move("approve", ANA, 5), Move("approve", BEN, 5), *OWNED)
STAGES = (
    Stage((), _THEMES),
    Stage(VERIFIED, _THEMES),
    Stage((*VERIFIED, Move("lift_flag", ANA)), _THEMES),
    Stage((*VERIFIED, Move("raise_flag", EVE, 1, 5), Move("approve", ANA)), _THEMES),
    Stage(_LIFTED, _THEMES),
    Stage(_ALLOWED, _THEMES),
    Stage((*_ALLOWED, Move("raise_flag", DEE, 1, 3)), _THEMES),
)


@dataclass(frozen=True)
class Seen:
    """One entry, and the case before and after it."""

    before: Case
    event: ev.Event
    actor: str
    after: Case


def begun(history: History) -> Story:
    """A case in which something is noticed from the beginning, by turns."""
    wanted = make.records_request(supervisor=CHIEF)
    beginnings = (
        lambda: received(wanted, history=QUIET),
        lambda: received(make.records_request(supervisor=CHIEF, officer=FREE), history=QUIET),
        lambda: received(wanted, history=QUIET, steps=(FAILED,)),
    )
    return beginnings[history.wanted % len(beginnings)]()


@lru_cache(maxsize=512)
def played(history: History) -> list[tuple[Step, list[Seen]]]:
    """Every move with the entries that it made; every claim reads the same ones."""
    moved = []
    for step in steps(history, begun(history)):
        case, entries = step.before, []
        for actor, event in step.decided.events:
            after = evolve(case, event, Stamp(step.story.now, actor))
            entries.append(Seen(case, event, actor, after))
            case = after
        moved.append((step, entries))
    return moved


def _bars(flags: Sequence[Flag]) -> list[Flag]:
    return [flag for flag in flags if flag.weight in BARRING and not _enough(flag)]


def _enough(flag: Flag) -> bool:
    """The rule once more, in other words than the product's."""
    by = [lift.by for lift in flag.lifts]
    if flag.weight is Weight.BLOCK:
        return len(set(by)) > 1 and True in [lift.senior for lift in flag.lifts]
    return len(by) > 0


def _nothing_allowed_while_barred(history: History) -> None:
    for _, entries in played(history):
        for seen in entries:
            if isinstance(seen.event, ev.DeterminationFiled) and seen.event.scope:
                assert not _bars(seen.before.flags)
            if isinstance(seen.event, ev.CaseApproved | ev.ReleaseCleared):
                assert not _bars(seen.before.flags)


def test_nothing_is_allowed_or_released_while_a_flag_bars() -> None:
    """No allowing determination, approval or clearance comes before the lifts that it takes."""
    holds(_nothing_allowed_while_barred, STAGES, 210)


def _lifted_rightly(history: History) -> None:
    for step, entries in played(history):
        for seen in entries:
            if not isinstance(seen.event, ev.FlagLifted):
                continue
            flag = next(f for f in seen.before.flags if f.sign is seen.event.sign)
            calls = [s for s in counting(seen.before.steps) if s.kind is StepKind.CALLBACK]
            assert any(call.at >= flag.at for call in calls)
            assert flag.weight in BARRING
            assert flag.sign not in OF_THE_DIRECTORY
            assert seen.actor not in {lift.by for lift in flag.lifts} | {seen.before.logged_by}
            person = make.ROSTER.get(seen.actor)
            assert person is not None
            assert seen.event.senior is person.may(Role.SENIOR)
            assert step.decided.refused is None


def test_a_lift_is_a_persons_own_after_a_call() -> None:
    """Each by another person, after a call-back that passed since, and never what is listed."""
    holds(_lifted_rightly, STAGES, 210)


def _high_asks_for_level_3(history: History) -> None:
    for _, entries in played(history):
        for seen in entries:
            if any(f.weight in HEAVY and not _enough(f) for f in seen.after.flags):
                granted = len(seen.after.supporters | seen.after.senior_supporters) > 2
                assert needed(seen.after) == 3 or granted
                if isinstance(seen.event, ev.CaseApproved | ev.ReleaseCleared) and not granted:
                    assert reached(seen.before) == 3


def test_a_high_score_asks_for_level_3_as_long_as_it_stands() -> None:
    """Only the life safety exception, of three people, lowers it."""
    holds(_high_asks_for_level_3, STAGES, 210)


def _seniors_where_wanted(history: History) -> None:
    for step, entries in played(history):
        roster = step.story.outside.get("roster", make.ROSTER)
        for seen in entries:
            if isinstance(seen.event, ev.CaseApproved) and any(
                f.sign in SENIOR for f in seen.before.flags
            ):
                people = [roster.get(p) for p in seen.event.pair]
                assert any(p is not None and p.may(Role.SENIOR) for p in people)


def test_a_sensitive_target_has_a_senior_in_the_pair() -> None:
    """Whatever order people file in, two reviewers alone never approve it."""
    holds(_seniors_where_wanted, STAGES, 210)


def _worse_stops(history: History) -> None:
    """After an approval no heavier flag stands at the clearance than stood when approving."""
    stood: set[str] = set()
    for _, entries in played(history):
        for seen in entries:
            if isinstance(seen.event, ev.CaseApproved):
                stood = {f.sign for f in seen.before.flags if not _enough(f)}
            if isinstance(seen.event, ev.ReleaseCleared):
                now = {f.sign for f in seen.before.flags if f.weight in HEAVY and not _enough(f)}
                assert now <= stood


def test_a_flag_that_came_up_after_the_approval_stops_the_release() -> None:
    """What nobody saw when approving is in a new review before anything goes out (promise 4)."""
    holds(_worse_stops, STAGES, 210)


def _copies_change_nothing(history: History) -> None:
    for _, entries in played(history):
        for seen in entries:
            if isinstance(seen.event, ev.CopyReceived):
                same = (seen.before, seen.after)
                for what in ("state", "version", "mark", "scope", "filed", "approval", "sought"):
                    assert getattr(same[0], what) == getattr(same[1], what)
                assert reached(same[0]) == reached(same[1])
                assert needed(same[0]) == needed(same[1])
                assert same[0].package == same[1].package
                assert seen.actor != SYSTEM


def test_a_copy_changes_nothing_of_the_case() -> None:
    """Not its state, version, content, scope, level or package, in any history."""
    holds(_copies_change_nothing, STAGES, 210)


def _links_change_nothing(history: History) -> None:
    for _, entries in played(history):
        for seen in entries:
            if isinstance(seen.event, ev.CaseLinked):
                assert seen.before.package == seen.after.package
                assert seen.before.state is seen.after.state
                assert seen.before.filed == seen.after.filed


def test_linked_cases_are_decided_apart() -> None:
    """A link is a note: nothing of a case depends on it."""
    holds(_links_change_nothing, STAGES, 105)


def test_these_histories_come_far_enough() -> None:
    """Flags are lifted, approvals given, taken away and released: the claims above are tried."""
    met: set[str] = set()

    def note(history: History) -> None:
        for _, entries in played(history):
            met.update(type(seen.event).__name__ for seen in entries)

    holds(note, STAGES, 210)
    assert met >= {
        "FlagLifted",
        "FlagAdded",
        "FlagsRaised",
        "CaseApproved",
        "ApprovalWithdrawn",
        "ReleaseCleared",
        "CopyReceived",
        "CaseEscalated",
    }
