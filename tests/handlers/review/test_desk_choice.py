"""A scope chosen on the desk page is read like one chosen in Slack, and never allows more."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.determination import Decision, Element, OwnerRoute
from bot.domain.request import Category
from bot.domain.scope import Window
from handlers.review import reading
from handlers.review.draft import Draft, carried
from tests.handlers.review.dossiers import dossier

ALL = frozenset(Element) - {Element.E1, Element.E2, Element.E7, Element.E8, Element.E10}


def chosen(minutes_out: int = 0) -> tuple[Draft, tuple[Window, ...]]:
    """Return a draft whose desk choice is the first ten minutes, begun `minutes_out` early."""
    first = dossier().case.scope[0]
    desk = replace(
        first,
        start=first.start - timedelta(minutes=minutes_out),
        end=first.start + timedelta(minutes=10),
    )
    return Draft(found=ALL, owner=OwnerRoute.TELL, desk=(desk,)), (desk,)


def test_the_choice_survives_storing_and_is_what_is_allowed() -> None:
    """What was ticked on the page is what the determination allows."""
    draft, windows = chosen()
    draft = Draft.from_bytes(draft.to_bytes())
    assert reading.scope(dossier(), draft) == windows
    assert reading.grant(dossier(), draft) is Decision.NARROW


def test_the_choice_is_cut_to_what_was_asked() -> None:
    """A page that was tampered with cannot widen the scope."""
    draft, _ = chosen(minutes_out=30)
    asked = dossier().case.scope[0]
    assert all(w.inside(asked) for w in reading.scope(dossier(), draft))


def test_a_category_that_was_not_chosen_is_not_allowed() -> None:
    """Ticking video allows no audio."""
    draft, _ = chosen()
    assert {w.category for w in reading.scope(dossier(), draft)} == {Category.VIDEO}


def test_a_new_version_clears_the_choice() -> None:
    """Like every tick, it must be made again on what is asked now."""
    assert carried(chosen()[0]).desk == ()
