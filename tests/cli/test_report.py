"""Claims about `exigent report`: what it writes, and what it says of a published one."""

import asyncio
import json
from pathlib import Path

import jsonschema_rs
import pytest

from bot.compose import House
from tests.cli.conftest import Site, apart
from tests.workflow.office_given import open_case

PERIOD = ("--from", "2020-01-01", "--to", "2100-01-01")


async def _live(house: House) -> None:
    await open_case(house.office)
    house.database.close()


def lived(site: Site) -> None:
    """Put a case on the record."""
    apart(lambda: asyncio.run(_live(site.house())))


def made(site: Site, *arguments: str) -> tuple[Path, str]:
    """Make a report of everything there is; return its folder and what was said."""
    folder = site.folder / f"report{len([*site.folder.glob('report*')])}"
    code, out, err = site.run("report", *PERIOD, "--to-dir", str(folder), *arguments)
    assert (code, err) == (0, "")
    return folder, out


def test_a_report_is_written_in_every_form_and_made_again(ready_anywhere: Site) -> None:
    """JSON with its schema, CSV and a page; at the same size the same bytes come again."""
    lived(ready_anywhere)
    folder, out = made(ready_anywhere)
    assert "it may not be over" in out
    names = {"report.json", "report.csv", "report.html", "report.schema.json"}
    assert {file.name for file in folder.iterdir()} == names
    published = json.loads((folder / "report.json").read_bytes())
    schema = json.loads((folder / "report.schema.json").read_bytes())
    jsonschema_rs.Draft202012Validator(schema).validate(published)
    assert published["requests"]["received"] == {"value": 1, "previous": 0}
    again, _ = made(ready_anywhere, "--at", str(published["checkpoint"]["size"]))
    for name in names:
        assert (again / name).read_bytes() == (folder / name).read_bytes()


def test_a_published_report_is_held_against_the_record(ready: Site) -> None:
    """The same is 0; another is 1, and where it differs first is told."""
    lived(ready)
    folder, _ = made(ready)
    file = folder / "report.json"
    code, out, _ = ready.run("report", "--check", str(file))
    beside = "report.csv, report.html, report.schema.json beside it"
    assert (code, out) == (0, f"The record gives the same report, and {beside}, byte for byte.\n")
    said = json.loads(file.read_bytes())
    said["requests"]["received"]["value"] = 7
    file.write_text(json.dumps(said), encoding="utf-8")
    code, out, _ = ready.run("report", "--check", str(file))
    assert code == 1
    assert out.endswith("First difference: /requests/received/value\n")


@pytest.mark.parametrize("name", ["report.csv", "report.html", "report.schema.json"])
def test_what_lies_beside_a_published_report_is_compared(ready: Site, name: str) -> None:
    """Figures are read in a table or on a page: one that says otherwise is named."""
    lived(ready)
    folder, _ = made(ready)
    (folder / name).write_bytes((folder / name).read_bytes().replace(b"1", b"2", 1))
    code, out, _ = ready.run("report", "--check", str(folder / "report.json"))
    assert (code, f"ANOTHER {name} than lies beside it" in out) == (1, True)
    alone = ready.folder / "alone.json"
    alone.write_bytes((folder / "report.json").read_bytes())
    code, out, _ = ready.run("report", "--check", str(alone))
    assert (code, out) == (0, "The record gives the same report, byte for byte.\n")


@pytest.mark.parametrize(
    "more", [["--from", "2026-01-01"], ["--to", "2026-07-01"], ["--to-dir", "x"], ["--at", "1"]]
)
def test_what_means_nothing_beside_a_check_is_refused(site: Site, more: list[str]) -> None:
    """Whoever named other days must not take the answer for one about them."""
    file = site.folder / "report.json"
    file.write_text("{}", encoding="utf-8")
    code, out, err = site.run("report", "--check", str(file), *more)
    assert (code, out, "expected --check alone" in err) == (1, "", True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--from", "July", "--to", "2026-07-01", "--to-dir", "new"], "days such as 2026-07-01"),
        (["--from", "2026-07-01", "--to", "2026-07-01", "--to-dir", "new"], "an end after"),
        ([*PERIOD], "--to-dir"),
        (
            ["--from", "2026-07-01", "--to", "9999-12-31", "--to-dir", "new"],
            "an end up to 4051-12-29",
        ),
    ],
)
def test_what_makes_no_report_is_one_sentence(site: Site, arguments: list[str], words: str) -> None:
    """Days that make no period, and no folder, are told before anything is opened."""
    code, out, err = site.run("report", *arguments)
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert words in err


def test_a_folder_with_a_report_is_left_alone(ready: Site) -> None:
    """What was published once is not written over."""
    folder, _ = made(ready)
    content = (folder / "report.json").read_bytes()
    code, _, err = ready.run("report", *PERIOD, "--to-dir", str(folder))
    assert code == 1
    assert "expected a folder without report.csv" in err
    assert (folder / "report.json").read_bytes() == content
    code, _, err = ready.run("report", *PERIOD, "--to-dir", "new", "--at", "99")
    assert (code, "a number of entries from 1 to" in err) == (1, True)
