"""What changed between two versions of a request."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.request import Category, Contact, Ongoing
from handlers.blocks.difference import changed, difference
from tests.handlers.blocks.dossiers import END, request, sought

OLD = request()


def test_equal_requests_differ_in_nothing() -> None:
    """No field is named and no sentence is said."""
    assert changed(OLD, request()) == ()
    assert difference(OLD, request()) == []


def test_the_record_gets_names_only() -> None:
    """Officer and narrative changed: their names are recorded, nothing of their values."""
    assert OLD.emergency is not None
    new = replace(
        OLD,
        officer=Contact(name="Somebody Else"),
        emergency=replace(OLD.emergency, narrative="another story"),
    )
    assert changed(OLD, new) == ("officer", "emergency.narrative")
    assert difference(OLD, new) == ["The officer: changed.", "What happened: changed."]


def test_a_widened_window_is_said_in_local_time() -> None:
    """Old and new times stand side by side, in the zone of the request."""
    [said] = difference(OLD, request(data_sought=(sought(end=END + timedelta(minutes=30)),)))
    assert said.startswith("D1 (B8:7C:6F:12:34:56): now ")
    assert "19:00 PST" in said
    assert "18:30 PST" in said


def test_devices_and_categories_come_and_go() -> None:
    """A new device, one that is dropped, and data added or dropped are each one sentence."""
    both = (Category.AUDIO, Category.VIDEO)
    new = request(data_sought=(sought(categories=both), sought("D2", "rear camera")))
    said = difference(OLD, new)
    assert said[0] == "D1 (B8:7C:6F:12:34:56): audio asked for as well."
    assert said[1].startswith("D2 (rear camera) is new: video, ")
    back = difference(new, OLD)
    assert back == [
        "D1 (B8:7C:6F:12:34:56): audio no longer asked for.",
        "D2 (rear camera) is no longer asked for.",
    ]


def test_other_times_for_part_of_it_are_not_passed_over() -> None:
    """The same windows and categories, but exchanged between the two, are still a change."""
    later = {"start": END, "end": END + timedelta(minutes=30)}
    one = (sought(), sought(categories=(Category.AUDIO,), **later))
    other = (sought(**later), sought(categories=(Category.AUDIO,)))
    said = difference(request(data_sought=one), request(data_sought=other))
    assert said == ["D1 (B8:7C:6F:12:34:56): other times for some of the data."]


def test_words_and_absences_are_told() -> None:
    """A word of the field reads old and new; what was given before or is given now says so."""
    assert OLD.emergency is not None
    ended = replace(OLD.emergency, ongoing=Ongoing.NO)
    new = replace(OLD, emergency=ended, incident_number=None, notice_objection="flight")
    assert difference(OLD, new) == [
        "The incident number: no longer given.",
        "Whether it still goes on: over (was still going on).",
        "The objection to telling the owner: now given.",
    ]
    spoken = replace(OLD, emergency=None)
    assert difference(spoken, OLD) == ["The emergency: now given."]
