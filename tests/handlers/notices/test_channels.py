"""Every channel keeps the same promises: one attempt, and its end as a value of the same kind."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from bot.domain.notice import AttemptOutcome
from bot.domain.release import Owner, OwnerRole
from handlers.notices.by_app import ByApp, read_answer
from handlers.notices.by_mail import ByMail
from handlers.notices.channels import NO_ADDRESS, Channel, Telling
from handlers.notices.email import EmailNotice
from handlers.notices.relay import TimeLimits, read_relay
from tests.handlers.notices.letters import notice
from tests.handlers.notices.mail_servers import Mailbox, mail_server, scripted_server
from tests.handlers.receivers import Receiver, hangs_up, posting, says

SENT, TRANSIENT, PERMANENT, UNKNOWN = AttemptOutcome
OWNER = Owner(
    alias="O1",
    role=OwnerRole.PRIMARY,
    account="acct-1",
    name="Maria Okafor",
    email="maria@home.example",
    app=True,
)
TELLING = Telling(
    notice=notice(page_url="https://edr.example/notice/t"),
    to=OWNER,
    mark="<2026-000001.o1.aaaa@edr.example>",
    key="EDR-2026-000001:O1",
    at=datetime(2026, 11, 22, 12, 0, tzinfo=UTC),
)
NOBODY = replace(TELLING, to=Owner(alias="O1", role=OwnerRole.PRIMARY))


@dataclass
class Played:
    """A channel, and the marks by which the other side would know a notice again."""

    channel: Channel
    marks: Callable[[], list[str]]


def _mail(port: int) -> ByMail:
    relay = read_relay(f"smtp://127.0.0.1:{port}", limits=TimeLimits(2, 2, 2))
    return ByMail(EmailNotice(relay, "privacy@example.com", "privacy@example.com"))


@asynccontextmanager
async def by_mail(outcome: AttemptOutcome) -> AsyncIterator[Played]:
    """Mail to a server that ends every attempt so."""
    if outcome is UNKNOWN:
        lines = ("220 hi", "250 hi", "250 ok", "250 ok", "354 go", None)
        async with scripted_server(*lines) as port:
            yield Played(_mail(port), list)
        return
    refusals = {TRANSIENT: "451 4.3.0 later", PERMANENT: "550 5.1.1 nobody"}
    box = Mailbox(
        recipient_replies={"maria@home.example": refusals[outcome]} if outcome in refusals else {}
    )

    def marks() -> list[str]:
        text = b"".join(e.original_content or b"" for e in box.envelopes).decode()
        return [line for line in text.splitlines() if line.startswith("Message-ID:")]

    async with mail_server(box) as port:
        yield Played(_mail(port), marks)


@asynccontextmanager
async def by_app(outcome: AttemptOutcome) -> AsyncIterator[Played]:
    """An app that ends every attempt so."""
    answers = {
        SENT: says(200, '{"id": "app-1"}'),
        TRANSIENT: says(503),
        PERMANENT: says(404),
        UNKNOWN: hangs_up(),
    }
    receiver = Receiver([answers[outcome]])
    async with posting(receiver) as post:
        yield Played(ByApp(post), lambda: receiver.ids)


Ways = Callable[[AttemptOutcome], AbstractAsyncContextManager[Played]]
WAYS = pytest.mark.parametrize("way", [by_mail, by_app])


@WAYS
@pytest.mark.parametrize("outcome", list(AttemptOutcome))
async def test_every_end_is_an_outcome(way: Ways, outcome: AttemptOutcome) -> None:
    """Taken, refused for now, refused for good, broken off: never an exception, never a guess."""
    async with way(outcome) as played:
        assert (await played.channel.tell(TELLING)).outcome is outcome


@WAYS
async def test_who_has_no_address_here_is_not_tried(way: Ways) -> None:
    """It says so at once, and for good."""
    async with way(SENT) as played:
        assert await played.channel.tell(NOBODY) == NO_ADDRESS
        assert played.marks() == []


@WAYS
async def test_the_same_notice_again_can_be_known_for_one(way: Ways) -> None:
    """After an end that nobody saw, whoever gets it twice sees one mark."""
    async with way(SENT) as played:
        for _ in range(2):
            await played.channel.tell(TELLING)
        first, again = played.marks()
        assert first == again


async def test_the_app_is_told_what_the_interface_says() -> None:
    """Case, account, language, title, body and page; the id that it answers is kept."""
    receiver = Receiver([says(200, '{"id": "app-1"}')])
    async with posting(receiver) as post:
        tried = await ByApp(post).tell(TELLING)
    assert (tried.outcome, tried.handle) == (SENT, "app-1")
    (body,) = receiver.bodies
    assert set(body) == {"type", "case", "owner", "locale", "title", "body", "url"}
    assert (body["type"], body["owner"]) == ("notice.send", "acct-1")
    assert "EDR-2026-000001" in body["body"]
    assert body["url"] == "https://edr.example/notice/t"


@pytest.mark.parametrize("status", [401, 403])
async def test_an_app_that_does_not_let_us_in_blames_nobody(status: int) -> None:
    """Our own set-up is wrong: the owner's channel is not given up for it."""
    receiver = Receiver([says(status)])
    async with posting(receiver) as post:
        assert (await ByApp(post).tell(TELLING)).outcome is TRANSIENT


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"[]",
        b"{}",
        b'{"id": 7}',
        b'{"id": ""}',
        b'{"id": "a b"}',
        b'{"id": "' + b"a" * 129 + b'"}',
        b'{"id": "a", "more": 1}',
        b'{"id": "a", "id": "b"}',
    ],
)
def test_an_answer_that_nobody_can_read_proves_nothing(answer: bytes) -> None:
    """It may have been shown: the attempt's end is unknown, and it is made again."""
    assert read_answer(answer).outcome is UNKNOWN


async def test_a_bounce_comes_to_an_address_of_its_own() -> None:
    """Where bounces have a mailbox, the envelope names the notice; elsewhere it is the sender."""
    box = Mailbox()
    async with mail_server(box) as port:
        relay = read_relay(f"smtp://127.0.0.1:{port}", limits=TimeLimits(2, 2, 2))
        for bounces in ("back@example.com", ""):
            mail = EmailNotice(relay, "privacy@example.com", "privacy@example.com", bounces)
            await ByMail(mail).tell(TELLING)
            await mail.send_alarm(["a@example.com"], "s", ["l"], TELLING.mark, TELLING.at)
    assert [e.mail_from for e in box.envelopes] == [
        "back+2026-000001.o1.aaaa@example.com",
        *["privacy@example.com"] * 3,
    ]
