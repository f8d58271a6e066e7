"""Claims about forms: nobody is shown one that they could not file."""

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.determination import Answer
from bot.domain.rulebook import RULES
from handlers.slack_tables import FORMS, OPENS
from tests import factories as make
from tests.factories import ANA, BEN, EVE, SAM
from tests.handlers.house import REVIEW, House

PERSONAL = ("B8:7C:6F", "Alvarez", "girl")


@pytest.mark.parametrize("name", sorted(FORMS))
def test_every_form_is_gated(name: str) -> None:
    """Every form names the command that it files, or has a probe of its own."""
    form = FORMS[name]
    assert (form.files in RULES) or form.probe is not None


@pytest.mark.parametrize("word", sorted(OPENS))
async def test_who_stepped_out_is_shown_no_form(dwelling: House, word: str) -> None:
    """A recused reviewer's word is refused privately, on the record, with nothing drawn."""
    number = await dwelling.verified()
    await dwelling.do(number, cm.Recuse(ground="other", note="the owner is my sister"), BEN)
    ben = dwelling.hand(BEN)
    await ben.command("/edr", f"{word} {number}", REVIEW)
    await dwelling.settle()
    assert dwelling.slack.workspace.views.stack(ben.user_id) == []
    said = [m for m in ben.ephemerals() if "Not done" in m.text]
    assert [m.seen_by for m in said] == [ben.user_id]
    assert [text for text in PERSONAL if text in str(said[0].blocks)] == []
    refused = await dwelling.happened(number, ev.CommandRefused)
    assert [r.actor for r in refused] == [BEN]
    assert [v for v in await dwelling.happened(number, ev.CaseViewed) if v.actor == BEN] == []


async def test_who_stands_by_is_shown_no_review(dwelling: House) -> None:
    """A senior who was called early is told to wait, before the request is drawn."""
    number = await dwelling.verified()
    unsure = make.determination(await dwelling.case(number), E5=Answer.UNSURE)
    await dwelling.do(number, unsure, ANA)
    sam = dwelling.hand(SAM)
    await sam.press(REVIEW, "review.open")
    await dwelling.settle()
    assert dwelling.slack.workspace.views.stack(sam.user_id) == []
    assert "stands by decides after two reviewers" in sam.ephemerals()[-1].text


async def test_a_form_of_other_roles_is_not_drawn(dwelling: House) -> None:
    """Whoever may not support the exception is told so, and sees no form of it."""
    number = await dwelling.verified()
    eve = dwelling.hand(EVE)
    await eve.command("/edr", f"support {number}", REVIEW)
    await dwelling.settle()
    assert dwelling.slack.workspace.views.stack(eve.user_id) == []
    assert "Not done" in eve.ephemerals()[-1].text
