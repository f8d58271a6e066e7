"""Asking an agency for the legal process it owes: to whom, when, and in which words."""

from dataclasses import replace

import pytest

from bot.domain.decision import ListedAgency
from bot.domain.events import Stage
from bot.domain.followup import RefuseProcess
from bot.workflow.ports import Again, Delivered, Done
from bot.workflow.rows import LeasedTask
from handlers.intake.email.chase import ChasePort
from handlers.notices.replies import Outcome
from handlers.outside import Permanent, Transient
from tests import factories as make
from tests.factories import EVE
from tests.handlers.house import House
from tests.handlers.intake.email.test_reply import FakeMail, ours
from tests.handlers.release.told import handed_over, served
from tests.handlers.test_process_filed import sent

DAY = 86_400.0


async def chased(
    house: House, number: str, mail: FakeMail, stage: Stage = Stage.FIRST_CHASE
) -> Delivered:
    """Deliver one chase."""
    port = ChasePort(to=ours(house, mail))
    task = LeasedTask(
        id=1, key=f"chase:{number}:9", port="chase", case=number, due_at=make.AT,
        ids={"stage": stage.value}, attempts=1, token=1,
    )  # fmt: skip
    return await port.deliver(task)


async def test_the_officer_is_asked_in_every_language(dwelling: House) -> None:
    """What is owed, by when, where to send it and what follows; nothing of what was asked for."""
    number, mail = await handed_over(dwelling), FakeMail()
    assert await chased(dwelling, number, mail) == Done()
    ((to, (subject, body), answers),) = mail.sent
    assert (to, answers) == (make.OFFICER_MAIL, None)
    assert subject.startswith(f"Legal process is owed for {number} / Falta el documento")
    assert f"https://edr.example/request/{dwelling.office.status_token(number)}" in body
    for words in ("by 2 December 2026", "by 12 December 2026", "2 de diciembre de 2026"):
        assert words in body
    assert "+1 555 010 0100" in body
    secret = ("B8:7C:6F", "CAM-D1", "girl", "Alvarez", "26-118203", "o1@mail")
    assert [word for word in secret if word in body + subject] == []


@pytest.mark.parametrize("domains", [(), ("police.example",), ("evil-springfieldpd.example",)])
async def test_nobody_outside_the_agencys_domains_is_asked(
    dwelling: House, domains: tuple[str, ...]
) -> None:
    """Whatever address the request gave, it must be the agency's as the directory has it now."""
    number, mail = await handed_over(dwelling), FakeMail()
    elsewhere = replace(make.AGENCY, domains=domains)
    await dwelling.database.tx(lambda ledger: ledger.agencies.replace([elsewhere]))
    assert await chased(dwelling, number, mail) == Done()
    assert mail.sent == []


@pytest.mark.parametrize("standing", ["compromised", "blocked"])
async def test_an_agency_that_nobody_trusts_is_not_written_to(
    dwelling: House, standing: str
) -> None:
    """Its mailbox may be a thief's."""
    number, mail = await handed_over(dwelling), FakeMail()
    listed: ListedAgency = replace(make.AGENCY, standing=standing)
    await dwelling.database.tx(lambda ledger: ledger.agencies.replace([listed]))
    await chased(dwelling, number, mail)
    assert mail.sent == []


async def test_nobody_is_asked_for_what_came(dwelling: House) -> None:
    """Neither for a document that lies unread on our desk, nor after it was taken."""
    number, mail = await handed_over(dwelling), FakeMail()
    await sent(dwelling, number)
    await chased(dwelling, number, mail)
    assert mail.sent == []
    await dwelling.do(number, RefuseProcess(number=1, why="a parking ticket"), EVE)
    await chased(dwelling, number, mail)
    assert len(mail.sent) == 1
    other, later = await handed_over(dwelling), FakeMail()
    await served(dwelling, other)
    await chased(dwelling, other, later, Stage.LAST_CHASE)
    assert later.sent == []


async def test_the_last_mail_says_that_it_is_the_last(dwelling: House) -> None:
    """It is counted by then, and what comes still finds an open page."""
    number, mail = await handed_over(dwelling), FakeMail()
    await chased(dwelling, number, mail, Stage.LAST_CHASE)
    ((_, (_, body), _),) = mail.sent
    assert "the last time that we ask" in body
    assert "the page still takes it" in body


@pytest.mark.parametrize(
    ("outcome", "delivered"),
    [(Permanent("recipient_550"), Done()), (Transient("busy"), Again("busy"))],
)
async def test_only_what_can_help_is_tried_again(
    dwelling: House, outcome: Outcome, delivered: Delivered
) -> None:
    """A mailbox that is gone ends the mail, and not the chase: the desk has a telephone."""
    number = await handed_over(dwelling)
    assert await chased(dwelling, number, FakeMail(outcome)) == delivered


async def test_what_the_law_makes_the_agency_file_is_asked_for(dwelling: House) -> None:
    """Penal Code 1546.1(h): the proof of filing, by the last court day as it is said there."""
    law = replace(make.LAW, in_force=("us_federal", "california"))
    house, mail = replace(dwelling, office=replace(dwelling.office, law=law)), FakeMail()
    number = await handed_over(house)
    assert await chased(house, number, mail) == Done()
    ((_, (_, body), _),) = mail.sent
    # Released on a Saturday evening there: Monday, Tuesday, Wednesday.
    assert "(Cal. Penal Code 1546.1(h)) your agency files with the court by 25 November" in body
    assert "1546.1(h)), su organismo presenta un escrito ante el tribunal" in body
    assert "promised" not in body
