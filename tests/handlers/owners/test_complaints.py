"""Complaining by the page: without a script, once, sealed; answered in Slack, by page and mail."""

import re

import pytest

from bot.domain.complaining import MOST_OPEN, TEXT_MOST
from bot.domain.events.complaining import ComplaintOpened
from bot.domain.roster import OWNER
from bot.workflow.ports import Done
from bot.workflow.reactions import COMPLAINT
from bot.workflow.rows import LeasedTask
from handlers.blocks import complaint
from handlers.notices.replies import Sent
from handlers.owners.complaint_port import ComplaintMail
from tests import factories as make
from tests.factories import EVE
from tests.handlers.owners.visiting import Visitor

TEXT = "Nobody was in danger.\nI was at home."
ANSWER = "We gave ten minutes too many."


async def test_a_complaint_is_sent_without_a_script(jo: Visitor) -> None:
    """The form leads back to the page, which says that it came; the record has it, sealed."""
    path = await jo.told()
    status, there, _ = await jo.write(path, TEXT)
    assert (status, there) == (303, f"{path}?sent&lang=en#complain")
    page = await jo.words(f"{path}?sent&lang=en")
    assert "We have what you wrote." in page
    assert "Nobody was in danger. I was at home." in page
    assert "Nobody has answered yet. We answer by 5 December 2026" in page
    (entry,) = await jo.house.happened(jo.case, ComplaintOpened)
    assert (entry.actor, entry.event.text) == (OWNER, TEXT)
    rows = await jo.house.database.read(lambda db: db.record.of_case(jo.case))
    assert all(b"Nobody was" not in row.body for row in rows)


async def test_the_same_form_sends_once(jo: Visitor) -> None:
    """Pressed twice, or sent again by going back, one complaint comes of it."""
    path = await jo.told()
    page = (await jo.get(path))[1]
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    for _ in range(2):
        assert (await jo.write(path, TEXT, **hidden))[0] == 303
    assert len(await jo.house.happened(jo.case, ComplaintOpened)) == 1


async def test_only_the_browser_that_was_given_the_form_sends_it(jo: Visitor) -> None:
    """A wrong token, another browser or another site: nothing is sent, the text is kept."""
    path = await jo.told()
    status, _, page = await jo.write(path, TEXT, token="0" * 64)
    assert (status, "What you typed is still here." in page, TEXT in page) == (403, True, True)
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    good = hidden | {"text": TEXT}
    assert (await jo.send(path, good, **{"Sec-Fetch-Site": "cross-site"}))[0] == 403
    jo.cookies.clear()
    assert (await jo.send(path, good))[0] == 403
    assert await jo.house.happened(jo.case, ComplaintOpened) == []
    assert {reason for _, reason in jo.counted.refusals} == {"unknown_form"}


@pytest.mark.parametrize(
    ("text", "status"), [("", 422), (" \r\n\t", 422), ("x" * (TEXT_MOST + 1), 422)]
)
async def test_what_cannot_be_taken_in_is_said(jo: Visitor, text: str, status: int) -> None:
    """An empty or too long text comes back with what is wrong, tied to the field."""
    path = await jo.told()
    answered, _, page = await jo.write(path, text)
    assert answered == status
    assert 'role="alert" id="errors"' in page
    assert 'aria-describedby="errors"' in page
    assert await jo.house.happened(jo.case, ComplaintOpened) == []


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"text=" + b"x" * 70_000, "application/x-www-form-urlencoded", 413),
        (b"&".join(b"a=1" for _ in range(20)), "application/x-www-form-urlencoded", 400),
        (b"text=%FF%FE", "application/x-www-form-urlencoded", 400),
        (b"{}", "application/json", 415),
    ],
)
async def test_a_broken_form_does_no_harm(jo: Visitor, body: bytes, kind: str, status: int) -> None:
    """Too large, too many fields, no text at all or another type: refused, counted, not written."""
    path = await jo.told()
    async with jo.client.post(path, data=body, headers={"Content-Type": kind}) as response:
        assert response.status == status
    assert len(jo.counted.refusals) == 1
    assert await jo.house.happened(jo.case, ComplaintOpened) == []


