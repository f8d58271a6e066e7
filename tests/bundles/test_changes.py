"""Claims about changed bundles: what is wrong is named, by the file or the entry and with why.

Everything here is signed anew with the record's own key, as somebody could who has it: what is
found is found by what carries the proof, and not by the manifest.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.domain.checkpoint import CheckpointError, Signature, parse_signed
from tests.bundles.corrupting import Case, Files, signed_anew, untouched
from tests.bundles.histories import PRIVATES, Made, Maker
from tests.bundles.opinions import of_the_other, of_the_program
from tests.story import told
from tests.workflow.office_given import KEY

Change = Callable[[Files], Files]


@pytest.fixture
async def made() -> Made:
    """The bundle of a case of which the owner was told."""
    maker = Maker(told(), 11)
    found = await maker.made(owner=False)
    assert found.files["case.json"].count(b'"audience": "full"') == 1
    return found


def text(name: str, change: Callable[[str], str]) -> Change:
    """Change a file's text."""
    return lambda files: {**files, name: change(files[name].decode()).encode()}


def pretty(name: str, change: Callable[[Any], Any]) -> Change:
    """Change what a file of JSON says, in the form of these files."""

    def changed(files: Files) -> Files:
        value = change(json.loads(files[name]))
        form = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
        return {**files, name: form.encode() + b"\n"}

    return changed


def entry(number: int, old: str, new: str) -> Change:
    """Change one line of the entries."""

    def changed(whole: str) -> str:
        lines = whole.split("\n")
        assert old in lines[number]
        lines[number] = lines[number].replace(old, new)
        return "\n".join(lines)

    return text("entries.jsonl", changed)


def moved(whole: str) -> str:
    """Put the first line of the entries behind the second."""
    first, second, rest = whole.split("\n", 2)
    return f"{second}\n{first}\n{rest}"


def without(name: str) -> Change:
    """Leave a file out."""
    return lambda files: {n: content for n, content in files.items() if n != name}


def place(made: Made, number: int) -> int:
    """The position of an entry of the bundle."""
    found: int = json.loads(made.files["entries.jsonl"].split(b"\n")[number])["position"]
    return found


def proof(made: Made, number: int) -> str:
    """The name of an entry's proof."""
    return f"proofs/{place(made, number)}.tlog-proof"


def without_openings(files: Files) -> Files:
    """Open nothing."""
    return {**files, "openings.json": b"{}\n"}


def elsewhere(opened: dict[str, Any]) -> dict[str, Any]:
    """Open a value at another place of its entry."""
    first, values = min(opened.items(), key=lambda one: int(one[0]))
    values = {**values, "/request/officer/badge": values["/request/officer/name"]}
    return {**opened, first: values}


def counted(case: dict[str, Any]) -> dict[str, Any]:
    """Say that there is an entry less."""
    return {**case, "entries": case["entries"] - 1}


