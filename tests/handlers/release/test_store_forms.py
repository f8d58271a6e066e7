"""The custodian's forms of a release by the evidence store, from what is drawn to commands."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.authorizing import AuthorizeRelease, Fault, ListHandedOver
from bot.domain.commands import ConfirmHandover
from bot.domain.release import Item, Recipient
from bot.domain.request import Category, Ongoing
from bot.domain.scope import Window
from bot.domain.verification import Step, StepKind, StepResult
from bot.workflow.dossier import Dossier
from handlers.blocks import store
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.card_state import next_step, state_words
from handlers.release.store_forms import authorization, waits_for_store, what_left
from tests.handlers.blocks.dossiers import (
    BEN,
    CUS,
    END,
    NOW,
    START,
    approved,
    dossier,
    sent,
    shown,
)
from tests.handlers.release.given import at_store

SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
GOOD = f"1 18:10:00 18:30:00 48211034 {SHA} front door.mp4"
CALLED = Step(kind=StepKind.CALLBACK, result=StepResult.PASS, by=BEN, at=NOW)
ANSWERS = {
    "ongoing": "yes",
    "confirmed": "Lt Chen, by the front desk",
    "recipient": "dispatch:n2",
    "through": "store",
}


def ready() -> Dossier:
    """An approved case before a custodian."""
    return dossier(approved(steps=(CALLED,)), reader=CUS)


def authorized(**answers: Any) -> AuthorizeRelease | FieldErrors:  # noqa: ANN401 - any answer
    """The first form as read back; None leaves an input untouched."""
    given = {k: v for k, v in {**ANSWERS, **answers}.items() if v is not None}
    return authorization(Answers.of(sent(store.authorize(ready()), **given)), ready(), "J7")


def left(of: Dossier, **answers: Any) -> object:  # noqa: ANN401 - any answer
    """The second form as read back."""
    return what_left(Answers.of(sent(store.take_over(of), **answers)), of)


def test_the_form_authorizes_for_a_contact_that_it_never_carries() -> None:
    """Facts, recipient and one fresh id; the number comes from the directory."""
    command = authorized()
    assert isinstance(command, AuthorizeRelease)
    assert (command.recipient, command.contact) == (Recipient.DISPATCH, "+1 555 010 0911")
    assert (command.id, command.ongoing, command.version) == ("J7", Ongoing.YES, 1)


def test_every_missing_answer_is_named_at_once() -> None:
    """An empty form authorizes nothing."""
    errors = authorized(**dict.fromkeys(ANSWERS))
    assert isinstance(errors, FieldErrors)
    assert {b.split(":")[0] for b in errors.by_block} == set(ANSWERS)


def test_what_left_is_a_list_the_store_s_list_or_nothing() -> None:
    """Each answer becomes its own command, and none without where it was seen."""
    of = at_store(ready(), Fault.REFUSED)
    listed = left(of, left="listed", items=GOOD, receipt="its log")
    assert isinstance(listed, ListHandedOver)
    [item] = listed.items
    assert (item.window.start, item.window.end) == (START + timedelta(minutes=10), END)
    assert (item.sha256, item.line, listed.receipt) == (SHA, 1, "its log")
    nothing = left(of, left="nothing", receipt="its log")
    assert nothing == ConfirmHandover(done=False, receipt="its log")
    assert isinstance(left(of, left="nothing"), FieldErrors)
    assert isinstance(left(of, left="listed", receipt="its log"), FieldErrors)
    outside = GOOD.replace("18:30:00", "19:30:00")
    assert isinstance(left(of, left="listed", items=outside, receipt="x"), FieldErrors)


def test_the_store_s_own_list_is_offered_where_it_sent_one() -> None:
    """Without one the form has no such answer."""
    window = Window(alias="D1", category=Category.VIDEO, start=START, end=END)
    item = Item(line=0, window=window, size=9, sha256="a" * 64)
    of = at_store(ready(), Fault.OUTSIDE_SCOPE)
    assert "What the store says" not in shown(store.take_over(of))
    claimed = replace(of, opened=replace(of.opened, claimed=(item,)))
    assert left(claimed, left="claimed", receipt="its log") == ListHandedOver(
        items=(), as_claimed=True, receipt="its log"
    )


@pytest.mark.parametrize("fault", [None, *Fault])
def test_the_card_says_where_it_stands(fault: Fault | None) -> None:
    """Waiting asks nothing of anybody; a trouble names it and the word that takes over."""
    of = at_store(ready(), fault)
    assert waits_for_store(of)
    said = f"{state_words(of)} {next_step(of)}"
    assert ("/edr release" in said) == (fault is not None)
    assert ("has not answered yet" in said) == (fault is None)
