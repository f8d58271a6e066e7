"""What the examination says of the anchors: read back, compared, and in whose hands they are."""

import asyncio
import shutil
from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.cli.surroundings import Outside
from tests.cli.test_verify_export_backup import lived
from tests.handlers.anchors.outsiders import TOKEN, Store


async def said(outside: Outside) -> list[str]:
    """Return the lines of the examination that are about anchors."""
    _, lines, _ = await outside.run("doctor")
    return [line for line in lines if line[5:].startswith("anchor:")]


async def grown(outside: Outside) -> None:
    """Put two cases on the record and its checkpoint in the file."""
    await asyncio.to_thread(lived, outside.site)


def database(outside: Outside) -> Path:
    """The file of the database."""
    return outside.site.folder / "exigent.db"


async def test_every_anchor_is_read_back(outside: Outside) -> None:
    """The file holds the record, the channel nothing yet, and a mailbox cannot be asked."""
    await grown(outside)
    assert [line for line in await said(outside) if "appended" not in line] == [
        "OK   anchor: anchor.file: read back, 11 entries",
        "OK   anchor: anchor.slack: read back, 0 entries",
        "OK   anchor: anchor.email: 1 mailboxes; cannot be read back, by its nature",
        "OK   anchor: out of your own hands: 1 mailboxes elsewhere",
    ]


async def test_a_roll_back_is_said_in_one_line_with_what_to_do(outside: Outside) -> None:
    """The database of before meets the checkpoint of after."""
    kept = shutil.copyfile(database(outside), outside.site.folder / "before.db")
    await grown(outside)
    for stale in outside.site.folder.glob("exigent.db*"):
        stale.unlink()
    shutil.copyfile(kept, database(outside))
    (line,) = [line for line in await said(outside) if line.startswith("FAIL")]
    assert line.startswith(
        "FAIL anchor: roll-back found: anchor.file holds a checkpoint of ours over 11 entries, and"
        " the database has fewer: nothing is signed; decisions go on."
    )
    assert "'When a roll-back is found' in docs/operating.md" in line


async def test_own_hands_alone_are_thought_about(outside: Outside) -> None:
    """File, Slack and a mailbox of our own domain: whoever runs all this can rewrite them."""
    anchors = {**outside.site.raw["anchors"], "email": ["lead@example.com"]}
    outside.site.change(anchors=anchors)
    (line,) = [line for line in await said(outside) if line.startswith("WARN")]
    assert "every anchor is in your own hands" in line
    store = {"url": "http://127.0.0.1:9/log", "held_by": "Notary & Co."}
    outside.site.change(anchors={**anchors, "http": store})
    lines = await said(outside)
    assert any("a store held by Notary & Co., as your settings say" in line for line in lines)
    assert any(line.startswith("FAIL anchor: anchor.http: could not be tried") for line in lines)


async def test_a_store_that_overwrites_fails(outside: Outside) -> None:
    """It is not enough that it takes checkpoints: it must refuse to take one again."""
    await grown(outside)
    note = (outside.site.folder / "checkpoints.txt").read_bytes().lstrip(b"\n")
    store = Store({"00000001": note})
    app = web.Application()
    app.add_routes(store.routes())
    async with TestServer(app) as server:
        url = str(server.make_url("/log"))
        anchors = {**outside.site.raw["anchors"], "http": {"url": url, "token": TOKEN}}
        outside.site.change(anchors=anchors)
        assert "OK   anchor: anchor.http: read back, 11 entries" in await said(outside)
        store.strict = False
        (line,) = [line for line in await said(outside) if line.startswith("FAIL")]
    assert "lets a checkpoint be written over" in line


async def test_a_strangers_checkpoint_is_told(outside: Outside) -> None:
    """What stands in the file under our origin and is not signed by us is worth a look."""
    await grown(outside)
    path = outside.site.folder / "checkpoints.txt"
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole + "\n" + whole.replace("\n11\n", "\n7\n"), encoding="utf-8")
    (line,) = [line for line in await said(outside) if line.startswith("WARN")]
    assert line == "WARN anchor: anchor.file: 1 of its checkpoints are signed by no key of ours"
