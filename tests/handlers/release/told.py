"""Released cases for tests of what the owners are told, and a mail server that only remembers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain import commands as cm
from bot.domain.address import ConfirmAddress, unread
from bot.domain.changing import ReceiveProcess
from bot.domain.determination import OwnerRoute
from bot.domain.followup import AcceptProcess, Covers, ProcessKind
from bot.domain.notice import Safety
from bot.domain.notice_channel import NoticeChannel
from bot.domain.release import Owner
from bot.domain.request import Attachment
from bot.domain.roster import REQUESTER, Ref
from bot.workflow.rows import LeasedTask
from handlers.notices.by_mail import ByMail
from handlers.notices.channels import Channel
from handlers.notices.content import Notice
from handlers.notices.port import Letterhead, NoticePort
from handlers.notices.replies import Outcome, Sent
from tests import factories as make
from tests.factories import ANA, BEN, DEE, EVE
from tests.handlers.house import House

LETTERHEAD = Letterhead(company="Cameras", privacy_contact="p@cameras.example", domain="c.example")


@dataclass
class Remembering:
    """Takes letters, and answers as it is told to; the last answer stays."""

    answers: list[Outcome] = field(default_factory=lambda: [Sent("250")])
    letters: list[tuple[str, Notice]] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    async def send(self, notice: Notice, to: str, message_id: str, date: object) -> Outcome:
        """Keep a letter with its address."""
        self.letters.append((to, notice))
        self.marks.append(message_id)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


async def served(house: House, number: str) -> None:
    """The warrant that the agency owes came, and Eve read it."""
    paper = Attachment(key="P1", name="w.pdf", type="application/pdf", size=9, digest="d")
    sent = ReceiveProcess(number=1, process="warrant", court=None, attachment=paper)
    await house.do(number, sent, REQUESTER)
    read = AcceptProcess(
        number=1, covers=Covers.YES, process=ProcessKind.WARRANT, issuer="Superior Court"
    )
    await house.do(number, read, EVE)


async def released(
    house: House,
    *held: tuple[Owner, ...],
    found: OwnerRoute = OwnerRoute.TELL,
) -> str:
    """A case whose data left the house, after which the agency sent the warrant that it owes."""
    number = await handed_over(house, *held, found=found)
    await served(house, number)
    return number


async def handed_over(
    house: House,
    *held: tuple[Owner, ...],
    found: OwnerRoute = OwnerRoute.TELL,
) -> str:
    """A case whose data left the house: D1 held by the first of `held`, D2 by the next, ….

    Ana found `found` of the owner.
    """
    owners = held or ((make.owner(),),)
    devices = [f"D{n}" for n in range(1, len(owners) + 1)]
    wanted = tuple(make.sought(alias, device=f"CAM-{alias}") for alias in devices)
    request = make.request(data_sought=wanted, zone="America/Los_Angeles")
    number = await house.verified(request)
    for who, route in ((ANA, found), (BEN, OwnerRoute.TELL)):
        case = await house.case(number)
        await house.do(number, make.determination(case, owner=route), who)
    for device, people in zip(devices, owners, strict=True):
        await house.do(number, make.owners(*people, device=device), DEE)
    await addresses_read(house, number)
    await house.do(number, make.clearing(await house.case(number)), DEE)
    await house.do(number, cm.ConfirmHandover(done=True), DEE)
    return number


async def addresses_read(house: House, number: str) -> None:
    """Eve reads every address that Dee typed."""
    for typed in unread(await house.case(number)):
        await house.do(number, ConfirmAddress(number=typed.number), EVE)


async def found_safe(house: House, number: str, people: Sequence[Ref] = (ANA, BEN)) -> None:
    """The emergency is over, and `people` found it safe to tell everybody."""
    end = cm.EndEmergency(ended_at=house.clock.law(), how="radio")
    await house.do(number, end, EVE)
    for notice in (await house.case(number)).notices:
        for who in people:
            answer = cm.AnswerSafety(owner=notice.owner, answer=Safety.SAFE, why="no link")
            await house.do(number, answer, who)


async def tell(house: House, number: str, mail: Remembering, owner: str = "O1") -> None:
    """Deliver one task of the notice port, over mail that only remembers."""
    channels = {NoticeChannel.EMAIL: ByMail(mail)}  # type: ignore[arg-type]  # a fake that sends nothing
    await tell_by(house, number, channels, owner)


async def tell_by(
    house: House, number: str, channels: Mapping[NoticeChannel, Channel], owner: str = "O1"
) -> None:
    """Deliver one task of the notice port."""
    port = NoticePort(office=house.office, channels=channels, letterhead=LETTERHEAD)
    task = LeasedTask(
        id=1,
        key="notice:1",
        port="notice",
        case=number,
        due_at=house.clock.law(),
        ids={"owner": owner},
        attempts=1,
        token=1,
    )
    await port.deliver(task)
