"""Claims about single entries and the head of the record."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.canonical import NotCanonicalError, canonical, parse
from bot.domain.merkle import root_of
from bot.domain.record import (
    GENESIS,
    MEMBERS,
    Entry,
    EntryError,
    Head,
    body,
    entry_hash,
    opaque_actor,
    parse_body,
)

AT = datetime(2026, 11, 21, 20, 58, 1, 123456, UTC)
ENTRY = Entry(
    position=1,
    at=AT,
    kind="case.opened",
    case="EDR-2026-000001",
    version=1,
    actor="p_00",
    previous=GENESIS,
    payload={"schema": 1},
)
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6)
entries = st.builds(
    Entry,
    position=st.integers(1, 2**53 - 1),
    at=st.datetimes(timezones=st.just(UTC)),
    kind=st.from_regex(r"[a-z_]{1,9}(\.[a-z_]{1,9}){0,2}", fullmatch=True),
    case=st.none() | st.from_regex(r"EDR-[0-9]{4}-[0-9]{6}", fullmatch=True),
    version=st.none() | st.integers(1, 99),
    actor=st.sampled_from(["system", "requester", "p_0123"]),
    previous=st.binary(min_size=32, max_size=32).map(bytes.hex),
    payload=st.dictionaries(st.sampled_from("abc"), st.none() | st.integers(0, 9)),
)


@given(entries)
def test_parse_body_inverts_body(entry: Entry) -> None:
    """An entry comes back equal from its bytes, and the bytes are the same again."""
    assert parse_body(body(entry)) == entry
    assert body(parse_body(body(entry))) == body(entry)


def test_the_body_is_the_documented_one() -> None:
    """Canonical JSON of exactly the eight members, and the hash is that of a Merkle leaf."""
    text = (
        b'{"actor":"p_00","at":"2026-11-21T20:58:01.123456Z","case":"EDR-2026-000001",'
        b'"kind":"case.opened","payload":{"schema":1},"position":1,'
        b'"previous":"' + b"0" * 64 + b'","version":1}'
    )
    assert body(ENTRY) == text
    assert entry_hash(text) == hashlib.sha256(b"\0" + text).hexdigest()
    assert set(MEMBERS) == set(Entry.__slots__)


@pytest.mark.parametrize(
    "change",
    [
        {"position": 0},
        {"position": True},
        {"position": "1"},
        {"at": "2026-11-21T20:58:01Z"},
        {"at": 1},
        {"kind": "Case.Opened"},
        {"kind": "case..opened"},
        {"kind": "case.opened\n"},
        {"kind": None},
        {"case": ""},
        {"case": 7},
        {"version": 0},
        {"version": True},
        {"actor": ""},
        {"actor": None},
        {"previous": "0" * 63},
        {"previous": "A" * 64},
        {"previous": None},
        {"payload": []},
        {"payload": None},
        {"surplus": 1},
    ],
)
def test_a_wrong_member_is_refused(change: dict[str, Any]) -> None:
    """Canonical bytes with a member of another type or form are no entry."""
    members = parse(body(ENTRY))
    assert isinstance(members, dict)
    with pytest.raises(EntryError):
        parse_body(canonical({**members, **change}))


@pytest.mark.parametrize("member", sorted(MEMBERS))
def test_a_missing_member_is_refused(member: str) -> None:
    """Every member must be there."""
    members = parse(body(ENTRY))
    assert isinstance(members, dict)
    del members[member]
    with pytest.raises(EntryError):
        parse_body(canonical(members))


@pytest.mark.parametrize("other", [b" %b", b"%b\n", b"[%b]"])
def test_another_form_of_the_same_json_is_refused(other: bytes) -> None:
    """Only the canonical bytes are a body."""
    with pytest.raises((NotCanonicalError, EntryError)):
        parse_body(other % body(ENTRY))


def test_what_cannot_be_read_is_not_written() -> None:
    """An entry that parse_body would refuse has no body."""
    for change in ({"position": 0}, {"kind": "no kind"}, {"version": 0}, {"previous": ""}):
        with pytest.raises(EntryError):
            body(replace(ENTRY, **change))


@given(st.lists(st.integers(-100, 100), max_size=20))
def test_heads_chain_entries_and_never_go_back_in_time(seconds: list[int]) -> None:
    """Each entry names the one before, times are monotone, and the root covers all bodies."""
    head, bodies, last = Head(), list[bytes](), None
    for second in seconds:
        now = AT + timedelta(seconds=second)
        entry = head.next(
            at=now, kind="clock.passed", case=None, version=None, actor="system", payload={}
        )
        assert entry.previous == (entry_hash(bodies[-1]) if bodies else GENESIS)
        assert entry.at == (now if last is None else max(now, last))
        bodies.append(body(entry))
        head, last = head.after(entry, bodies[-1]), entry.at
    assert head.position == len(seconds)
    assert head.root == root_of([bytes.fromhex(entry_hash(text)) for text in bodies])


@pytest.mark.parametrize("change", [{"position": 2}, {"previous": "1" * 64}])
def test_an_entry_that_does_not_follow_is_not_appended(change: dict[str, Any]) -> None:
    """A gap and a fork are refused by the head itself."""
    entry = replace(ENTRY, **change)
    with pytest.raises(EntryError):
        Head().after(entry, body(entry))


def test_an_opaque_actor_depends_on_person_and_secret() -> None:
    """One person has one id under one secret, and the id does not contain the person."""
    ids = {opaque_actor(secret, who) for secret in (b"1", b"2") for who in ("ana", "ben")}
    assert len(ids) == 4
    assert opaque_actor(b"1", "ana") in ids
    assert all(len(name) == 22 and name.startswith("p_") for name in ids)
