"""What becomes of notices outside: three recipients of which one is refused, receipts, bounces."""

from dataclasses import replace

from bot.domain.case import State
from bot.domain.events.reaching import NoticeArrived, NoticeCameBack
from bot.domain.limits import Policy
from bot.domain.linking import Link, LinkCase, LinkReason
from bot.domain.notice import NoticeKind, NoticeStatus
from bot.domain.notice_channel import NoticeChannel
from bot.domain.release import OwnerRole
from bot.domain.roster import SYSTEM
from handlers.notices.by_app import ByApp
from handlers.notices.by_mail import ByMail
from handlers.notices.email import EmailNotice
from handlers.notices.outcomes import NoticeOutcomes
from handlers.notices.relay import TimeLimits, read_relay
from tests import factories as make
from tests.handlers.house import House
from tests.handlers.notices.mail_servers import Mailbox, mail_server
from tests.handlers.receivers import Receiver, posting, says
from tests.handlers.release.told import LETTERHEAD, Remembering, found_safe, released, tell, tell_by


async def statuses(house: House, number: str) -> dict[str, NoticeStatus]:
    """Where each owner's notice stands."""
    return {n.owner: n.status for n in (await house.case(number)).notices}


async def test_one_of_three_recipients_is_refused(dwelling: House) -> None:
    """The other two are told; the third is still owed, and a person is asked for."""
    held = tuple(make.owner(f"O{n}", OwnerRole.SHARED, name=f"Person {n}") for n in (1, 2, 3))
    number = await released(dwelling, held)
    await found_safe(dwelling, number)
    box = Mailbox(recipient_replies={"o2@mail.example": "550 5.1.1 no such user"})
    async with mail_server(box) as port:
        relay = read_relay(f"smtp://127.0.0.1:{port}", limits=TimeLimits(2, 2, 2))
        mail = ByMail(EmailNotice(relay, "privacy@example.com", "privacy@example.com"))
        for owner in ("O1", "O2", "O3"):
            await tell_by(dwelling, number, {NoticeChannel.EMAIL: mail}, owner)
    assert await statuses(dwelling, number) == {
        "O1": NoticeStatus.SENT,
        "O2": NoticeStatus.UNDELIVERED,
        "O3": NoticeStatus.SENT,
    }
    assert sorted(e.rcpt_tos[0] for e in box.envelopes) == ["o1@mail.example", "o3@mail.example"]
    assert (await dwelling.case(number)).state is State.RELEASED


async def test_the_app_tells_and_reports_back(dwelling: House) -> None:
    """Taken, delivered, and in the end failed after all: then the mail's turn comes."""
    dwelling.office = replace(dwelling.office, policy=Policy(app_notices=True))
    jo = make.owner(account="acct-1", app=True, email=None, postal=("Jo Doe", "1 Elm Street"))
    number = await released(dwelling, (jo,))
    await found_safe(dwelling, number)
    receiver = Receiver([says(200, '{"id": "app-1"}')])
    async with posting(receiver) as post:
        await tell_by(dwelling, number, {NoticeChannel.APP: ByApp(post)})
    outcomes = NoticeOutcomes(office=dwelling.office, domain=LETTERHEAD.domain)
    assert (await dwelling.case(number)).state is State.CLOSED
    for _ in range(2):
        assert await outcomes.reported(number, "app-1", delivered=True)
    assert len(await dwelling.happened(number, NoticeArrived)) == 1
    assert await outcomes.reported(number, "app-1", delivered=False)
    assert not await outcomes.reported(number, "app-2", delivered=False)
    assert await statuses(dwelling, number) == {"O1": NoticeStatus.LETTER}


async def test_an_app_that_is_set_up_no_more_hands_over_to_the_next(dwelling: House) -> None:
    """What the case planned for is not there: the channel is given up, not the owner."""
    office = dwelling.office
    dwelling.office = replace(office, policy=Policy(app_notices=True))
    number = await released(dwelling, (make.owner(account="acct-1", app=True, email=None),))
    dwelling.office = office
    await found_safe(dwelling, number)
    await tell_by(dwelling, number, {})
    assert await statuses(dwelling, number) == {"O1": NoticeStatus.UNDELIVERED}


async def test_a_bounce_of_one_mail_about_two_cases_reopens_both(dwelling: House) -> None:
    """The mail that did not arrive told of both, so neither owner knows anything."""
    first, second = await released(dwelling), await released(dwelling)
    for one, other in ((first, second), (second, first)):
        link = Link(other=other, why=LinkReason.SAME_DEVICE)
        await dwelling.do(one, LinkCase(link=link), SYSTEM)
        await found_safe(dwelling, one)
    mail = Remembering()
    await tell(dwelling, second, mail)
    assert len(mail.letters) == 1
    assert mail.letters[0][1].also
    token = mail.marks[0].strip("<>").partition("@")[0]
    outcomes = NoticeOutcomes(office=dwelling.office, domain=LETTERHEAD.domain)
    assert await outcomes.bounced(token, "5.1.1")
    for number in (first, second):
        assert (await dwelling.case(number)).state is State.RELEASED
        assert len(await dwelling.happened(number, NoticeCameBack)) == 1


async def test_each_owner_reads_the_text_of_their_case(dwelling: House) -> None:
    """A child on the account makes the careful text the one that all of them read."""
    child = make.owner("O2", OwnerRole.MINOR, name="Sam")
    kinds = []
    for held in ((make.owner(),), (make.owner(), child)):
        number, mail = await released(dwelling, held), Remembering()
        await found_safe(dwelling, number)
        await tell(dwelling, number, mail)
        kinds.append(mail.letters[0][1].kind)
    assert kinds == [NoticeKind.ORDINARY, NoticeKind.SAFETY_REVIEWED]
