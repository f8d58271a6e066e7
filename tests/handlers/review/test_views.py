"""The three steps of Review as views: few inputs, nothing pre-ticked, always within limits."""

import json
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.determination import Decision, OwnerRoute, Reason
from bot.domain.events import RequestAmended
from bot.domain.request import Category, Contact, DataClass
from bot.practice.view_rules import accepted_view
from bot.workflow.dossier import Dossier, Happened
from handlers.review.draft import DRAFT_BLOCKS, Draft
from handlers.review.elements_view import review_test
from handlers.review.file_view import review_file
from handlers.review.notes_view import review_changed, review_desk, review_filed, review_waiting
from handlers.review.scope_view import review_scope, too_large
from tests.handlers.review.dossiers import (
    EMERGENCY,
    END,
    NOW,
    START,
    canary,
    case,
    dossier,
    request,
    sought,
)
from tests.handlers.review.forms import ALL, WHY, YES, seen

LINK = "https://edr.example.com/desk/k7Qm2w"
MANY = (Category.VIDEO, Category.AUDIO, Category.MOTION_LOG)


def _steps(of: Dossier, draft: Draft) -> list[dict[str, Any]]:
    return [
        review_test(of, draft, NOW, link=LINK),
        review_scope(of, draft, seen()),
        review_file(of, draft, seen()),
    ]


def _inputs(view: dict[str, Any]) -> list[dict[str, Any]]:
    return [block for block in view["blocks"] if block["type"] == "input"]


def _options(view: dict[str, Any], block_id: str) -> list[str]:
    element = next(b["element"] for b in _inputs(view) if b["block_id"] == block_id)
    groups = element.get("option_groups", [{"options": element.get("options", [])}])
    return [option["value"] for group in groups for option in group["options"]]


def test_one_device_and_category_take_nine_inputs() -> None:
    """The usual case asks nine things in three steps, all as input blocks."""
    steps = _steps(dossier(), YES)
    assert [len(_inputs(view)) for view in steps] == [3, 3, 3]
    kinds = {block["type"] for view in steps for block in view["blocks"]}
    assert kinds == {"section", "header", "context", "input"}
    assert all("accessory" not in block for view in steps for block in view["blocks"])


def test_the_largest_case_takes_no_more_than_twelve() -> None:
    """Three categories on ten devices still fit twelve inputs and every limit."""
    large = dossier(request(*(sought(f"D{n}", MANY) for n in range(1, 11))))
    draft = replace(YES, choices=dict.fromkeys(MANY, "asked"), devices=frozenset({"D1"}))
    steps = _steps(large, draft)
    assert sum(len(_inputs(view)) for view in steps) <= 12
    assert not too_large(large)


def test_nothing_is_ticked_before_anybody_ticks() -> None:
    """A fresh form has no initial answer anywhere."""
    assert "initial" not in json.dumps(_steps(dossier(), Draft()))


def test_a_draft_stands_in_the_form_again() -> None:
    """What was ticked and typed before is there when the form opens again."""
    draft = replace(
        YES,
        denied=frozenset({"E2:unsure"}),
        choices={Category.VIDEO: "own:2026-11-21"},
        start="18:10",
        end="18:20",
    )
    first, second, third = _steps(dossier(), replace(draft, denied=frozenset()))
    found, _, owner = (b["element"] for b in _inputs(first))
    assert {o["value"] for o in found["initial_options"]} == set(ALL)
    assert owner["initial_option"]["value"] == "tell"
    window, start, end = (b["element"] for b in _inputs(second))
    assert window["initial_option"]["value"] == "own:2026-11-21"
    assert (start["initial_time"], end["initial_time"]) == ("18:10", "18:20")
    assert _inputs(third)[1]["element"]["initial_value"] == WHY
    denied = _inputs(review_test(dossier(), draft, NOW))[1]["element"]
    assert [o["value"] for o in denied["initial_options"]] == ["E2:unsure"]


def test_the_hint_says_what_unticked_means() -> None:
    """The reviewer is told truthfully what a missing tick does."""
    hint = _inputs(review_test(dossier(), Draft(), NOW))[0]["hint"]["text"]
    assert "recorded as unsure" in hint
    assert "unsure in E1, E2 or E9" in hint
    assert "a senior reviewer joins" in hint


