"""The corpora of mails and of forms, sent by the form that completes a mail."""

from typing import Any

import pytest

from handlers.intake.mail_form import LONGEST_TEXT, offered
from tests.corpus.forms import End, Post, posts
from tests.corpus.mail import corpus
from tests.corpus.mail_expected import Sent
from tests.handlers.intake.officer import Officer
from tests.handlers.intake.test_mail_form import FREE, GIVEN, arrived, by_mail
from tests.tried import tried


@pytest.mark.parametrize("sent", [s for s in corpus() if s.unfit is None], ids=lambda s: s.name)
async def test_what_any_mail_said_can_be_sent_back(alvarez: Officer, sent: Sent) -> None:
    """Every mail of the corpus fills its form with values that come back without a fault."""
    page = await arrived(alvarez, sent.raw)
    form = offered(await alvarez.found(), waits=False)
    assert form is not None
    assert len(form.values.get("emergency.narrative", ("",))[0]) <= LONGEST_TEXT
    signed_by = form.values.get("officer.name", ("R. Alvarez",))[0]
    given: dict[str, Any] = {**GIVEN, **form.values, "signature": signed_by, "act": "fill"}
    whole = {"name": "L. Chen", "email": "lchen@x.example", "phone": "+1 555 010 4400"}
    for part, value in whole.items():
        given[f"supervisor.{part}"] = form.values.get(f"supervisor.{part}", (value,))
    answer = await alvarez.act(page, given)
    assert answer.status == 200, answer.errors
    tried("mail form", "mails")


async def _ended(officer: Officer, post: Post, number: int) -> None:
    page = await by_mail(officer, f"{FREE}\nRound {number}\n")
    answer = await officer.act(
        page,
        {n: v for n, v in {**GIVEN, **post.changes, "act": "fill"}.items() if v is not None},
        post.files,
    )
    assert answer.status in (200, 422), (post.name, answer.status)
    ours = all(n.startswith("agency.") or n == "officer.email" for n in post.changes)
    if post.end is not End.EITHER and not (post.changes and ours):
        assert (answer.status == 200) == (post.end == "case"), (post.name, answer.errors)
    if answer.status == 422:
        assert answer.errors, post.name
        assert all(sentence.endswith(".") for sentence in answer.errors.values()), post.name
    assert "<script" not in answer.text, post.name
    tried("mail form", "posts")


async def test_every_odd_form_ends_in_a_request_or_a_clear_refusal(alvarez: Officer) -> None:
    """The corpus of the officer's form, sent by status pages: none ends in an error of ours."""
    for number, post in enumerate(posts()):
        if number % 4 == 0 or post.files:
            await _ended(alvarez, post, number)
