"""What a released case says of the legal process that it is owed, beside what it owes itself."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.case import Case
from bot.domain.deadlines import clocks
from bot.domain.followup import Covers, FollowUpStatus, ProcessKind, ProcessOwed, Upload
from bot.domain.limits import DAY, Limits
from bot.domain.standards import STANDARDS
from bot.practice.view_rules import accepted_view
from bot.workflow.dossier import Deadline, Dossier
from handlers.blocks import process
from handlers.blocks.card import card
from handlers.blocks.card_state import point, shown_deadline
from handlers.blocks.limits import checked
from handlers.blocks.telling import next_step
from tests.handlers.review.dossiers import NOW, SITUATIONS, dossier

OWED = ProcessOwed(owed_at=NOW - DAY, due=NOW + 2 * DAY, process=ProcessKind.WARRANT)
UNREAD = Upload(number=1, at=NOW)
RELEASED = replace(SITUATIONS["released"], follow_up=OWED)
TOLD = replace(SITUATIONS["released, told"], follow_up=OWED)


@pytest.mark.parametrize(
    ("owed", "said"),
    [
        (OWED, "search warrant was promised."),
        (replace(OWED, process=None), "none was promised."),
        (replace(OWED, status=FollowUpStatus.RECEIVED, received=2), "document P2, in time."),
        (replace(OWED, status=FollowUpStatus.RECEIVED, received=2, late=True), "P2, late."),
        (replace(OWED, status=FollowUpStatus.EXCUSED), "nothing needs to come any more."),
        (replace(OWED, status=FollowUpStatus.MISSED), "a listed agency goes on watch."),
    ],
)
def test_every_way_it_can_stand_has_its_sentence(owed: ProcessOwed, said: str) -> None:
    """On the card and in the form, the same words."""
    found = dossier(of=replace(RELEASED, follow_up=owed))
    assert process.standing(found).endswith(said)
    assert process.standing(found) in str(card(found))


def test_what_the_law_asks_for_is_cited() -> None:
    """Where the standard itself makes the agency file, nobody is said to have promised it."""
    filing = replace(OWED, process=ProcessKind.COURT_FILING)
    found = dossier(of=replace(RELEASED, follow_up=filing), standard=STANDARDS["california"])
    said = process.standing(found)
    assert said.endswith("; a filing with the court, by Cal. Penal Code 1546.1(h).")


@pytest.mark.parametrize("case", [RELEASED, TOLD, replace(TOLD, uploads=(UNREAD,))])
def test_the_form_is_within_slacks_limits(case: Case) -> None:
    """With and without a document, with and without a link."""
    for link in ("", "https://edr.example/desk/" + "t" * 43):
        view = process.view(dossier(of=case), link)
        assert accepted_view(checked(view, "modal"), "modal")
        assert ("https://" in str(view)) is bool(link and case.uploads)


def test_the_next_step_is_to_read_what_came() -> None:
    """Beside the notice while that is owed, and alone afterwards."""
    unread = replace(RELEASED, uploads=(UNREAD,))
    assert "reads the legal process that came: /edr process" in next_step(dossier(of=unread))
    assert "/edr safety" in next_step(dossier(of=unread))
    assert "two people say that nothing" in next_step(dossier(of=TOLD))
    read = replace(UNREAD, covers=Covers.NO)
    assert "that came" not in next_step(dossier(of=replace(RELEASED, uploads=(read,))))


def running(case: Case) -> Dossier:
    """The case with the clocks that run in it."""
    deadlines = (Deadline(clock=c.name, start=c.start, due=c.due) for c in clocks(case, Limits()))
    return replace(dossier(of=case), deadlines=tuple(deadlines))


def test_the_clock_of_what_we_owe_comes_first() -> None:
    """Until the agency is late; and no press of ours is said to be due when theirs is."""
    ours = shown_deadline(running(RELEASED))
    assert ours is not None
    assert ours.clock.startswith("notice:")
    late = running(replace(RELEASED, follow_up=replace(OWED, due=NOW - timedelta(hours=1))))
    theirs = shown_deadline(late)
    assert theirs is not None
    assert theirs.clock == "follow_up"
    assert ", due" not in point(late)
    assert "Overdue. Legal process by" in str(card(late))
