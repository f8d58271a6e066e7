"""The officer's form: what it makes, what it keeps, and what it refuses."""

import hashlib
import json
from html import unescape

import pytest

from bot.domain import events as ev
from bot.domain.request import Category
from bot.workflow.intake_values import ORIGINAL
from tests import factories as make
from tests.handlers.intake.officer import FIELDS, PHONE, Officer

SCRIPT = '<script>alert("1")</script>'
NEEDED = {
    "agency.name", "agency.kind", "agency.country", "officer.name", "officer.email",
    "officer.phone", "emergency.nature", "emergency.narrative", "zone", "data_sought.0.device",
    "data_sought.0.from", "data_sought.0.to", "data_sought.0.categories", "purpose", "attested",
    "signature",
}  # fmt: skip


async def test_a_whole_form_becomes_a_case_and_its_page(alvarez: Officer) -> None:
    """Every field arrives; the officer lands on the page of the case with code and phone."""
    answer = await alvarez.send()
    assert (answer.status, answer.path.startswith("/request/")) == (200, True)
    found = await alvarez.found()
    request = found.opened.request
    assert request is not None
    assert request.officer.email == make.OFFICER_MAIL
    assert request.agency.state == "CA"
    assert request.emergency is not None
    assert request.emergency.narrative == "Taken from the pavement.\nGrey van."
    assert request.data_sought[0].categories == (Category.VIDEO, Category.MOTION_LOG)
    assert request.data_sought[0].start.isoformat() == "2026-11-22T02:00:00+00:00"
    assert request.zone == "America/Los_Angeles"
    assert (found.case.channel, found.case.vouched) == ("form", False)
    assert make.NUMBER in answer.text
    assert found.opened.code is not None
    assert f"{found.opened.code[:3]} {found.opened.code[3:]}" in answer.text
    assert PHONE in answer.text


async def test_the_original_is_kept_as_it_was_typed(alvarez: Officer) -> None:
    """Sealed with the case lie all fields as typed, without the tokens of the form."""
    await alvarez.send()
    kept = json.loads(await alvarez.file(ORIGINAL) or b"")
    assert kept["fields"]["agency.state"] == ["ca"]
    assert "token" not in kept["fields"]
    opened = (await alvarez.found()).history[0].event
    assert isinstance(opened, ev.CaseOpened)
    assert opened.original == hashlib.sha256(await alvarez.file(ORIGINAL) or b"").hexdigest()


async def test_an_empty_form_names_everything_that_is_needed(alvarez: Officer) -> None:
    """Each needed field is in the list on top and at its place, and no case is made."""
    page = await alvarez.get()
    answer = await alvarez.post("/request", {"act": "send", **alvarez.held_by(page)})
    assert answer.status == 422
    assert set(answer.errors) == NEEDED
    for name, sentence in answer.errors.items():
        assert f'id="{name}.error">{sentence}</p>' in unescape(answer.text)
        assert f'aria-describedby="{name}' in answer.text
    assert await alvarez.cases() == []
    assert alvarez.refusals == [("form 127.0.0.1", "form_faults")]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("officer.email", "nobody", "e-mail address"),
        ("officer.phone", "call me", "phone number"),
        ("agency.state", "XX", "two letters"),
        ("agency.kind", "army", "from the list"),
        ("emergency.occurred_at", "2026-03-08T02:30", "exist in this time zone"),
        ("emergency.occurred_at", "1026-03-08T02:30", "year"),
        ("emergency.narrative", "x" * 8001, "8,000"),
        ("agency.unit", "one\ntwo", "one line"),
        ("agency.unit", "\u202eevil", "cannot be seen"),
        ("data_sought.0.to", "2026-11-21T17:00", "after the beginning"),
        ("data_sought.0.to", "2027-01-21T17:00", "31 days"),
        ("supervisor.email", make.OFFICER_MAIL, "another person"),
        ("supervisor.phone", "", "Fill this in"),
        ("signature", "Somebody Else", "full name that you gave"),
        ("zone", "Mars/Olympus", "from the list"),
    ],
)
async def test_a_bad_field_is_named_in_plain_words(
    alvarez: Officer, field: str, value: str, words: str
) -> None:
    """One error, at its field, that says what to do; everything else typed is still there."""
    answer = await alvarez.send({field: value})
    assert answer.status == 422
    assert words in answer.errors[field]
    assert set(answer.errors) == {field} or field == "zone"
    assert "Superior Court of Springfield" in answer.text
    assert 'value="motion_log" checked' in answer.text
    assert await alvarez.cases() == []


async def test_typed_markup_stays_text(alvarez: Officer) -> None:
    """What comes back in the form is escaped, in values and in texts."""
    answer = await alvarez.send({"emergency.narrative": SCRIPT, "agency.unit": f'">{SCRIPT}\nx'})
    assert answer.status == 422
    assert SCRIPT not in answer.text
    assert SCRIPT in unescape(answer.text)


