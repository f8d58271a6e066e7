"""What a released case says and offers while its owners are still to be told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.case import Case
from bot.domain.notice import EndProposed, NoticeEnd, NoticeStatus, Safety, SafetyAnswer
from bot.practice.view_rules import accepted_view
from handlers.blocks import told
from handlers.blocks.card_state import short_state
from handlers.blocks.limits import checked
from handlers.blocks.safety import asked_owners, safety_view
from handlers.blocks.telling import next_step, presses, unanswered
from tests.handlers.blocks.dossiers import shown
from tests.handlers.review.dossiers import NOW, ROSTER, SITUATIONS, dossier

RELEASED, OVER = SITUATIONS["released"], SITUATIONS["released, ended"]
LOST = SITUATIONS["released, undelivered"]


def _answered(of: Case, **answers: Safety) -> Case:
    given = (SafetyAnswer(by=f"p_{who}", owner="O1", answer=a) for who, a in answers.items())
    return replace(of, safety=tuple(given))


SAFE = {"first": Safety.SAFE, "other": Safety.SAFE}


@pytest.mark.parametrize("of", [RELEASED, OVER])
def test_safety_is_asked_from_the_release_on(of: Case) -> None:
    """Two people may answer before anybody recorded the end."""
    assert presses(of, ROSTER) == ("safety.open",)
    assert "/edr safety EDR-2026-000001" in next_step(dossier(of=of))


@pytest.mark.parametrize("second", [Safety.UNSAFE, Safety.UNKNOWN])
def test_the_button_stays_until_two_find_it_safe(second: Safety) -> None:
    """One safe and one other answer leave the question open."""
    of = _answered(OVER, first=Safety.SAFE, other=second)
    assert presses(of, ROSTER) == ("safety.open",)
    assert presses(_answered(OVER, **SAFE), ROSTER) == ()
    assert unanswered(_answered(OVER, **SAFE), ROSTER) == ()


def test_who_did_not_find_it_safe_is_asked_again() -> None:
    """Unsafe and unknown may be changed; who found it safe is done."""
    for answer, asked in ((Safety.UNSAFE, 1), (Safety.UNKNOWN, 1), (Safety.SAFE, 0)):
        assert len(asked_owners(dossier(of=_answered(OVER, reader=answer)))) == asked


def test_the_form_says_whose_word_stands_against_it() -> None:
    """An answer and a finding in review, each with the name, and what lifts them."""
    of = replace(_answered(OVER, caller=Safety.UNSAFE), found_unsafe=frozenset({"p_second"}))
    view = safety_view(dossier(of=of))
    accepted_view(view, "modal")
    assert "J. Ortiz answered unsafe" in shown(view)
    assert "M. Chen found it unsafe in review" in shown(view)
    assert "senior reviewer" in shown(view)


def test_each_thing_that_is_missing_is_said() -> None:
    """The end, the answers, both, or nothing any more; at ninety days the end is not awaited."""
    safe = _answered(RELEASED, **SAFE)
    assert next_step(dossier(of=safe)).startswith("somebody asks daily")
    both = next_step(dossier(of=RELEASED))
    assert "/edr safety" in both
    assert "/edr ended" in both
    late = dossier(of=safe, now=NOW + timedelta(days=1))
    assert next_step(late) == "the notice goes out by itself."
    held = _answered(OVER, first=Safety.UNSAFE)
    assert "somebody finds it unsafe" in next_step(dossier(of=held))


def test_what_no_mail_reached_has_a_way_on() -> None:
    """A button and two words, and on a closed case the mark stays."""
    assert presses(_answered(LOST, **SAFE), ROSTER) == ("told.open",)
    assert "/edr owners" in next_step(dossier(of=LOST))
    assert "/edr told" in next_step(dossier(of=LOST))
    notice = replace(LOST.notices[0], status=NoticeStatus.UNREACHABLE)
    closed = replace(SITUATIONS["closed"], notices=(notice,))
    assert short_state(closed) == "Closed; an owner could not be reached"


@pytest.mark.parametrize("count", [1, 3, 120])
def test_the_report_fits_whatever_the_names(count: int) -> None:
    """The form stays within Slack's limits, and says who reported first."""
    proposed = EndProposed(by="p_caller", end=NoticeEnd.TOLD)
    notices = tuple(
        replace(LOST.notices[0], owner=f"O{n}", proposed=proposed) for n in range(1, count + 1)
    )
    of = dossier(of=replace(LOST, notices=notices))
    long = tuple(
        replace(of.owners[0], alias=n.owner, name="\N{GRINNING FACE}" * 80) for n in notices
    )
    view = told.view(replace(of, owners=long))
    accepted_view(view, "modal")
    checked(view, "modal")
    assert "told by other means, says J. Ortiz" in shown(view)
