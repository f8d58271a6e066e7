"""The mail that tells a verified officer to look at the page: to whom, when, and nothing more."""

from dataclasses import replace

import pytest

from bot.domain.determination import Answer, Reason
from bot.workflow.ports import Done
from bot.workflow.rows import LeasedTask
from handlers.intake.cures import CURES
from handlers.intake.email.news import NewsPort
from tests import factories as make
from tests.factories import ANA, BEN, EVE
from tests.handlers.house import House
from tests.handlers.intake.email.test_reply import FakeMail, ours


async def told(house: House, reason: Reason, *, called: bool = True) -> FakeMail:
    """Refuse a case and deliver what follows of it to the officer."""
    number = await house.received()
    if called:
        code = (await house.opened(number)).opened.code
        assert (await house.do(number, make.call(code=code), EVE)).refused is None
    for who in (ANA, BEN):
        form = make.determination(await house.case(number), refuse=reason, E2=Answer.NO)
        assert (await house.do(number, form, who)).refused is None
    mail = FakeMail()
    port = NewsPort(to=ours(house, mail))
    task = LeasedTask(
        id=1, key=f"news:{number}:9", port="news", case=number, due_at=make.AT,
        ids={}, attempts=1, token=1,
    )  # fmt: skip
    assert await port.deliver(task) == Done()
    return mail


async def test_a_verified_officer_gets_the_link_and_no_details(dwelling: House) -> None:
    """Number, page and telephone in both languages; neither the reason nor what was asked."""
    ((to, (subject, body), answers),) = (await told(dwelling, Reason.OVERBROAD)).sent
    assert (to, answers) == (make.OFFICER_MAIL, None)
    assert subject == f"News of your request ({make.NUMBER})"
    page = f"https://edr.example/request/{dwelling.office.status_token(make.NUMBER)}"
    for words in (f"{page}?lang=en", f"{page}?lang=es", "+1 555 010 0100", "Hay novedades"):
        assert words in body
    cure = CURES[Reason.OVERBROAD]
    for words in (cure.reason, cure.cure, cure.code, "refused", "Alvarez", "26-118203"):
        assert words not in subject + body
    tasks = await dwelling.database.read(lambda db: db.tasks.overdue(make.AT.replace(year=2027)))
    assert tasks["news"] == 1


@pytest.mark.parametrize("reason", [Reason.FRAUD, Reason.PROHIBITED_PURPOSE])
async def test_a_warning_is_not_announced(dwelling: House, reason: Reason) -> None:
    """Where the page stays neutral no mail says to look at it."""
    assert (await told(dwelling, reason)).sent == []


async def test_nobody_unverified_is_written_to(dwelling: House) -> None:
    """Without a call-back there is no mail, and no task that would send one."""
    assert (await told(dwelling, Reason.OVERBROAD, called=False)).sent == []
    tasks = await dwelling.database.read(lambda db: db.tasks.overdue(make.AT.replace(year=2027)))
    assert "news" not in tasks


@pytest.mark.parametrize("change", [{"standing": "compromised"}, {"domains": ()}])
async def test_the_directory_is_asked_when_it_is_sent(
    dwelling: House, change: dict[str, object]
) -> None:
    """An agency that lost the domain or its standing meanwhile is not written to."""
    agency = replace(make.AGENCY, **change)
    number = await dwelling.received()
    await dwelling.database.tx(lambda ledger: ledger.agencies.replace([agency]))
    del number
    assert (await told(dwelling, Reason.OVERBROAD)).sent == []
