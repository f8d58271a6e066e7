"""A mail is completed on its status page: what is shown and taken, and what waits for a call."""

import re
from collections.abc import Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.changing import ChangeKind, ConfirmChange
from bot.domain.levels import reached
from bot.domain.request import Nature
from bot.workflow.holding import Flood
from bot.workflow.intake import Intake
from bot.workflow.intake_values import Incoming
from handlers.intake.mail_form import offered
from handlers.languages import language
from tests import factories as make
from tests.corpus.mail_writing import TEXT, believed, letter, signed
from tests.handlers.intake.email.given import Room
from tests.handlers.intake.officer import FIELDS, Answer, Officer, officer

FREE = "Please help, a child is gone.\n\nPhone: +1 555 010 4417\nIncident number: 26-118203\n"
NOTE = "Found in your mail; please check."
NOTED = re.compile(r'id="([^"]+)\.hint">Found in your mail; please check\.')
GIVEN = {n: v for n, v in FIELDS.items() if not n.startswith("agency.") and n != "officer.email"}


async def arrived(officer: Officer, raw: bytes) -> str:
    """Let a mail become a case, and return its page."""
    room = Room()
    await room.mailroom.take(raw)
    received = await Intake(officer.office).receive(room.reception.incoming[-1])
    return f"/request/{received.status_token}"


async def by_mail(officer: Officer, text: str = FREE) -> str:
    """Let an authentic mail become a case, and return its page."""
    return await arrived(officer, believed(signed(letter(text=text))))


async def fill(officer: Officer, page: str, changes: Mapping[str, Any] | None = None) -> Answer:
    """Fill the form in and send it; None leaves a field out."""
    given = {**GIVEN, "act": "fill", **(changes or {})}
    return await officer.act(page, {n: v for n, v in given.items() if v is not None})


async def test_what_was_found_is_there_and_marked(alvarez: Officer) -> None:
    """Each value of the mail stands in its field with the words; no other field has them."""
    page = await by_mail(alvarez, TEXT)
    shown = await alvarez.get(page)
    assert set(NOTED.findall(shown.text)) == {
        "officer.name",
        "officer.phone",
        "incident_number",
        "emergency.nature",
        "emergency.narrative",
        "data_sought.0.device",
        "data_sought.0.categories",
        "data_sought.0.from",
        "data_sought.0.to",
    }
    for value in ("26-118203", "+1 555 010 4417", "B8:7C:6F:12:34:56", "2026-11-21T10:00:00"):
        assert f'value="{value}"' in shown.text
    assert '<option value="abduction" selected>' in shown.text
    assert make.AGENCY.name in shown.text
    assert 'name="agency.name"' not in shown.text
    assert 'name="officer.email"' not in shown.text
    ids = re.findall(r' id="([^"]+)"', shown.text)
    assert len(ids) == len(set(ids))
    assert "Hallado en su correo; compruébelo." in (await alvarez.get(page + "?lang=es")).text


async def test_the_form_completes_the_case_at_once(alvarez: Officer) -> None:
    """One version, everything stated, same agency and mailbox, no level up, and no second form."""
    page = await by_mail(alvarez)
    before = await alvarez.case()
    assert not before.complete
    answer = await fill(
        alvarez, page, {"agency.name": "Another PD", "officer.email": "x@y.example"}
    )
    assert (answer.status, "done" in answer.path) == (200, True)
    found = await alvarez.found()
    case, request = found.case, found.opened.request
    assert request is not None
    assert (case.complete, case.version, reached(case)) == (True, 1, reached(before))
    assert (request.agency, request.unconfirmed) == (before.agency, ())
    assert request.officer.email == make.OFFICER_MAIL
    assert request.emergency is not None
    assert request.emergency.nature is Nature.ABDUCTION
    assert found.case.mark != before.mark
    assert "What your mail left open" not in answer.text
    assert 'value="change"' in answer.text


