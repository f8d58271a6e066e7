"""A record with history on both engines, kept at stages, so that each attack has its own copy.

`earlier` is what a backup would hold. `whole` is what became of it: one case released, one under
way, a draft and two files. `forked` is what became of the same backup elsewhere. `set_back`
and `set_ahead` are the whole one, worked on while the clock was wrong. Each stage has the
checkpoints published of it, in the table and in a file.
"""

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import storage
from bot.domain import commands as cm
from bot.domain.checkpoint import split_file
from bot.domain.directory.commands import ImportAgencies
from bot.domain.notice import Safety
from bot.domain.record import parse_body
from bot.domain.roster import SYSTEM
from bot.domain.verification import Reached
from bot.workflow.agencies import DirectoryOrder, change_directory
from bot.workflow.ledger import Ledger
from bot.workflow.outside import record_configuration
from storage import SqlDatabase
from tests import desk as desks
from tests import factories as make
from tests.databases import RING
from tests.desk import Desk, office_over
from tests.factories import ANA, BEN, DEE, EVE
from tests.fakes.clock import FrozenClock
from tests.fakes.postgres import Postgres
from tests.workflow.office_given import notary_over
from tests.workflow.tampering import bodies

FILE = "anchor.file"
"""The anchor whose file stands beside the database."""
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Kept:
    """A stage: where its database is, its entries' kinds, what was published, when that was."""

    place: str
    kinds: tuple[str, ...]
    file: str
    now: datetime


Copy = Callable[[str, str], str]
"""Copies a database, named by its place, under a new name; returns the place of the copy."""


@dataclass
class World:
    """One database that an attack may change as it likes, and the checkpoint files beside it."""

    address: str
    files: dict[str, str]
    now: datetime
    stages: dict[str, Kept] = field(repr=False)
    restore: Callable[[str], str] = field(repr=False)
    first: str = "EDR-2026-000001"
    second: str = "EDR-2026-000002"

    def entry(self, kind: str, nth: int = 1, stage: str = "whole") -> int:
        """The position of the nth entry of a kind."""
        found = [n for n, each in enumerate(self.stages[stage].kinds, 1) if each == kind]
        return found[nth - 1]

    def end(self, stage: str = "whole") -> int:
        """How many entries a stage has."""
        return len(self.stages[stage].kinds)

    def covered(self, position: int) -> int:
        """The size of the first checkpoint, published of the whole history, over an entry."""
        notes = split_file(self.stages["whole"].file).notes
        return min(n.checkpoint.size for n in notes if n.checkpoint.size >= position)

    def turn_into(self, stage: str) -> None:
        """Take another stage with all that was published of it."""
        self.go_back_to(stage)
        self.files = {"a": self.stages[stage].file}

    def go_back_to(self, stage: str) -> None:
        """Put the database of another stage in place of this one; the files stay."""
        self.address = self.restore(stage)


@dataclass
class Writing:
    """The record while its history is written. Each opening of it draws another chance."""

    copy: Copy
    address: str
    clock: FrozenClock
    file: str = ""
    stages: dict[str, Kept] = field(default_factory=dict)
    opened: int = 0

    def open(self) -> SqlDatabase:
        """Open the database."""
        self.opened += 1
        chance = random.Random(f"{self.address} {self.opened}").randbytes
        return storage.open_database(self.address, ring=RING, random_bytes=chance)

    async def publish(self, database: SqlDatabase) -> None:
        """Publish where the record stands, as the file anchor does."""
        signed = await notary_over(database).latest()
        assert signed is not None
        size, text = signed.checkpoint.size, signed.text

        def work(ledger: Ledger) -> None:
            ledger.record.publish(FILE, size, text)

        await database.tx(work)
        self.file += f"{text}\n"

    def keep(self, stage: str) -> None:
        """Copy the database, which nobody may have open, under the stage's name."""
        place = self.copy(self.address, stage)
        kinds = tuple(parse_body(body).kind for _, body in sorted(bodies(place).items()))
        self.stages[stage] = Kept(place, kinds, self.file, self.clock.law())

    def fork(self, stage: str, name: str) -> "Writing":
        """Go on with a copy of a stage, at the time it was kept."""
        kept = self.stages[stage]
        address = self.copy(kept.place, name)
        clock = FrozenClock(kept.now)
        return replace(self, address=address, clock=clock, file=kept.file)


