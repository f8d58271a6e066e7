"""An officer before the pages, for whichever test asks for one."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.handlers.intake.officer import Officer, officer


@pytest.fixture
async def alvarez(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Officer]:
    """An officer with a fresh house behind the pages."""
    async with officer(sqlite_template, tmp_path) as found:
        yield found
