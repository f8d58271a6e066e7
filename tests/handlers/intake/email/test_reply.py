"""The answer to a mail: to whom it goes, what it says, and when nothing is sent."""

from dataclasses import dataclass, field, replace
from datetime import datetime

import pytest

from bot.domain.decision import ListedAgency
from bot.workflow.intake import Intake
from bot.workflow.intake_values import Incoming
from bot.workflow.ports import Again, Delivered, Done
from bot.workflow.rows import LeasedTask
from handlers.intake.email.officer_mail import OfficerMail
from handlers.intake.email.reply import ReplyPort
from handlers.notices.mailbox import read_mailbox
from handlers.notices.message import reply_message
from handlers.notices.replies import Outcome, Sent
from handlers.outside import Permanent, Transient, Unknown
from tests import factories as make
from tests.corpus.mail_writing import AGENCY, letter
from tests.handlers.house import House


@dataclass
class FakeMail:
    """Remembers what was to be sent; answers with `outcome`."""

    outcome: Outcome = field(default_factory=lambda: Sent("250"))
    sent: list[tuple[str, tuple[str, str], str | None]] = field(default_factory=list)

    async def send_reply(
        self,
        to_address: str,
        text: tuple[str, str],
        answers: str | None,
        message_id: str,
        date: datetime,
    ) -> Outcome:
        """Keep it."""
        self.sent.append((to_address, text, answers))
        return self.outcome


def ours(house: House, mail: FakeMail) -> OfficerMail:
    """What every mail to an officer goes through."""
    return OfficerMail(
        office=house.office,
        mail=mail,
        domain="edr.example",
        public_url="https://edr.example",
        phone="+1 555 010 0100",
    )


async def answered(
    house: House, mail: FakeMail, *, email: str = make.OFFICER_MAIL, raw: bytes = b""
) -> tuple[str, Delivered]:
    """Open a case by mail and deliver its answer."""
    officer = replace(make.request().officer, email=email)
    incoming = Incoming(
        channel="email", request=make.request(officer=officer), original=raw or letter()
    )
    number = (await Intake(house.office).receive(incoming)).case
    port = ReplyPort(to=ours(house, mail))
    task = LeasedTask(
        id=1, key=f"reply:{number}", port="reply", case=number, due_at=make.AT,
        ids={}, attempts=1, token=1,
    )  # fmt: skip
    return number, await port.deliver(task)


async def test_the_officer_gets_the_link_of_the_page(dwelling: House) -> None:
    """Number, page, form and telephone; nothing of what was written to us."""
    mail = FakeMail()
    number, delivered = await answered(dwelling, mail)
    assert isinstance(delivered, Done)
    ((to, (subject, body), answers),) = mail.sent
    assert (to, answers) == (make.OFFICER_MAIL, f"<one@{AGENCY}>")
    assert subject == f"We have your mail ({number})"
    assert f"https://edr.example/request/{dwelling.office.status_token(number)}" in body
    assert "+1 555 010 0100" in body
    assert not any(word in body for word in ("kidnapped", "Alvarez", "26-118203", "owner"))


@pytest.mark.parametrize(
    "email", ["bob@mail.example", f"x@mail.{AGENCY}", f"x@{AGENCY}.evil.example", ""]
)
async def test_no_other_address_is_written_to(dwelling: House, email: str) -> None:
    """Only an address inside a domain of the agency's directory entry."""
    mail = FakeMail()
    _, delivered = await answered(dwelling, mail, email=email)
    assert (mail.sent, delivered) == ([], Done())


@pytest.mark.parametrize(
    "agency",
    [replace(make.AGENCY, standing="compromised"), replace(make.AGENCY, domains=())],
)
async def test_the_directory_is_asked_when_it_is_sent(
    dwelling: House, agency: ListedAgency
) -> None:
    """An agency that was marked compromised meanwhile, or lost the domain, is not written to."""
    await dwelling.database.tx(lambda ledger: ledger.agencies.replace([agency]))
    mail = FakeMail()
    await answered(dwelling, mail)
    assert mail.sent == []


@pytest.mark.parametrize(
    ("outcome", "delivered"),
    [
        (Sent("250"), Done()),
        (Permanent("recipient_550"), Done()),
        (Transient("connect_timeout"), Again("connect_timeout")),
        (Unknown("message_timeout"), Again("message_timeout")),
    ],
)
async def test_only_what_can_help_is_tried_again(
    dwelling: House, outcome: Outcome, delivered: Delivered
) -> None:
    """A mailbox that refuses for good ends the task; the case goes on by telephone."""
    assert (await answered(dwelling, FakeMail(outcome)))[1] == delivered


def test_the_answer_is_marked_as_automatic() -> None:
    """RFC 3834: auto-replied, in reply to the mail; a hostile Message-ID is left out."""
    sender, to = read_mailbox("desk@example.com"), read_mailbox(make.OFFICER_MAIL)
    made = reply_message(sender, to, ("S", "B"), "<a@b.example>", "<x@edr.example>", make.AT)
    assert b"Auto-Submitted: auto-replied\r\n" in made
    assert b"In-Reply-To: <a@b.example>\r\n" in made
    hostile = reply_message(sender, to, ("S", "B"), "<a\r\nBcc: x@y>", "<x@edr.example>", make.AT)
    assert b"Bcc" not in hostile
