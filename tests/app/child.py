"""`exigent run` as a process of its own, against a practice Slack and mailbox in the test."""

import asyncio
import base64
import contextlib
import shutil
import signal
import socket
import sqlite3
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import ClientError, ClientSession

from bot.clock import SystemClock
from bot.compose import open_office
from bot.keyring import new_keys
from bot.practice.evidence import Evidence
from bot.practice.mailbox import Mailbox
from bot.practice.post_office import PostOffice
from bot.practice.seed import PARTNER, settings_text, workspace_of
from bot.practice.server import SlackServer
from bot.practice.stage import Stage
from bot.practice.wall import ReadsWall
from bot.practice_house import list_agencies
from bot.settings import load

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30.0
"""Seconds until a child that does not answer has failed."""


@dataclass
class Child:
    """The product in a folder: started, killed and started again on the same database."""

    folder: Path
    port: int
    stage: Stage = field(init=False)
    process: Process | None = None

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.folder / "practice.db"

    @property
    def log(self) -> Path:
        """Everything that it ever wrote to standard output and error."""
        return self.folder / "log.jsonl"

    async def run(self, *words: str) -> Process:
        """Start `exigent` with some words, with no variable but where the settings are."""
        with self.log.open("ab") as out:
            return await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                *words,
                cwd=ROOT,
                env={"EXIGENT_CONFIG": str(self.folder / "exigent.toml")},
                stdout=out,
                stderr=out,
            )

    async def start(self) -> None:
        """Start the product, and return once it is ready."""
        self.process = await self.run("run")
        async with asyncio.timeout(PATIENCE), ClientSession() as session:
            while self.process.returncode is None:
                with contextlib.suppress(ClientError):
                    async with session.get(f"{self.address}/readyz") as answer:
                        if answer.ok:
                            return
                await asyncio.sleep(0.02)
        raise AssertionError(f"it ended with {self.process.returncode}: {self.log.read_text()}")

    async def end(self, how: signal.Signals) -> int:
        """Send a signal, and return the exit code."""
        process, self.process = self.process, None
        if process is None:
            raise AssertionError("nothing runs")
        if process.returncode is None:
            process.send_signal(how)
        async with asyncio.timeout(PATIENCE):
            return await process.wait()

    def a_minute_later(self) -> None:
        """Let the leases of a dead worker run out, as they do after a minute."""
        with contextlib.closing(sqlite3.connect(self.database)) as connection, connection:
            connection.execute("UPDATE task SET leased_until = 0 WHERE leased_until IS NOT NULL")

    def entries(self, kind: str) -> list[tuple[int, str, str]]:
        """Return position, case and hash of every entry of a kind, as the file has them."""
        wanted = "SELECT position, case_number, hash FROM record_entry WHERE kind = ?"
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            return list(connection.execute(wanted, [kind]))


@contextlib.asynccontextmanager
async def child(folder: Path, template: Path, *, more: str = "") -> AsyncIterator[Child]:
    """Prepare a product that has not started; `more` is added to its settings."""
    clock = SystemClock()
    wall = ReadsWall(clock.wall)
    secret = "whsec_" + base64.b64encode(b"partner secret of the tests").decode()
    made = Child(folder, _free_port())
    async with Mailbox(wall) as mailbox, SlackServer(workspace_of(wall)) as server:
        server.point_at(made.address + "/slack/events")
        text = settings_text(
            folder=folder,
            database_url=f"sqlite:///{made.database}",
            slack_origin=server.origin,
            app=server.workspace.app,
            smtp_url=mailbox.url,
            partner_secret=secret,
        )
        _lay_out(made, text + more, template)
        new_keys(folder / "keys", created=clock.law(), random_bytes=clock.random_bytes)
        await _list_agencies(made.folder)
        made.stage = Stage(
            server=server,
            mailbox=mailbox,
            evidence=Evidence(folder / "evidence"),
            post=PostOffice(clock.wall),
            product=made.address,
            partner=PARTNER,
            partner_secret=secret,
            law=clock.law,
            wall=clock.wall,
            advance=_immovable,
        )
        try:
            yield made
        finally:
            if made.process is not None:
                await made.end(signal.SIGKILL)


def _lay_out(made: Child, text: str, template: Path) -> None:
    settings = text.replace("port = 0", f"port = {made.port}")
    (made.folder / "exigent.toml").write_text(settings, encoding="utf-8")
    shutil.copyfile(template, made.database)


async def _list_agencies(folder: Path) -> None:
    """List the invented agencies on the record, as whoever installs the product does."""
    house = open_office(load({"EXIGENT_CONFIG": str(folder / "exigent.toml")}), SystemClock())
    try:
        await list_agencies(house)
    finally:
        house.database.close()


async def _immovable(seconds: float) -> None:
    raise AssertionError("nobody can move the clock of a real product")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