async def test_a_flood_ends_at_the_page(jo: Visitor) -> None:
    """After a few nothing more is written, whatever is sent, and the page says where to write."""
    path = await jo.told()
    page = (await jo.get(path))[1]
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    for _ in range(MOST_OPEN):
        assert (await jo.write(path, TEXT))[0] == 303
    before = len(await jo.entries())
    for _ in range(3):
        assert (await jo.send(path, {"form": "f" * 43, "text": TEXT}))[0] == 403
    assert (await jo.send(path, hidden | {"text": TEXT}))[0] == 409
    assert len(await jo.entries()) == before
    shown = await jo.words(path)
    assert "You can also write to privacy@example.com" in shown
    assert "<form" not in (await jo.get(path))[1]


async def test_hostile_text_stays_text(jo: Visitor) -> None:
    """Markup and marks that turn the reading about do nothing, on the page and in Slack."""
    path = await jo.told()
    hostile = "<script>alert(1)</script> <!channel> *x* \u202eevil\u200b\x07 {{ 7 * 7 }}"
    await jo.write(path, hostile)
    async with jo.client.get(path) as response:
        raw = await response.text()
    assert "<script" not in raw
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in raw
    assert not {"\u202e", "\u200b", "\x07"} & set(raw)
    view = complaint.view(await jo.house.opened(jo.case, EVE))
    shown = [block["text"] for block in view["blocks"] if block["type"] == "section"]
    assert all(text["type"] == "plain_text" for text in shown)
    assert "<!channel>" in str(shown)


async def test_an_answer_reaches_the_owner_by_page_and_mail(jo: Visitor) -> None:
    """Filed with the form of `/edr complaint`, it stands on the page and goes out once by mail."""
    path = await jo.told((make.owner(locale="es-US"),))
    await jo.write(path, TEXT)
    hand = jo.house.hand(EVE)
    await hand.command("/edr", f"complaint {jo.case}")
    await hand.view(complaint.CALLBACK_ID)
    await hand.fill(None, {"finding": "partly", "answer": ANSWER})
    await hand.submit()
    await jo.house.settle()
    page = await jo.words(f"{path}?lang=en")
    assert f"You are right in part. {ANSWER}" in page
    assert "Nobody has answered yet" not in page
    posted = Post()
    mail = ComplaintMail(office=jo.house.office, mail=posted, letterhead=jo.letterhead)  # type: ignore[arg-type]  # a fake that sends nothing
    (one,) = (await jo.house.case(jo.case)).complaints
    assert await mail.deliver(task(jo.case, "ComplaintAnswered", one.number)) == Done()
    ((to, subject, body),) = posted.sent
    assert (to, subject) == (
        "o1@mail.example",
        f"Nuestra respuesta a lo que escribió sobre {jo.case}",
    )
    for said in ("Usted tiene razón en parte.", ANSWER, jo.path("O1"), "su contraseña"):
        assert said in body


async def test_the_privacy_desk_hears_of_it_without_its_text(jo: Visitor) -> None:
    """The mail names the case, the day and the word to type, and nothing that the owner wrote."""
    path = await jo.told()
    await jo.write(path, TEXT)
    posted = Post()
    mail = ComplaintMail(office=jo.house.office, mail=posted, letterhead=jo.letterhead)  # type: ignore[arg-type]  # a fake that sends nothing
    (one,) = (await jo.house.case(jo.case)).complaints
    assert await mail.deliver(task(jo.case, "ComplaintOpened", one.number)) == Done()
    ((to, subject, body),) = posted.sent
    assert (to, subject) == ("privacy@example.com", f"An owner complained about {jo.case}")
    assert f"/edr complaint {jo.case}" in body
    assert "Nobody" not in body


class Post:
    """A mail server that only remembers."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str, str]] = []

    async def send_reply(
        self, to: str, text: tuple[str, str], _answers: None, _id: str, _date: object
    ) -> Sent:
        """Keep a mail to an owner."""
        self.sent.append((to, *text))
        return Sent("250")

    async def send_alarm(
        self, to: tuple[str, ...], subject: str, lines: tuple[str, ...], _id: str, _date: object
    ) -> Sent:
        """Keep a mail to the desk."""
        self.sent.append((to[0], subject, "\n".join(lines)))
        return Sent("250")


def task(case: str, kind: str, number: int) -> LeasedTask:
    """A task of the port."""
    return LeasedTask(
        id=1,
        key=f"{COMPLAINT}:{case}:{kind}",
        port=COMPLAINT,
        case=case,
        due_at=make.AT,
        ids={"number": number, "kind": kind},
        attempts=1,
        token=1,
    )
