"""From the forms of a request taken down here to requests."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.decision import Opened
from bot.domain.request import AgencyKind, Category, Contact, Ongoing, Request
from bot.practice.view_rules import accepted_view
from handlers.blocks import amend, new_request
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.limits import Payload
from handlers.intake import reading
from handlers.intake.spoken_names import contact
from tests.handlers.blocks.dossiers import (
    END,
    LOS_ANGELES,
    NOW,
    START,
    case,
    dossier,
    listed,
    request,
    sent,
    sought,
)

ZONE = ZoneInfo(LOS_ANGELES)
WHO = {
    "agency": "springfield",
    "officer": "Sgt R. Alvarez, 4417",
    "phone": "+1 555 010 4417",
    "channel": "phone",
}
FACTS = {
    "nature": "abduction",
    "person": "girl, 9",
    "harm": ["death"],
    "story": "taken from the pavement",
    "ongoing": "yes",
    "warrant": "no_time",
}
SOUGHT = {
    "devices": "B8:7C:6F:12:34:56\n16 Elm Street",
    "categories": ["video", "motion_log"],
    "day": "2026-11-21",
    "from": "18:00",
    "to": "18:30",
    "attested": ["yes"],
}


def spoken() -> Request:
    """What is known after the first step."""
    read = reading.who(Answers.of(sent(new_request.who(), **WHO)), listed(), "UTC")
    assert isinstance(read, reading.NewCase)
    return read.request


def test_the_first_step_gives_a_request_without_an_emergency() -> None:
    """Agency, officer and zone are known; the case can open before anything else is."""
    first = spoken()
    assert first.agency.name == "Springfield Police Department"
    assert first.officer == Contact(
        name="R. Alvarez", rank="Sgt", badge="4417", phone="+1 555 010 4417"
    )
    assert first.zone == LOS_ANGELES
    assert not first.complete


def test_what_was_typed_is_kept_as_it_was() -> None:
    """The original holds the typed lines, not what was made of them."""
    read = reading.who(Answers.of(sent(new_request.who(), **WHO)), listed(), "UTC")
    assert isinstance(read, reading.NewCase)
    assert b'"officer":"Sgt R. Alvarez, 4417"' in read.original


def test_an_agency_outside_the_directory_is_taken_by_kind_and_name() -> None:
    """The search offers it with its kind, and the choice reads back to both."""
    options = new_request.agencies("Shelbyville Sheriff", [listed()])["options"]
    chosen = next(o["value"] for o in options if o["value"].startswith("new:state:"))
    answers = Answers.of(sent(new_request.who(), **{**WHO, "agency": chosen}))
    assert reading.agency_key(answers) is None
    read = reading.who(answers, None, "America/Denver")
    assert isinstance(read, reading.NewCase)
    assert (read.request.agency.name, read.request.agency.kind) == (
        "Shelbyville Sheriff",
        AgencyKind.STATE,
    )
    assert read.request.zone == "America/Denver"


@pytest.mark.parametrize("chosen", ["other", "new:", "new:king:X", "new:local:", "springfield2"])
def test_an_agency_that_was_not_offered_is_refused(chosen: str) -> None:
    """A made-up value opens no case."""
    read = reading.who(Answers.of(sent(new_request.who(), **{**WHO, "agency": chosen})), None, "")
    assert isinstance(read, FieldErrors)
    assert "agency" in read.by_block


def test_an_empty_first_step_names_every_missing_answer() -> None:
    """All mistakes are told at once."""
    read = reading.who(Answers.of(sent(new_request.who())), None, "UTC")
    assert isinstance(read, FieldErrors)
    assert set(read.by_block) == {"agency", "officer", "phone", "channel"}


def test_steps_two_and_three_complete_the_request() -> None:
    """After the third step there is an emergency and a scope in UTC."""
    view = new_request.emergency(dossier())
    second = reading.emergency(Answers.of(sent(view, **FACTS)), spoken(), NOW)
    assert isinstance(second, Request)
    third = reading.asked_for(
        Answers.of(sent(new_request.sought(dossier()), **SOUGHT)), second, (), ZONE
    )
    assert isinstance(third, Request)
    assert third.complete
    assert third.emergency is not None
    assert third.emergency.last_confirmed_at == NOW
    assert [s.alias for s in third.data_sought] == ["D1", "D2"]
    assert {(s.start, s.end) for s in third.data_sought} == {(START, END)}
    assert third.attested


def test_a_window_over_midnight_ends_on_the_next_day() -> None:
    """An end before the start is tomorrow's."""
    view = sent(new_request.sought(dossier()), **{**SOUGHT, "from": "23:50", "to": "00:10"})
    read = reading.asked_for(Answers.of(view), spoken(), (), ZONE)
    assert isinstance(read, Request)
    assert read.data_sought[0].length == timedelta(minutes=20)
    assert read.data_sought[0].end == datetime(2026, 11, 22, 8, 10, tzinfo=UTC)


