"""Every message of the corpus ends in a case or a clear refusal, believed for what it proves."""

import pytest

from bot.workflow.intake_values import Received
from handlers.intake.email.letter import TEXT_CAP
from handlers.intake.email.unfit import SENTENCES, Unfit
from tests.corpus.mail import corpus
from tests.corpus.mail_expected import Sent
from tests.handlers.intake.email.given import Room

CORPUS = corpus()


def test_the_corpus_is_large_enough() -> None:
    """There are 60 messages or more."""
    assert len(CORPUS) >= 60


@pytest.mark.parametrize("sent", CORPUS, ids=[sent.name for sent in CORPUS])
async def test_each_ends_as_it_should(sent: Sent) -> None:
    """A case with the right steps, or the right refusal; nothing else, and no exception."""
    room = Room()
    taken = await room.mailroom.take(sent.raw)
    if sent.unfit is not None:
        assert taken is sent.unfit
        assert SENTENCES[sent.unfit]
        return
    assert isinstance(taken, Received), taken
    (made,) = room.reception.incoming
    assert made.steps[0].result is sent.result, made.steps
    assert (made.vouched, made.answerable) == (sent.vouched, sent.answered)
    assert made.original == sent.raw
    assert len(made.request.message or "") <= TEXT_CAP + 300


@pytest.mark.parametrize("unfit", Unfit)
def test_every_refusal_is_clear(unfit: Unfit) -> None:
    """Each reason has a sentence and a status below 500."""
    assert SENTENCES[unfit]
    assert unfit.status in (400, 413, 422)
