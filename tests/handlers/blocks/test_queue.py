"""App Home, the receipt, and what several people must answer."""

import json
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.case import Case, Paged
from bot.domain.commands import AnswerSafety, SupportException
from bot.domain.determination import Decision
from bot.domain.notice import NoticeOwed, Safety, SafetyAnswer
from bot.practice.view_rules import accepted_view
from bot.workflow.dossier import Deadline, Dossier
from handlers.blocks.home import ROWS, home
from handlers.blocks.limits import checked
from handlers.blocks.receipt import receipt
from handlers.blocks.safety import (
    OWNERS,
    exception_support,
    exception_view,
    safety_answers,
    safety_card,
    safety_view,
)
from tests.handlers.review.dossiers import NOW, ROSTER, SITUATIONS, case, dossier, owner

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Row:
    """A case in a list."""

    case: Case
    deadline: Deadline | None = None


def _headings(view: dict) -> list[str]:
    return [b["text"]["text"] for b in view["blocks"] if b["type"] == "header"]


def _row(number: int, of: Case, due: timedelta | None = HOUR) -> Row:
    deadline = Deadline(clock="hard_stop", start=NOW, due=NOW + due) if due else None
    return Row(replace(of, number=f"EDR-2026-{number:06}"), deadline)


def test_an_empty_queue_says_what_to_do() -> None:
    """Home is never blank."""
    assert "/edr new" in json.dumps(home([], "p_me", NOW, ROSTER))


def test_each_open_case_stands_under_one_heading() -> None:
    """Overdue before mine before notices before the rest; ended cases nowhere."""
    mine = replace(case(), paged=(Paged(person="p_me", role="reviewer", at=NOW),))
    rows = [
        _row(1, case()),
        _row(2, mine),
        _row(3, mine, -HOUR),
        _row(4, SITUATIONS["released, held"]),
        _row(5, SITUATIONS["refused"]),
    ]
    view = home(rows, "p_me", NOW, ROSTER)
    accepted_view(view, "home")
    assert _headings(view) == [
        "Overdue (1)",
        "Yours (1)",
        "Notices waiting (1)",
        "Waiting for somebody (1)",
    ]
    whole = json.dumps(view)
    assert "the notice is held" in whole
    assert "EDR-2026-000005" not in whole


def test_a_full_queue_fits_and_counts_the_rest() -> None:
    """Two hundred cases stay within Slack's limits; what is not shown is counted."""
    mine = replace(case(), paged=(Paged(person="p_me", role="reviewer", at=NOW),))
    kinds = (case(), mine, SITUATIONS["released, held"])
    rows = [_row(n, kinds[n % 3], HOUR if n % 4 else -HOUR) for n in range(1, 201)]
    view = home(rows, "p_me", NOW, ROSTER)
    checked(view, "home")
    shown = sum("accessory" in b for b in view["blocks"])
    assert shown == 4 * ROWS
    assert "more: /edr queue" in json.dumps(view)


def test_home_tells_nothing_personal() -> None:
    """The queue is drawn from the fold, which holds no personal value."""
    rows = [_row(n, of) for n, of in enumerate(SITUATIONS.values())]
    assert "canary" not in json.dumps(home(rows, "p_me", NOW, ROSTER))


def test_a_receipt_names_entry_and_hash() -> None:
    """The person who filed keeps the position and a hash that can be compared by eye."""
    made = receipt("EDR-2026-000001", 1, Decision.NARROW, 412, "9f2c41d077ab" + "0" * 52)
    assert "Entry 412, hash 9f2c 41d0 77ab." in made["text"]
    checked(made, "message")


def _held(count: int, **changes: object) -> Dossier:
    """A released case that is over, with so many account holders to be told."""
    owners = tuple(owner(f"O{n}") for n in range(1, count + 1))
    notices = tuple(
        NoticeOwed(owner=o.alias, owed_at=NOW, due=NOW + timedelta(days=1)) for o in owners
    )
    of = replace(SITUATIONS["released, ended"], owners=owners, notices=notices, **changes)
    return dossier(of=of)


def test_the_safety_card_counts_and_names_nobody() -> None:
    """The call for two answers holds counts only."""
    answered = tuple(SafetyAnswer(by="p_first", owner=o, answer=Safety.SAFE) for o in ("O1", "O2"))
    shown = safety_card(_held(2, safety=answered))
    checked(shown, "message")
    whole = json.dumps(shown)
    assert "1 of 2 people" in whole
    assert "2 account holders" in whole
    assert "canary" not in whole


@pytest.mark.parametrize(("count", "asked"), [(1, 1), (4, 4), (9, OWNERS)])
def test_up_to_four_owners_are_asked_about_at_once(count: int, asked: int) -> None:
    """One choice for each owner, none made in advance, and one reason."""
    view = safety_view(_held(count))
    accepted_view(view, "modal")
    inputs = [b for b in view["blocks"] if b["type"] == "input"]
    assert len(inputs) == asked + 1
    assert "initial" not in json.dumps(view)
    assert "Unknown means no contact" in json.dumps(view)


def test_the_rest_is_asked_afterwards() -> None:
    """Owners this person has answered about are not asked again; at the end nothing is left."""
    mine = tuple(
        SafetyAnswer(by="p_reader", owner=f"O{n}", answer=Safety.SAFE) for n in range(1, 5)
    )
    view = safety_view(_held(5, safety=mine))
    asked = [b["block_id"] for b in view["blocks"] if b["type"] == "input"]
    assert asked == ["safe:O5:v1", "reason:v1"]
    assert safety_view(_held(4, safety=mine))["callback_id"] == "safety.done"


def _filled(answers: dict[str, str | None], why: str) -> dict:
    chosen = {
        f"safe:{alias}:v1": {"safety": {"selected_option": {"value": a} if a else None}}
        for alias, a in answers.items()
    }
    return chosen | {"reason:v1": {"reason": {"value": why}}}


@given(st.dictionaries(st.sampled_from(["O1", "O2", "O3", "O4"]), st.sampled_from(Safety)))
def test_every_safety_answer_arrives(answers: dict[str, Safety]) -> None:
    """Whatever is chosen for whichever owner becomes exactly that command."""
    filled = _filled({o: a.value for o, a in answers.items()}, "She lives in another town.")
    commands = safety_answers(_held(4), filled)
    assert isinstance(commands, tuple)
    assert {c.owner: c.answer for c in commands} == answers
    assert all(isinstance(c, AnswerSafety) and c.why.startswith("She") for c in commands)


def test_a_gap_in_the_safety_form_is_said_at_its_place() -> None:
    """No choice and no reason give sentences at their blocks and no command."""
    errors = safety_answers(_held(2), _filled({"O1": None, "O2": "safe"}, " "))
    assert isinstance(errors, dict)
    assert set(errors) == {"safe:O1:v1", "reason:v1"}


def test_the_exception_says_what_it_does_and_needs_a_belief() -> None:
    """Support needs the box and a reason; the view says that two approvals stay two."""
    view = exception_view(dossier())
    accepted_view(view, "modal")
    assert "two approvals stay two" in json.dumps(view)
    why = {"reason:v1": {"reason": {"value": "Nobody else is on duty tonight."}}}
    errors = exception_support(dossier(), why)
    assert isinstance(errors, dict)
    assert set(errors) == {"believe:v1"}
    ticked = {"believe:v1": {"believe": {"selected_options": [{"value": "yes"}]}}}
    assert exception_support(dossier(), why | ticked) == SupportException(
        why="Nobody else is on duty tonight."
    )
