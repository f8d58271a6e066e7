"""The message to an owner: on record first, in their language, tried anew where it did not go."""

from dataclasses import replace
from email import message_from_bytes
from email.policy import default

from bot.domain.consent import ConsentAnswer, OwnerAsked, RecordConsent
from bot.domain.events.consenting import ConsentAsked
from bot.domain.roster import SYSTEM
from bot.workflow.ledger import Ledger
from bot.workflow.reactions_consent import BACKOFF, CONSENT
from bot.workflow.rows import LeasedTask
from handlers.consent.port import ConsentPort
from handlers.consent.source import OwnersPage
from handlers.notices.email import EmailNotice
from handlers.notices.relay import read_relay
from tests import factories as make
from tests.desk import Desk, addresses_read
from tests.handlers.notices.mail_servers import Mailbox, mail_server
from tests.handlers.receivers import Receiver, posting, says

CONTACT = "privacy@example.com"


def port_over(desk: Desk, smtp: str) -> ConsentPort:
    """The port, with mail to a server."""
    mail = EmailNotice(
        read_relay(smtp), "Privacy Desk <privacy@example.com>", "privacy@example.com"
    )
    page = OwnersPage(office=desk.office, contact="privacy@example.com")
    return ConsentPort(page=page, mail=mail, domain="example.com", public_url="https://x.example")


async def claimed(desk: Desk) -> list[LeasedTask]:
    """Lease what waits for the port."""

    def work(ledger: Ledger) -> list[LeasedTask]:
        found = ledger.tasks.claim(desk.clock.law(), desk.clock.wall(), 60, 100)
        return [task for task in found if task.port == CONSENT]

    return await desk.office.database.tx(work)


async def said_of(desk: Desk) -> OwnerAsked:
    """How far asking O1 came."""
    asked = (await desk.now()).consent.of("O1")
    assert asked is not None
    return asked


async def test_the_owner_reads_it_in_their_language(agreed: Desk) -> None:
    """One message, with the link of the owner's own page, and an entry before it left."""
    box = Mailbox()
    async with mail_server(box) as port:
        for task in await claimed(agreed):
            await port_over(agreed, f"smtp://127.0.0.1:{port}").deliver(task)
    (envelope,) = box.envelopes
    letter = message_from_bytes(envelope.original_content or b"", policy=default)
    text = letter.get_body(("plain",)).get_content()  # type: ignore[union-attr] # it has a text
    token = OwnersPage(office=agreed.office, contact="").token(agreed.case, "O1")
    assert f"https://x.example/consent/{token}?lang=es" in text
    assert "Usted decide" in text
    assert "girl" not in text
    assert await said_of(agreed) == OwnerAsked(owner="O1", at=agreed.clock.law())


async def test_a_server_that_is_down_is_tried_again_after_a_pause(agreed: Desk) -> None:
    """The attempt reached nobody, and the next is due later, under a number of its own."""
    (task,) = await claimed(agreed)
    await port_over(agreed, "smtp://127.0.0.1:1").deliver(task)
    await agreed.office.database.tx(lambda ledger: ledger.tasks.finish(task))
    assert (await said_of(agreed)).dead
    assert await claimed(agreed) == []
    agreed.clock.advance(BACKOFF[1])
    assert [t.ids["attempt"] for t in await claimed(agreed)] == [2]


async def test_an_answer_that_came_first_needs_no_message(agreed: Desk) -> None:
    """A task that is delivered twice, the second time late, sends nothing more."""
    box = Mailbox()
    (task,) = await claimed(agreed)
    async with mail_server(box) as port:
        to = port_over(agreed, f"smtp://127.0.0.1:{port}")
        await to.deliver(task)
        yes = RecordConsent(owner="O1", answer=ConsentAnswer.YES)
        await agreed.do(yes, SYSTEM)
        await to.deliver(task)
    assert len(box.envelopes) == 1


async def test_the_app_is_tried_first_and_mail_in_turn(agreed: Desk) -> None:
    """Whoever uses the app is asked there; what does not reach them is a mail the next time."""
    await agreed.do(make.owners(make.owner(app=True, account="acct-1")), make.DEE, 1)
    await addresses_read(agreed)
    box, app = Mailbox(), Receiver([says(503)])
    async with posting(app) as post, mail_server(box) as port:
        to = replace(port_over(agreed, f"smtp://127.0.0.1:{port}"), app=post)
        for pause in BACKOFF[1:]:
            (task,) = await claimed(agreed)
            await to.deliver(task)
            await agreed.office.database.tx(lambda ledger, done=task: ledger.tasks.finish(done))
            agreed.clock.advance(pause)
    (body,) = app.bodies
    assert (body["type"], body["owner"], len(box.envelopes)) == ("consent.ask", "acct-1", 1)
    asked = [e.event for e in await agreed.entries() if isinstance(e.event, ConsentAsked)]
    assert [event.channel for event in asked] == ["app", "email"]
