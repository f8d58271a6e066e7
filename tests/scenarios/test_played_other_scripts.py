"""The other half of the scripts: a file of their own, so that two workers share the time."""

from pathlib import Path

import pytest

from bot.practice.scripts import SCRIPTS
from tests.scenarios.test_played_scripts import plan, plays


@pytest.mark.parametrize(("name", "address"), plan(list(SCRIPTS)[1::2]), indirect=["address"])
async def test_a_script_ends_as_written(name: str, address: str, tmp_path: Path) -> None:
    """The case ends as it should, Slack saw no trouble, and the record is whole afterwards."""
    await plays(name, address, tmp_path)