async def test_the_same_form_twice_acts_once(alvarez: Officer) -> None:
    """A double click, and the same again from an older window, complete it once."""
    page = await by_mail(alvarez)
    held = alvarez.held_by(await alvarez.get(page))
    other = alvarez.held_by(await alvarez.get(page))
    for token in (held, held, other):
        answer = await alvarez.post(page, {**GIVEN, "act": "fill", **token})
    assert answer.status == 409
    history = [h.event for h in (await alvarez.found()).history]
    assert len([e for e in history if isinstance(e, ev.RequestCompleted)]) == 1
    assert not [e for e in history if isinstance(e, ev.RequestAmended | ev.ChangeProposed)]


async def test_files_are_kept_beside_those_of_the_mail(alvarez: Officer) -> None:
    """Sealed under keys of their own, in the request with the rest."""
    page = await by_mail(alvarez)
    await alvarez.act(page, {**GIVEN, "act": "fill"}, [("a.pdf", b"%PDF", "application/pdf")])
    request = (await alvarez.found()).opened.request
    assert request is not None
    (paper,) = request.attachments
    assert (paper.name, await alvarez.file(paper.key)) == ("a.pdf", b"%PDF")


async def test_a_complete_mail_waits_for_a_call(alvarez: Officer) -> None:
    """Where rules found everything, the form is a proposal, and a call since lets it happen."""
    page = await by_mail(alvarez, TEXT)
    shown = await alvarez.get(page)
    assert "waits until we have called your agency" in shown.text
    answer = await fill(alvarez, page)
    assert "waits" in answer.path
    assert "You sent the whole form." in answer.text
    case = await alvarez.case()
    assert (case.version, len(case.open_changes)) == (1, 1)
    code = (await alvarez.found()).opened.code
    assert (await alvarez.desk(ConfirmChange(number=1), make.ANA)).refused is not None
    assert (await alvarez.desk(make.call(code=code), make.EVE)).refused is None
    assert (await alvarez.desk(ConfirmChange(number=1), make.ANA)).refused is None
    found = await alvarez.found()
    assert found.opened.request is not None
    assert (found.case.version, found.opened.request.unconfirmed) == (2, ())


async def test_after_a_call_the_form_waits(alvarez: Officer) -> None:
    """Nobody puts other words in the place of those that the agency was called about."""
    page = await by_mail(alvarez)
    code = (await alvarez.found()).opened.code
    assert (await alvarez.desk(make.call(code=code), make.EVE)).refused is None
    answer = await fill(alvarez, page)
    assert "waits" in answer.path
    case = await alvarez.case()
    assert (case.complete, [c.kind for c in case.open_changes]) == (False, [ChangeKind.WIDEN])
    shown = await alvarez.get(page)
    assert "You sent the whole form." in shown.text
    code = (await alvarez.found()).opened.code
    assert (await alvarez.desk(make.call(code=code), make.EVE)).refused is None
    assert (await alvarez.desk(ConfirmChange(number=1), make.ANA)).refused is None
    assert (await alvarez.case()).complete


async def test_errors_keep_what_was_typed(alvarez: Officer) -> None:
    """On top and at the fields, in both languages, marks only where the mail's value still is."""
    page = await by_mail(alvarez)
    wrong = {"officer.phone": "12", "signature": "", "emergency.narrative": "Gone & <b>away</b>"}
    answer = await fill(alvarez, page, wrong)
    assert answer.status == 422
    assert set(answer.errors) == {"officer.phone", "signature"}
    assert "Gone & <b>away</b>" in unescape(answer.text)
    assert "<b>away" not in answer.text
    assert set(NOTED.findall(answer.text)) == {"incident_number", "officer.name"}
    held = alvarez.held_by(answer)
    again = await alvarez.post(page + "?lang=es", {**GIVEN, **wrong, "act": "fill", **held})
    assert set(again.errors) == set(answer.errors)
    assert again.errors["signature"] == language("es").say("Fill this in.")
    assert (await alvarez.case()).complete is False


