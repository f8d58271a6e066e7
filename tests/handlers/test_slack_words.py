"""`/edr` and its words, typed in a channel and in a conversation."""

from urllib.parse import urlencode

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.errors import Refusal
from bot.domain.roster import Ref
from bot.manifest import WORDS
from handlers.blocks.help_words import ABOUT
from handlers.slack_side import SlackPlaces, build_slack
from handlers.slack_tables import ACTIONS, FORMS, OPENS, VIEWS
from handlers.slack_words import KNOWN
from tests.factories import ANA, BEN, CYD, DEE, EVE
from tests.handlers.house import REVIEW, USERS, House


async def say(house: House, who: Ref, text: str, channel: str | None = REVIEW) -> str:
    """Type a word; return what only that person reads."""
    hand = house.hand(who)
    before = len(hand.ephemerals())
    answer = await hand.command("/edr", text, channel)
    assert answer.ok, answer
    await hand.until(lambda: len(hand.ephemerals()) > before)
    message = hand.ephemerals()[-1]
    assert message.seen_by == hand.user_id
    return f"{message.text} {message.blocks}"


async def test_help_lists_the_words_in_use(dwelling: House) -> None:
    """Help names every word that is in use, and none that is not."""
    said = await say(dwelling, ANA, "help")
    for typed in ABOUT:
        assert (f"/edr {typed} " in said) is (typed.split()[0] in KNOWN)


async def test_empty_command_is_help(dwelling: House) -> None:
    """The bare command answers with help."""
    assert await say(dwelling, ANA, "") == await say(dwelling, ANA, "help")


async def test_nearest_word(dwelling: House) -> None:
    """An unknown word gets the nearest one, and no mention of anybody."""
    assert "Did you mean /edr queue?" in await say(dwelling, ANA, "qeue")
    await say(dwelling, ANA, "<!channel> now")
    message = dwelling.hand(ANA).ephemerals()[-1]
    assert "<!channel>" not in message.text
    assert {b["text"]["type"] for b in message.blocks if "text" in b} == {"plain_text"}


async def test_works_in_a_direct_conversation(dwelling: House) -> None:
    """The command works where we are not a member of any channel."""
    number = await dwelling.received()
    assert number in await say(dwelling, ANA, "queue", None)


async def test_mine(dwelling: House) -> None:
    """`mine` lists what one was called to; `queue` everything that is open."""
    number = await dwelling.received()
    called = {p.person for p in (await dwelling.case(number)).paged}
    assert ANA in called
    assert number in await say(dwelling, ANA, "mine")
    away = next(p for p in USERS if p not in called)
    assert number not in await say(dwelling, away, "mine")


@pytest.mark.parametrize("typed", ["1", "000001", "EDR-2026-000001", "edr-2026-1", "#1"])
async def test_show_by_last_digits(dwelling: House, typed: str) -> None:
    """A case is found by its number in any writing; the look is recorded."""
    number = await dwelling.received()
    said = await say(dwelling, ANA, f"show {typed}")
    assert number in said
    assert "stop, ended" in said
    viewed = await dwelling.happened(number, ev.CaseViewed)
    assert [(v.actor, v.event.surface) for v in viewed] == [(ANA, "show")]


async def test_ambiguous_digits(dwelling: House) -> None:
    """One digit means that very number before it means an ending; no match says so."""
    for _ in range(12):
        await dwelling.received()
    assert "EDR-2026-000002" in await say(dwelling, ANA, "show 2")
    assert "No case ends in 77" in await say(dwelling, ANA, "show 77")
    assert "Say which case" in await say(dwelling, ANA, "show")
    assert "Say which case" in await say(dwelling, ANA, "call the agency")


async def test_show_has_no_personal_fact(dwelling: House) -> None:
    """What `show` posts holds nothing of what the officer wrote."""
    await dwelling.received()
    said = await say(dwelling, ANA, "show 1")
    for personal in ("girl", "Alvarez", "B8:7C", "26-118203", "pavement"):
        assert personal not in said


SHORT = [
    ("recuse", BEN, {"kind": "officer"}, ev.ReviewerRecused),
    ("stop", ANA, {"why": "a colleague doubts the number"}, ev.CaseStopped),
    ("reconfirm", EVE, {"how": "rang dispatch"}, ev.FactsReconfirmed),
    ("withdrawn", EVE, {"how": "rang dispatch"}, ev.CaseWithdrawn),
    ("ended", EVE, {"how": "rang dispatch"}, ev.EmergencyEnded),
    ("ask", ANA, {"ready": ["warrant"], "to": "status_page"}, ev.AgencyAsked),
]


