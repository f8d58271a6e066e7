"""What held notices call for outside: cards for a second person, pages, and the alarm."""

from bot.domain.standard import Ground
from bot.workflow.held_notices import subjects
from tests import story as stories
from tests.factories import ANA, DEE
from tests.holds import AGREE, MINUTES, in_force, wanted
from tests.workflow.test_reactions import tasks


def test_a_proposed_hold_has_its_card() -> None:
    """And the same card is drawn anew once somebody has decided."""
    story = stories.telling()
    for command, who in ((wanted(story), ANA), (AGREE, DEE)):
        story.do(command, who, 1)
        keys = {t.key for t in tasks(story, last=1)}
        assert f"second:restriction:{story.case.number}:1" in keys


def test_a_safety_hold_past_its_day_rings_the_alarm() -> None:
    """Past every queue, to the people of `alarm.email`; an order that ends calls nobody."""
    story = stories.telling()
    in_force(story, wanted(story, Ground.VICTIM_SAFETY))
    before = len(story.entries)
    story.wait(31 * MINUTES)
    called = tasks(story, last=len(story.entries) - before)
    assert [t.ids["clock"] for t in called if t.port == "alarm"] == ["hold:1", "hold:1"]
    assert "escalate" in {t.port for t in called}


def test_a_hold_that_ends_by_itself_sends_the_notice() -> None:
    """At its day the mail is a task, and nobody is alarmed."""
    story = stories.telling()
    in_force(story, wanted(story))
    assert "notice" not in {t.port for t in tasks(story, last=1)}
    before = len(story.entries)
    story.wait(30 * MINUTES)
    ports = [t.port for t in tasks(story, last=len(story.entries) - before)]
    assert "notice" in ports
    assert "alarm" not in ports


def test_an_address_has_its_card_until_it_is_read() -> None:
    """By the number of the address, never by what it says."""
    story = stories.approved()
    typed = [(at, who, e) for at, who, e in story.entries if type(e).__name__ == "AddressTyped"]
    assert typed
    assert subjects(story.case, ()) == [], "read already"
