"""Claims about how the page reads a bundle: only what is opened there, and nothing unseen."""

from bot.domain import events as ev
from bot.domain.events.erasing import CaseErased
from bot.domain.roster import SYSTEM
from handlers.case_page import case_page
from handlers.case_page.reading import ERASED, MARK, SEALED
from tests import factories as make
from tests.factories import ANA, DEE
from tests.handlers.case_page.bundles import bundle_of, owner_bundle_of, reading_of
from tests.story import received, told


def test_an_opened_value_is_read_and_another_is_marked() -> None:
    """The officer's name stands where it is opened; else every personal place has the one mark."""
    opened = reading_of(received()).of(ev.CaseOpened)[0][1]
    assert opened.request.officer.name == "R. Alvarez"
    sealed = reading_of(received(), opened=False)
    assert sealed.of(ev.CaseOpened)[0][1].request.officer.name == MARK
    assert sealed.of(ev.CaseOpened)[0][1].request.supervisor is None
    assert sealed.hidden == SEALED


def test_nobody_can_type_the_mark_of_what_is_sealed() -> None:
    """The private character reads as its number, as do marks that turn a line round."""
    emergency = make.request().emergency
    assert emergency is not None
    wanted = make.request(incident_number=f"1{MARK}\u202e2")
    page = case_page(bundle_of(received(wanted)))
    assert "1⟨U+E000⟩⟨U+202E⟩2" in page
    assert MARK not in page


def test_after_erasure_the_page_still_draws_and_says_so() -> None:
    """No personal value is left on it; each place says that it was erased, and the proofs stand."""
    story = told()
    erased = CaseErased(number=1, proposed_by=ANA, agreed_by=DEE)
    story.entries.append((story.now, SYSTEM, erased))
    page = case_page(bundle_of(story, opened=False))
    assert ERASED in page
    assert "Personal values of this case were erased" in page
    assert SEALED not in page
    for personal in ("R. Alvarez", "26-118203", "girl, 9", make.OFFICER_MAIL, make.WHY, "Jo Doe"):
        assert personal not in page


def test_people_are_named_in_full_and_by_role_for_an_owner() -> None:
    """A judge reads who decided; an owner reads that a reviewer did."""
    story = told()
    assert "Ana Ruiz" in case_page(bundle_of(story))
    page = case_page(owner_bundle_of(story))
    assert "Ana" not in page
    assert "Reviewer 1 decided, alone." in page
    assert "p_ana" not in page