async def test_a_device_can_be_added_and_left_empty(alvarez: Officer) -> None:
    """The button brings a row and keeps the rest; an empty row is none."""
    page = await alvarez.get()
    held = alvarez.held_by(page)
    more = await alvarez.post("/request", {**FIELDS, "act": "add", **held})
    assert (more.status, more.errors) == (200, {})
    assert 'name="data_sought.1.device"' in more.text
    assert "autofocus" in more.text.split('id="data_sought.1.device"')[1][:200]
    second = {
        "data_sought.3.device": "D-2",
        "data_sought.3.categories": "audio",
        "data_sought.3.from": "2026-11-21T18:00",
        "data_sought.3.to": "2026-11-21T18:10",
        "data_sought.2.device": " ",
    }
    await alvarez.post("/request", {**FIELDS, **second, **held})
    assert [s.alias for s in (await alvarez.case()).sought] == ["D1", "D2"]


async def test_sending_twice_makes_one_case(alvarez: Officer) -> None:
    """The same form again leads to the same page, which says so."""
    held = alvarez.held_by(await alvarez.get())
    first = await alvarez.post("/request", {**FIELDS, **held})
    again = await alvarez.post("/request", {**FIELDS, **held})
    assert first.path.partition("?")[0] == again.path.partition("?")[0]
    assert "already" in again.text
    assert await alvarez.cases() == [make.NUMBER]


async def test_files_are_sealed_and_never_shown(alvarez: Officer) -> None:
    """Bytes and names arrive whole but for paths and misleading marks; the page shows neither."""
    files = [
        ("../../statement.pdf", b"%PDF-\x00\xff", "application/pdf"),
        ("photo\u202egpj.exe", b"MZ", "Image/JPEG; x=1"),
        ("x", b"1", "nonsense"),
    ]
    answer = await alvarez.send(files=files)
    request = (await alvarez.found()).opened.request
    assert request is not None
    named = [(a.name, a.type, a.size) for a in request.attachments]
    assert named == [
        ("statement.pdf", "application/pdf", 7),
        ("photogpj.exe", "image/jpeg", 2),
        ("x", "application/octet-stream", 1),
    ]
    assert await alvarez.file("F1") == files[0][1]
    assert "statement" not in answer.text


@pytest.mark.parametrize(
    ("sizes", "words"),
    [([0], "empty"), ([8 * 2**20 + 1], "8 MB"), ([7 * 2**20] * 4, "24 MB"), ([1] * 11, "10 files")],
)
async def test_files_over_a_limit_are_named(alvarez: Officer, sizes: list[int], words: str) -> None:
    """The form comes back with what was typed and says which limit it was."""
    files = [(f"f{n}", b"x" * size, "text/plain") for n, size in enumerate(sizes)]
    answer = await alvarez.send(files=files)
    assert answer.status == 422
    assert words in answer.errors["attachments"]
    assert "Choose your files again" in answer.text


async def test_a_form_of_another_browser_is_not_sent(alvarez: Officer) -> None:
    """Without our cookie, with a foreign token or from another site nothing happens."""
    held = alvarez.held_by(await alvarez.get())
    wrong = await alvarez.post("/request", {**FIELDS, **held, "token": "0" * 64})
    foreign = await alvarez.post("/request", {**FIELDS, **held}, **{"Sec-Fetch-Site": "cross-site"})
    alvarez.client.cookie_jar.clear()
    bare = await alvarez.post("/request", {**FIELDS, **held})
    for answer in (wrong, foreign, bare):
        assert answer.status == 403
        assert "Nothing was sent" in answer.text
        assert "Superior Court of Springfield" in answer.text
    assert await alvarez.cases() == []


async def test_a_form_that_comes_back_can_be_sent_at_once(alvarez: Officer) -> None:
    """What was refused for its token brings a token that is good."""
    again = await alvarez.post("/request", {**FIELDS, "form": "x" * 30, "token": "y"})
    answer = await alvarez.post("/request", {**FIELDS, **alvarez.held_by(again)})
    assert make.NUMBER in answer.text


async def test_the_page_allows_nothing_but_its_form(alvarez: Officer) -> None:
    """No script, no foreign address, one style by its hash, and a cookie out of reach."""
    answer = await alvarez.get()
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'; style-src 'sha256-" in policy
    assert "form-action 'self'; frame-ancestors 'none'; base-uri 'none'" in policy
    assert "unsafe" not in policy
    assert "<script" not in answer.text
    cookie = answer.headers["Set-Cookie"]
    assert all(word in cookie for word in ("HttpOnly", "Path=/", "SameSite=Lax"))


async def test_the_language_is_chosen_by_address_or_browser(alvarez: Officer) -> None:
    """`?lang=` goes before Accept-Language; what nobody offers is English."""
    assert 'lang="es"' in (await alvarez.get("/request?lang=es")).text
    spanish = await alvarez.get("/request", **{"Accept-Language": "de, es-MX;q=0.9, en;q=0.8"})
    assert "Solicitud de emergencia" in spanish.text
    assert "Emergency request" in (await alvarez.get("/request?lang=xx")).text


@pytest.mark.parametrize(
    ("media_type", "body", "status"),
    [
        ("application/json", b"{}", 415),
        ("multipart/form-data", b"", 400),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken", 400),
        ("multipart/form-data; boundary=x", b"", 400),
    ],
)
async def test_what_is_no_form_is_refused_clearly(
    alvarez: Officer, media_type: str, body: bytes, status: int
) -> None:
    """Nothing raises: a short page says so, with the phone, and it is counted."""
    async with alvarez.client.post(
        "/request", data=body, headers={"Content-Type": media_type}
    ) as response:
        text = await response.text()
    assert response.status in (status, 403)
    assert PHONE in text
    assert len(alvarez.refusals) == 1
