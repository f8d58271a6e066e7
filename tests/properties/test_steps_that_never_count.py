"""A step that was skipped, or came to nothing, is worth nothing; so is one that is no call."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain import events as ev
from bot.domain.levels import needed, reached, verified
from bot.domain.roster import SYSTEM
from bot.domain.verification import CALLS, Step, StepKind, StepResult, counting, level
from tests.factories import ANA, AT, BEN, DEE, EVE, PEOPLE
from tests.properties.histories import History, folds, holds, play
from tests.properties.moves import Move

WORTHLESS = (StepResult.SKIPPED, StepResult.INCONCLUSIVE)
BESIDE = tuple(k for k in StepKind if k not in CALLS)


def _steps(
    kinds: tuple[StepKind, ...] = tuple(StepKind),
    results: tuple[StepResult, ...] = tuple(StepResult),
) -> st.SearchStrategy[list[Step]]:
    made = st.builds(
        Step,
        kind=st.sampled_from(kinds),
        result=st.sampled_from(results),
        by=st.sampled_from((*PEOPLE, SYSTEM)),
        at=st.just(AT),
    )
    return st.lists(made, max_size=8)


def _mixed(into: list[Step], more: list[Step], places: list[int]) -> list[Step]:
    """Put `more` among `into`, in any order."""
    mixed = list(into)
    for step, place in zip(more, places, strict=False):
        mixed.insert(place % (len(mixed) + 1), step)
    return mixed


PLACES = st.lists(st.integers(0, 20), min_size=8, max_size=8)
REVIEWERS = st.frozensets(st.sampled_from(PEOPLE))


@given(_steps(), _steps(results=WORTHLESS), PLACES, REVIEWERS, st.booleans())
def test_what_came_to_nothing_changes_no_level(
    steps: list[Step], more: list[Step], places: list[int], reviewers: frozenset[str], vouched: bool
) -> None:
    """However many skipped and inconclusive steps there are, the level is as it was."""
    with_them = level(vouched=vouched, steps=_mixed(steps, more, places), reviewers=reviewers)
    assert with_them == level(vouched=vouched, steps=steps, reviewers=reviewers)


@given(_steps(), _steps(kinds=BESIDE), PLACES, REVIEWERS, st.booleans())
def test_what_is_no_call_raises_no_level(
    steps: list[Step], more: list[Step], places: list[int], reviewers: frozenset[str], vouched: bool
) -> None:
    """Documents, mail and history, whatever they came to, never open the gate."""
    with_them = level(vouched=vouched, steps=_mixed(steps, more, places), reviewers=reviewers)
    assert with_them <= level(vouched=vouched, steps=steps, reviewers=reviewers)


@given(_steps(), _steps(kinds=(StepKind.HISTORY,)), PLACES, REVIEWERS, st.booleans())
def test_comparing_earlier_requests_gives_no_level_and_takes_none(
    steps: list[Step], more: list[Step], places: list[int], reviewers: frozenset[str], vouched: bool
) -> None:
    """Whatever it came to, and wherever it stands, every other step is worth what it was."""
    mixed = _mixed(steps, more, places)
    assert counting(mixed) == counting(steps)
    plain = level(vouched=vouched, steps=steps, reviewers=reviewers)
    assert level(vouched=vouched, steps=mixed, reviewers=reviewers) == plain


def _worthless(event: ev.Event) -> bool:
    if isinstance(event, ev.SkipProposed | ev.SkipRefused | ev.CallLogAttached):
        return True
    stepped = isinstance(event, ev.StepRecorded | ev.DocumentExamined)
    return stepped and (event.result in WORTHLESS or isinstance(event, ev.DocumentExamined))


def _opens_nothing(history: History) -> None:
    for before, (_, _, event), after in folds(play(history).entries):
        if _worthless(event):
            assert reached(after) <= reached(before)
            assert verified(before) or not verified(after)
            assert needed(after) >= needed(before)


def test_no_history_is_verified_by_what_never_counts() -> None:
    """In every history skips, documents and logs raise no level and lower no need."""
    holds(_opens_nothing)


def _two_people_skip(history: History) -> None:
    for before, (at, actor, event), after in folds(play(history).entries):
        if isinstance(event, ev.StepRecorded) and event.result is StepResult.SKIPPED:
            (skip,) = [s for s in before.open_skips if s.step is event.step]
            assert {skip.by, actor} <= set(PEOPLE)
            assert skip.by != actor
            assert actor != before.logged_by
            assert at >= skip.at
            assert after.steps[-1].proposed_by == skip.by


def test_a_step_is_skipped_by_two_people_only() -> None:
    """In every history a skipped step was proposed by one person and agreed to by another."""
    holds(_two_people_skip)


def test_histories_do_skip_and_do_look_at_documents() -> None:
    """The claims above are about something: chance brings both about."""
    moves = tuple(
        Move(kind, who, 1, pick)
        for kind, who, pick in (
            ("skip", EVE, 4),
            ("confirm_skip", ANA, 0),
            ("skip", DEE, 3),
            ("refuse_skip", BEN, 0),
            ("document", EVE, 0),
        )
    )
    happened = [e for _, _, e in play(History(2, (), moves)).entries]
    assert sum(isinstance(e, ev.SkipProposed) for e in happened) == 2
    assert sum(isinstance(e, ev.SkipRefused) for e in happened) == 1
    assert sum(isinstance(e, ev.DocumentExamined) for e in happened) == 1
    assert [e.result for e in happened if isinstance(e, ev.StepRecorded)] == [StepResult.SKIPPED]
