"""What the papers say of the report is what it counts."""

from bot.domain.report.schema import schema_text
from bot.report_papers import page
from tests.project import source

DOCS = source.ROOT / "docs"


def test_the_table_of_figures_is_the_catalogue() -> None:
    """docs/report.md has every figure with its definition, as `make settings` writes it."""
    text = (DOCS / "report.md").read_text(encoding="utf-8")
    assert text == page(text)
    assert "`life_safety_exceptions`" in text


def test_the_schema_file_is_the_schema() -> None:
    """docs/report.schema.json is what `exigent report` writes beside every report."""
    assert (DOCS / "report.schema.json").read_text(encoding="utf-8") == schema_text()
