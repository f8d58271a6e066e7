"""From a message to what the workflow is handed."""

from structlog.testing import capture_logs

from bot.domain.request import Nature
from bot.workflow.intake_values import Incoming, Received
from handlers.intake.email.unfit import Unfit
from tests.corpus.mail import corpus
from tests.corpus.mail_valid import HTML, composed, with_file
from tests.corpus.mail_writing import AGENCY, TEXT, believed, letter, signed
from tests.handlers.intake.email.given import Room


async def made(raw: bytes) -> Incoming:
    """Take one message and return what the workflow got."""
    room = Room()
    assert isinstance(await room.mailroom.take(raw), Received)
    return room.reception.incoming[-1]


async def test_what_was_found_is_named_as_unconfirmed() -> None:
    """Every value that a rule found is named; the address and the text are not."""
    request = (await made(believed(signed(letter())))).request
    assert request.unconfirmed == (
        "officer.name",
        "officer.phone",
        "incident_number",
        "data_sought",
        "emergency.nature",
    )
    assert request.emergency is not None
    assert request.emergency.nature is Nature.ABDUCTION
    assert TEXT.strip() in (request.emergency.narrative or "")
    assert request.attested is False


async def test_a_text_without_an_emergency_is_kept_as_the_mail() -> None:
    """Reviewers read it all the same, and the request is not complete."""
    request = (await made(letter(text="Please call me."))).request
    assert request.emergency is None
    assert "Please call me." in (request.message or "")
    assert not request.complete


async def test_html_alone_becomes_text() -> None:
    """Tags are gone, and what was in them is found."""
    raw = letter({"Content-Type": "text/html; charset=utf-8"}, HTML)
    request = (await made(raw)).request
    assert request.incident_number == "26-118203"
    assert "<" not in (request.emergency.narrative or "" if request.emergency else "<")


async def test_attachments_are_kept_and_not_opened() -> None:
    """Bytes as sent, a name without a path, the sender's word for the type."""
    incoming = await made(with_file(b"PK\x03\x04 bomb", "../../x.zip", "application/zip"))
    (kept,) = incoming.request.attachments
    assert incoming.files == (("F1", b"PK\x03\x04 bomb"),)
    assert (kept.name, kept.type, kept.size) == ("x.zip", "application/zip", 9)


async def test_logos_of_an_html_mail_are_no_attachments() -> None:
    """An image that the text refers to stays in the original alone."""
    message = composed()
    message.add_alternative('<p>Help</p><img src="cid:logo">', subtype="html")
    html = message.get_payload()[1]
    html.add_related(b"GIF89a", maintype="image", subtype="gif", cid="<logo>")
    assert (await made(message.as_bytes())).request.attachments == ()


async def test_a_stranger_cannot_use_up_the_officers_mail() -> None:
    """A copy sent ahead without its proof opens a case of its own; one sent after, none."""
    room, copy, mail = Room(), letter(), believed(signed(letter()))
    first = await room.mailroom.take(copy)
    second = await room.mailroom.take(mail)
    third = await room.mailroom.take(b"X-Forwarded: yes\r\n" + copy)
    assert isinstance(first, Received)
    assert isinstance(second, Received)
    assert isinstance(third, Received)
    assert (first.duplicate, second.duplicate, third.duplicate) == (False, False, True)
    assert first.case != second.case


async def test_mail_that_nothing_vouches_for_is_counted_by_its_domain() -> None:
    """It goes past the threshold; mail that is vouched for does not wait behind a flood."""
    room = Room()
    await room.mailroom.take(letter())
    await room.mailroom.take(believed(signed(letter(id_="two"))))
    assert room.reception.sources == [f"email {AGENCY}"]


async def test_nothing_of_a_mail_is_logged() -> None:
    """No log line of the whole corpus holds a name, a number or a word of the sender."""
    room = Room()
    with capture_logs() as lines:
        for sent in corpus():
            await room.mailroom.take(sent.raw)
    assert {line["event"] for line in lines} == {"mail.unfit"}
    assert {*lines[0]} <= {"event", "reason", "log_level"}
    assert {str(line["reason"]) for line in lines} <= {*Unfit}


async def test_every_text_can_be_kept_and_shown() -> None:
    """No lone surrogates, no controls, nothing that reorders text, in any field of any case."""
    for sent in corpus():
        if sent.unfit is not None:
            continue
        request = (await made(sent.raw)).request
        texts = [request.message or "", *(a.name or "" for a in request.attachments)]
        texts += [request.officer.name or "", request.incident_number or ""]
        whole = "".join(texts)
        whole.encode()
        assert not set(whole) & set("\u202e\u2066\u200b\x00\x1b\x07"), sent.name
