"""The call-back form and the numbers it offers."""

from typing import Any

from bot.domain.decision import Opened
from bot.domain.verification import AdHocNumber
from handlers.blocks import callback, numbers
from tests.handlers.blocks.dossiers import ANA, BEN, case, dossier, listed, request, shown


def offered(view: dict[str, Any]) -> list[str]:
    """Return the values of the numbers that the form offers."""
    select = next(b["element"] for b in view["blocks"] if b.get("block_id") == "number:v1")
    return [option["value"] for option in select["options"]]


def test_only_independently_found_numbers_are_offered() -> None:
    """The directory's numbers and those of two finders; neither the request's nor a lone one."""
    found = (
        AdHocNumber(key="a1", found_by=ANA, confirmed_by=BEN),
        AdHocNumber(key="a2", found_by=BEN),
    )
    opened = Opened(request=request(), numbers={"a1": "+1 555 010 0177", "a2": "+1 555 010 0188"})
    view = callback.view(dossier(case(numbers=found), opened=opened))
    assert offered(view) == ["n1", "n2", "a1"]
    assert "555 010 4417" not in shown(view)
    assert "555 010 0188" not in shown(view)


def test_the_call_back_form_hides_the_incident_number_and_the_code() -> None:
    """Dispatch is asked for the incident without being told it, so the caller is not shown it."""
    text = shown(callback.view(dossier()))
    assert "26-118203" not in text
    assert "739104" not in text


def test_six_questions_are_asked() -> None:
    """The form has six inputs."""
    inputs = [b for b in callback.view(dossier())["blocks"] if b["type"] == "input"]
    assert len(inputs) == 6


def test_without_a_number_the_form_says_how_to_find_one() -> None:
    """For an agency outside the directory there is nothing to dial, but a number to propose."""
    view = callback.view(dossier(agency=None))
    assert view["callback_id"] == "number.none"
    assert numbers.PROPOSE_OPEN in shown(view)


def test_a_waiting_number_can_be_confirmed_by_another_only() -> None:
    """Its finder gets no button; a colleague does, and sees no digit of it."""
    opened = Opened(request=request(), numbers={"a1": "+1 555 010 0177"})
    waiting = case(numbers=(AdHocNumber(key="a1", found_by=BEN),))
    view = callback.view(dossier(waiting, opened=opened, agency=None))
    assert "EDR-2026-000001:1:a1" in shown(view)
    assert "0177" not in shown(view) + shown(numbers.confirm(dossier(waiting, opened=opened), "a1"))
    own = callback.view(dossier(waiting, opened=opened, agency=listed(), reader=BEN))
    assert numbers.CONFIRM_OPEN not in shown(own)
    assert "waits for a second finder" in shown(own)
