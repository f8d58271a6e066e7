"""Claims about what is said to come next."""

from dataclasses import replace

from bot.domain.case import State
from bot.domain.decision import Opened
from bot.domain.verification import Step, StepKind, StepResult
from handlers.blocks.card_state import next_step
from tests.handlers.blocks.dossiers import BEN, NOW, case, dossier, request


def test_without_an_incident_number_the_way_to_level_three_is_named() -> None:
    """Dispatch has nothing to name, so the number must first come from the officer."""
    called = Step(kind=StepKind.CALLBACK, result=StepResult.PASS, by=BEN, at=NOW)
    of = replace(case(state=State.VERIFYING), steps=(called,))
    given = next_step(dossier(of, level=2, level_needed=3))
    assert "/edr amend" not in given
    lacking = Opened(request=request(incident_number=None))
    said = next_step(dossier(of, level=2, level_needed=3, opened=lacking))
    assert f"/edr amend {of.number}" in said
    assert "another person calls dispatch" in said
