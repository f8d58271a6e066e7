"""`/edr report`: the summary and the chart, where they were asked for, or in private."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.errors import ExigentError
from bot.domain.report.period import Period
from bot.practice.messages import Message
from handlers.slack_files import ALT_TEXT
from tests.factories import ANA, BEN
from tests.handlers.house import REVIEW, USERS, House
from tests.handlers.report.given import Books

HALF = Period(start=date(2026, 1, 1), end=date(2026, 7, 1))
END = "files.completeUploadExternal"


async def ask(house: House, text: str = "report 2026-H1", channel: str | None = REVIEW) -> str:
    """Ask as Ana, wait until all is done, and return what was said to her alone."""
    hand = house.hand(ANA)
    before = len(hand.ephemerals())
    assert (await hand.command("/edr", text, channel)).ok
    await house.settle()
    return words(hand.ephemerals()[before:])


def words(messages: list[Message]) -> str:
    """Everything that stands in some messages."""
    return " ".join(f"{message.text} {message.blocks}" for message in messages)


def seen(house: House) -> list[Message]:
    """What everybody in the review channel reads."""
    return [m for m in house.hand(BEN).messages(REVIEW) if m.seen_by is None]


async def test_summary_and_chart_come_to_our_channel(dwelling: House, books: Books) -> None:
    """Asked in the review channel: four answers beside those before, then the bars."""
    said = await ask(dwelling)
    assert "1 January to 30 June 2026" in said
    assert "everybody in this channel" in said
    summary, chart = seen(dwelling)
    assert "23 requests" not in summary.text
    for part in ("18 requests decided", "before: 14 requests decided", "6 of 23 refused",
                 "12 people told", "1 July to 31 December 2025", "--at 431"):  # fmt: skip
        assert part in words([summary])
    (file,) = chart.files
    assert (file.content or b"").startswith(b"\x89PNG")
    assert "Received 23 (17)" in file.alt
    assert len(file.alt) <= ALT_TEXT
    assert books.asked == [(HALF, ANA)]


async def test_elsewhere_it_comes_to_whoever_asked_alone(dwelling: House) -> None:
    """Asked in a room that is not ours, nobody there reads it, and both parts come in private."""
    dwelling.slack.workspace.add_channel("C01LUNCH", "lunch", [USERS[ANA], USERS[BEN]])
    said = await ask(dwelling, channel="C01LUNCH")
    assert "to you alone" in said
    assert [m for m in dwelling.hand(BEN).messages("C01LUNCH") if m.seen_by is None] == []
    assert seen(dwelling) == []
    summary, chart = (m for m in dwelling.hand(ANA).dms() if m.seen_by is None)
    assert "6 of 23 refused" in words([summary])
    assert len(chart.files) == 1


async def test_the_default_is_this_half_year_so_far(dwelling: House, books: Books) -> None:
    """Without a period it goes from the half-year's first day through today."""
    await ask(dwelling, "report")
    today = dwelling.clock.law().date()
    ((period, _),) = books.asked
    assert period.start == date(today.year, 7, 1)
    assert (period.end - today).days == 1


async def test_a_wrong_period_is_explained(dwelling: House, books: Books) -> None:
    """What is no period gets a sentence with examples, and nothing is counted."""
    assert "2026-Q3" in await ask(dwelling, "report since easter")
    assert books.asked == []


async def test_whoever_is_on_no_roster_gets_nothing(dwelling: House, books: Books) -> None:
    """A guest of the workspace may ask, and is refused in private."""
    dwelling.slack.workspace.people.change(USERS[ANA], is_restricted=True)
    assert "full account" in await ask(dwelling)
    assert (books.asked, seen(dwelling)) == ([], [])


async def test_a_record_that_is_not_whole_gives_no_report(dwelling: House, books: Books) -> None:
    """Where nothing could be counted, whoever asked is told why, and nobody reads a figure."""
    books.fails = ExigentError("the record is not what the checkpoint covers: run verify")
    assert "No report was made: the record is not" in await ask(dwelling)
    assert seen(dwelling) == []


async def test_without_the_scope_the_summary_comes_with_a_sentence(dwelling: House) -> None:
    """An app that was installed before the scope existed posts the figures and says what to do."""
    app = dwelling.slack.workspace.app
    dwelling.slack.workspace.app = replace(app, scopes=app.scopes - {"files:write"})
    await ask(dwelling)
    (summary,) = seen(dwelling)
    assert "6 of 23 refused" in words([summary])
    assert "installs it anew from exigent manifest" in words([summary])


@pytest.mark.parametrize(
    ("kind", "sentence", "messages"),
    [("lost_answer", "did not say whether", 2), ("rate_limited", "ratelimited", 1)],
)
async def test_a_chart_that_fails_leaves_the_figures(
    dwelling: House, kind: str, sentence: str, messages: int
) -> None:
    """Whatever becomes of the picture, the summary stands once and says so."""
    dwelling.slack.workspace.faults.add(END, kind)  # type: ignore[arg-type] # a parameter of pytest
    await ask(dwelling)
    assert len(seen(dwelling)) == messages
    assert sentence in words(seen(dwelling)[:1])


async def test_a_lost_answer_posts_the_summary_once(dwelling: House) -> None:
    """A doubtful post is looked up by its key and not made again; the chart follows."""
    dwelling.slack.workspace.faults.add("chat.postMessage", "lost_answer")
    await ask(dwelling)
    assert [len(message.files) for message in seen(dwelling)] == [0, 1]


async def test_a_channel_that_outsiders_read_gets_no_report(dwelling: House) -> None:
    """Where the channel is closed to us, whoever asked gets the figures in private."""
    dwelling.side.api.close_channel(REVIEW, "shared_outside")
    assert "6 of 23 refused" in await ask(dwelling)
    assert seen(dwelling) == []


async def test_nothing_in_the_message_names_an_agency(dwelling: House) -> None:
    """What is posted holds counts: the agencies stand in the files, where they are grouped."""
    await ask(dwelling)
    summary, chart = seen(dwelling)
    assert "Springfield" not in words([summary]) + chart.files[0].alt
    metadata = summary.metadata or {}
    assert set(metadata["event_payload"]) == {"from", "to", "effect"}
