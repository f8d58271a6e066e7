"""What an officer sends from the status page: at once, or waiting until somebody has called."""

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.changing import ChangeKind, ConfirmChange
from tests import factories as make
from tests.factories import ANA, EVE
from tests.handlers.intake.officer import Officer

ASKED = cm.AskAgency(questions=("narrow", "person"), own="Which <door>?", to="status_page")
ROW = {
    "zone": "America/Los_Angeles",
    "data_sought.0.alias": "D1",
    "data_sought.0.categories": ["video", "motion_log"],
    "data_sought.0.from": "2026-11-21T18:00:00",
    "data_sought.0.to": "2026-11-21T18:30:00",
}
"""What is asked for already, as the page has it."""
LESS = {**ROW, "data_sought.0.categories": "video", "data_sought.0.to": "2026-11-21T18:10"}
MORE = {**ROW, "data_sought.0.categories": ["video", "audio"]}


async def sent(officer: Officer) -> str:
    """Send a form and return the address of its page."""
    return (await officer.send()).path.partition("?")[0]


async def kinds(officer: Officer) -> list[ChangeKind]:
    """What waits for a call."""
    return [c.kind for c in (await officer.case()).open_changes]


async def test_an_answer_makes_a_new_version_with_its_files(alvarez: Officer) -> None:
    """Words and documents reach the case at once, and the question is gone from the page."""
    page = await sent(alvarez)
    await alvarez.desk(ASKED, EVE)
    shown = await alvarez.get(page)
    assert "Which &lt;door&gt;?" in shown.text
    assert "Name a supervisor" not in shown.text
    files = [("map.png", b"\x89PNG", "image/png")]
    answer = await alvarez.act(page, {"act": "answer", "answer": "The left one."}, files)
    assert "We have what you sent." in answer.text
    assert "door" not in answer.text
    found = await alvarez.found()
    assert (found.case.version, found.case.asked_at) == (2, None)
    amended = [h.event for h in found.history if isinstance(h.event, ev.RequestAmended)]
    assert amended[0].answer == "The left one."
    assert [a.key for a in amended[0].request.attachments] == ["F1"]
    assert await alvarez.file("F1") == b"\x89PNG"


async def test_less_data_happens_at_once_where_it_was_asked(alvarez: Officer) -> None:
    """A narrower request answers the question; nothing waits."""
    page = await sent(alvarez)
    await alvarez.desk(ASKED, EVE)
    await alvarez.act(page, {"act": "change", **LESS})
    case = await alvarez.case()
    assert (case.version, len(case.classes)) == (2, 1)
    assert await kinds(alvarez) == []


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"act": "change", **LESS}, ChangeKind.OTHER),
        ({"act": "change", **MORE}, ChangeKind.WIDEN),
        ({"act": "contact", "email": "r@elsewhere.example"}, ChangeKind.CONTACT),
        ({"act": "withdraw", "withdraw_why": "He is home."}, ChangeKind.WITHDRAW),
    ],
)
async def test_everything_else_waits_for_a_call(
    alvarez: Officer, fields: dict[str, str], kind: ChangeKind
) -> None:
    """The case stays as it was, the page says what waits and shows the code again."""
    page = await sent(alvarez)
    code = (await alvarez.found()).opened.code
    await alvarez.desk(make.call(code=code), EVE)
    assert code is not None
    assert f"{code[:3]} {code[3:]}" not in (await alvarez.get(page)).text
    answer = await alvarez.act(page, fields)
    assert "It waits until we have called" in answer.text
    assert "Waiting for our call" in answer.text
    assert f"{code[:3]} {code[3:]}" in answer.text
    case = await alvarez.case()
    assert (case.version, case.withdrawn_at) == (1, None)
    assert await kinds(alvarez) == [kind]


async def test_a_confirmed_withdrawal_ends_the_case(alvarez: Officer) -> None:
    """After the call and the confirmation the page says that it was withdrawn."""
    page = await sent(alvarez)
    await alvarez.act(page, {"act": "withdraw", "withdraw_why": "He is home."})
    code = (await alvarez.found()).opened.code
    await alvarez.desk(make.call(code=code), EVE)
    await alvarez.desk(ConfirmChange(number=1), ANA)
    assert (await alvarez.case()).state is State.WITHDRAWN
    shown = await alvarez.get(page)
    assert "This request was withdrawn." in shown.text
    assert "Take the request back" not in shown.text