async def test_a_device_can_be_added(alvarez: Officer) -> None:
    """The form comes back with another row, and nothing is sent."""
    page = await by_mail(alvarez)
    answer = await fill(alvarez, page, {"add": "add"})
    assert answer.status == 200
    assert 'name="data_sought.1.device"' in answer.text
    assert "Shows the van." in answer.text
    assert (await alvarez.case()).complete is False


async def test_what_the_desk_learned_is_not_shown(alvarez: Officer) -> None:
    """Whoever has the link reads the mail's own words, and no more."""
    page = await by_mail(alvarez)
    found = await alvarez.found()
    learned = make.request(
        agency=found.case.agency, incident_number="77-SECRET", unconfirmed=("officer.phone",)
    )
    amend = cm.AmendRequest(base=1, request=learned, mark="m2")
    assert (await alvarez.desk(amend, make.EVE)).refused is None
    shown = await alvarez.get(page)
    assert "What your mail left open" in shown.text
    assert "77-SECRET" not in shown.text
    assert "taken from the pavement" not in shown.text
    assert "waits" in (await fill(alvarez, page)).path


@pytest.mark.parametrize("how", ["form", "decided", "asked"])
async def test_no_other_page_has_the_form(alvarez: Officer, how: str) -> None:
    """Not that of a typed request, of one that ended, or was asked; nor is it taken there."""
    if how == "form":
        page = (await alvarez.send()).path.partition("?")[0]
    else:
        page = await by_mail(alvarez, TEXT)
    if how == "decided":
        await alvarez.desk(cm.EndEmergency(ended_at=alvarez.clock.law(), how="x"), make.EVE)
        assert (await alvarez.case()).state is State.EMERGENCY_ENDED
    if how == "asked":
        asked = cm.AskAgency(questions=("narrow",), own=None, to="status_page")
        assert (await alvarez.desk(asked, make.EVE)).refused is None
    before = await alvarez.case()
    assert "What your mail left open" not in (await alvarez.get(page)).text
    held = alvarez.held_by(await alvarez.get("/request"))
    answer = await alvarez.post(page, {**GIVEN, "act": "fill", **held})
    assert answer.status == 409
    assert await alvarez.case() == before


async def test_a_spoken_request_has_no_form(alvarez: Officer) -> None:
    """What the desk took down by telephone is the desk's to complete."""
    await by_mail(alvarez)
    found = await alvarez.found()
    assert offered(found, waits=False) is not None
    spoken = replace(found, case=replace(found.case, logged_by=make.EVE))
    assert offered(spoken, waits=False) is None


async def test_a_copy_and_a_held_request_show_nothing_of_it(
    sqlite_template: Path, tmp_path: Path
) -> None:
    """Their pages have no form, and what is sent there opens nothing."""
    async with officer(sqlite_template, tmp_path, Flood(per_source=1, everybody=9)) as found:
        page = await by_mail(found, TEXT)
        said = (await found.found()).opened.request
        assert said is not None
        copied = await Intake(found.office).receive(
            Incoming(channel="form", request=said, original=b"a=1")
        )
        assert copied.duplicate
        copy = f"/request/{copied.status_token}"
        assert copy != page
        other = {"incident_number": "26-999999", "data_sought.0.device": "B8:7C:6F:00:00:01"}
        await found.send(other)
        held = (await found.send({**other, "incident_number": "26-999998"})).path
        for path in (copy, held.partition("?")[0]):
            shown = await found.get(path)
            assert shown.status == 200
            assert "What your mail left open" not in shown.text
            assert NOTE not in shown.text
            token = found.held_by(await found.get("/request"))
            answer = await found.post(path, {**GIVEN, "act": "fill", **token})
            assert answer.status == 404
        assert not (await found.case()).changes
