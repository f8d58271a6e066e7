"""What a request body may say: each rule, alone and in an otherwise good request."""

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.request import Category, Harm, Request
from handlers.intake.schema.reading import read_request
from handlers.intake.schema.translation import translate
from handlers.problems import Fault
from tests.handlers.intake.bodies import ABSENT, EXAMPLE, body

MEBIBYTE = 1024 * 1024


def faults(content: bytes) -> list[Fault]:
    """Return the faults of a body that must have some."""
    found = read_request(content)
    assert isinstance(found, list)
    return found


def request(changes: dict[str, Any] | None = None) -> Request:
    """Return the domain's request of a body that must be good."""
    found = read_request(body(changes))
    assert not isinstance(found, list), found
    return translate(found)[0]


@pytest.mark.parametrize(
    ("pointer", "value", "sentence"),
    [
        ("/agency/name", ABSENT, "expected this member, got nothing"),
        ("/agency/name", "", "got an empty text"),
        ("/agency/name", "   ", "got nothing but spaces"),
        ("/agency/name", 7, "got a number"),
        ("/agency/name", None, "got null"),
        ("/agency/name", "a\nb", "got several lines, or a tab"),
        ("/agency/name", "a\x00b", "without control characters"),
        ("/agency/name", "a\u202eb", "without control characters"),
        ("/agency/name", "a\ud800b", "without control characters"),
        ("/agency/name", "x" * 201, "1 to 200 characters of text, got 201"),
        ("/agency/kind", "police", "expected one of federal, state, local"),
        ("/agency/kind", ["local"], "got a list"),
        ("/agency/country", "us", "ISO 3166-1"),
        ("/agency/country", "USA", "1 to 2 characters"),
        ("/agency/country", "UK", "ISO 3166-1"),
        ("/agency/state", "ZZ", "a US state or territory"),
        ("/agency", [], "expected an object, got a list"),
        ("/agency/motto", "Serve", "got an unknown one"),
        ("/officer", None, "expected an object, got null"),
        ("/officer/email", "ralvarez@", "an e-mail address"),
        ("/officer/email", "a@b@springfieldpd.example", "an e-mail address"),
        ("/officer/email", "ralvarez@springfieldpd.example\n", None),
        ("/officer/phone", "call me", "a phone number"),
        ("/officer/phone", "(----)(----)", "a phone number"),
        ("/supervisor/name", "r.  ALVAREZ", "another person than the officer"),
        ("/supervisor/email", "RAlvarez@springfieldpd.example", "another person"),
        ("/legal_basis", "18 U.S.C.", "the cited law as a word"),
        ("/emergency/nature", "parcel", "expected one of abduction"),
        ("/emergency/harm", ["death", "death"], "each word once"),
        ("/emergency/harm", "death", "expected a list, got text"),
        ("/emergency/harm/0", "fear", "expected one of death"),
        ("/emergency/narrative", "x" * 8001, "1 to 8000 characters"),
        ("/emergency/occurred_at", "2026-11-21T18:20:00", "without an offset"),
        ("/emergency/occurred_at", "2026-11-21 18:20:00Z", "a time with its offset"),
        ("/emergency/occurred_at", "2026-02-30T18:20:00Z", "does not exist"),
        ("/emergency/occurred_at", "2026-11-21T24:20:00Z", "does not exist"),
        ("/emergency/occurred_at", "2026-11-21T18:20:00+15:00", "in another form"),
        ("/emergency/occurred_at", "1999-12-31T23:59:59Z", "another year"),
        ("/emergency/occurred_at", "2101-01-01T00:00:00Z", "another year"),
        ("/emergency/occurred_at", "9999-12-31T23:59:59-14:00", "does not exist"),
        ("/emergency/occurred_at", 1795285200, "got a number"),
        ("/emergency/ongoing", True, "got true or false"),
        ("/data_sought", [], "expected 1 or more, got 0"),
        ("/data_sought", EXAMPLE["data_sought"] * 51, "expected at most 50, got more"),
        ("/data_sought/0", "camera", "expected an object, got text"),
        ("/data_sought/0/categories", [], "expected 1 or more"),
        ("/data_sought/0/categories", ["video", "video"], "each word once"),
        ("/data_sought/0/categories/0", "live_view", "expected one of video"),
        ("/data_sought/0/to", "2026-11-21T18:00:00-08:00", "an end after the start"),
        ("/data_sought/0/to", "2026-12-22T18:00:01-08:00", "at most 31 days"),
        ("/data_sought/0/start", "2026-11-21T18:00:00-08:00", "got an unknown one"),
        ("/attested", False, "got false"),
        ("/attested", 1, "got a number"),
        ("/attested", ABSENT, "got nothing"),
        ("/attachments", {"name": "a"}, "expected a list, got an object"),
        ("/attachments", EXAMPLE["attachments"] * 11, "at most 10"),
        ("/attachments/0/name", "../passwd", "a file name without a path"),
        ("/attachments/0/type", "pdf", "a media type"),
        ("/attachments/0/type", "Application/PDF", None),
        ("/attachments/0/data", "JVBERi0", "base64"),
        ("/attachments/0/data", "JVBE\nRi0=", "base64"),
        ("/attachments/0/data", "", "base64"),
    ],
)
def test_each_bad_field_is_named_alone(pointer: str, value: object, sentence: str | None) -> None:
    """One bad field is one fault, at its pointer, saying what was expected and what was got."""
    if sentence is None:
        assert request({pointer: value})
        return
    [fault] = faults(body({pointer: value}))
    assert fault.pointer == pointer
    assert sentence in fault.detail


