"""Entries that an earlier version wrote are still read, and mean what they meant."""

import dataclasses
import json
import typing
from pathlib import Path
from typing import Any

import pytest

from bot.domain import codec
from bot.domain import events as ev
from bot.domain.canonical import parse
from bot.domain.case import Case, State
from bot.domain.codec import CodecError, class_of, event, join_event
from bot.domain.folding import evolve, opened
from bot.domain.record import Entry, entry_hash, parse_body
from bot.domain.stamp import Stamp

HERE = Path(__file__).parent
FIRST = (HERE / "first_record.jsonl").read_bytes().splitlines()
"""Two cases as the first version wrote them: one told and closed, one approved anew."""
SHAPES = HERE / "entry_shapes.json"


def told(bodies: list[bytes]) -> list[list[Entry]]:
    """The entries of each case; the two were written to two records."""
    cases: list[list[Entry]] = []
    for entry in map(parse_body, bodies):
        if entry.kind == "case.opened":
            cases.append([])
        if entry.case is not None:
            cases[-1].append(entry)
    return cases


def folded(entries: list[Entry]) -> Case:
    """The case that the entries tell, with everything personal closed."""
    case: Case | None = None
    for entry in entries:
        happened = join_event(entry.kind, entry.payload, {})
        stamp = Stamp(entry.at, entry.actor)
        if case is None:
            case = opened(happened, entry.case or "", stamp)
        else:
            case = evolve(case, happened, stamp)
    assert case is not None
    return case


def test_the_first_version_s_cases_stand_as_they_stood() -> None:
    """Every entry is read, and both cases fold to where their record left them."""
    cases = [folded(entries) for entries in told(FIRST)]
    assert [(c.state, c.version) for c in cases] == [(State.CLOSED, 1), (State.APPROVED, 2)]
    assert [n.status.value for n in cases[0].notices] == ["sent"]
    assert all(case.approval is None or case.approval.package for case in cases)


def test_an_old_package_is_still_what_was_approved() -> None:
    """The digest that two people approved is the digest of the case as it is folded today."""
    case = folded(told(FIRST)[1])
    assert case.approval is not None
    before = [e for e in told(FIRST)[1] if e.kind == "case.approved"][-1]
    assert case.package == before.payload["package"]


def test_the_chain_is_untouched() -> None:
    """Reading changes no byte: each body's hash is what the next one names."""
    previous = None
    for body in FIRST:
        entry = parse_body(body)
        if entry.position > 1:
            assert entry.previous == previous
        previous = entry_hash(body)


def shape(hint: Any, seen: tuple[type, ...] = ()) -> Any:  # noqa: ANN401 - any annotation
    """A type as plain words: a dataclass by its members, everything else by its name."""
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        if hint in seen:
            return hint.__name__
        hints = typing.get_type_hints(hint)
        names = sorted(field.name for field in dataclasses.fields(hint))
        return {name: shape(hints[name], (*seen, hint)) for name in names}
    inner = [shape(one, seen) for one in typing.get_args(hint)]
    return inner or getattr(hint, "__name__", str(hint))


def shapes() -> dict[str, Any]:
    """The members of every kind of entry, by kind and newest schema; those of tests left out."""
    product = {kind for kind in codec.kinds() if class_of(kind).__module__.startswith("bot.")}
    return {f"{kind} {codec.schema_of(kind)}": shape(class_of(kind)) for kind in sorted(product)}


def test_no_kind_of_entry_changed_without_a_new_number() -> None:
    """Whoever adds a member gives the event a new schema number and writes its shape down anew."""
    assert shapes() == json.loads(SHAPES.read_text(encoding="utf-8")), (
        "an event's members changed: raise its schema, say what was `added`, and then run"
        " python -m tests.domain.test_old_entries"
    )


def test_what_a_schema_added_is_read_from_the_one_before() -> None:
    """The defaults take the place; the new member is refused in the old schema, and kept in it."""

    @event("test.grown", schema=2, added=("more",))
    @dataclasses.dataclass(frozen=True)
    class Grown:
        a: int
        more: tuple[str, ...] = ()

    assert join_event("test.grown", {"schema": 1, "a": 5}, None) == Grown(5)
    assert join_event("test.grown", {"schema": 2, "a": 5, "more": ["x"]}, None) == Grown(5, ("x",))
    for payload in (
        {"schema": 1, "a": 5, "more": ["x"]},
        {"schema": 2, "a": 5},
        {"schema": 0, "a": 5},
        {"schema": 3, "a": 5, "more": []},
    ):
        with pytest.raises(CodecError):
            join_event("test.grown", payload, None)
    with pytest.raises(TypeError, match="default"):
        event("test.shrunk", schema=2, added=("a",))(Grown)


def test_what_a_class_inside_gained_later_is_read_with_its_defaults() -> None:
    """All that it names `later` may be missing together; one of them alone, or another, may not."""

    @dataclasses.dataclass(frozen=True)
    class Inner:
        later: typing.ClassVar = ("b", "c")
        a: int
        b: bool = False
        c: tuple[str, ...] = ()

    @event("test.held_grown", schema=2, grown=True)
    @dataclasses.dataclass(frozen=True)
    class Held:
        inner: tuple[Inner, ...]

    def payload(schema: int, inner: dict[str, Any]) -> dict[str, Any]:
        return {"schema": schema, "inner": [inner]}

    def read(schema: int, **inner: object) -> object:
        return join_event("test.held_grown", payload(schema, inner), None)

    assert read(1, a=5) == Held((Inner(5),))
    assert read(2, a=5, b=True, c=["x"]) == Held((Inner(5, True, ("x",)),))
    for schema, inner in ((2, {"a": 5, "b": True}), (2, {"b": True, "c": []}), (0, {"a": 5})):
        with pytest.raises(CodecError):
            read(schema, **inner)


def test_a_request_lifted_before_anybody_asked_who_called() -> None:
    """The first schema had no caller; it is read as nobody's word."""
    payload = parse(b'{"case_number":"EDR-2026-000001","number":1,"schema":1}')
    assert isinstance(payload, dict)
    lifted = join_event("request.lifted", payload, None)
    assert lifted == ev.RequestLifted(number=1, case_number="EDR-2026-000001")


if __name__ == "__main__":
    SHAPES.write_text(json.dumps(shapes(), indent=1, sort_keys=True) + "\n", encoding="utf-8")
