"""A house whose owners have pages."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.handlers.house import House
from tests.handlers.housing import dwelling, sqlite_template
from tests.handlers.owners.visiting import Visitor, visiting

__all__ = ["dwelling", "sqlite_template"]


@pytest.fixture
async def jo(dwelling: House, tmp_path: Path) -> AsyncIterator[Visitor]:
    """Jo, who was told, with the page open to them."""
    async with visiting(dwelling) as visitor:
        yield visitor
