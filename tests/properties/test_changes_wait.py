"""On random histories: nothing that a status page sends does more than a call let it."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.changing import (
    ChangeKind,
    ConfirmChange,
    ProposeChange,
    RefuseChange,
    kind_of,
)
from bot.domain.commands import Command
from bot.domain.request import Contact, Request
from bot.domain.roster import REQUESTER, Ref
from bot.domain.verification import StepKind, StepResult
from tests import factories as make
from tests.factories import ANA, BEN, EVE, MINUTE
from tests.story import Story, verified

Tried = tuple[str, int]
TRIED = st.tuples(
    st.sampled_from(
        ("wider", "narrower", "contact", "withdraw", "answer", "confirm", "drop", "call",
         "wrong", "ask", "approve", "amend")
    ),
    st.integers(0, 5),
)  # fmt: skip


def changed(story: Story, word: str, pick: int) -> Request | None:
    """Another request than the current one."""
    current = story.opened.request or make.request()
    first = current.data_sought[0]
    if word == "contact":
        return replace(current, officer=Contact(name="R.", email=f"r{pick}@else.example"))
    moved = first.start - (pick + 1) * MINUTE if word == "wider" else first.start + pick * MINUTE
    return replace(current, data_sought=(replace(first, start=moved),))


def built(story: Story, word: str, pick: int) -> tuple[Command, Ref]:
    """Return a command and who tries it."""
    base = story.case.version
    if word in ("wider", "narrower", "contact", "withdraw"):
        wanted = None if word == "withdraw" else changed(story, word, pick)
        mark = None if wanted is None else repr(wanted)
        return ProposeChange(base=base, request=wanted, mark=mark), REQUESTER
    if word in ("answer", "amend"):
        wanted = changed(story, ("wider", "narrower", "contact")[pick % 3], pick)
        assert wanted is not None
        made = cm.AmendRequest(base=base, request=wanted, mark=repr(wanted), answer="here")
        return made, REQUESTER if word == "answer" else EVE
    others: dict[str, tuple[Command, Ref]] = {
        "confirm": (ConfirmChange(number=pick + 1), (ANA, REQUESTER, EVE)[pick % 3]),
        "drop": (RefuseChange(number=pick + 1, why="no"), BEN),
        "call": (make.call(code=story.opened.code), EVE),
        "wrong": (make.call(code="000000"), EVE),
        "ask": (cm.AskAgency(questions=("narrow",), own=None, to="status_page"), EVE),
        "approve": (make.determination(story.case), (ANA, BEN)[pick % 2]),
    }
    return others[word]


@settings(max_examples=150, deadline=None)
@given(st.lists(TRIED, max_size=25))
def test_nothing_happens_that_no_call_confirmed(tried: list[Tried]) -> None:
    """A page's own versions never widen or move; withdrawals follow a call made since."""
    story = verified()
    for word, pick in tried:
        before, was = story.case, story.opened.request
        command, who = built(story, word, pick)
        story.do(command, who, 1)
        made = [e for _, actor, e in story.entries if isinstance(e, ev.RequestAmended)]
        if who == REQUESTER and story.case.version > before.version:
            assert was is not None
            assert kind_of(was, made[-1].request) is ChangeKind.OTHER
            assert before.asked_at is not None
        if who == REQUESTER:
            assert story.case.state is not State.WITHDRAWN or before.state is State.WITHDRAWN
    _every_confirmed_change_was_called_for(story)


def _every_confirmed_change_was_called_for(story: Story) -> None:
    proposed = {
        e.number: place for place, (_, _, e) in enumerate(story.entries)
        if isinstance(e, ev.ChangeProposed)
    }  # fmt: skip
    for place, (_, actor, event) in enumerate(story.entries):
        if isinstance(event, ev.CaseWithdrawn | ev.ChangeConfirmed):
            assert actor.startswith("p_")
        if isinstance(event, ev.ChangeConfirmed):
            between = story.entries[proposed[event.number] : place]
            assert any(_passed(e) for _, _, e in between)


def _passed(event: ev.Event) -> bool:
    return (
        isinstance(event, ev.StepRecorded)
        and event.step is StepKind.CALLBACK
        and event.result is StepResult.PASS
    )
