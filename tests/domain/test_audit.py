"""Claims about what an audit of the record finds: every change, at its place, and nothing else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.audit import Audit, Finding, Opened, Reason, Row
from bot.domain.canonical import Json
from bot.domain.commitments import commit, salt_of
from bot.domain.record import Head, body, entry_hash, parse_body

AT = datetime(2026, 11, 21, 20, 58, 1, 123456, UTC)
SECRET = bytes(range(32))
KINDS = frozenset({"case.opened", "clock.passed"})
LENGTH = 9


def rows_and_roots() -> tuple[list[Row], list[bytes]]:
    """Write a small record; roots[n] covers its first n entries."""
    head, rows, roots = Head(), list[Row](), [Head().root]
    for number in range(1, LENGTH + 1):
        personal: dict[str, Json] = (
            {"/name": f"person {number}", "/more/0": ["x"]} if number % 3 else {}
        )
        places: dict[str, dict[str, Json]] = {pointer: {"commitment": ""} for pointer in personal}
        more: list[Json] = [places.get("/more/0")]
        public: dict[str, Json] = {"schema": 1, "name": places.get("/name"), "more": more}
        entry = head.next(
            at=AT + timedelta(seconds=number),
            kind="case.opened" if number % 2 else "clock.passed",
            case=f"EDR-2026-{number:06}" if number % 4 else None,
            version=None if number % 5 else 12345678,
            actor="system",
            payload=commit(public, personal, partial(salt_of, SECRET, number)),
        )
        text = body(entry)
        head = head.after(entry, text)
        opened = Opened(SECRET, personal)
        rows.append(Row(number, entry.case, entry.kind, entry.at, text, head.hash, opened))
        roots.append(head.root)
    return rows, roots


ROWS, ROOTS = rows_and_roots()
positions = st.integers(1, LENGTH)


def found(rows: list[Row], *, chain_only: bool = False) -> list[Finding]:
    """Audit the rows against every root that was ever published, at once and one by one."""
    at_once, one_by_one = [
        Audit(kinds=KINDS, roots=dict(enumerate(ROOTS)), chain_only=chain_only) for _ in range(2)
    ]
    findings = [*at_once.check(rows), *at_once.finish()]
    assert findings == [
        *chain.from_iterable(one_by_one.check([row]) for row in rows),
        *one_by_one.finish(),
    ]
    return findings


def with_row(position: int, **change: object) -> list[Row]:
    """Return the record with one row changed."""
    row = ROWS[position - 1]._replace(**change)  # type: ignore[arg-type]  # any column
    return [*ROWS[: position - 1], row, *ROWS[position:]]


def rechained(rows: list[Row], *, monotone: bool = True) -> list[Row]:
    """Forge as an insider would: correct all positions, links and hashes."""
    head, forged = Head(), list[Row]()
    for row in rows:
        old = parse_body(row.body)
        entry = head.next(
            at=old.at,
            kind=old.kind,
            case=old.case,
            version=old.version,
            actor=old.actor,
            payload=old.payload,
        )
        entry = entry if monotone else replace(entry, at=old.at)
        text = body(entry)
        head = head.after(entry, text)
        forged.append(Row(entry.position, row.case, row.kind, entry.at, text, head.hash))
    return forged


@pytest.mark.parametrize("chain_only", [True, False])
def test_a_whole_record_has_no_findings(chain_only: bool) -> None:
    """Nothing is wrong with an honest record, at any of its checkpoints."""
    assert found(ROWS, chain_only=chain_only) == []
    assert found([], chain_only=chain_only)[0].reason is Reason.SHORT


@given(st.data(), positions, st.booleans())
def test_any_changed_byte_is_found_at_its_entry(
    draw: st.DataObject, position: int, chain_only: bool
) -> None:
    """One byte changed in any body is named as that entry's wrong hash."""
    text = bytearray(ROWS[position - 1].body)
    place = draw.draw(st.integers(0, len(text) - 1))
    text[place] ^= draw.draw(st.integers(1, 255))
    first, *_ = found(with_row(position, body=bytes(text)), chain_only=chain_only)
    assert first.position == position
    assert Reason.HASH in {
        finding.reason
        for finding in found(with_row(position, body=bytes(text)), chain_only=chain_only)
        if finding.position == position
    }


