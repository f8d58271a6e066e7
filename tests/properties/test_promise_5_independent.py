"""Promise 5: nobody who is still to decide learns what another decided, or that they wavered.

Two worlds are played side by side that differ in nothing but what was answered; what a person is
shown in one must be, word for word, what they are shown in the other.
"""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import Case
from bot.domain.determination import Answer, OwnerRoute, Reason
from bot.domain.errors import Refusal
from bot.domain.roster import SYSTEM, Ref
from bot.workflow.dossier import Dossier
from handlers.blocks.card import card
from handlers.blocks.show import show
from handlers.review.draft import Draft
from handlers.review.elements_view import review_test
from handlers.review.file_view import review_file
from handlers.review.scope_view import review_scope
from handlers.review.seen import Seen
from storage import SqlDatabase
from tests import desk as desks
from tests import factories as make
from tests.databases import opened
from tests.desk import Desk, office_over
from tests.factories import (
    ANA,
    AT,
    BEN,
    CYD,
    DEE,
    EVE,
    MINUTE,
    ROSTER,
    SAM,
    determination,
    minutes_of,
)
from tests.fakes.clock import FrozenClock

HASHES = re.compile(r"[0-9a-f]{64}|(?<= Entry )\d+(?=\.)")
"""Hashes, and the places of one's own entries in the record, which count those of every case."""
DAY = timedelta(days=1)
ANSWERS = (
    determination,
    lambda case: determination(case, minutes_of(case, 3, 9)),
    lambda case: determination(case, refuse=Reason.NO_PERSON),
    lambda case: determination(case, refuse=Reason.FRAUD),
    lambda case: determination(case, E5=Answer.UNSURE),
    lambda case: determination(case, owner=OwnerRoute.UNSURE),
    lambda case: determination(case, rationale="An altogether different and longer rationale."),
)
"""What a first reviewer may file."""
SLIPS = (
    lambda case: determination(case, E5=Answer.NO),
    lambda case: determination(case, minutes_of(case, 1, 90)),
    lambda case: determination(case, refuse=Reason.NO_NEXUS, E7=Answer.YES),
)
"""What a first reviewer may try before, and be refused."""


@dataclass(frozen=True)
class First:
    """What the first reviewer did: slips that were refused, then a determination."""

    slips: tuple[int, ...]
    filed: int


firsts = st.builds(
    First,
    slips=st.lists(st.integers(0, len(SLIPS) - 1), max_size=2).map(tuple),
    filed=st.integers(0, len(ANSWERS) - 1),
)


@dataclass
class World:
    """A database that knows nothing of the other, and its clock."""

    database: SqlDatabase
    clock: FrozenClock
    days: int = 0

    async def verified(self) -> Desk:
        """A case that may be decided, on a day of its own."""
        self.days += 1
        self.clock.set(self.noon)
        return await desks.verified(office_over(self.database, self.clock), self.clock)

    @property
    def noon(self) -> datetime:
        """When the day's case is received."""
        return AT + self.days * DAY


Worlds = tuple[World, World]


@pytest.fixture
def worlds(tmp_path: Path, sqlite_template: Path) -> Iterator[Worlds]:
    """Two worlds that begin alike."""
    addresses = [
        f"sqlite:///{shutil.copyfile(sqlite_template, tmp_path / name)}" for name in ("a", "b")
    ]
    one, other = (World(opened(address), FrozenClock(AT)) for address in addresses)
    yield one, other
    one.database.close()
    other.database.close()


async def _first_files(world: World, first: First) -> Desk:
    desk = await world.verified()
    case = await desk.now()
    for slip in first.slips:
        # At once, so that no clock acts sooner than in the other world.
        outcome = await desk.do(SLIPS[slip](case), ANA)
        assert outcome.refused is not None
    world.clock.set(world.noon + 20 * MINUTE)
    assert (await desk.do(ANSWERS[first.filed](case), ANA)).refused is None
    return desk


def shown(dossier: Dossier, case: Case) -> str:
    """Everything that a reader gets, and every surface drawn of it, as one text."""
    roles = {r for p in ROSTER.people if p.ref == dossier.reader for r in p.roles}
    seen = Seen.of(case, dossier.now)
    drawn: list[Any] = [
        card(dossier),
        show(dossier, roles),
        review_test(dossier, Draft(), dossier.now),
        review_scope(dossier, Draft(), seen),
        review_file(dossier, Draft(), seen),
    ]
    # Who filed, and when, is no secret.
    history = [(h.at, h.actor, h.event) for h in dossier.history]
    filed = [(f.by, f.at, f.version) for f in case.filed]
    kept = replace(case, filed=(), paged=())
    rest = replace(dossier, case=kept, history=())
    return HASHES.sub("…", f"{rest!r}{filed!r}{history!r}{json.dumps(drawn)}")


