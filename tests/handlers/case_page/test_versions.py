"""Claims about the versions of a request: what is new, what is gone, what was otherwise."""

from dataclasses import replace

from bot.domain import commands as cm
from bot.domain.request import Category, Contact
from handlers.case_page.versions import versions
from tests import factories as make
from tests.factories import ANA, DEE, EVE, MINUTE
from tests.handlers.case_page.bundles import reading_of
from tests.story import Story, approved, received


def amended(**changes: object) -> Story:
    """A case whose request was amended."""
    story = received()
    wanted = make.request(**changes)
    story.do(cm.AmendRequest(base=1, request=wanted, mark="m2", changed=()), EVE, 5)
    return story


def test_the_first_version_is_told_field_by_field() -> None:
    """What was given stands there under its name, and what was not is not named."""
    (first,) = versions(reading_of(received()))
    facts = dict(first.facts)
    assert facts["What happened"] == "taken from the pavement"
    assert facts["The kind of emergency"] == "Abduction"
    assert "D1 (B8:7C:6F:12:34:56): video" in facts["What is asked for"]
    assert "The supervisor" not in facts


def test_a_change_is_said_in_words() -> None:
    """Added, removed and changed fields each say what they were and what they are."""
    emergency = make.request().emergency
    assert emergency is not None
    second = versions(
        reading_of(
            amended(
                incident_number=None,
                supervisor=Contact(name="L. Chen"),
                emergency=replace(emergency, narrative="seen at the station"),
            )
        )
    )[1]
    found = {c.what: (c.word, c.was, c.now) for c in second.changes}
    assert found["The incident number"] == ("Removed", "26-118203", "not given")
    assert found["The supervisor"] == ("Added", "not given", "name: L. Chen")
    was, now = "taken from the pavement", "seen at the station"
    assert found["What happened"] == ("Changed", was, now)


def test_wider_data_is_said_in_a_sentence() -> None:
    """What is asked for as well, and the times that were and are, stand beside the table."""
    wider = make.sought(
        categories=(Category.VIDEO, Category.AUDIO), end=make.sought().end + 10 * MINUTE
    )
    second = versions(reading_of(amended(data_sought=(wider,))))[1]
    assert second.sought[0].endswith("audio asked for as well.")
    assert "(was " in second.sought[1]


def test_a_review_from_the_start_is_a_version_of_the_same_request() -> None:
    """An approval that ended makes a version that says that nothing else changed."""
    story = approved()
    story.wait(13 * 60)
    found = versions(reading_of(story))
    assert [v.again for v in found] == [False] + [True] * (len(found) - 1)
    assert story.case.version == found[-1].number
    assert {ANA, DEE} <= {e for _, e, _ in story.entries}