def test_the_product_answers_the_first_two_and_says_why() -> None:
    """E1 and E2 are answered with their reason; only lowering them is offered."""
    view = review_test(dossier(), Draft(), NOW)
    hint = _inputs(view)[1]["hint"]["text"]
    assert "E1 yes for contents: a US local agency" in hint
    assert "E2 yes: level 3 of 3 needed" in hint
    lower = {v for v in _options(view, "not:v1") if v[:3] in ("E1:", "E2:")}
    assert lower == {"E1:no", "E1:unsure", "E2:no", "E2:unsure"}
    unverified = review_test(dossier(level=1), Draft(), NOW)
    assert not any(v.startswith("E2:") for v in _options(unverified, "not:v1"))


def test_every_input_but_the_attestation_feeds_the_draft() -> None:
    """Each block id names the version and is one that the draft reads."""
    for view in _steps(dossier(), YES):
        for block in _inputs(view):
            assert DRAFT_BLOCKS.match(block["block_id"])
            assert block["dispatch_action"] or block["block_id"] == "attest:v1"


def test_metadata_holds_identifiers_only() -> None:
    """Case, version, digests and time of opening travel; nothing personal."""
    for view in _steps(dossier(), YES):
        ids = json.loads(view["private_metadata"])
        read_back = {"r": YES.answered} if view["callback_id"] == "review.file" else {}
        assert ids == read_back | {
            "c": "EDR-2026-000001",
            "v": 1,
            "d": case().package,
            "o": "2026-11-22T03:12:00.000000Z",
        }


def test_the_whole_request_is_shown() -> None:
    """Every field that the officer filled in can be read before deciding, in plain text."""
    view = review_test(dossier(), Draft(), NOW)
    plain = [
        text["text"]
        for block in view["blocks"]
        for text in [block.get("text", {}), *block.get("fields", [])]
        if text.get("type") == "plain_text"
    ]
    shown = "\n".join(plain)
    for name in ("person", "relation", "narrative", "how-known", "helps", "objection", "incident"):
        assert canary(name) in shown
    for field in fields(Contact):
        assert canary(f"officer-{field.name}") in shown
        assert canary(f"supervisor-{field.name}") in shown
    assert "Sat 21 Nov 2026 18:00 to 18:30 PST" in shown
    marked_up = [b for b in view["blocks"] if b.get("text", {}).get("type") == "mrkdwn"]
    assert "canary" not in json.dumps(marked_up)


def test_step_two_offers_ready_windows() -> None:
    """As asked, ten and five minutes around the event, own times, and no or unsure for four."""
    view = review_scope(dossier(), YES, seen())
    offered = _options(view, "scope:video:v1")
    assert offered[:4] == ["asked", "pm10", "pm5", "own:2026-11-21"]
    assert set(offered[4:]) == {f"E{n}:{a}" for n in (6, 7, 8, 9) for a in ("no", "unsure")}
    assert "18:00 to 18:30, 30 minutes" in json.dumps(view)
    assert _inputs(view)[1]["element"]["timezone"] == "America/Los_Angeles"
    assert "the next day" in json.dumps(view)


@pytest.mark.parametrize("at", [None, END + timedelta(hours=1), START - timedelta(seconds=1)])
def test_no_window_around_an_event_elsewhere(at: Any) -> None:  # noqa: ANN401 — an instant or None
    """Where the event is unknown or outside, nothing around it is offered."""
    asked = request(emergency=replace(EMERGENCY, occurred_at=at))
    offered = _options(review_scope(dossier(asked), YES, seen()), "scope:video:v1")
    assert [v for v in offered if v.startswith("pm")] == []


