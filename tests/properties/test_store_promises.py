"""Whatever the evidence store answers, in whatever order: only what was allowed counts."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.authorizing import (
    Authorization,
    AuthorizeRelease,
    Fault,
    ListHandedOver,
    RecordManifest,
    ReportStore,
    StoreItem,
    TakeBackAuthorization,
)
from bot.domain.events.authorizing import ManifestRecorded, ReleaseAuthorized
from bot.domain.release import Item, Recipient
from bot.domain.request import Ongoing
from bot.domain.roster import SYSTEM
from bot.domain.scope import covers
from tests import factories as make
from tests import story as stories
from tests.factories import ANA, BEN, DEE, MINUTE, OFFICER_MAIL
from tests.story import Story

MOVES = (
    *("authorize", "answer", "answer", "shifted", "elsewhere", "stranger", "nothing", "report"),
    *("list", "claim", "hand_over", "take_back", "unsent", "stop", "clear", "end"),
)
LYING = ("shifted", "elsewhere", "stranger", "nothing", "report")
tried = st.lists(
    st.tuples(st.sampled_from(MOVES), st.sampled_from((0, 1, 16, 33)), st.integers(0, 9)),
    max_size=9,
)


def _known(story: Story) -> Authorization | None:
    return story.case.store.authorization


def _authorize(story: Story, pick: int) -> tuple[cm.Command, str]:
    command = AuthorizeRelease(
        version=story.case.version,
        ongoing=Ongoing.YES,
        how="called the duty desk",
        recipient=Recipient.OFFICER,
        contact="me@mail.example" if pick == 9 else OFFICER_MAIL,
        id=f"J{story.case.clearances}",
    )
    return command, ANA if pick == 8 else DEE


def _items(found: Authorization | None, device: str, shift: timedelta) -> tuple[StoreItem, ...]:
    return tuple(
        StoreItem(
            name="clip.mp4",
            device=device,
            category=w.category.value,
            start=w.start,
            end=w.end + shift,
            size=9,
            sha256="a" * 64,
        )
        for w in (found.scope if found else ())
    )


def _answer(
    device: str = "B8:7C:6F:12:34:56", to: str = OFFICER_MAIL, shift: int = 0, most: int = 9
) -> Callable[[Story, int], tuple[cm.Command, str]]:
    def build(story: Story, pick: int) -> tuple[cm.Command, str]:
        found = _known(story)
        items = _items(found, device, MINUTE * shift * (pick + 1))[:most]
        known = found.id if found and pick != 9 else "J9"
        return RecordManifest(id=known, items=items, delivered_to=to), SYSTEM

    return build


def _list(story: Story, pick: int) -> tuple[cm.Command, str]:
    found = _known(story)
    items = tuple(
        Item(line=1, window=replace(w, end=w.end + MINUTE * (pick % 3)), size=9, sha256="b" * 64)
        for w in (found.scope if found else ())
    )
    return ListHandedOver(items=items, as_claimed=False, receipt="log"), DEE


def _id(story: Story) -> str:
    found = _known(story)
    return found.id if found else "J0"


BUILD: Mapping[str, Callable[[Story, int], tuple[cm.Command, str]]] = {
    "authorize": _authorize,
    "answer": _answer(),
    "shifted": _answer(shift=1),
    "elsewhere": _answer(device="CAM-9"),
    "stranger": _answer(to="me@mail.example"),
    "nothing": _answer(most=0),
    "report": lambda s, p: (ReportStore(id=_id(s), fault=tuple(Fault)[p % len(Fault)]), SYSTEM),
    "list": _list,
    "claim": lambda _s, _p: (ListHandedOver(items=(), as_claimed=True, receipt="log"), DEE),
    "hand_over": lambda _s, _p: (cm.ConfirmHandover(done=True), DEE),
    "take_back": lambda _s, _p: (cm.ConfirmHandover(done=False), DEE),
    "unsent": lambda s, _p: (TakeBackAuthorization(id=_id(s), why="stopped"), SYSTEM),
    "stop": lambda _s, _p: (cm.StopCase(why="she is home"), BEN),
    "clear": lambda s, _p: (make.clearing(s.case), DEE),
    "end": lambda s, _p: (cm.EndEmergency(ended_at=s.now, how="radio"), DEE),
}


def _kept(story: Story) -> None:
    """Check every promise on the entries."""
    authorized: dict[int, ReleaseAuthorized] = {}
    listed: dict[int, ManifestRecorded] = {}
    cleared: set[int] = set()
    approval = story.happened(ev.CaseApproved)[0]
    for _, actor, event in story.entries:
        if isinstance(event, ReleaseAuthorized):
            assert actor == DEE
            assert covers(approval.scope, event.scope)
            authorized[event.number] = event
        elif isinstance(event, ManifestRecorded):
            scope = authorized[event.number].scope
            assert event.items
            inside = covers(scope, tuple(i.window for i in event.items))
            assert inside or (event.beyond and event.by_hand)
            assert event.by_hand == (actor == DEE)
            assert event.number not in listed
            listed[event.number] = event
        elif isinstance(event, ev.ReleaseCleared):
            cleared.add(event.number)
        elif isinstance(event, ev.HandedOver):
            assert (event.number in listed) != (event.number in cleared)


@settings(max_examples=60)
@given(tried)
def test_only_a_list_that_fits_becomes_a_hand_over(moves: list[tuple[str, int, int]]) -> None:
    """In every order of answers, stops and presses, and the owner of what left is owed a notice."""
    story = stories.approved()
    for kind, minutes, pick in (("authorize", 0, 0), *moves):
        command, who = BUILD[kind](story, pick)
        before = _known(story)
        decided = story.do(command, who, minutes)
        if kind in LYING or (kind == "answer" and pick == 9):
            assert not any(isinstance(e, ev.HandedOver) for _, e in decided.events)
        gone = [e for _, e in decided.events if isinstance(e, ev.ClearanceTakenBack)]
        if gone and who == DEE and before is not None and before.number == gone[0].number:
            assert story.now >= before.dead
    _kept(story)
    if story.happened(ev.HandedOver):
        assert [n.open for n in story.case.notices] == [True]
