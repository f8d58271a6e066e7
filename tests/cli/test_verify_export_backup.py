"""Claims about the words that look at the record and take copies of it."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.bundle import export_to
from bot.compose import House
from bot.domain.audit import Reason
from bot.domain.errors import Refused
from bot.workflow.anchor_names import ANCHOR_FILE
from bot.workflow.findings import Sort
from bot.workflow.outside import record_configuration
from tests.cli.conftest import Site, apart
from tests.workflow.office_given import open_case, request
from tests.workflow.tampering import bodies, drop_triggers, set_body, tamper

CASE = "EDR-2026-000001"


async def _live(house: House) -> str:
    await record_configuration(house.office, ("us_federal",))
    case = await open_case(house.office)
    await open_case(house.office, request("26-118777", "B8:7C:6F:00:00:02"))
    signed = await house.notary.latest()
    assert signed is not None
    size, text = signed.checkpoint.size, signed.text
    await house.database.tx(lambda db: db.record.publish(ANCHOR_FILE, size, text))
    house.database.close()
    return f"{case}\n{signed.text}"


def lived(site: Site) -> str:
    """Put two cases on the record and its checkpoint in the file; return the first number."""
    case, _, text = apart(lambda: asyncio.run(_live(site.house()))).partition("\n")
    (site.folder / "checkpoints.txt").write_text(text, encoding="utf-8")
    return case


def test_a_whole_record_is_zero(ready_anywhere: Site) -> None:
    """Entries, cases and checkpoints are counted, by words and by JSON."""
    lived(ready_anywhere)
    code, out, err = ready_anywhere.run("verify")
    assert (code, err) == (0, "")
    assert out == (
        "The record is whole: 9 entries, 2 cases (0 erased), 1 checkpoint, "
        "which cover entries 1 to 9.\n"
    )
    code, report = ready_anywhere.json("verify", "--json")
    assert (code, report["whole"], report["covered"], report["first"]) == (0, True, 9, None)


def test_a_changed_byte_is_one_and_named(ready_anywhere: Site) -> None:
    """The first bad entry is told first; --all tells the rest; a program reads the same."""
    lived(ready_anywhere)
    address = str(ready_anywhere.raw["database_url"])
    set_body(address, 3, bodies(address)[3].replace(b"reviewer", b"reviewes"))
    code, out, _ = ready_anywhere.run("verify")
    assert code == 1
    assert out.splitlines()[1].startswith("First: Entry 3")
    everything = ready_anywhere.run("verify", "--all")[1].splitlines()
    assert len(everything) > len(out.splitlines()) - 1
    code, report = ready_anywhere.json("verify", "--json")
    assert (code, report["first"]["position"]) == (1, 3)


def test_a_dropped_trigger_is_one_and_named(ready_anywhere: Site) -> None:
    """What the product would refuse to start on is looked at all the same, and told."""
    lived(ready_anywhere)
    drop_triggers(str(ready_anywhere.raw["database_url"]))
    code, out, _ = ready_anywhere.run("verify", "--all")
    assert code == 1
    assert "The trigger record_entry_no_update is not this version's" in out


def test_the_json_has_the_shape_that_is_documented(ready: Site) -> None:
    """Programs find the members that docs/record.md names, and findings of four members."""
    lived(ready)
    tamper(str(ready.raw["database_url"]), "UPDATE edr_case SET state = 'x'||char(27)||'[2J'")
    code, report = ready.json("verify", "--json")
    named = "whole first entries head cases erased checkpoints covered troubles more notes"
    assert (code, set(report)) == (1, set(named.split()))
    assert set(report["first"]) == {"position", "case", "sort", "sentence"}
    papers = (Path(__file__).parents[2] / "docs/record.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in papers for name in (*report, *Sort, *Reason))
    assert "\x1b" not in ready.run("verify", "--all")[1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--case", "EDR-2026-999999"], "which is none"),
        (["--checkpoints", "absent.txt"], "No such file"),
    ],
)
def test_what_cannot_be_looked_at_is_two(ready: Site, arguments: Sequence[str], words: str) -> None:
    """A case nobody knows and a file that is not there are no verdict on the record."""
    lived(ready)
    code, out, err = ready.run("verify", *arguments)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert words in err


def test_without_settings_or_keys_it_is_two(site: Site) -> None:
    """Neither a missing key nor a broken setting counts as a broken record."""
    assert site.run("verify")[0] == 2
    site.change(port=99_999)
    assert site.run("verify")[0] == 2


def test_checkpoints_can_be_named(ready: Site) -> None:
    """With other files, those are compared: one of a longer record shows what is missing."""
    lived(ready)
    other = ready.folder / "other.txt"
    other.write_text("", encoding="utf-8")
    code, out, _ = ready.run("verify", "--checkpoints", str(other))
    assert code == 0
    assert "No checkpoint from outside was compared" in out
    assert "Checkpoint file 1 holds no checkpoint." in out


def test_export_writes_what_proves_itself(ready_anywhere: Site) -> None:
    """The folder holds all files for their owner alone, and its program says yes."""
    case = lived(ready_anywhere)
    folder = ready_anywhere.folder / "bundle"
    code, out, _ = ready_anywhere.run("export", case, "--to", str(folder))
    assert code == 0
    assert "hold personal data" in out
    assert {"case.html", "case.json", "entries.jsonl"} < {f.name for f in folder.iterdir()}
    assert (folder / "openings.json").stat().st_mode & 0o077 == 0
    command = [sys.executable, str(folder / "verify_case.py")]
    run = subprocess.run(command, capture_output=True, check=False)
    assert run.returncode == 0
    assert ready_anywhere.run("verify")[0] == 0


def test_the_program_is_got_from_elsewhere(ready: Site) -> None:
    """`verify-case` prints the program of the bundles; it compares a reader's checkpoints."""
    case = lived(ready)
    folder, file = ready.folder / "bundle", ready.folder / "checkpoints.txt"
    code, text, _ = ready.run("verify-case")
    assert code == 0
    ready.run("export", case, "--to", str(folder), "--checkpoints", str(file))
    assert (folder / "verify_case.py").read_text(encoding="utf-8") == text
    program = ready.folder / "mine.py"
    program.write_text(text, encoding="utf-8")
    command = [sys.executable, "-I", str(program), str(folder), "--checkpoints", str(file)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, f"{file}: 1 checkpoint holds." in run.stdout) == (0, True)


