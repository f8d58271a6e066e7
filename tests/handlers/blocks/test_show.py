"""What `show`, `queue` and `help` say."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import events as ev
from bot.domain.case import Case, Paged, State
from bot.domain.determination import Decision, Filed, OwnerRoute, Reason
from bot.domain.roster import Role
from bot.domain.scope import scope_of
from bot.workflow.dossier import Deadline, Happened
from handlers.blocks import help_words, queue, show
from handlers.blocks.history import SAID, sentence
from handlers.blocks.limits import checked
from tests.handlers.blocks.dossiers import ANA, BEN, NOW, case, dossier, request, shown

DETERMINATION = ev.DeterminationFiled(
    version=1,
    package="p",
    decision=Decision.REFUSE,
    reason=Reason.OVERBROAD,
    scope=scope_of(request().data_sought),
    classes=(),
    owner=OwnerRoute.TELL,
    rationale="a secret thought",
    opened_at=NOW,
)
FILED = Filed(
    by=BEN,
    at=NOW,
    version=1,
    package="p",
    decision=Decision.REFUSE,
    reason=Reason.OVERBROAD,
    scope=(),
    classes=(),
    owner=OwnerRoute.TELL,
)


def entry(event: ev.Event, position: int = 7, actor: str = BEN) -> Happened:
    """An entry by Ben."""
    return Happened(position=position, hash="0" * 64, at=NOW, actor=actor, event=event)


def events() -> st.SearchStrategy[ev.Event]:
    """Any event, with anything in it."""
    moments = st.integers(1_600_000_000, 3_000_000_000)
    st.register_type_strategy(datetime, moments.map(lambda n: datetime.fromtimestamp(n, UTC)))
    return st.one_of([st.from_type(kind) for kind in get_args(ev.Event)])


def test_every_kind_of_entry_has_its_words() -> None:
    """Nothing can happen to a case that its history could not say."""
    assert set(SAID) == set(get_args(ev.Event))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_history_fits_and_any_entry_is_a_sentence(found: st.DataObject) -> None:
    """Whatever happened, a long history stays within what Slack takes."""
    event = found.draw(events())
    line = sentence(entry(event), dossier())
    assert line.startswith("7. 2026-11-22 03:00 UTC, Ben Osei ")
    assert line.endswith(".")
    long = tuple(entry(event, n) for n in range(1, 200))
    assert checked(show.show(dossier(history=long), list(Role)), "message")


def test_what_another_decided_is_not_shown_before_its_time() -> None:
    """Who filed is said; decision, reason and rationale are not, while the dossier lacks them."""
    of = dossier(case(filed=(FILED,)), history=(entry(DETERMINATION),))
    text = shown(show.show(of, list(Role)))
    assert "1 of 2 filed" in text
    assert "Ben Osei filed a determination on version 1" in text
    assert "more than is needed" not in text
    assert "secret" not in text
    after = replace(of, determinations=((BEN, DETERMINATION),))
    assert "more than is needed" in shown(show.show(after, list(Role)))


@pytest.mark.parametrize(
    "event",
    [
        ev.CommandRefused(command="file_determination", reason="class_barred", detail="contents"),
        ev.CaseEscalated(cause=ev.Escalation.DISAGREEMENT),
        ev.PeoplePaged(people=(ANA,), role="senior", why="unsure"),
    ],
)
def test_no_entry_lets_guess_what_another_thinks(event: ev.Event) -> None:
    """A refused press, an escalation and a page name neither answer nor cause."""
    line = sentence(entry(event), dossier())
    assert not any(word in line for word in ("barred", "contents", "disagree", "differ", "unsure"))


def test_the_request_itself_stays_out_of_the_message() -> None:
    """Person at risk, narrative, device and officer are for the modals."""
    text = shown(show.show(dossier(history=(entry(DETERMINATION),)), list(Role)))
    hidden = ("girl", "pavement", "B8:7C", "Alvarez", "26-118203", "739104")
    assert not any(word in text for word in hidden)


def test_entries_are_numbered_as_the_reader_has_them() -> None:
    """Before a decision only one's own entries have their place in the record: gaps would count."""
    history = tuple(entry(ev.VerificationTaken(), place) for place in (10, 14))
    mine = entry(ev.VerificationTaken(), 17)
    told = (*history, replace(mine, actor=ANA))
    lines = re.compile(r"(\d+)\. 2026-11-22 03:00 UTC, \w+ \w+ took the call-back\.( Entry \d+\.)?")
    before = show.show(dossier(history=told, reader=ANA), list(Role))
    assert lines.findall(shown(before)) == [("1", ""), ("2", ""), ("3", " Entry 17.")]
    settled = dossier(case(state=State.REFUSED), history=told, reader=ANA)
    after = lines.findall(shown(show.show(settled, list(Role))))
    assert after == [("1", " Entry 10."), ("2", " Entry 14."), ("3", " Entry 17.")]