@given(positions, st.booleans())
def test_a_changed_hash_is_found_at_its_entry_alone(position: int, chain_only: bool) -> None:
    """The entry after it names the true hash and is not blamed."""
    findings = found(with_row(position, hash="0" * 64), chain_only=chain_only)
    assert [(f.position, f.reason) for f in findings] == [(position, Reason.HASH)]


@given(positions, st.booleans())
def test_a_rewritten_entry_breaks_the_link_or_the_root(position: int, chain_only: bool) -> None:
    """A body replaced together with its hash is found by the checkpoint over it."""
    text = ROWS[position - 1].body.replace(b'"schema":1', b'"schema":2')
    findings = found(with_row(position, body=text, hash=entry_hash(text)), chain_only=chain_only)
    assert (findings[0].position, findings[0].reason) == (position, Reason.ROOT)
    after = [f.position for f in findings if f.reason is Reason.PREVIOUS]
    assert after == ([position + 1] if position < LENGTH else [])


@given(positions, st.booleans())
def test_a_deleted_entry_is_named(position: int, chain_only: bool) -> None:
    """The missing position is the first finding; a cut end is found by the checkpoints."""
    first, *_ = found(ROWS[: position - 1] + ROWS[position:], chain_only=chain_only)
    assert first.position == position
    assert first.reason is (Reason.POSITION if position < LENGTH else Reason.SHORT)


@given(positions, positions, st.booleans())
def test_reordered_rows_are_found(one: int, other: int, chain_only: bool) -> None:
    """Two rows that changed places are noticed where the order breaks first."""
    rows = list(ROWS)
    rows[one - 1], rows[other - 1] = rows[other - 1], rows[one - 1]
    findings = found(rows, chain_only=chain_only)
    if one == other:
        assert findings == []
    else:
        assert findings[0].reason is Reason.POSITION
        assert findings[0].position == min(one, other)


@given(positions)
def test_a_repeated_row_is_found(position: int) -> None:
    """The same position twice is wrong the second time."""
    rows = [*ROWS[:position], *ROWS[position - 1 :]]
    first, *_ = found(rows)
    assert (first.position, first.reason) == (position, Reason.POSITION)


@given(positions)
def test_a_fork_with_everything_recomputed_is_found_by_a_checkpoint(position: int) -> None:
    """An insider who rewrites a whole chain still contradicts the published root."""
    rows = list(ROWS)
    text = rows[position - 1].body.replace(b'"schema":1', b'"schema":2')
    rows[position - 1] = rows[position - 1]._replace(body=text)
    forged = rechained(rows)
    assert list(Audit().check(forged)) == []
    first, *_ = found(forged)
    assert (first.position, first.reason) == (position, Reason.ROOT)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"case": "EDR-2026-999999"}, "case"),
        ({"kind": "clock.stopped"}, "kind"),
        ({"at": AT + timedelta(seconds=5, microseconds=1)}, "at"),
    ],
)
def test_a_column_that_differs_from_its_body_is_found(change: dict[str, object], word: str) -> None:
    """Queries read the columns, so they must say what the body says."""
    findings = found(with_row(5, **change))
    assert [(f.position, f.reason) for f in findings] == [(5, Reason.COLUMNS)]
    assert word in findings[0].detail


def test_time_that_went_back_is_found() -> None:
    """An entry earlier than the one before is named, though all else fits."""
    text = ROWS[4].body.replace(b"20:58:06", b"20:58:01")
    rows = with_row(5, body=text, at=AT, hash=entry_hash(text))
    assert (5, Reason.TIME) in {(f.position, f.reason) for f in found(rows)}