@pytest.mark.parametrize(
    ("audience", "words"),
    [("jo", "expected owner:ALIAS"), ("owner:O1", "expected an owner who is owed a notice")],
)
def test_an_owner_who_is_none_gets_no_bundle(ready: Site, audience: str, words: str) -> None:
    """What follows --for names an owner who was told, or nothing is written."""
    case = lived(ready)
    folder = ready.folder / "bundle"
    code, _, err = ready.run("export", case, "--to", str(folder), "--for", audience)
    assert (code, folder.exists()) == (1, False)
    assert words in err


def test_export_refuses_a_full_folder_and_an_unknown_case(ready: Site) -> None:
    """Nothing is overwritten, and nothing is made for a number that is no case's."""
    case = lived(ready)
    (ready.folder / "full").mkdir()
    (ready.folder / "full/note.txt").write_text("mine", encoding="utf-8")
    code, _, err = ready.run("export", case, "--to", str(ready.folder / "full"))
    assert code == 1
    assert "expected an empty or a new folder" in err
    assert ready.run("export", "EDR-2026-999999", "--to", str(ready.folder / "new"))[0] == 1
    assert not (ready.folder / "new").exists()


async def test_a_refused_export_writes_nothing(ready: Site) -> None:
    """Who is not on the roster gets the refusal and no file."""
    house = ready.house()
    case = await open_case(house.office)
    folder = ready.folder / "bundle"
    assert isinstance(await export_to(house, case, folder, "p_nobody"), Refused)
    assert not folder.exists()
    house.database.close()


def test_a_backup_verifies_by_itself(ready: Site) -> None:
    """The copy is whole, and the checkpoint beside it is of the same record."""
    lived(ready)
    folder = ready.folder / "copy"
    folder.mkdir()
    code, out, _ = ready.run("backup", "--to", str(folder))
    assert code == 0
    assert "9 entries" in out
    ready.change(database_url=f"sqlite:///{folder / 'exigent.db'}")
    code, report = ready.json("verify", "--json", "--checkpoints", str(folder / "checkpoint.txt"))
    assert (code, report["entries"], report["covered"]) == (0, 9, 9)


def test_a_backup_overwrites_nothing(ready: Site) -> None:
    """A second copy into the same folder is refused; a folder that is not there is misuse."""
    folder = ready.folder / "copy"
    folder.mkdir()
    assert ready.run("backup", "--to", str(folder))[0] == 0
    assert ready.run("backup", "--to", str(folder))[0] == 1
    assert ready.run("backup", "--to", str(ready.folder / "absent"))[0] == 2


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
def test_postgresql_has_its_own_backup(ready_anywhere: Site) -> None:
    """For PostgreSQL the word says which program makes the copy."""
    code, _, err = ready_anywhere.run("backup", "--to", str(ready_anywhere.folder))
    assert code == 1
    assert "pg_dump" in err


def test_verify_in_its_own_process(ready: Site) -> None:
    """As a program of its own it prints the verdict, no log line, and ends with its code."""
    lived(ready)
    command = [sys.executable, "-m", "bot", "verify", "--json"]
    run = subprocess.run(command, capture_output=True, check=False, cwd=Path(__file__).parents[2])
    assert (run.returncode, run.stderr) == (0, b"")
    assert json.loads(run.stdout)["whole"] is True