@pytest.mark.parametrize(("word", "who", "values", "kind"), SHORT, ids=[s[0] for s in SHORT])
async def test_short_forms(
    dwelling: House, word: str, who: Ref, values: dict[str, object], kind: type
) -> None:
    """Each short form ends in its command, once, and says so where it was filled in."""
    number = await dwelling.received()
    hand = dwelling.hand(who)
    await hand.command("/edr", f"{word} 1", REVIEW)
    await hand.view(f"{word}.file")
    await hand.fill(None, values)
    first = await hand.submit()
    again = await hand.replay(first)
    assert first.body["view"]["callback_id"] == again.body["view"]["callback_id"] == "aside"
    assert [h.actor for h in await dwelling.happened(number, kind)] == [who]
    assert await dwelling.happened(number, ev.CommandRefused) == []


async def test_empty_reason_is_a_field_error(dwelling: House) -> None:
    """A blank reason stays in the form with a sentence beside it."""
    number = await dwelling.received()
    ana = dwelling.hand(ANA)
    await ana.command("/edr", "stop 1", REVIEW)
    await ana.view("stop.file")
    await ana.fill(None, {"why": "   "})
    answer = await ana.submit()
    assert list(answer.body["errors"]) == ["why:v1"]
    assert (await dwelling.case(number)).state is State.RECEIVED


async def test_wrong_role_for_a_form(dwelling: House) -> None:
    """A custodian's stop is refused before any form is drawn, privately, and recorded."""
    number = await dwelling.received()
    dee = dwelling.hand(DEE)
    await dee.command("/edr", "stop 1", REVIEW)
    await dwelling.settle()
    assert dwelling.slack.workspace.views.stack(dee.user_id) == []
    assert "do not have the role" in dee.ephemerals()[-1].text
    refused = await dwelling.happened(number, ev.CommandRefused)
    assert [(r.actor, r.event.reason) for r in refused] == [(DEE, Refusal.WRONG_ROLE)]


async def test_a_refused_form_keeps_what_was_typed(dwelling: House) -> None:
    """What became impossible while somebody typed is said in the form, with nothing lost."""
    number = await dwelling.received()
    ana = dwelling.hand(ANA)
    await ana.command("/edr", "stop 1", REVIEW)
    await ana.view("stop.file")
    await ana.fill(None, {"why": "I think it is forged"})
    await dwelling.do(number, cm.WithdrawRequest(how="they called"), EVE)
    answer = await ana.submit()
    assert answer.body["response_action"] == "errors"
    assert ana.seen()["why:v1"] == "I think it is forged"
    assert len(await dwelling.happened(number, ev.CommandRefused)) == 1


async def test_verify_and_export_are_asked_elsewhere(dwelling: House) -> None:
    """`verify` and `export` answer with the sentences of whoever does them, for this person."""
    number = await dwelling.received()
    asked: list[tuple[str, Ref]] = []

    async def answer(argument: str, asker: Ref) -> list[str]:
        asked.append((argument, asker))
        return ["412 entries.", "Whole."]

    slack = dwelling.slack
    places = SlackPlaces(api_url=slack.base_url, team="T01ABCDEF", bot_token="xoxb-practice")
    async with build_slack(dwelling.office, places, verify=answer, export=answer) as side:
        body = {
            "command": "/edr",
            "team_id": "T01ABCDEF",
            "user_id": USERS[CYD],
            "trigger_id": "t1",
        }
        for text in ("verify", "export 1"):
            status, _, content = await side.handle_http(
                urlencode(body | {"text": text, "trigger_id": text}).encode(),
                {"Content-Type": "application/x-www-form-urlencoded"},
            )
            assert (status, b"412 entries." in content) == (200, True)
    assert asked == [("", CYD), (number, CYD)]


async def test_verify_without_anybody_to_do_it(dwelling: House) -> None:
    """Without a way to verify from Slack, the word says where it can be done."""
    assert "exigent verify" in await say(dwelling, ANA, "verify")


async def test_guest_reads_no_queue(dwelling: House) -> None:
    """Somebody on the roster whose account became a guest's is refused the queue."""
    number = await dwelling.received()
    dwelling.slack.workspace.people.change(USERS[ANA], is_ultra_restricted=True)
    said = await say(dwelling, ANA, "queue")
    assert number not in said
    assert "full account" in said


def test_tables_fit_together() -> None:
    """Every word opens a known form, is explained by help, and is in the manifest's list."""
    assert set(OPENS.values()) <= set(FORMS)
    known = {typed.split()[0] for typed in ABOUT}
    assert known >= KNOWN
    assert set(WORDS) == KNOWN
    assert not set(ACTIONS) & set(FORMS)
    assert all(name.count(".") == 1 for name in (*FORMS, *VIEWS))