@given(positions.filter(lambda position: position > 1))
def test_time_that_went_back_is_found_in_an_honest_chain(position: int) -> None:
    """Links, hashes and columns that all fit do not hide an instant before the last one."""
    rows = list(ROWS)
    text = rows[position - 1].body.replace(b"T20:", b"T19:")
    rows[position - 1] = rows[position - 1]._replace(body=text)
    forged = rechained(rows, monotone=False)
    assert (position, Reason.TIME) in {(f.position, f.reason) for f in Audit().check(forged)}


@given(positions.filter(lambda position: position < LENGTH))
def test_a_broken_link_is_found_without_any_checkpoint(position: int) -> None:
    """The entry behind a rewritten one still names the old hash."""
    text = ROWS[position - 1].body.replace(b'"schema":1', b'"schema":2')
    findings = list(
        Audit().check(with_row(position, body=text, hash=entry_hash(text), opened=None))
    )
    assert [(f.position, f.reason) for f in findings] == [(position + 1, Reason.PREVIOUS)]


def test_an_unknown_kind_is_found() -> None:
    """A kind that the product does not know is named where kinds are given."""
    findings = list(Audit(kinds=frozenset({"case.opened"})).check(ROWS))
    assert {(f.position, f.reason) for f in findings} == {
        (row.position, Reason.KIND) for row in ROWS if row.kind == "clock.passed"
    }


def test_another_form_of_the_body_is_found() -> None:
    """Bytes that hash rightly but are not canonical are named, and their content is not told."""
    text = ROWS[0].body.replace(b'"schema":1', b'"schema": "secret"')
    findings = list(Audit().check([ROWS[0]._replace(body=text, hash=entry_hash(text))]))
    assert [(f.position, f.reason) for f in findings] == [(1, Reason.FORM)]
    assert "secret" not in findings[0].detail


@pytest.mark.parametrize(
    "opened",
    [
        Opened(SECRET, {"/name": "person 2", "/more/0": ["x"]}),
        Opened(SECRET, {"/name": "person 1", "/more/0": 1.5}),  # type: ignore[dict-item]  # not canonical
        Opened(SECRET, {"/name": "person 1"}),
        Opened(SECRET, {"/name": "person 1", "/more/0": ["x"], "/other": "x"}),
        Opened(bytes(32), {"/name": "person 1", "/more/0": ["x"]}),
        Opened(SECRET, {"/name": ["x"], "/more/0": "person 1"}),
        Opened(SECRET, {"/name": "person 1", "/more/00": ["x"]}),
        Opened(SECRET, {}),
    ],
)
def test_a_wrong_opening_is_found(opened: Opened) -> None:
    """Changed, missing, surplus or exchanged sealed values and a wrong secret are named."""
    findings = found(with_row(1, opened=opened))
    assert {(f.position, f.reason) for f in findings} == {(1, Reason.OPENING)}
    assert not any("person" in f.detail for f in findings)


def test_an_erased_case_is_no_finding() -> None:
    """Without a case's key its entries are checked in everything but their openings."""
    assert found([row._replace(opened=None) for row in ROWS]) == []


@given(st.integers(0, LENGTH))
def test_an_audit_goes_on_from_a_checked_head(size: int) -> None:
    """Two halves find nothing, end at the same head, and the second knows where it began."""
    first = Audit()
    assert list(first.check(ROWS[:size])) == []
    second = Audit(start=first.head, roots={LENGTH: ROOTS[LENGTH]})
    assert list(second.check(ROWS[size:])) == []
    assert second.head.root == ROOTS[LENGTH]
    assert second.head.at == ROWS[-1].at
    if 0 < size < LENGTH:
        assert list(Audit(start=first.head).check(ROWS[size + 1 :])) or size == LENGTH - 1


def test_a_wrong_checkpoint_is_found_at_its_size() -> None:
    """A root that is not the record's is named at the entry it ends with."""
    audit = Audit(roots={4: sha256(b"another record").digest()})
    findings = list(audit.check(ROWS))
    assert [(f.position, f.reason) for f in findings] == [(4, Reason.ROOT)]
