"""Claims about the drawing of what was asked, allowed and given: to scale, and nothing beyond."""

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.case_page.scope_bars import LEAST, LEFT, WIDTH, Diagram, diagrams
from tests import factories as make
from tests.factories import ANA, BEN
from tests.handlers.case_page.bundles import reading_of
from tests.story import Story, received, released, verified

MINUTES = st.lists(st.integers(0, 30), min_size=2, max_size=2, unique=True).map(sorted)


def allowed(one: list[int], other: list[int]) -> Story:
    """Ana and Ben allowed these minutes of thirty."""
    story = verified()
    for who, (begin, end) in ((ANA, one), (BEN, other)):
        story.do(make.determination(story.case, make.minutes_of(story.case, begin, end)), who, 1)
    return story


def drawn(story: Story) -> Diagram:
    """Return the one drawing of a case of one device and category."""
    (diagram,) = diagrams(reading_of(story))
    return diagram


@settings(max_examples=40, deadline=None)
@given(one=MINUTES, other=MINUTES)
def test_bars_are_to_scale_and_the_approved_one_is_the_intersection(
    one: list[int], other: list[int]
) -> None:
    """A minute is the same width everywhere, and what is approved is what both bars cover."""
    rows = {row.pattern: row for row in drawn(allowed(one, other)).rows}
    scale = WIDTH / 30
    for pattern, (begin, end) in (("first", one), ("second", other)):
        (bar,) = rows[pattern].bars
        assert abs(bar.width - max((end - begin) * scale, LEAST)) <= 1
        assert abs(bar.x - LEFT - begin * scale) <= LEAST
    begin, end = max(one[0], other[0]), min(one[1], other[1])
    approved = rows["approved"].bars
    assert bool(approved) == (begin < end)
    for bar in approved:
        assert abs(bar.width - (end - begin) * scale) <= 1
        assert bar.length == rows["approved"].said.rsplit(", ", 1)[-1]


def test_every_row_is_said_in_words_too() -> None:
    """The drawing's description has each row with its times, for whoever cannot see it."""
    rows = drawn(released()).rows
    assert [r.name for r in rows] == [
        "Asked for",
        "Allowed by Ana Ruiz",
        "Allowed by Ben Okafor",
        "Approved: what the two allowed",
        "Given",
    ]
    assert all(row.said.endswith("30 minutes") for row in rows)
    assert len({row.pattern for row in rows}) == len(rows)


def test_before_anything_is_decided_only_the_request_is_drawn() -> None:
    """What was asked has its bar; nothing is said of approvals that nobody gave."""
    rows = drawn(received()).rows
    assert [(r.name, len(r.bars)) for r in rows] == [("Asked for", 1), ("Given", 0)]
    assert rows[1].said == "Given: nothing"


def test_each_device_and_category_has_its_drawing() -> None:
    """Two devices, of which one with two kinds of data, make three drawings in their order."""
    wanted = make.request(
        data_sought=(make.sought(), make.sought("D2"), make.records_request().data_sought[0])
    )
    found = diagrams(reading_of(received(wanted)))
    assert [d.key for d in found] == ["D1-video", "D1-motion_log", "D2-video"]
