"""A case of which two people found that nobody who holds the account is involved."""

import shutil
from pathlib import Path

import pytest

from bot.domain.consent import AnswerInvolvement, Involved
from tests import desk as desks
from tests import factories as make
from tests.databases import opened
from tests.fakes.clock import FrozenClock

NOBODY = AnswerInvolvement(answer=Involved.NO, why="A stranger; nobody of the household is near.")


@pytest.fixture
async def agreed(sqlite_template: Path, tmp_path: Path) -> desks.Desk:
    """The case; its owner waits to be asked."""
    clock = FrozenClock(make.AT)
    database = opened(f"sqlite:///{shutil.copyfile(sqlite_template, tmp_path / 'exigent.db')}")
    desk = await desks.verified(desks.office_over(database, clock), clock)
    await desk.do(make.owners(make.owner(locale="es-MX")), make.DEE, 1)
    await desks.addresses_read(desk)
    for who in (make.ANA, make.EVE):
        assert (await desk.do(NOBODY, who, 1)).refused is None
    return desk
