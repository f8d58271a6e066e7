"""The views of Review under hostile and overlong text."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.request import Category, Contact
from bot.practice.view_rules import accepted_view
from bot.workflow.dossier import Dossier
from handlers.blocks.limits import checked
from handlers.review.draft import Draft
from handlers.review.elements_view import review_test
from handlers.review.file_view import review_file
from handlers.review.scope_view import review_scope
from tests.handlers.review.dossiers import (
    EMERGENCY,
    NOW,
    dossier,
    request,
    sought,
)
from tests.handlers.review.forms import YES, seen

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


hostile = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("<>&*`\u202e\u200b😀é\n"),
    max_size=80,
).flatmap(lambda text: st.sampled_from([text, text * 60]))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=40)
@given(st.lists(hostile, min_size=12, max_size=12), st.text(max_size=1500))
def test_no_request_breaks_a_view(texts: list[str], why: str) -> None:
    """Whatever is in a request or a rationale, each step passes our guard and Slack's rules."""
    person, relation, narrative, known, helps, number, objection, *rest = texts
    emergency = replace(
        EMERGENCY,
        person_at_risk=person,
        relation_to_owner=relation,
        narrative=narrative,
        how_known=known,
        how_data_helps=helps,
    )
    officer = Contact(name=rest[0], rank=rest[1], badge=rest[2], email=rest[3], phone=rest[4])
    asked = request(
        sought(categories=MANY),
        emergency=emergency,
        officer=officer,
        supervisor=officer,
        incident_number=number,
        notice_objection=objection,
        zone=rest[0],
    )
    draft = replace(YES, why=why, choices=dict.fromkeys(MANY, "asked"))
    for view in _steps(dossier(asked), draft):
        checked(view, "modal")
        accepted_view(view, "modal")


@pytest.mark.parametrize("character", ["a", "é", "字", "😀"])
def test_a_long_account_is_cut_with_a_mark_and_a_note(character: str) -> None:
    """A narrative beyond what fits ends in an ellipsis, and the form says where the whole is."""
    asked = request(emergency=replace(EMERGENCY, narrative=character * 9_000))
    view = review_test(dossier(asked), Draft(), NOW, link=LINK)
    account = next(
        b["text"]["text"]
        for b in view["blocks"]
        if b.get("text", {}).get("text", "").startswith(character)
    )
    assert account.endswith("…")
    assert len(account) > 300
    assert "the desk page has it whole" in json.dumps(view)
    assert "the desk page has it whole" not in json.dumps(review_test(dossier(), Draft(), NOW))


def test_a_saved_text_too_heavy_to_show_is_kept() -> None:
    """Fifteen hundred emoji do not fit an answer: the field is empty, and says the text is kept."""
    view = review_file(dossier(), replace(YES, why="😀" * 1500), seen())
    why = _inputs(view)[1]
    assert "initial_value" not in why["element"]
    assert why["optional"] is True
    assert "kept whole" in why["hint"]["text"]