def test_step_three_reads_back_and_offers_only_what_fits() -> None:
    """Scope and answers are said again; the one grant that fits, and refusals not answered yes."""
    narrow = replace(YES, choices={Category.VIDEO: "pm10"})
    view = review_file(dossier(), narrow, seen())
    whole = json.dumps(view, ensure_ascii=False)
    assert "Sat 21 Nov 2026 18:10 to 18:30 PST" in whole
    assert "20 minutes of 30 minutes" in whole
    assert "No: none.\\nUnsure: none." in whole
    assert _options(view, "decision:v1") == ["narrow", "refused_fraud"]
    full = review_file(dossier(), YES, seen())
    assert _options(full, "decision:v1") == ["approve", "refused_fraud"]
    doubting = replace(YES, found=ALL - {"E3"}, choices={Category.VIDEO: "E7:unsure"})
    offered = _options(review_file(dossier(), doubting, seen()), "decision:v1")
    assert offered == [
        Reason.NOT_EMERGENCY,
        Reason.NO_NEXUS,
        Reason.OVERBROAD,
        Reason.FRAUD,
    ]


def test_step_three_says_when_a_senior_joins() -> None:
    """Whoever is unsure and may allow is told what that brings; nobody else is."""
    unsure = replace(YES, found=ALL - {"E3"})
    assert "a senior reviewer joins" in json.dumps(review_file(dossier(), unsure, seen()))
    owner = replace(YES, owner=OwnerRoute.UNSURE)
    assert "a senior reviewer joins" in json.dumps(review_file(dossier(), owner, seen()))
    assert "a senior reviewer joins" not in json.dumps(review_file(dossier(), YES, seen()))


def test_an_incomplete_request_has_nothing_to_tick() -> None:
    """Before the emergency and the data are known, Review says what is missing."""
    spoken = request(emergency=None)
    assert review_test(dossier(spoken), Draft(), NOW)["callback_id"] == "review.waiting"


def test_step_three_says_that_a_grant_waits_for_identity() -> None:
    """While identity is open the form says so before anybody presses."""
    assert "only once identity is verified" in json.dumps(
        review_file(dossier(level=1), YES, seen())
    )
    assert "only once identity is verified" not in json.dumps(review_file(dossier(), YES, seen()))


@pytest.mark.parametrize(
    ("asked", "large"),
    [
        (request(*(sought(f"D{n}") for n in range(11))), True),
        (request(sought(categories=(*MANY, Category.BILLING))), True),
        (request(sought(end=START + timedelta(days=30))), True),
        (request(sought(end=START + timedelta(days=6))), False),
    ],
)
def test_what_is_too_large_for_slack(asked: Any, large: bool) -> None:  # noqa: ANN401 — a request
    """Over ten devices, three categories or seven days go to the desk page."""
    assert too_large(dossier(asked)) is large


def test_a_changed_request_says_what_changed() -> None:
    """Nothing is filed on an old version; the changes, and what is kept, are named."""
    amended = RequestAmended(
        version=2, request=request(), mark="b" * 64, changed=("window end 18:30 → 18:40",)
    )
    entry = Happened(position=9, hash="c" * 64, at=NOW, actor="requester", event=amended)
    newer = dossier(of=case(version=2), history=(entry,))
    whole = json.dumps(review_changed(newer, seen()), ensure_ascii=False)
    assert "*Nothing was filed.*" in whole
    assert "window end 18:30 → 18:40" in whole
    assert "version 2 replaces 1" in whole
    moved = json.dumps(review_changed(dossier(of=case(steps=())), seen()))
    assert "Verification, or what is known of the owners, changed" in moved


def test_filed_desk_and_waiting_are_whole_views() -> None:
    """What is said instead of a form passes the guards and has no input."""
    views = [
        review_filed(dossier(), Decision.NARROW, 412, "9f2c41d077ab" + "0" * 52),
        review_desk(LINK, seen(), chosen=False),
        review_waiting(dossier()),
    ]
    assert "Entry 412, hash 9f2c 41d0 77ab." in json.dumps(views[0])
    for view in views:
        accepted_view(view, "modal")
        assert _inputs(view) == []


def test_step_two_leaves_out_a_closed_class() -> None:
    """A class that step 1 bars is not asked about, and the form says so."""
    mixed = dossier(request(sought(categories=(Category.VIDEO, Category.MOTION_LOG))))
    view = review_scope(mixed, replace(YES, owner=OwnerRoute.MOOT), seen())
    assert [b["block_id"] for b in _inputs(view)] == ["from:v1", "to:v1"]
    assert "allow nothing of the contents and records" in json.dumps(view)
    assert mixed.case.classes == tuple(DataClass)
