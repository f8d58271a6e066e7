"""The histories that the promises are tried on are worth trying."""

from collections import Counter

from bot.domain.case import State
from bot.domain.errors import Refusal
from tests.properties.histories import STAGES, History, by_chance, steps
from tests.properties.moves import WANTED

COMMON = (State.APPROVED, State.RELEASED, State.ESCALATED, State.LAPSED, State.CLOSED)


def test_histories_reach_every_state_and_most_events() -> None:
    """What is played comes to every state, to most events and to most refusals."""
    states: Counter[State] = Counter()
    kinds: Counter[str] = Counter()
    refusals: Counter[Refusal] = Counter()

    for history in by_chance(420):
        for step in steps(history):
            states[step.story.case.state] += 1
            kinds.update(type(e).__name__ for _, e in step.decided.events)
            if step.decided.refused is not None:
                refusals[step.decided.refused.reason] += 1
    assert set(states) == set(State)
    assert all(states[state] >= 10 for state in COMMON), states
    assert len(kinds) >= 34, kinds
    assert len(refusals) >= 22, refusals


def test_stages_come_to_what_they_are_named_for() -> None:
    """Each stage's own moves are all allowed."""
    for stage in STAGES:
        for wanted in range(len(WANTED)):
            played = steps(History(wanted, stage.moves, ()))
            assert [s.move.kind for s in played if s.decided.refused is not None] == []
