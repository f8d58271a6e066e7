"""On random histories of a mail: its page completes it at most once, and gains nothing by it."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.changing import ConfirmChange
from bot.domain.commands import Command
from bot.domain.determination import Reason
from bot.domain.levels import reached, verified
from bot.domain.request import Request
from bot.domain.roster import REQUESTER, Ref
from bot.domain.verification import Reached
from tests import factories as make
from tests.domain.test_completing import OTHERS, WHOLE, by_mail, completing, proposing
from tests.factories import ANA, BEN, DEE, EVE, MINUTE
from tests.story import Story

TRIED = st.tuples(
    st.sampled_from(
        ("fill", "fill", "propose", "confirm", "call", "second", "wrong", "file", "support",
         "amend", "ask", "view")
    ),
    st.integers(0, 7),
)  # fmt: skip


def form(pick: int) -> Request:
    """A form as the page's holder might send it: more, less, or somebody else's."""
    if pick < len(OTHERS):
        return OTHERS[pick]
    longer = make.sought(start=make.AT - (40 + pick) * MINUTE)
    return replace(WHOLE, data_sought=(longer,)) if pick == len(OTHERS) else WHOLE


def built(story: Story, word: str, pick: int) -> tuple[Command, Ref]:
    """Return a command and who tries it."""
    if word == "fill":
        return replace(completing(story, form(pick)), mark=f"f{pick}"), REQUESTER
    if word == "propose":
        return replace(proposing(story, form(pick)), mark=f"f{pick}"), REQUESTER
    reason = Reason.OVERBROAD
    others: dict[str, tuple[Command, Ref]] = {
        "confirm": (ConfirmChange(number=pick + 1), (ANA, REQUESTER)[pick % 2]),
        "call": (make.call(code=story.opened.code), EVE),
        "second": (make.call(Reached.DISPATCH), DEE),
        "wrong": (make.call(code="000000"), EVE),
        "file": (make.determination(story.case, refuse=reason), (ANA, BEN)[pick % 2]),
        "support": (cm.SupportException(why=make.WHY), ANA),
        "amend": (replace(completing(story, form(7)), mark=f"a{pick}"), EVE),
        "ask": (cm.AskAgency(questions=("narrow",), own=None, to="status_page"), EVE),
        "view": (cm.ViewCase(surface="review"), ANA),
    }
    return others[word]


@settings(max_examples=200, deadline=None)
@given(st.lists(TRIED, max_size=20))
def test_a_form_raises_nothing_and_replaces_nothing(tried: list[tuple[str, int]]) -> None:
    """At most one completion by the page, before any determination, under the same agency."""
    story = by_mail()
    for word, pick in tried:
        before, was = story.case, story.opened.request
        command, who = built(story, word, pick)
        story.do(command, who, 1)
        if who != REQUESTER or before.asked_at is not None:
            continue  # an answer to a question is no form, and has properties of its own
        assert reached(story.case) <= reached(before)
        assert verified(story.case) <= verified(before)
        assert story.case.version == before.version
        if story.opened.request == was:
            continue
        assert not before.ever_filed
        assert before.completed_by is None
        assert not before.complete
        assert story.case.mark != before.mark
        assert story.opened.request == getattr(command, "request", None)
        assert story.case.agency == before.agency
    by_page = [a for _, a, e in story.entries if isinstance(e, ev.RequestCompleted)]
    assert by_page.count(REQUESTER) <= 1
