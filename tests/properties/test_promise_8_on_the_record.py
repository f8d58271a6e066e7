"""Promise 8: everything is in the record, and a case is what its entries say."""

from collections.abc import Sequence

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.canonical import canonical, parse
from bot.domain.case import Case
from bot.domain.codec import join_event, kind_of, split
from bot.domain.folding import evolve, opened
from bot.domain.stamp import Stamp
from tests import story as stories
from tests.factories import EVE, NUMBER
from tests.properties.histories import Happening, History, holds, play, steps


def stored(entry: Happening, *, erased: bool) -> Happening:
    """An entry as it is read back: through its bytes, with or without what was sealed."""
    at, actor, event = entry
    parts = split(event)
    public = parse(canonical(parts.public))
    assert isinstance(public, dict)
    return at, actor, join_event(kind_of(event), public, None if erased else parts.personal)


def fold(entries: Sequence[Happening]) -> Case:
    """The case that entries make."""
    (at, actor, first), *rest = entries
    assert isinstance(first, ev.CaseOpened)
    case = opened(first, NUMBER, Stamp(at, actor))
    for at, actor, event in rest:
        case = evolve(case, event, Stamp(at, actor))
    return case


def _same_case_after_erasure(history: History) -> None:
    story = play(history)
    for erased in (False, True):
        assert fold([stored(e, erased=erased) for e in story.entries]) == story.case


def test_a_case_is_the_fold_of_its_entries_even_when_erased() -> None:
    """In every history the bytes of the record, with personal values gone, give the same case."""
    holds(_same_case_after_erasure)


def _nothing_personal_is_folded(history: History) -> None:
    story = play(history)
    shown = repr(story.case)
    assert not [w for w in ("Alvarez", "girl", "B8:7C", "Jo Doe", "26-118203") if w in shown]


def test_a_folded_case_holds_nothing_personal() -> None:
    """No name, address, number or word of the request is in what the fold keeps."""
    holds(_nothing_personal_is_folded, count=64)


def _every_command_leaves_an_entry(history: History) -> None:
    for step in steps(history):
        own = [e for actor, e in step.decided.events if actor == step.move.who]
        if step.decided.refused is None and step.move.who.startswith("p_"):
            assert own, f"{step.move.kind} was allowed and left no entry"


def test_every_command_that_is_allowed_leaves_an_entry() -> None:
    """No person changes or learns anything without an entry of their own."""
    holds(_every_command_leaves_an_entry)


def test_taking_the_verification_twice_is_recorded_twice() -> None:
    """The second press changes nothing of the case, but it was made."""
    story = stories.received()
    story.do(cm.TakeVerification(), EVE, 1)
    before = story.case
    decided = story.do(cm.TakeVerification(), EVE, 1)
    assert decided.events == ((EVE, ev.VerificationTaken()),)
    assert story.case == before


def test_a_refusal_changes_no_case() -> None:
    """A refused command of a known person is an entry that the fold passes over."""
    story = stories.verified()
    refused = ev.CommandRefused(command="FileDetermination", reason="wrong_role")
    assert evolve(story.case, refused, Stamp(story.now, EVE)) == story.case