async def test_a_device_is_added_by_its_own_alias(alvarez: Officer) -> None:
    """A new device gets the next alias; the page shows of the old one its end alone."""
    page = await sent(alvarez)
    shown = await alvarez.get(page)
    assert "ending in 4:56" in shown.text
    assert "B8:7C" not in shown.text
    second = {n.replace(".0.", ".1."): v for n, v in ROW.items() if not n.endswith("alias")}
    await alvarez.act(page, {"act": "change", **ROW, **second, "data_sought.1.device": "D-9"})
    proposed = (await alvarez.found()).opened.proposals[1].request
    assert proposed is not None
    assert [(s.alias, s.device) for s in proposed.data_sought] == [
        ("D1", "B8:7C:6F:12:34:56"),
        ("D2", "D-9"),
    ]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"act": "answer"}, "answer"),
        ({"act": "withdraw"}, "withdraw_why"),
        ({"act": "contact"}, "email"),
        ({"act": "contact", "phone": "x"}, "phone"),
        ({"act": "process", "process": "warrant"}, "process_file"),
        ({"act": "change", **ROW, "data_sought.0.to": "2026-11-21T17:00"}, "data_sought.0.to"),
        ({"act": "change", **ROW, "data_sought.0.categories": []}, "data_sought.0.categories"),
    ],
)
async def test_a_faulty_form_comes_back_open(
    alvarez: Officer, fields: dict[str, str], field: str
) -> None:
    """The error stands at its field and on top, and nothing happens to the case."""
    page = await sent(alvarez)
    await alvarez.desk(ASKED, EVE)
    answer = await alvarez.act(page, fields)
    assert answer.status == 422
    assert set(answer.errors) == {field}
    assert f'id="{field}.error"' in answer.text
    assert (await alvarez.case()).version == 1


async def test_legal_process_is_sealed(alvarez: Officer) -> None:
    """The document lies sealed with the case, and the record says that it came."""
    page = await sent(alvarez)
    files = [("order.pdf", b"%PDF", "application/pdf")]
    fields = {"act": "process", "process": "court_order", "court": "Superior Court"}
    assert (await alvarez.act(page, fields, files)).status == 200
    assert await alvarez.file("P1") == b"%PDF"
    events = [h.event for h in (await alvarez.found()).history]
    received = next(e for e in events if isinstance(e, ev.ProcessReceived))
    assert (received.process, received.attachment.name) == ("court_order", "order.pdf")


async def test_the_same_change_twice_is_one(alvarez: Officer) -> None:
    """A form that is sent again does nothing more."""
    page = await sent(alvarez)
    held = alvarez.held_by(await alvarez.get(page))
    fields = {"act": "withdraw", "withdraw_why": "He is home.", **held}
    for _ in range(2):
        assert (await alvarez.post(page, fields)).status == 200
    assert len((await alvarez.case()).changes) == 1


async def test_nothing_changed_is_said(alvarez: Officer) -> None:
    """A change to what is asked for already is answered in neutral words."""
    answer = await alvarez.act(await sent(alvarez), {"act": "change", **ROW})
    assert answer.status == 409
    assert "this is what you asked for already" in answer.text


async def test_another_row_keeps_what_was_typed(alvarez: Officer) -> None:
    """The button adds an empty device below those that there are."""
    answer = await alvarez.act(await sent(alvarez), {"act": "change", **MORE, "add": "1"})
    assert answer.status == 200
    assert 'name="data_sought.1.device"' in answer.text
    assert 'value="audio" checked' in answer.text


@pytest.mark.parametrize("act", ["", "approve", "process "])
async def test_an_unknown_form_opens_nothing(alvarez: Officer, act: str) -> None:
    """Only the page's own forms are taken."""
    page = await sent(alvarez)
    assert (await alvarez.act(page, {"act": act})).status == 404


async def test_a_wrong_link_takes_nothing(alvarez: Officer) -> None:
    """A post to a page that does not exist looks like any link that opens nothing."""
    await sent(alvarez)
    held = alvarez.held_by(await alvarez.get())
    answer = await alvarez.post("/request/" + "x" * 43, {"act": "withdraw", **held})
    assert answer.status == 404
    foreign = await alvarez.post(await sent(alvarez), {"act": "withdraw", "withdraw_why": "x"})
    assert foreign.status == 403