async def write_history(writing: Writing) -> dict[str, Kept]:
    """Write every stage of the history."""
    case = await _beginning(writing)
    writing.keep("earlier")
    await _going_on(writing, case)
    writing.keep("whole")
    other = writing.fork("earlier", "elsewhere")
    await _elsewhere(other, case)
    other.keep("forked")
    for stage, gap in (("set_back", -DAY), ("set_ahead", 2 * DAY)):
        wrong = writing.fork("whole", f"with_{stage}")
        await _with_a_wrong_clock(wrong, case, gap)
        wrong.keep(stage)
    return writing.stages


async def _beginning(writing: Writing) -> str:
    database = writing.open()
    office = office_over(database, writing.clock)
    await record_configuration(office, ("us_federal",))
    founding = ImportAgencies(agencies=(make.AGENCY,), digest="d" * 64)
    await change_directory(office, DirectoryOrder(command=founding, actor=SYSTEM))
    desk = await desks.verified(office, writing.clock)
    await writing.publish(database)
    await desk.do(make.determination(await desk.now()), ANA, 5)
    await writing.publish(database)
    database.close()
    return desk.case


async def _going_on(writing: Writing, case: str) -> None:
    database = writing.open()
    desk = Desk(office_over(database, writing.clock), writing.clock, case)
    await _released(desk)
    await _telling(desk)
    number = await _second(desk)

    def work(ledger: Ledger) -> None:
        ledger.cabinet.put_draft(number, 1, BEN, b"unfinished answers")
        ledger.cabinet.put_draft(case, 1, EVE, b"other answers")

    await database.tx(work)
    await writing.publish(database)
    database.close()


async def _released(desk: Desk) -> None:
    await desk.do(make.determination(await desk.now()), BEN, 5)
    for sought in (await desk.now()).sought:
        await desk.do(make.owners(device=sought.alias), DEE, 1)
    await desks.addresses_read(desk)
    await desk.do(make.clearing(await desk.now()), DEE, 1)
    await desk.do(cm.ConfirmHandover(done=True), DEE, 2)


async def _telling(desk: Desk) -> None:
    """The emergency is over and two people find it safe: the owner is to be told now."""
    await desk.do(cm.EndEmergency(ended_at=desk.clock.law(), how="radio"), EVE, 60)
    for who in (ANA, BEN):
        safe = cm.AnswerSafety(owner="O1", answer=Safety.SAFE, why="no link")
        await desk.do(safe, who, 1)


async def _second(desk: Desk) -> str:
    incident = "26-118777"
    sought = make.sought(device="B8:7C:6F:00:00:02")
    wanted = make.request(incident_number=incident, data_sought=(sought,))
    other = await desks.opened(desk.office, desk.clock, wanted)
    await other.do(make.call(code=(await other.seen_by(EVE)).opened.code), EVE, 2)
    await other.do(make.call(Reached.DISPATCH, code=incident), DEE, 2)
    await other.do(make.determination(await other.now()), ANA, 5)
    return other.case


async def _elsewhere(writing: Writing, case: str) -> None:
    database = writing.open()
    desk = Desk(office_over(database, writing.clock), writing.clock, case)
    await desk.do(make.determination(await desk.now()), BEN, 9)
    for surface in ("card", "desk", "show"):
        await desk.do(cm.ViewCase(surface=surface), DEE, 1)
    await writing.publish(database)
    database.close()


async def _with_a_wrong_clock(writing: Writing, case: str, gap: timedelta) -> None:
    database = writing.open()
    office = office_over(database, writing.clock)
    writing.clock.set(writing.clock.law() + gap)
    desk = Desk(office, writing.clock, case)
    for who in (ANA, EVE, DEE):
        await desk.do(cm.ViewCase(surface="show"), who, 1)
    await writing.publish(database)
    database.close()


def sqlite_copies(folder: Path) -> Copy:
    """Copy files; each copy is a new one, beside which no older one has left anything."""
    numbers = count(1)

    def copy(place: str, name: str) -> str:
        target = folder / f"{name}{next(numbers)}.db"
        shutil.copyfile(place.removeprefix("sqlite:///"), target)
        return f"sqlite:///{target}"

    return copy


def postgresql_copies(server: Postgres, prefix: str) -> Copy:
    """Copy databases within the server; a copy of the same name is dropped first."""
    made: set[str] = set()

    def copy(place: str, name: str) -> str:
        template = place.partition("@/")[2].partition("?")[0]
        target = f"{prefix}_{name}"
        if target in made:
            server.drop(target)
        made.add(target)
        return server.create(target, template)

    return copy
