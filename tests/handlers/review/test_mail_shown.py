"""What reviewers and intake see of a mail: text as text, its checks, and what is unconfirmed."""

import json
from collections.abc import Iterator

import pytest

from bot.workflow.dossier import Dossier
from bot.workflow.intake import Intake
from bot.workflow.intake_values import Received
from bot.workflow.senders import ListedSenders
from handlers.blocks import new_request, words
from handlers.blocks.card import card
from handlers.intake.email.authentication import Authenticator
from handlers.intake.email.mailroom import Mailroom
from handlers.review.draft import Draft
from handlers.review.elements_view import review_test
from handlers.review.notes_view import review_waiting
from handlers.review.request_text import identity, request_texts
from tests.corpus.mail_hostile import messages
from tests.corpus.mail_writing import OURS, TEXT, FakeRecords, believed, letter, signed
from tests.fakes.reception import FakeReception
from tests.handlers.house import House

HOSTILE = tuple(messages())


async def opened(house: House, raw: bytes) -> Dossier:
    """Take a mail in and open its case."""
    moved = raw.replace(b"Sat, 21 Nov 2026 20:00:00", b"Sun, 22 Nov 2026 02:50:00")
    room = Mailroom(
        reception=Intake(house.office),
        arrivals=_Straight(Intake(house.office)),
        directory=ListedSenders(house.office),
        authenticator=Authenticator(records=FakeRecords(), authserv_id=OURS),
        wall=house.clock.wall,
    )
    taken = await room.take(moved)
    assert isinstance(taken, Received)
    return await house.opened(taken.case)


class _Straight(FakeReception):
    """Arrivals without a threshold."""

    def __init__(self, intake: Intake) -> None:
        super().__init__()
        self.receive = intake.receive  # type: ignore[method-assign]  # only `arrive` is the fake's


def marked_up(drawn: object) -> Iterator[str]:
    """Yield every text of a view that Slack reads as markup."""
    if isinstance(drawn, dict):
        if drawn.get("type") == "mrkdwn":
            yield str(drawn["text"])
        for inner in drawn.values():
            yield from marked_up(inner)
    elif isinstance(drawn, list | tuple):
        for inner in drawn:
            yield from marked_up(inner)


async def test_what_was_only_found_is_marked(dwelling: House) -> None:
    """Each part that rules found says so; the address of the mail does not."""
    found = await opened(dwelling, believed(signed(letter())))
    agency, officer, _, incident, emergency, told, _, wanted = request_texts(found)
    assert "not confirmed" not in agency
    assert "(name, phone: found in the mail's text, not confirmed)" in officer
    assert incident.endswith("26-118203 (found in the mail's text, not confirmed)")
    assert "nature: found" in emergency
    assert wanted.startswith("Asked for (found in the mail's text, not confirmed):")
    assert TEXT.split("\n", 1)[0] in told


async def test_checks_are_told_with_their_worth(dwelling: House) -> None:
    """Both steps, what they rest on, and that a real mailbox may be compromised."""
    said = identity(await opened(dwelling, believed(signed(letter()))))
    assert "Mail authentication: " in said
    assert words.MAIL_IS_A_SIGNAL in said
    assert "may be compromised" in said


async def test_a_mail_that_is_not_complete_is_shown_all_the_same(dwelling: House) -> None:
    """Review says what is missing and shows the mail; the form has its text, and not the code."""
    found = await opened(dwelling, believed(letter(text="Please call me back.")))
    assert "Please call me back." in json.dumps(review_waiting(found))
    form = json.dumps(new_request.emergency(found))
    code = found.opened.code or "none"
    assert "Please call me back." in form
    assert f"{code[:3]} {code[3:]}" not in form


@pytest.mark.parametrize("sent", HOSTILE, ids=[sent.name for sent in HOSTILE])
async def test_no_text_of_a_mail_is_markup(dwelling: House, sent) -> None:  # noqa: ANN001 — a Sent
    """On card, form and notes nothing of the sender's is read by Slack as a mention or link."""
    found = await opened(dwelling, sent.raw)
    drawn = [card(found), review_waiting(found), new_request.emergency(found)]
    if found.case.complete:
        drawn.append(review_test(found, Draft(), found.now))
    for text in marked_up(drawn):
        assert not any(
            word in text for word in ("<!channel", "<@U01ANA", "evil.example", "alert(1)", "\u202e")
        )
