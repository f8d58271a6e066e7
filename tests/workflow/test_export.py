"""Claims about a case's bundle: it proves itself, shows no more than it may, and is recorded."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.domain import commands as cm
from bot.domain.determination import Answer, Reason
from bot.domain.errors import ExigentError, Refused
from bot.domain.record import entry_hash
from bot.domain.roster import SYSTEM, Ref, Standing
from bot.workflow.export import Bundle, export_case
from bot.workflow.office import Office
from bot.workflow.queries import dossier
from storage import SqlDatabase
from tests import factories as make
from tests.exported import whole
from tests.fakes.clock import FrozenClock
from tests.workflow.office_given import (
    ANA,
    BEN,
    KEY,
    act,
    notary_over,
    office_over,
    with_history,
)
from tests.workflow.tampering import tamper


@dataclass
class Kept:
    """A case with history."""

    office: Office
    case: str
    address: str

    async def exported(self, reader: Ref = SYSTEM) -> Bundle:
        """Export the case, which must succeed."""
        good = Standing(ref=reader, observed_at=self.office.clock.law())
        notary = notary_over(self.office.database)
        bundle = await export_case(self.office, notary, self.case, reader, {reader: good})
        assert isinstance(bundle, Bundle)
        return bundle


@pytest.fixture
async def kept(database: SqlDatabase, address: str, clock: FrozenClock) -> Kept:
    """The first of two cases in one record."""
    office = office_over(database, clock)
    return Kept(office, await with_history(office, clock), address)


def written(bundle: Bundle, folder: Path) -> Path:
    """Write a bundle's files."""
    for name, content in whole(bundle).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def checked(folder: Path, *more: str) -> tuple[int, str]:
    """Run the bundle's own program as a stranger would; return its exit code and words."""
    run = subprocess.run(
        [sys.executable, "-I", str(folder / "verify_case.py"), *more],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stderr == ""
    return run.returncode, run.stdout


async def test_a_bundle_proves_itself(kept: Kept, tmp_path: Path) -> None:
    """The program in the bundle needs nothing else, says yes, and names the key."""
    bundle = await kept.exported()
    code, words = checked(written(bundle, tmp_path / "bundle"))
    assert (code, words.splitlines()[0]) == (
        0,
        "VERIFIED: EDR-2026-000001: 8 entries and 7 values are as recorded.",
    )
    assert KEY.text in words
    assert "Only receipts show whether an entry was left out." in words.splitlines()
    line = bundle.files["entries.jsonl"].splitlines()[0]
    receipt = f"1:{entry_hash(line)}"
    assert "left out" not in checked(tmp_path / "bundle", "--receipt", receipt)[1]
    assert checked(tmp_path / "bundle", "--key", KEY.text)[0] == 0
    assert sorted(n for n in whole(bundle) if not n.startswith("proofs/")) == [
        "case.html",
        "case.json",
        "checkpoint.txt",
        "checkpoints.txt",
        "entries.jsonl",
        "key.vkey",
        "keys.txt",
        "manifest.txt",
        "openings.json",
        "verify_case.py",
    ]


async def test_the_export_is_on_the_record(kept: Kept) -> None:
    """From the command line the product notes it, outside the case, under the checkpoint."""
    bundle = await kept.exported()
    last = (await kept.office.database.read(lambda db: list(db.record.stream())))[-1]
    assert (last.kind, last.case, last.position) == ("record.exported", None, bundle.size)


async def test_a_persons_export_is_in_their_bundle(kept: Kept) -> None:
    """A person's export is an entry of the case, and so of the bundle."""
    bodies = (await kept.exported(ANA)).files["entries.jsonl"].splitlines()
    last = json.loads(bodies[-1])
    assert (last["kind"], last["actor"]) == ("case.viewed", ANA)
    assert last["payload"]["surface"] == "export"


async def test_a_stranger_gets_nothing(kept: Kept) -> None:
    """Who is not on the roster is refused, and that is on the record."""
    notary = notary_over(kept.office.database)
    assert isinstance(await export_case(kept.office, notary, kept.case, "p_nobody"), Refused)
    last = (await kept.office.database.read(lambda db: list(db.record.stream())))[-1]
    assert last.kind == "command.refused"


async def test_a_case_that_is_none_is_told(kept: Kept) -> None:
    """No bundle and no entry comes of a number that is no case's."""
    notary = notary_over(kept.office.database)
    before = await kept.office.database.read(lambda db: db.record.peek())
    with pytest.raises(ExigentError, match="which is none"):
        await export_case(kept.office, notary, "EDR-2026-999999")
    assert await kept.office.database.read(lambda db: db.record.peek()) == before


async def test_a_live_code_stays_sealed(kept: Kept) -> None:
    """The call-back code is no value of a bundle while somebody may still have to hear it."""
    openings = json.loads((await kept.exported()).files["openings.json"])
    assert "/request/officer/name" in openings["2"]
    assert "/code" not in openings["2"]


async def test_the_first_determination_is_not_shown_before_the_second(kept: Kept) -> None:
    """A bundle made before both have filed holds only the reader's own determination."""
    found = await dossier(kept.office, kept.case, ANA)
    assert found is not None
    refusal = make.determination(found.case, refuse=Reason.NO_PERSON, E2=Answer.NO)
    filed = await act(kept.office, kept.case, refusal, ANA)
    assert filed.refused is None
    own, others = await kept.exported(ANA), await kept.exported(BEN)
    assert b"determination.filed" in own.files["entries.jsonl"]
    for bundle in (others, await kept.exported()):
        assert b"determination.filed" not in b"".join(bundle.files.values())
        assert _summary(bundle)["left_out"] is None
    await act(kept.office, kept.case, cm.WithdrawRequest(how="they called"), BEN)
    assert _summary(await kept.exported(BEN))["left_out"] == 0


def _summary(bundle: Bundle) -> dict[str, Any]:
    summary: dict[str, Any] = json.loads(bundle.files["case.json"])
    return summary


async def test_an_erased_case_still_proves_itself(kept: Kept, tmp_path: Path) -> None:
    """Without the case's key the entries stand in the record as before, and no value is shown."""
    tamper(kept.address, f"DELETE FROM case_key WHERE case_number = '{kept.case}'")
    bundle = await kept.exported()
    assert json.loads(bundle.files["openings.json"]) == {}
    assert checked(written(bundle, tmp_path / "bundle"))[0] == 0


async def test_a_changed_record_gives_no_good_bundle(kept: Kept, tmp_path: Path) -> None:
    """Where an entry was changed in the database, the bundle does not pass."""
    statement = "UPDATE record_entry SET body = :body WHERE position = 7"
    rows = await kept.office.database.read(lambda db: db.record.of_case(kept.case))
    body = next(r.body for r in rows if r.position == 7).replace(b"card", b"desk")
    tamper(kept.address, statement, body=body)
    assert checked(written(await kept.exported(), tmp_path / "bundle"))[0] == 1
