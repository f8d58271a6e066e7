"""The mail with the link, the one chase, and the emptying of what is over."""

from dataclasses import replace

from bot.domain.commands import WithdrawRequest
from bot.domain.decision import ListedAgency
from bot.domain.delivery import CHASED_AFTER, RENEWABLE
from bot.workflow.ports import Delivered, Done, GiveUp
from bot.workflow.rows import LeasedTask
from handlers.delivery.mail import DeliveryPort
from handlers.outside import Permanent
from tests import factories as make
from tests.handlers.delivery.given import CONTENT, NAME, Pages, delivering
from tests.handlers.house import House
from tests.handlers.intake.email.test_reply import FakeMail, ours


async def _due(house: House) -> list[LeasedTask]:
    """Every task of a delivery that is due now."""
    now, wall = house.clock.law(), house.clock.wall()
    tasks = await house.database.tx(lambda ledger: ledger.tasks.claim(now, wall, 60, 100))
    return [task for task in tasks if task.port == "delivery"]


async def _deliver(house: House, mail: FakeMail) -> list[Delivered]:
    port = DeliveryPort(to=ours(house, mail))
    found = []
    for task in await _due(house):
        found.append(await port.deliver(task))
        await house.database.tx(lambda ledger, task=task: ledger.tasks.finish(task))
    return found


async def test_the_link_is_mailed_without_code_and_without_content(dwelling: House) -> None:
    """In every language: the address, until when, and that the code is spoken; nothing else."""
    async with delivering(dwelling) as pages:
        await pages.upload()
        await pages.offer()
        mail = FakeMail()
        assert await _deliver(dwelling, mail) == [Done()]
        ((to, (subject, body), _),) = mail.sent
        assert to == make.OFFICER_MAIL
        assert pages.officer().path in body
        for words in ("code of six digits", "código de seis cifras", "+1 555 010 0100"):
            assert words in body
        secret = (pages.code, NAME, "mp4", "Springfield", "B8:7C:6F", "girl", "26-118203")
        assert [word for word in secret if word in body + subject] == []


async def _agency(house: House, **changes: object) -> None:
    listed: ListedAgency = replace(make.AGENCY, **changes)  # type: ignore[arg-type] # named below
    await house.database.tx(lambda ledger: ledger.agencies.replace([listed]))


async def test_nothing_is_mailed_to_an_agency_that_is_not_trusted_now(dwelling: House) -> None:
    """The address is compared with the directory at the time of sending, and a person looks."""
    async with delivering(dwelling) as pages:
        await pages.upload()
        await pages.offer()
        mail = FakeMail()
        await _agency(dwelling, domains=("other.example",))
        assert await _deliver(dwelling, mail) == [GiveUp("mailbox_not_of_the_agency")]
    assert mail.sent == []


async def test_a_mailbox_that_refuses_is_shown(dwelling: House) -> None:
    """Nobody waits for a mail that never comes: the task is given up, and counted."""
    async with delivering(dwelling) as pages:
        await pages.upload()
        await pages.offer()
        refusing = FakeMail(outcome=Permanent("550"))
        assert await _deliver(dwelling, refusing) == [GiveUp("550")]


async def _chases(pages: Pages) -> list[str]:
    mail = FakeMail()
    await _deliver(pages.house, mail)
    return [subject for _, (subject, _), _ in mail.sent if "confirm" in subject]


async def test_who_has_not_confirmed_is_asked_once(dwelling: House) -> None:
    """A day after the hand-over, and never again."""
    async with delivering(dwelling) as pages:
        await pages.opened()
        assert await _chases(pages) == []
        dwelling.clock.advance(CHASED_AFTER)
        assert len(await _chases(pages)) == 1
        dwelling.clock.advance(CHASED_AFTER)
        assert await _chases(pages) == []


async def test_who_has_confirmed_is_not_asked(dwelling: House) -> None:
    """The receipt is enough."""
    async with delivering(dwelling) as pages:
        officer = await pages.opened()
        await officer.fetch()
        await officer.send("confirm", have="yes")
        dwelling.clock.advance(CHASED_AFTER)
        assert await _chases(pages) == []


async def _kept(pages: Pages) -> bool:
    case = await pages.house.case(pages.number)
    assert case.delivery is not None
    key = f"{case.delivery.files[0]}.0"
    content = await pages.house.database.read(lambda ledger: ledger.cabinet.file(pages.number, key))
    return bool(content)


async def test_what_is_over_is_emptied(dwelling: House) -> None:
    """Three days after its end nothing of the files is left with us."""
    async with delivering(dwelling) as pages:
        officer = await pages.opened()
        life = dwelling.office.delivery.life
        dwelling.clock.advance(life)
        await _deliver(dwelling, FakeMail())
        assert await _kept(pages)
        dwelling.clock.advance(RENEWABLE)
        await _deliver(dwelling, FakeMail())
        assert not await _kept(pages)
        assert (await officer.fetch())[0] == 404


async def test_what_is_closed_is_emptied_at_once(dwelling: House) -> None:
    """Nobody can open it again, so we keep none of it."""
    async with delivering(dwelling) as pages:
        officer = await pages.opened()
        assert (await officer.fetch())[2] == CONTENT
        await pages.desk.submit("revoke", why="the wrong desk")
        await _deliver(dwelling, FakeMail())
        assert not await _kept(pages)


async def test_what_is_recalled_is_emptied_at_once(dwelling: House) -> None:
    """What must not be used any more is not kept for whoever still has the link."""
    async with delivering(dwelling) as pages:
        await pages.opened()
        await dwelling.do(pages.number, WithdrawRequest(how="the wrong house"), make.EVE)
        await _deliver(dwelling, FakeMail())
        assert not await _kept(pages)