@pytest.mark.parametrize("name", ["two words", "ключ", "x" * 65, "a/b", "\ud800"])
def test_unspeakable_names_are_reported_at_their_parent(name: str) -> None:
    """A hostile member name is not repeated: the fault points at the object that holds it."""
    document = json.loads(body())
    document["agency"][name] = 1
    [fault] = faults(json.dumps(document).encode())
    assert (fault.pointer, "unknown" in fault.detail) == ("/agency", True)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "line 1, column 1"),
        (b"{", "line 1, column 2"),
        (b'{"a": 1} x', "expected JSON"),
        (b'{"agency": NaN}', "without NaN"),
        (b"[" * 5000, "deep nesting"),
        (b"[" * 9 + b"1" + b"]" * 9, "8 levels of nesting"),
        (b'"\xff"', "UTF-8"),
        (b"\xef\xbb\xbf{}", "expected JSON"),
        (b"null", "expected an object, got null"),
        (b"[]", "expected an object, got a list"),
        (b"1e999", "expected an object, got a number"),
        (b"1" * 5000, "expected an object, got a number"),
    ],
)
def test_what_is_no_object_is_one_fault_at_the_root(content: bytes, sentence: str) -> None:
    """Broken, deep, or other JSON is a fault of the whole body."""
    [fault] = faults(content)
    assert fault.pointer == ""
    assert sentence in fault.detail


def test_names_that_stand_twice_are_faults() -> None:
    """A doubled name is refused, since two readers could take two values from it."""
    doubled = body().replace(b'"kind": "local"', b'"kind": "local", "kind": "state"')
    [fault] = faults(doubled)
    assert fault == Fault("/agency/kind", "expected each name once, got it twice")


def test_faults_of_form_and_of_fields_come_together() -> None:
    """A doubled name hides no bad field, and a bad field no doubled name."""
    content = body({"/attested": False, "/supervisor/name": "R. Alvarez"})
    content = content.replace(b'"rank": "Sgt"', b'"rank": "Sgt", "rank": "Lt"')
    assert [f.pointer for f in faults(content)] == [
        "/attested",
        "/officer/rank",
        "/supervisor/name",
    ]


def encoded(size: int) -> dict[str, str]:
    """Return an attachment of so many bytes."""
    data = base64.b64encode(b"x" * size).decode()
    return {"name": "a.bin", "type": "application/octet-stream", "data": data}


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"/attachments": [encoded(8 * MEBIBYTE + 1)]}, "/attachments/0/data"),
        ({"/attachments": [encoded(8 * MEBIBYTE)] * 3 + [encoded(1)]}, "/attachments"),
        ({"/emergency/narrative": "words " * 50_000}, ""),
    ],
)
def test_what_is_too_large_is_marked_so(changes: dict[str, Any], pointer: str) -> None:
    """Over 8 MiB in one file, 24 MiB in all, or 256 KiB beside them is a fault of size."""
    [fault] = faults(body(changes))
    assert (fault.pointer, fault.too_large) == (pointer, True)


def test_exactly_full_attachments_are_taken() -> None:
    """Three files of 8 MiB, with escaped slashes as some writers make them, are taken whole."""
    content = body({"/attachments": [encoded(8 * MEBIBYTE)] * 3})
    found = read_request(content.replace(b"/octet", b"\\/octet"))
    assert not isinstance(found, list)
    assert sum(len(data) for _, data in translate(found)[1]) == 24 * MEBIBYTE


def test_example_becomes_the_domain_request() -> None:
    """Every member of the interface's example arrives in the domain's words, times in UTC."""
    taken = request()
    assert taken.agency.state == "CA"
    assert taken.supervisor is not None
    assert taken.supervisor.rank == "Lt"
    assert taken.emergency is not None
    assert taken.emergency.harm == frozenset(Harm)
    assert taken.emergency.occurred_at == datetime(2026, 11, 22, 2, 20, tzinfo=UTC)
    [sought] = taken.data_sought
    assert (sought.alias, sought.categories) == ("D1", (Category.VIDEO,))
    assert sought.length.total_seconds() == 1800
    [attachment] = taken.attachments
    assert (attachment.key, attachment.size) == ("F1", 5)
    assert (taken.zone, taken.attested, taken.complete) == (None, True, True)


def test_least_request_is_taken() -> None:
    """What a person may not know yet may be left out: the desk can ask."""
    optional = ("supervisor", "incident_number", "legal_basis", "deadline", "notice_objection")
    gone = [f"/{n}" for n in (*optional, "follow_up", "attachments")]
    gone += [f"/agency/{n}" for n in ("state", "code")]
    gone += [f"/emergency/{n}" for n in EXAMPLE["emergency"] if n not in ("nature", "narrative")]
    taken = request(dict.fromkeys(gone, ABSENT))
    assert taken.supervisor is None
    assert taken.complete


def test_one_device_keeps_one_alias() -> None:
    """The same device in two entries is D1 twice, whatever its letter case; another is D2."""
    [one] = EXAMPLE["data_sought"]
    lower = one | {"device": one["device"].lower(), "categories": ["audio"]}
    other = one | {"device": "camera-2"}
    taken = request({"/data_sought": [one, other, lower]})
    assert [s.alias for s in taken.data_sought] == ["D1", "D2", "D1"]


def test_text_is_in_one_normal_form() -> None:
    """Letters made of two code points become one, as the record keeps them."""
    assert request({"/agency/name": "Montre\u0301al"}).agency.name == "Montréal"


def test_files_are_named_by_their_digest() -> None:
    """An attachment's digest is the SHA-256 of its bytes, so that a swapped file shows."""
    first = request().attachments[0]
    second = request({"/attachments/0/data": "JVBERi4="}).attachments[0]
    assert first != second
    assert replace(first, digest=second.digest) == second
