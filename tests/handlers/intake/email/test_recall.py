"""Asking the recipient to delete what was recalled: to whom, when, and in which words."""

from bot.domain.commands import WithdrawRequest
from bot.domain.recall import AnswerRecall, RecallAnswer
from bot.workflow.ports import Delivered, Done
from bot.workflow.rows import LeasedTask
from handlers.intake.email.recall import RecallPort
from tests import factories as make
from tests.factories import EVE
from tests.handlers.house import House
from tests.handlers.intake.email.test_reply import FakeMail, ours
from tests.handlers.release.told import handed_over

WITHDRAW = WithdrawRequest(how="Dispatch says it was the wrong house.")
DELETED = AnswerRecall(answer=RecallAnswer.DELETED, how="The officer, by telephone.")


async def asked(house: House, number: str, mail: FakeMail, stage: str = "ordered") -> Delivered:
    """Deliver one mail of a recall."""
    port = RecallPort(to=ours(house, mail))
    task = LeasedTask(
        id=1, key=f"recall:{number}:9", port="recall", case=number, due_at=make.AT,
        ids={"stage": stage}, attempts=1, token=1,
    )  # fmt: skip
    return await port.deliver(task)


async def test_the_recipient_is_asked_in_every_language(dwelling: House) -> None:
    """By when, and whom to tell; neither why, nor what was given, nor to whom it belongs."""
    number, mail = await handed_over(dwelling), FakeMail()
    await dwelling.do(number, WITHDRAW, EVE)
    assert await asked(dwelling, number, mail) == Done()
    ((to, (subject, body), answers),) = mail.sent
    assert (to, answers) == (make.OFFICER_MAIL, None)
    assert subject.startswith(f"Please delete what you received for {number} / Borre lo que")
    for words in ("delete every copy", "Borre todas las copias", "+1 555 010 0100"):
        assert words in body
    assert "We asked before" not in body
    secret = ("wrong house", "B8:7C:6F", "girl", "Alvarez", "26-118203", "o1@mail", "withdr")
    assert [word for word in secret if word in body + subject] == []


async def test_who_was_not_heard_from_is_asked_again(dwelling: House) -> None:
    """A chase says that it is one."""
    number, mail = await handed_over(dwelling), FakeMail()
    await dwelling.do(number, WITHDRAW, EVE)
    await asked(dwelling, number, mail, "first_chase")
    assert "We asked before" in mail.sent[0][1][1]


async def test_nobody_is_asked_who_has_answered(dwelling: House) -> None:
    """Nor where nothing was recalled."""
    number, mail = await handed_over(dwelling), FakeMail()
    await asked(dwelling, number, mail)
    await dwelling.do(number, WITHDRAW, EVE)
    await dwelling.do(number, DELETED, EVE)
    assert await asked(dwelling, number, mail, "second_chase") == Done()
    assert mail.sent == []
