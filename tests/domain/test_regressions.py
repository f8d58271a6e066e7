"""What once went wrong between rules that were each right."""

from bot.domain import events as ev
from bot.domain.errors import Refusal
from bot.domain.lifecycle import decide
from tests import factories as make
from tests import story as stories
from tests.factories import ANA, BEN


def test_two_who_file_at_once_lose_no_determination() -> None:
    """Whoever files second, not asked about the first, is refused; the first is not voided."""
    story = stories.one_filed()
    command = make.determination(story.case)
    alone = {BEN: make.standings(story.now)[BEN]}
    known = make.facts(story.now, standings=alone, opened=story.opened)
    decided = decide(story.case, command, BEN, known, story.now)
    assert decided.refused is not None
    assert decided.refused.reason is Refusal.BAD_STANDING
    assert decided.events == ()
    story.do(command, BEN)
    assert story.happened(ev.DeterminationVoided) == []
    assert story.case.approval is not None
    assert story.case.approval.pair == (ANA, BEN)
