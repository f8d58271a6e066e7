"""Claims about writing events as JSON with personal values apart."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.canonical import canonical, parse
from bot.domain.codec import (
    CodecError,
    instant_of,
    instant_text,
    join,
    join_event,
    read,
    split,
    write,
)
from tests.domain.codec_examples import AN_OPENED, Court, Opened, openeds, zones


def redacted(opened: Opened) -> Opened:
    """Take every personal value away, by hand."""
    ground = opened.ground
    return replace(
        opened,
        officer=replace(opened.officer, name=None),
        others=tuple(replace(other, name=None) for other in opened.others),
        ground=replace(ground, judge=None) if isinstance(ground, Court) else ground,
        narrative=None,
        person=None,
    )


@given(openeds)
def test_join_inverts_split(opened: Opened) -> None:
    """A value comes back equal when every opening is given, and its JSON is canonical JSON."""
    parts = split(opened)
    assert join(Opened, parts.public, parts.personal) == opened
    canonical(parts.public)
    canonical(parts.personal)


@given(openeds)
def test_without_openings_the_rest_comes_back(opened: Opened) -> None:
    """A redacted reading equals the value with its personal places emptied, and nothing else."""
    assert join(Opened, split(opened).public, None) == redacted(opened)


@given(openeds)
def test_read_inverts_write(opened: Opened) -> None:
    """A value written whole is read back whole."""
    assert read(Opened, write(opened)) == opened


def test_the_public_part_holds_no_personal_value() -> None:
    """Personal values are found under their pointers and nowhere in the public part."""
    parts = split(AN_OPENED)
    assert parts.personal == {
        "/officer/name": "R. Alvarez",
        "/others/1/name": "L. Chen",
        "/ground/judge": "J. Doe",
        "/narrative": ["a girl, 9"],
        "/person": {"rank": None, "name": "the girl"},
    }
    for personal in (b"Alvarez", b"Chen", b"Doe", b"girl"):
        assert personal not in canonical(parts.public)


def test_the_public_part_looks_as_documented() -> None:
    """Every supported type has the documented form."""
    assert split(AN_OPENED).public == {
        "schema": 2,
        "case": "EDR-2026-000001",
        "count": 3,
        "sure": True,
        "category": "video",
        "at": "2026-11-21T20:58:01.123456Z",
        "day": "2026-11-21",
        "allowed": 1_800_000_000,
        "devices": ["D1"],
        "categories": ["audio", "video"],
        "flags": ["a", "b"],
        "officer": {"rank": "Sgt", "name": {"commitment": ""}},
        "others": [{"rank": None, "name": None}, {"rank": "Lt", "name": {"commitment": ""}}],
        "ground": {"type": "court_order", "name": "Superior Court", "judge": {"commitment": ""}},
        "narrative": {"commitment": ""},
        "person": {"commitment": ""},
    }


@given(st.datetimes(timezones=zones))
def test_instants_keep_their_microseconds(instant: datetime) -> None:
    """An instant's text is UTC and reads back as the same instant."""
    assert instant_of(instant_text(instant)) == instant
    assert instant_of(instant_text(instant)).tzinfo is UTC


@given(st.datetimes(timezones=zones), st.integers(0, 26), st.characters(max_codepoint=0x7F))
def test_an_instant_has_one_text(instant: datetime, place: int, mark: str) -> None:
    """Whatever is read as an instant is written back as it stood; everything else is refused."""
    text = instant_text(instant)
    for said in (text[:place] + mark + text[place + 1 :], text[:place] + text[place + 1 :]):
        try:
            assert instant_text(instant_of(said)) == said
        except CodecError:
            assert said != text


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-21T24:00:00.000000Z",
        "2026-02-30T00:00:00.000000Z",
        "0000-01-01T00:00:00.000000Z",
        "2026-11-21T20:58:60.000000Z",
        "2026-11-21T20:58:01,123456Z",
        "2026-11-21 20:58:01.123456Z",
        "2026-11-21T20:58:01.12345\u0666Z",
        "2026-11-21T20:58:01.123456Z\n",
    ],
)
def test_what_is_no_instant_is_refused(text: str) -> None:
    """Hours, days and years that are none, other separators, other digits."""
    with pytest.raises(CodecError):
        instant_of(text)


def test_a_payload_survives_the_record() -> None:
    """What was parsed from canonical bytes joins to the same event."""
    parts = split(AN_OPENED)
    payload, openings = parse(canonical(parts.public)), parse(canonical(parts.personal))
    assert isinstance(payload, dict)
    assert isinstance(openings, dict)
    assert join_event("test.opened", payload, openings) == AN_OPENED