def test_the_next_step_is_the_one_that_lacks() -> None:
    """A request left half-way goes on where it stopped; a complete one has no next step."""
    halfway = request(emergency=None, data_sought=())
    step = new_request.next_step(dossier(case(halfway), opened=Opened(request=halfway)))
    assert step is not None
    assert step["callback_id"] == new_request.EMERGENCY
    told = request(data_sought=())
    step = new_request.next_step(dossier(case(told), opened=Opened(request=told)))
    assert step is not None
    assert step["callback_id"] == new_request.SOUGHT
    assert new_request.next_step(dossier()) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Sgt R. Alvarez, 4417", Contact(name="R. Alvarez", rank="Sgt", badge="4417")),
        ("R. Alvarez, Sgt., badge 4417", Contact(name="R. Alvarez", rank="Sgt.", badge="4417")),
        (
            "Lt L. Chen, +1 555 010 4400",
            Contact(name="L. Chen", rank="Lt", phone="+1 555 010 4400"),
        ),
        ("Detective Sergeant Mo Ali", Contact(name="Mo Ali", rank="Detective Sergeant")),
        ("Captain", Contact(name="Captain")),
        ("Alvarez, R., of the night shift", Contact(name="Alvarez, R., of the night shift")),
        (", 4417", Contact(name=", 4417")),
    ],
)
def test_a_person_is_read_from_one_line(line: str, expected: Contact) -> None:
    """Rank, name and badge are told apart; in doubt the whole line is the name."""
    assert contact(line) == expected


def form(current: Request) -> Payload:
    """The amend form of a request."""
    return amend.view(dossier(case(current), opened=Opened(request=current)))


def changed(current: Request, **answers: object) -> reading.Amended | FieldErrors:
    """The amend form as read back with some answers."""
    answered = Answers.of(sent(form(current), **answers))
    return reading.amended(answered, current, current.data_sought, ZONE, NOW)


MIXED = (
    sought("D1", categories=(Category.AUDIO, Category.VIDEO)),
    sought("D2", "16 Elm; rear", end=END + timedelta(days=3)),
    sought("D1", start=START + timedelta(hours=1, microseconds=5), end=END + timedelta(hours=2)),
)
LONG = tuple(sought(f"D{i}", f"{i} " + "x" * 190) for i in range(1, 30))


@pytest.mark.parametrize("wanted", [(sought(),), (sought(), sought("D2", "b")), MIXED, LONG])
def test_an_amendment_without_a_change_is_the_same_request(wanted: tuple) -> None:
    """Whatever the form shows and nobody touches reads back equal, to the microsecond."""
    current = request(data_sought=wanted)
    assert accepted_view(form(current), "modal")
    assert changed(current) == reading.Amended(request=current)


