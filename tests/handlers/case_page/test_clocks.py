"""Claims about the clocks on the page: when each began and was due, and whether it was kept."""

from datetime import timedelta

from handlers.case_page.clocks import ClockRow, clock_rows, tally
from handlers.case_page.reading import read
from tests import factories as make
from tests import holds
from tests.factories import ANA, BEN, DEE
from tests.handlers.case_page.bundles import bundle_of, reading_of
from tests.story import Story, one_filed, received, released, told


def named(story: Story, name: str) -> ClockRow:
    """Return the first running of a clock."""
    return next(row for row in clock_rows(reading_of(story)) if row.name == name)


def test_a_kept_clock_says_what_ended_it_and_what_was_left() -> None:
    """The second determination came after five minutes of thirty."""
    story = one_filed()
    story.do(make.determination(story.case), BEN, 5)
    row = named(story, "the second determination")
    assert row.verdict == "Kept, 25 minutes to spare"
    assert row.ended is not None
    assert row.ended.kind == "determination.filed"


def test_a_missed_clock_says_by_how_much() -> None:
    """A determination that came forty minutes after the first was ten minutes late."""
    story = one_filed()
    story.wait(31)
    story.do(make.determination(story.case), BEN, 9)
    assert named(story, "the second determination").verdict == "Missed, by 10 minutes"


def test_to_the_very_moment_is_too_late() -> None:
    """What ended when it was due was missed, as the record says; a second before it was kept."""
    story = one_filed()
    story.do(make.determination(story.case), BEN, 30)
    assert named(story, "the second determination").verdict == "Missed, by no time"
    story = one_filed()
    story.do(make.determination(story.case), BEN, 30 - 1 / 60)
    assert named(story, "the second determination").verdict == "Kept, 1 second to spare"


def test_a_clock_that_runs_says_so_and_when_it_is_over() -> None:
    """Nobody filed: the limit runs, and once it is over it is missed and runs still."""
    story = received()
    assert named(story, "the first determination").verdict == "Still runs"
    story.wait(40)
    row = named(story, "the first determination")
    assert row.verdict == "Missed: 10 minutes over, and it still runs"
    assert row.missed


def test_a_notice_that_was_held_back_is_neither_kept_nor_missed() -> None:
    """A restriction puts it off; what runs after the hold is another running."""
    story = told()
    rows = [r for r in clock_rows(reading_of(story)) if r.name == "telling the owner O1"]
    assert "Put off by a restriction" not in [r.instead for r in rows]
    held = holds_story()
    rows = [r for r in clock_rows(reading_of(held)) if r.name == "telling the owner O1"]
    assert rows[0].verdict == "Put off by a restriction"
    assert not rows[0].missed


def holds_story() -> Story:
    """Two people agreed that the owner must not be told yet."""
    story = released()
    story.do(holds.wanted(story), ANA, 1)
    story.do(holds.AGREE, DEE, 1)
    return story


def test_where_entries_are_left_out_nothing_follows_from_the_rest() -> None:
    """A reader who may not see a determination learns nothing of it by the clocks."""
    story = one_filed()
    reading = read(bundle_of(story, left_out=None))
    assert clock_rows(reading) == ()
    assert clock_rows(reading_of(story)) != ()


def test_the_sum_counts_each_clock_once() -> None:
    """Kept, missed, put off and running add up to all of them."""
    row = named(one_filed(), "opening the case")
    late = ClockRow(name="a", start=row.start, due=row.start, now=row.start + timedelta(hours=1))
    held = ClockRow(name="b", start=row.start, due=row.due, now=row.due, instead="Moved")
    said = tally((row, late, held))
    assert said == "3 limits ran: 1 kept, 1 missed, 1 put off."