def test_the_newest_entries_are_kept() -> None:
    """Of a long history the end is shown, and the rest counted."""
    long = tuple(entry(ev.VerificationTaken(), n) for n in range(1, 101))
    text = shown(show.show(dossier(history=long), []))
    assert "100. 2026-11-22" in text
    assert "1. 2026-11-22 03:00 UTC, Ben Osei took the call-back.\\n2." not in text
    assert "earlier entries" in text


def test_what_one_may_do_follows_the_rules() -> None:
    """A custodian may record owners and, once approved, release; an auditor may look only."""
    assert "owners" in show.words_for(case(), [Role.CUSTODIAN])
    assert "release" not in show.words_for(case(), [Role.CUSTODIAN])
    approved = replace(case(), state=State.APPROVED)
    assert "release" in show.words_for(approved, [Role.CUSTODIAN])
    assert "stop" not in show.words_for(approved, [Role.CUSTODIAN])
    assert show.words_for(case(), [Role.AUDITOR]) == ()
    assert show.words_for(replace(case(), state=State.LAPSED), list(Role)) == ("fraud",)


@dataclass(frozen=True)
class Row:
    """A case in a list."""

    case: Case
    deadline: Deadline | None


def row(number: int, minutes: int | None, **changes: object) -> Row:
    """A case whose clock is due in some minutes."""
    due = None if minutes is None else NOW + timedelta(minutes=minutes)
    clock = None if due is None else Deadline(clock="triage", start=NOW, due=due)
    return Row(case(number=f"EDR-2026-{number:06}", **changes), clock)


def test_the_queue_begins_with_the_most_urgent() -> None:
    """Overdue first, then by time left; ended cases are gone."""
    rows = [row(1, None), row(2, 30), row(3, -5), row(4, 1, state=State.REFUSED)]
    listing = queue.listing(rows, NOW)
    text = shown(listing)
    assert listing["text"] == "3 cases open, 1 overdue."
    places = [text.index(f"00000{n}") for n in (3, 2, 1)]
    assert places == sorted(places)
    assert "000004" not in text


def test_mine_are_those_that_still_wait_for_me() -> None:
    """Called and not yet filed; neither other people's nor what one has filed or left."""
    called = (Paged(person=ANA, role="reviewer", at=NOW),)
    rows = [
        row(1, 5, paged=called),
        row(2, 5),
        row(3, 5, paged=called, filed=(replace(FILED, by=ANA),)),
        row(4, 5, paged=called, recused=frozenset({ANA})),
    ]
    text = shown(queue.listing(rows, NOW, ANA))
    assert [n for n in (1, 2, 3, 4) if f"00000{n}" in text] == [1]
    assert queue.listing([], NOW, ANA)["text"] == "No case waits for you."


def test_a_long_queue_is_cut_and_counted() -> None:
    """Hundreds of open cases still make one message."""
    assert "And 280 more" in shown(queue.listing([row(n, n) for n in range(1, 301)], NOW))


def test_help_names_the_words_in_use() -> None:
    """Each word has one line; words that are not in use are left out."""
    text = shown(help_words.help_message(["new", "show"]))
    assert "/edr new" in text
    assert "/edr show CASE" in text
    assert "/edr recuse" not in text
    assert checked(help_words.help_message(help_words.names()), "message")


@pytest.mark.parametrize(
    ("typed", "word"),
    [("recues", "recuse"), ("SHWO", "show"), ("withdraw", "withdrawn"), ("xyzzy", None)],
)
def test_an_unknown_word_gets_the_nearest(typed: str, word: str | None) -> None:
    """A slip of the finger is understood, and nonsense is not guessed at."""
    assert help_words.nearest(typed, help_words.names()) == word


@given(st.text(max_size=5000))
def test_any_unknown_word_can_be_answered(typed: str) -> None:
    """Whatever was typed after the command, the answer fits and mentions nobody."""
    answer = help_words.unknown(typed, help_words.names())
    assert checked(answer, "message")
    assert "<!" not in answer["text"]
