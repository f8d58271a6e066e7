"""What one owner may read: the same for every owner, nothing of others, nothing of who helped."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain import events as ev
from bot.domain.canonical import canonical
from bot.domain.case import Case
from bot.domain.codec import kind_of, kinds, split
from bot.domain.notice import Safety, SafetyAnswer
from bot.domain.owner_view import FINGERPRINTED, SHOWN, owner_view
from bot.domain.release import OwnerFlag
from bot.domain.roster import Ref
from tests.factories import ANA, AT
from tests.properties.histories import FROM_THE_APPROVAL, History, holds, play
from tests.story import Story, told

OTHERS = ("O2", "O3", "D1", "D2", "D3")
"""Aliases of other people and of devices, as bodies have them."""
TELLING = ("abduction", "unsafe", "victim", "person_at_risk", "suspect", "consent", "restriction")
"""Words by which an owner could see that somebody is feared for, or helped."""


@dataclass(frozen=True)
class Read:
    """An entry with its place."""

    position: int
    at: datetime
    actor: Ref
    event: ev.Event


def entries(story: Story) -> list[Read]:
    """The story's entries, numbered."""
    return [Read(n, at, who, event) for n, (at, who, event) in enumerate(story.entries, 1)]


def shown(story: Story, case: Case | None = None) -> list[Read]:
    """What the first owner reads of a story, in whole bodies."""
    history = entries(story)
    view = owner_view(case or story.case, "O1", history)
    return [entry for entry in history if view.shows(entry)]


def _nothing_of_others(history: History) -> None:
    for entry in shown(play(history)):
        body = canonical(split(entry.event).public).decode()
        assert not [word for word in OTHERS if f'"{word}"' in body], kind_of(entry.event)
        assert not [word for word in TELLING if word in body], kind_of(entry.event)


def test_no_body_names_anybody_else() -> None:
    """In no history does a body that an owner reads name another owner, a device or a danger."""
    holds(_nothing_of_others, FROM_THE_APPROVAL, 32)


def test_what_is_shown_does_not_depend_on_danger() -> None:
    """Whoever is flagged, doubted or feared for: the entries of the owner's bundle are the same."""
    story = told()
    plain = shown(story)
    flagged = tuple(replace(o, flags=frozenset(OwnerFlag)) for o in story.case.owners)
    doubt = SafetyAnswer(by=ANA, owner="O1", answer=Safety.UNSAFE, at=AT)
    careful = replace(
        story.case, owners=flagged, safety=(doubt,), found_unsafe=frozenset({ANA}), nature=None
    )
    assert shown(story, careful) == plain
    assert {kind_of(e.event) for e in plain} >= {"notice.owed", "notice.attempted"}


def test_a_kind_that_nobody_thought_of_is_sealed() -> None:
    """Only what was listed is shown or named, and only a complaint's words are opened."""
    assert SHOWN.keys() | FINGERPRINTED <= kinds()
    assert not SHOWN.keys() & FINGERPRINTED
    assert len(kinds() - SHOWN.keys() - FINGERPRINTED) > len(SHOWN)
    opened = {kind: rule.opens for kind, rule in SHOWN.items() if rule.opens}
    assert opened == {"complaint.opened": ("/text",), "complaint.answered": ("/text",)}


def test_whoever_came_in_somebodys_place_reads_nothing_of_theirs() -> None:
    """After a correction to another person only what came later is theirs."""
    story = told()
    notices = tuple(replace(n, holder=1, holder_since=story.now) for n in story.case.notices)
    later = shown(story, replace(story.case, notices=notices))
    own = [entry for entry in later if hasattr(entry.event, "owner")]
    assert [entry for entry in own if entry.at < story.now] == []
    assert [entry for entry in shown(story) if hasattr(entry.event, "owner")]


def test_only_the_two_determinations_that_count_are_named() -> None:
    """One more would tell of a doubt; the two of the approval are named by their hash."""
    story = told()
    history = entries(story)
    view = owner_view(story.case, "O1", history)
    filed = [e for e in history if isinstance(e.event, ev.DeterminationFiled)]
    assert [e.actor for e in filed if view.names(e)] == list(view.pair)
    third = replace(filed[0], actor="p_third")
    assert not view.names(third)
