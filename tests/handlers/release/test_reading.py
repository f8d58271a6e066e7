"""From the release forms to commands."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.commands import ClearRelease, ConfirmHandover
from bot.domain.decision import Opened
from bot.domain.release import Recipient, Transport
from bot.domain.request import Category, Contact, Ongoing
from bot.domain.scope import Window
from bot.domain.verification import Step, StepKind, StepResult
from bot.workflow.dossier import Dossier
from handlers.blocks import release
from handlers.blocks.answers import Answers, FieldErrors
from handlers.release import reading
from handlers.release.item_lines import MOST_ITEMS, items
from tests.handlers.blocks.dossiers import (
    BEN,
    CUS,
    END,
    LOS_ANGELES,
    NOW,
    START,
    approved,
    dossier,
    listed,
    request,
    sent,
    shown,
)

ZONE = ZoneInfo(LOS_ANGELES)
SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
GOOD = f"1 18:10:00 18:30:00 48211034 {SHA} front door.mp4"
SCOPE = (Window(alias="D1", category=Category.VIDEO, start=START, end=END),)
CALLED = Step(kind=StepKind.CALLBACK, result=StepResult.PASS, by=BEN, at=NOW)
ANSWERS = {
    "ongoing": "yes",
    "confirmed": "Lt Chen, by the front desk",
    "recipient": "dispatch:n2",
    "transport": "portal",
    "items": GOOD,
    "all": "all",
}


def ready(**changes: object) -> Dossier:
    """An approved case before a custodian."""
    return dossier(approved(steps=(CALLED,)), **{"reader": CUS, **changes})


def read(*earlier: object, **answers: object) -> object:
    """Step 1 as read back, with some answers changed; None leaves an input untouched."""
    given_answers = {k: v for k, v in {**ANSWERS, **answers}.items() if v is not None}
    before = tuple(earlier)
    view = sent(release.check(ready(), before), **given_answers)
    return reading.clear(Answers.of(view), ready(), before)


def test_a_listed_item_is_cleared_for_dispatch() -> None:
    """Local times on the allowed window's day become UTC; the address comes from the directory."""
    command = read()
    assert isinstance(command, ClearRelease)
    assert command.recipient is Recipient.DISPATCH
    assert command.contact == "+1 555 010 0911"
    assert command.transport is Transport.PORTAL
    [item] = command.items
    assert (item.start, item.end) == (START + timedelta(minutes=10), END)
    assert (item.line, item.size, item.sha256, item.name) == (1, 48211034, SHA, "front door.mp4")
    assert (command.version, command.how) == (1, "Lt Chen, by the front desk")


def test_the_officers_mailbox_is_read_from_the_request_itself() -> None:
    """The form carries the word officer, never the address."""
    command = read(recipient="officer")
    assert isinstance(command, ClearRelease)
    assert command.contact == "ralvarez@springfieldpd.example"


@pytest.mark.parametrize("ongoing", [Ongoing.NO, Ongoing.UNKNOWN])
def test_nobody_lists_items_for_an_emergency_that_is_not_confirmed(ongoing: Ongoing) -> None:
    """Ended and unknown go through without items, so that the case hears of it."""
    command = read(ongoing=ongoing.value, items=None)
    assert isinstance(command, ClearRelease)
    assert (command.ongoing, command.items) == (ongoing, ())


def test_items_gather_until_all_are_listed() -> None:
    """Items that do not fit in one form are kept, and the same line twice counts once."""
    first = read(all="more")
    assert isinstance(first, reading.Gathered)
    other = GOOD.replace("front door", "rear door")
    second = read(*first.items, items=f"{other}\n{GOOD}")
    assert isinstance(second, ClearRelease)
    assert [i.name for i in second.items] == ["front door.mp4", "rear door.mp4"]


def test_every_missing_answer_is_named_at_once() -> None:
    """An empty form names all that is missing and clears nothing."""
    errors = read(**dict.fromkeys(ANSWERS))
    assert isinstance(errors, FieldErrors)
    assert {b.split(":")[0] for b in errors.by_block} == {
        "ongoing",
        "confirmed",
        "recipient",
        "transport",
    }


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("1 18:10:00 18:30:00 48211034", "expected six parts"),
        (GOOD.replace("1 ", "2 ", 1), "there is no allowed line 2"),
        (GOOD.replace("1 ", "LINE ", 1), "begins with the number"),
        (GOOD.replace("48211034", "48,211,034"), "the size in bytes"),
        (GOOD.replace("48211034", "0"), "the size in bytes"),
        (GOOD.replace(SHA, SHA[:-1]), "64 hex digits"),
        (GOOD.replace("18:10:00", "noon"), "expected times such as"),
        (GOOD.replace("18:10:00", "18:30:00"), "ends before it starts"),
        (GOOD.replace("18:30:00", "18:30:01"), "outside the times allowed"),
        (GOOD.replace("front door", "x" * 300), "more than 255 characters"),
    ],
)
def test_a_mistake_is_named_with_its_line(line: str, sentence: str) -> None:
    """The second line is at fault, and the form says so without losing the rest."""
    errors = read(items=f"{GOOD}\n{line}")
    assert isinstance(errors, FieldErrors)
    assert errors.by_block["items:v1"].startswith("Line 2: ")
    assert sentence in errors.by_block["items:v1"]


