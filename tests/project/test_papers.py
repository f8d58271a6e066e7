"""What the papers say is what the code does."""

from pathlib import Path

import pytest

from bot import settings_table
from bot.manifest import Mode, manifest

ROOT = Path(__file__).parents[2]


def test_settings_page_is_the_table_of_the_code() -> None:
    """docs/settings.md is what `exigent settings` prints."""
    assert (ROOT / "docs/settings.md").read_text(encoding="utf-8") == settings_table.page()


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_manifest_file_is_what_the_code_prints(mode: Mode) -> None:
    """manifests/slack.*.yaml is what `exigent manifest` prints for its mode."""
    text = (ROOT / f"manifests/slack.{mode}.yaml").read_text(encoding="utf-8")
    assert text == manifest(mode)
