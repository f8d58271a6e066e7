"""The card: true in every state, nothing personal, one main button."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.case import State
from bot.domain.determination import Decision, OwnerRoute, Reason
from bot.domain.request import Agency, AgencyKind
from bot.practice.block_rules import check_blocks
from bot.practice.findings import Findings
from handlers.blocks.card import card
from handlers.blocks.limits import checked
from tests.handlers.review.dossiers import SITUATIONS, case, dossier, filed

TITLE_CASE = re.compile(r"^(?:[A-Z][a-z]+)(?:[ -][A-Z][a-z]+)*$")


def _buttons(name: str) -> list[dict]:
    blocks = card(dossier(of=SITUATIONS[name]))["blocks"]
    return [e for b in blocks if b["type"] == "actions" for e in b["elements"]]


def test_every_state_has_a_situation() -> None:
    """The situations that the cards are tested in leave no state out."""
    assert {c.state for c in SITUATIONS.values()} == set(State)


@pytest.mark.parametrize("name", SITUATIONS)
def test_a_card_passes_both_guards(name: str) -> None:
    """Every card passes our guard and, independently, the practice workspace's rules."""
    shown = card(dossier(of=SITUATIONS[name]), effect="01JD0000000000000000000000")
    assert checked(shown, "message") is shown
    found = Findings()
    check_blocks(found, shown["blocks"], "message", "/blocks")
    assert found.lines == []


@pytest.mark.parametrize("name", SITUATIONS)
def test_no_card_carries_anything_personal(name: str) -> None:
    """No personal value of the request, the owners or the calls reaches the channel."""
    assert "canary" not in json.dumps(card(dossier(of=SITUATIONS[name])))


@pytest.mark.parametrize("name", SITUATIONS)
def test_a_card_says_what_it_must(name: str) -> None:
    """Each card has state, clock, agency, identity, determinations, the data and what is next."""
    whole = json.dumps(card(dossier(of=SITUATIONS[name]))["blocks"], ensure_ascii=False)
    for words in ("*State*", "*Clock*", "Agency", "*Identity*", "*Determinations*", "*Asked for*"):
        assert words in whole
    assert "*Next:*" in whole
    assert " of 2" in whole


@pytest.mark.parametrize("name", SITUATIONS)
def test_at_most_one_button_is_the_main_one(name: str) -> None:
    """One button is primary, the first; all are in Title Case and name the case."""
    buttons = _buttons(name)
    primary = [b for b in buttons if b.get("style") == "primary"]
    assert primary == buttons[:1]
    for pressed in buttons:
        assert TITLE_CASE.match(pressed["text"]["text"])
        assert pressed["value"] == "EDR-2026-000001:1"
        assert "EDR-2026-000001" in pressed["accessibility_label"]


MAIN = {
    "received": "callback.open",
    "verifying": "callback.open",
    "in review, none filed": "review.open",
    "in review, one filed": "review.open",
    "escalated": "review.open",
    "approved": "release.open",
    "cleared": "release.open",
    "released": "safety.open",
    "released, ended": "safety.open",
    "released, held": "safety.open",
    "released, undelivered": "safety.open",
}


@pytest.mark.parametrize("name", MAIN)
def test_the_main_button_is_what_is_needed_next(name: str) -> None:
    """Each situation offers first what moves it on."""
    unverified = SITUATIONS[name].state in (State.RECEIVED, State.VERIFYING)
    shown = card(dossier(of=SITUATIONS[name], level=1 if unverified else 3))
    assert shown["blocks"][-1]["elements"][0]["action_id"] == MAIN[name]


@pytest.mark.parametrize("name", ["refused", "lapsed", "withdrawn", "closed", "released, told"])
def test_an_ended_case_offers_nothing(name: str) -> None:
    """A case that is over has no button."""
    assert _buttons(name) == []


def test_the_card_is_the_same_whatever_was_decided_and_by_whom() -> None:
    """With one determination sealed, its decision, reason, scope and author leave no trace."""
    one = card(dossier(of=case(filed=(filed("p_first"),))))
    other = filed(
        "p_second",
        decision=Decision.REFUSE,
        reason=Reason.FRAUD,
        scope=(),
        owner=OwnerRoute.UNSAFE,
    )
    assert one == card(dossier(of=case(filed=(other,))))


def test_a_new_version_and_a_new_filing_change_every_id() -> None:
    """Old presses can be told from new ones by their block."""
    ids = {
        b["block_id"]
        for of in (case(), case(version=2), case(filed=(filed(),)))
        for b in card(dossier(of=of))["blocks"]
        if "block_id" in b
    }
    assert len(ids) == 6


def test_the_text_says_the_point_and_the_action() -> None:
    """Screen readers and notifications hear where the case stands and what to do."""
    assert card(dossier())["text"] == (
        "EDR-2026-000001: in review, 0 of 2 determinations."
        " Choose Review, due 2026-11-22 03:42 UTC."
    )
    for name, of in SITUATIONS.items():
        said = card(dossier(of=of))["text"]
        assert "Choose " in said or "choose " in said or "Next: " in said, name


def test_an_approval_says_how_much_of_it() -> None:
    """What was allowed stands beside what was asked for."""
    shown = json.dumps(card(dossier(of=SITUATIONS["approved"])))
    assert "1 device, 30 minutes asked for, 30 minutes allowed" in shown


def test_an_overdue_clock_says_so_in_words() -> None:
    """A clock that was missed is named overdue and keeps its time in UTC."""
    late = dossier()
    due = late.deadlines[0].due
    shown = json.dumps(card(dossier(now=due.replace(hour=23)))["blocks"])
    assert "Overdue. First determination by <!date^" in shown
    assert "UTC> (03:42 UTC)" in shown


@given(name=st.text(max_size=400), country=st.text(max_size=60))
def test_a_hostile_agency_can_neither_format_nor_flood(name: str, country: str) -> None:
    """Whatever an agency calls itself, the card stays within limits and shows it unstyled."""
    agency = Agency(name=name, kind=AgencyKind.FOREIGN, country=country)
    shown = card(dossier(of=case(agency=agency)))
    checked(shown, "message")
    field = shown["blocks"][1]["fields"][2]
    label, _, value = field["text"].partition("\n")
    assert (label, field["verbatim"]) == ("*Agency*", True)
    assert not any(sign in value for sign in "*_~`:<>\n")