def test_an_amendment_changes_only_what_was_touched() -> None:
    """A later end makes a wider window; device, alias and the rest stay."""
    current = request()
    read = changed(current, to="19:00", ongoing="unknown", answer="Lt Chen: until seven")
    assert isinstance(read, reading.Amended)
    assert current.emergency is not None
    assert read == reading.Amended(
        request=replace(
            current,
            data_sought=(sought(end=END + timedelta(minutes=30)),),
            emergency=replace(current.emergency, ongoing=Ongoing.UNKNOWN),
        ),
        answer="Lt Chen: until seven",
    )
    command = reading.amendment(1, current, read, "m")
    assert command.changed == ("emergency.ongoing", "data_sought")


def test_an_incident_number_and_a_supervisor_can_be_added() -> None:
    """What a caller did not have at hand is typed later, and is then no longer merely found."""
    found = ("incident_number", "supervisor.name", "officer.name")
    current = request(incident_number=None, supervisor=None, unconfirmed=found)
    read = changed(current, incident=" 26-118203 ", supervisor="Lt L. Chen, +1 555 010 4400")
    assert isinstance(read, reading.Amended)
    assert read.request.incident_number == "26-118203"
    assert read.request.supervisor == Contact(name="L. Chen", rank="Lt", phone="+1 555 010 4400")
    assert read.request.unconfirmed == ("officer.name",)
    assert reading.amendment(1, current, read, "m").changed[:2] == (
        "supervisor",
        "incident_number",
    )


def test_an_incident_number_is_never_shown_where_it_is_changed() -> None:
    """Whoever calls dispatch next must hear it, so the field is empty, and empty is as before."""
    current = request(incident_number="26-118203")
    assert "26-118203" not in str(form(current))
    assert "One is given" in str(form(current))
    read = changed(current, incident="26-999999")
    assert isinstance(read, reading.Amended)
    assert read.request == replace(current, incident_number="26-999999")


@pytest.mark.parametrize(
    "named",
    [
        Contact(
            name="L. Chen", rank="Lt", badge="12", phone="+1 555 010 4400", email="l@x.example"
        ),
        Contact(name="  José\u0301  "),
        Contact(name="x" * 200),
        Contact(name="two\nlines"),
    ],
)
def test_a_supervisor_nobody_touched_stays(named: Contact) -> None:
    """Whatever is known of the supervisor beside what the line shows is kept."""
    current = request(supervisor=named)
    assert changed(current) == reading.Amended(request=current)


def test_a_supervisor_can_be_taken_out() -> None:
    """An emptied line means that nobody is named any more."""
    read = changed(request(supervisor=Contact(name="L. Chen")), supervisor="")
    assert isinstance(read, reading.Amended)
    assert read.request.supervisor is None


def test_a_device_keeps_its_alias_and_no_other_gets_it() -> None:
    """D1 comes back as D1 after it was dropped, and the new device in between is D3."""
    current = request(data_sought=(sought("D2", "rear camera"),))
    earlier = (sought("D1"), sought("D2", "rear camera"))
    typed = "side camera\nREAR  camera\nb8:7c:6f:12:34:56"
    answers = Answers.of(sent(form(current), devices=typed))
    read = reading.amended(answers, current, earlier, ZONE, NOW)
    assert isinstance(read, reading.Amended)
    assert [s.alias for s in read.request.data_sought] == ["D3", "D2", "D1"]


def test_a_mistake_in_a_line_is_named_by_its_line() -> None:
    """The second of two windows ends before it starts, and the form says so."""
    lines = (
        "video; 2026-11-21 18:00; 2026-11-21 18:30; a\naudio; 2026-11-21 19:00; 2026-11-21 18:00; b"
    )
    read = changed(request(data_sought=MIXED), windows=lines)
    assert isinstance(read, FieldErrors)
    assert read.by_block == {"windows:v1": "Line 2: ends before it starts."}


def test_a_confirmation_still_to_come_is_refused() -> None:
    """Nobody confirmed anything in the future."""
    read = changed(request(), confirmed=int((NOW + timedelta(hours=1)).timestamp()))
    assert isinstance(read, FieldErrors)
    assert set(read.by_block) == {"confirmed:v1"}
