"""`exigent exports`: a file held against the record, and what two people say of what is open."""

import json
from pathlib import Path

from tests.cli.conftest import Site

HEADER = "id,case,device,sha256,at\n"


def listed(folder: Path, *rows: str) -> str:
    """Write a CSV of one day."""
    path = folder / "exports.csv"
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return str(path)


def test_a_file_is_compared_and_two_people_settle_what_is_open(ready: Site) -> None:
    """Exit 1 while one is off the books, 0 once two people said the same of it."""
    row = f"exp-1,,CAM-1,{'a' * 64},2026-11-21T18:00:00Z"
    file = listed(ready.folder, row)
    for again in ("", "had come before"):
        code, out, _ = ready.run("exports", file, "--day", "2026-11-21")
        assert (code, again in out) == (1, True)
        assert "exp-1: it names no case" in out
    first, second = (person["id"] for person in ready.raw["people"][:2])
    word = ("--was", "breach")
    assert ready.run("exports", "--account", "exp-1", "--by", first, *word)[0] == 1
    code, _, err = ready.run("exports", "--account", "exp-1", "--by", first, *word)
    assert (code, "second person" in err) == (1, True)
    code, out, _ = ready.run("exports", "--account", "exp-1", "--by", second, *word)
    assert (code, "0 exports are off the books" in out) == (0, True)


def test_json_is_taken_as_the_door_takes_it(ready: Site) -> None:
    """An empty list of a day is a list."""
    path = ready.folder / "exports.json"
    path.write_text(json.dumps({"day": "2026-11-21", "exports": []}), encoding="utf-8")
    code, out, _ = ready.run("exports", str(path))
    assert (code, "0 exports compared" in out) == (0, True)


def test_a_bad_file_is_told_in_one_line(ready: Site) -> None:
    """Missing columns, a bad hash, no day: what was expected, and nothing is compared."""
    path = ready.folder / "bad.csv"
    path.write_text("id,device\n", encoding="utf-8")
    code, _, err = ready.run("exports", str(path), "--day", "2026-11-21")
    assert (code, "id,case,device" in err) == (1, True)
    file = listed(ready.folder, "exp-1,,CAM-1,zz,2026-11-21T18:00:00Z")
    code, _, err = ready.run("exports", file)
    assert code == 1
    assert "/day" in err
    assert "/exports/0/sha256" in err
    assert "0 exports" in ready.run("exports")[1]
