"""What the papers say is what the code does."""

from pathlib import Path

from bot import settings_table

ROOT = Path(__file__).parents[2]


def test_settings_page_is_the_table_of_the_code() -> None:
    """docs/settings.md is what `exigent settings` prints."""
    assert (ROOT / "docs/settings.md").read_text(encoding="utf-8") == settings_table.page()