async def _views(desk: Desk, *readers: Ref) -> dict[Ref, str]:
    case = await desk.now()
    return {reader: shown(await desk.seen_by(reader), case) for reader in readers}


@settings(max_examples=14)
@given(first=firsts, other=firsts)
async def test_the_second_reviewer_learns_nothing_of_the_first(
    worlds: Worlds, first: First, other: First
) -> None:
    """Whatever the first tried and filed, nobody else is shown anything different for it."""
    views = []
    for world, did in zip(worlds, (first, other), strict=True):
        desk = await _first_files(world, did)
        views.append(await _views(desk, BEN, CYD, SAM, DEE, EVE, SYSTEM))
    assert views[0] == views[1]


async def test_a_senior_learns_who_disagreed_of_nobody(worlds: Worlds) -> None:
    """Which of two refused, and why, is not shown to the senior who is still to decide."""
    views = []
    for world, refusing in zip(worlds, (ANA, BEN), strict=True):
        desk = await world.verified()
        case = await desk.now()
        for who in (ANA, BEN):
            refuse = Reason.NO_PERSON if who == refusing else None
            await desk.do(determination(case, refuse=refuse), who, 5)
        views.append(await _views(desk, CYD, SAM, DEE))
    assert views[0] == views[1]


async def test_a_second_senior_reads_no_written_answer(worlds: Worlds) -> None:
    """What one senior wrote against a finding of fraud waits until the case is settled."""
    desk = await worlds[0].verified()
    await desk.do(determination(await desk.now()), ANA, 1)
    await desk.do(determination(await desk.now(), refuse=Reason.FRAUD), BEN, 1)
    await desk.do(determination(await desk.now()), SAM, 1)
    written = cm.AnswerRefusal(text="Dispatch knows the case number by heart.")
    assert (await desk.do(written, SAM, 1)).refused is None
    assert "by heart" not in (await _views(desk, CYD))[CYD]
    assert "by heart" in (await _views(desk, SAM))[SAM]


async def test_a_new_version_keeps_what_was_filed_on_the_old_one(worlds: Worlds) -> None:
    """Who files first on version 1 will think the same on version 2, so that stays unseen too."""
    views = []
    for world, first in zip(worlds, (First((), 0), First((), 2)), strict=True):
        desk = await _first_files(world, first)
        wider = make.request(data_sought=(make.sought(end=AT),))
        await desk.do(cm.AmendRequest(base=1, request=wider, mark="m2"), EVE, 1)
        views.append(await _views(desk, BEN, CYD, SAM))
    assert views[0] == views[1]


async def test_both_see_both_once_both_have_filed(worlds: Worlds) -> None:
    """Blindness ends with the second determination, for the two who filed and for nobody else."""
    desk = await worlds[0].verified()
    await desk.do(determination(await desk.now()), ANA, 1)
    assert [w for w, _ in (await desk.seen_by(ANA)).determinations] == [ANA]
    assert (await desk.seen_by(BEN)).determinations == ()
    await desk.do(determination(await desk.now(), refuse=Reason.NO_PERSON), BEN, 1)
    for reader in (ANA, BEN):
        assert [w for w, _ in (await desk.seen_by(reader)).determinations] == [ANA, BEN]
    assert (await desk.seen_by(SAM)).determinations == ()
    await desk.do(determination(await desk.now()), SAM, 1)
    assert len((await desk.seen_by(DEE)).determinations) == 3


async def test_ones_own_slips_stay_visible(worlds: Worlds) -> None:
    """A refused form is in its author's own history."""
    desk = await worlds[0].verified()
    outcome = await desk.do(SLIPS[0](await desk.now()), ANA, 1)
    assert outcome.refused is not None
    assert outcome.refused.reason is Refusal.CLASS_BARRED
    own = [h for h in (await desk.seen_by(ANA)).history if isinstance(h.event, ev.CommandRefused)]
    assert [h.actor for h in own] == [ANA]
