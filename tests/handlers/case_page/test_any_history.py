"""Claims about the page of any history: it draws, and its clocks say what the record says."""

import re

from bot.domain import events as ev
from bot.domain.reaching import run_of
from handlers.blocks.calling import clock_name
from handlers.case_page import case_page
from handlers.case_page.clocks import ClockRow, clock_rows
from handlers.case_page.reading import read
from tests.handlers.case_page.bundles import bundle_of
from tests.properties.histories import by_chance, play

HISTORIES = 40


def test_every_history_draws_and_its_clocks_agree_with_the_record() -> None:
    """Each entry is on the page; a limit is missed there just where the record says it was."""
    missed = 0
    for history in by_chance(HISTORIES):
        story = play(history)
        bundle = bundle_of(story)
        page = case_page(bundle)
        assert len(re.findall(r'<li id="entry-\d+">', page)) == len(story.entries)
        reading = read(bundle)
        rows = {(row.name, run_of(row.start)): row for row in clock_rows(reading)}
        said = {
            (clock_name(event.clock), event.run)
            for _, event in reading.of(ev.ClockReached)
            if event.stage is ev.Stage.MISSED
        }
        assert {key for key, row in rows.items() if _late(row)} <= said, history
        assert {key for key in said if not _missed(rows, key)} == set(), history
        missed += len(said)
    assert missed > HISTORIES


def _missed(rows: dict[tuple[str, str], ClockRow], key: tuple[str, str]) -> bool:
    """Whether the page says of a clock that the record says missed that it was."""
    return key in rows and (rows[key].missed or bool(rows[key].instead))


def _late(row: ClockRow) -> bool:
    """Whether it is missed on the page, and time had a chance to say so in an entry."""
    return row.missed and row.ended is not None and row.ended.at >= row.due