CHANGES: dict[str, tuple[Callable[[Made], Change], str]] = {
    "an actor": (
        lambda _: entry(3, '"p_', '"q_'),
        "entry {3}: it is not what the record holds there",
    ),
    "a blank": (lambda _: entry(3, '","', '", "'), "entry {3}: it is not in canonical form"),
    "a member": (
        lambda _: entry(3, '"version":', '"versions":'),
        "entries.jsonl, line 4: an entry has eight members, and these are others",
    ),
    "a schema": (lambda _: entry(3, '"schema":1', '"schema":0'), "entry {3}: its schema is none"),
    "a case": (lambda _: entry(3, "-000001", "-000002"), "entry {3}: it is of another case"),
    "a time": (
        lambda _: entry(3, '"at":"2026', '"at":"2025'),
        "entry {3}: it is earlier than entry {2}",
    ),
    "an order": (lambda _: text("entries.jsonl", moved), "entry {0}: it stands after entry {1}"),
    "an entry left out": (
        lambda _: text("entries.jsonl", lambda t: t.rsplit("\n", 2)[0] + "\n"),
        "case.json: it counts",
    ),
    "an entry left out and counted so": (
        lambda _: (
            lambda files: pretty("case.json", counted)(
                without_openings(text("entries.jsonl", lambda t: t.split("\n", 1)[1])(files))
            )
        ),
        "case.json: the entry that opens the case is missing",
    ),
    "no JSON": (lambda _: text("case.json", lambda _: "x"), "case.json: it cannot be read"),
    "a state": (
        lambda _: pretty("case.json", lambda c: {**c, "state": "lapsed"}),
        "case.json: no entry brought the case into the state lapsed",
    ),
    "a version": (
        lambda _: pretty("case.json", lambda c: {**c, "version": 2}),
        "case.json: the case has another version",
    ),
    "an opening time": (
        lambda _: pretty("case.json", lambda c: {**c, "opened_at": c["exported_at"]}),
        "case.json: the case was opened at another time",
    ),
    "people": (
        lambda _: pretty("case.json", lambda c: {**c, "people": {"p_nobody": "Nobody"}}),
        "case.json: it names people who did nothing in the case",
    ),
    "a size": (
        lambda _: pretty("case.json", lambda c: {**c, "record": {**c["record"], "size": 1}}),
        "case.json: the record that it names is not that of checkpoint.txt",
    ),
    "a value": (
        lambda _: text("openings.json", lambda t: t.replace("26-118203", "26-118204")),
        "openings.json: entry {0}: the value at /request/incident_number is not the one",
    ),
    "a value's place": (
        lambda _: pretty("openings.json", elsewhere),
        "openings.json: entry {0}: the value at /request/officer/badge is not the one",
    ),
    "a value's entry": (
        lambda _: pretty("openings.json", lambda o: {**o, "9999": {}}),
        "openings.json: entry 9999 is not in the bundle",
    ),
    "a proof of another entry": (
        lambda m: lambda files: {**files, proof(m, 2): files[proof(m, 3)]},
        "proofs/{2}.tlog-proof: it is of entry {3}",
    ),
    "a proof's length": (
        lambda m: text(proof(m, 2), lambda t: t.replace("\n\n", "\n" + "A" * 43 + "=\n\n", 1)),
        "proofs/{2}.tlog-proof: the proof is too long",
    ),
    "a proof's checkpoint": (
        lambda m: text(proof(m, 2), lambda t: t + "more"),
        "proofs/{2}.tlog-proof: it is of another checkpoint than checkpoint.txt",
    ),
    "a proof left out": (lambda m: without(proof(m, 2)), "proofs/{2}.tlog-proof: it is missing"),
    "a file left out": (lambda _: without("case.html"), "case.html: it is missing"),
    "a file more": (
        lambda _: lambda files: {**files, "notes.txt": b""},
        "notes.txt: it is not a file of a bundle",
    ),
    "a call log of nobody": (
        lambda _: lambda files: {**files, "call_logs/L1": b"hello"},
        "call_logs/L1: no entry tells of it",
    ),
    "the checkpoint's size": (
        lambda _: text("checkpoint.txt", lambda t: t.replace("\n", "\n1", 1)),
        "checkpoint.txt: the signature is not good",
    ),
    "the key's name": (
        lambda _: text("key.vkey", lambda t: t.replace("example.com", "example.org")),
        "key.vkey: the key is no Ed25519 verifier key",
    ),
    "the chain": (
        lambda _: text("keys.txt", lambda t: t.replace("2026", "2025", 1)),
        "keys.txt, line 1: it is not signed by an earlier key of the record",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
async def test_what_is_wrong_is_named(made: Made, name: str) -> None:
    """The sentence begins with the file or the entry and says why; the other program agrees."""
    change, words = CHANGES[name]
    whole = untouched(made)
    assert of_the_program(whole) == ""
    changed = Case(name, signed_anew(change(made)(dict(made.files)), made), "", "", ())
    assert changed.files != whole.files
    places = [place(made, number) for number in range(4)]
    assert of_the_program(changed).startswith(words.format(*places))
    assert of_the_other(changed)


@pytest.mark.parametrize("name", ["case.html", "verify_case.py", "entries.jsonl", "keys.txt"])
async def test_without_a_manifest_anew_the_file_is_named(made: Made, name: str) -> None:
    """A changed file is named; for the chain of keys it is its line."""
    files = {**made.files, name: made.files[name] + b" "}
    said = of_the_program(Case(name, files, "", "", ()))
    assert said.startswith(name)


async def test_a_file_too_many_or_too_few_is_named(made: Made) -> None:
    """Also where nobody signed anew."""
    more = {**made.files, ".hidden": b""}
    assert of_the_program(Case("", more, "", "", ())) == ".hidden: it is not a file of this bundle"
    less = without("case.html")(dict(made.files))
    assert of_the_program(Case("", less, "", "", ())) == "case.html: it is missing"


async def test_a_manifest_is_no_checkpoint_and_a_checkpoint_no_manifest(made: Made) -> None:
    """Both are signed by one key, and neither passes for the other, here and in the product."""
    listing, point = made.files["manifest.txt"], made.files["checkpoint.txt"]
    checkpoint = signed_anew({**made.files, "checkpoint.txt": listing}, made)
    said = of_the_program(Case("", checkpoint, "", "", ()))
    assert said == "checkpoint.txt: expected base64"
    said = of_the_program(Case("", {**made.files, "manifest.txt": point}, "", "", ()))
    assert said == "manifest.txt: it is no manifest of a bundle"
    body = listing.decode().rpartition("\n\n")[0] + "\n"
    other = body.replace("exigent case bundle manifest 1", "exigent list of something else 1")
    mark = Signature(
        KEY.name, made.keys[-1].key_id, PRIVATES[len(made.keys) - 1].sign(other.encode())
    )
    files = {**made.files, "manifest.txt": f"{other}\n{mark.line}".encode()}
    said = of_the_program(Case("", files, "", "", ()))
    assert said == "manifest.txt: it is no manifest of a bundle"
    with pytest.raises(CheckpointError, match="expected an origin, the number"):
        parse_signed(listing.decode())