def test_starting_again_gathers_nothing() -> None:
    """Whoever starts again loses the list, and nothing else that the form says matters."""
    item = items(GOOD, SCOPE, ZONE)[0][0]
    found = read(item, all="again", items="bad", recipient=None)
    assert found == reading.Gathered(())


def test_the_first_list_cannot_be_started_again() -> None:
    """Where nothing was listed before there is nothing to forget."""
    assert "Start again" not in str(release.check(ready()))


def test_too_many_items() -> None:
    """A case is released once, so nobody is sent off to release the rest another time."""
    item = items(GOOD, SCOPE, ZONE)[0][0]
    earlier = [replace(item, name=f"{number}.mp4") for number in range(MOST_ITEMS)]
    errors = read(*earlier)
    assert isinstance(errors, FieldErrors)
    (said,) = errors.by_block.values()
    assert "released once" in said
    assert "1,000 items" in said


def test_many_mistakes_are_counted_not_recited() -> None:
    """Five lines are named, the others counted, since Slack shows little beside an input."""
    errors = read(items="\n".join(["bad"] * 9))
    assert isinstance(errors, FieldErrors)
    assert errors.by_block["items:v1"].endswith("And 4 more lines.")


def test_times_over_midnight_fall_on_the_right_day() -> None:
    """A window from 23:30 to 00:30 takes 23:50 of its first day and 00:10 of its second."""
    start = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)
    scope = (
        Window(alias="D1", category=Category.VIDEO, start=start, end=start + timedelta(hours=1)),
    )
    [item], wrong = items(f"1 23:50 0:10 5 {SHA} a", scope, ZONE)
    assert not wrong
    assert (item.start, item.end) == (start + timedelta(minutes=20), start + timedelta(minutes=40))


def test_times_with_a_date_are_taken_as_they_are() -> None:
    """A full instant with its offset needs no zone."""
    line = f"1 2026-11-21T18:10:00-08:00 2026-11-22T02:20:00Z 5 {SHA} a"
    [item], wrong = items(line, SCOPE, ZONE)
    assert not wrong
    assert (item.start, item.end) == (START + timedelta(minutes=10), START + timedelta(minutes=20))


def test_a_window_of_days_wants_dates() -> None:
    """18:10 would mean several days, so nothing is guessed."""
    scope = (
        Window(alias="D1", category=Category.VIDEO, start=START, end=START + timedelta(days=3)),
    )
    read_items, [wrong] = items(f"1 18:10 18:20 5 {SHA} a", scope, ZONE)
    assert read_items == ()
    assert "give dates" in wrong.sentence


@given(st.text(max_size=200))
def test_no_line_breaks_the_reading(text: str) -> None:
    """Whatever is pasted, each line is an item inside the scope or an error with its number."""
    read_items, wrong = items(text, SCOPE, ZONE)
    filled = [n for n, line in enumerate(text.splitlines(), start=1) if line.strip()]
    assert len(read_items) + len(wrong) == len(filled)
    assert all(START <= i.start < i.end <= END for i in read_items)
    assert {e.line for e in wrong} <= set(filled)


def test_only_verified_recipients_are_offered() -> None:
    """Without a call-back only dispatch is; with a mailbox elsewhere too, nobody."""
    offered = [o["value"] for o in release.recipients(ready())]
    assert offered == ["dispatch:n2", "officer"]
    uncalled = dossier(approved())
    assert [o["value"] for o in release.recipients(uncalled)] == ["dispatch:n2"]
    elsewhere = request(officer=Contact(name="R. Alvarez", email="ralvarez@mail.example"))
    other = ready(opened=Opened(request=elsewhere), agency=listed(numbers=()))
    assert list(release.recipients(other)) == []
    view = release.check(other)
    assert "submit" not in view
    assert "Nobody can receive it yet" in shown(view)


def test_the_handover_is_confirmed_or_taken_back() -> None:
    """Either word is a command; no word is an error."""
    view = release.confirm(ready())
    done = reading.handed_over(Answers.of(sent(view, done="done", receipt="P-7")))
    assert done == ConfirmHandover(done=True, receipt="P-7")
    assert reading.handed_over(Answers.of(sent(view, done="not"))) == ConfirmHandover(done=False)
    assert isinstance(reading.handed_over(Answers.of(sent(view))), FieldErrors)
