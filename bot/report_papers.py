"""Writes what the papers say of the transparency report: the table of figures, and the schema."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bot.domain.report.catalogue import AGENCIES, AS_OF, CHAPTERS
from bot.domain.report.definitions import Chapter, Definition, Sort
from bot.domain.report.keys import AGENCY_KEYS, Keys
from bot.domain.report.schema import schema_text

BEGIN: Final = "<!-- figures: begin -->"
END: Final = "<!-- figures: end -->"
_SORTS: Final = {
    Sort.HAPPENED: "in the period",
    Sort.RECEIVED: "received in it, at its end",
    Sort.AT_START: "at its start",
    Sort.AT_END: "at its end",
}


def table() -> str:
    """Return every figure with its definition, a table for each chapter."""
    chapters = (part for chapter in CHAPTERS for part in _of(chapter))
    return "\n\n".join(
        [AS_OF, *chapters, "### Agencies (`agencies`)", AGENCIES, _rows(AGENCY_KEYS)]
    )


def _rows(keys: Keys) -> str:
    return "\n".join(["| part | what |", "|---|---|", *(f"| `{key}` | {t} |" for key, t in keys)])


def _of(chapter: Chapter) -> Iterator[str]:
    yield f"### {chapter.title} (`{chapter.name}`)"
    yield chapter.words
    rows = [_row(one) for one in chapter.figures]
    yield "\n".join(["| figure | counts | when | parts |", "|---|---|---|---|", *rows])


def _row(one: Definition) -> str:
    parts = ", ".join(f"`{key}`" for key, _ in one.keys)
    if one.free:
        parts = "`country`, `kind`"
    unit = "" if one.unit.value == "count" else f" ({one.unit.value})"
    words = f"**{one.title}{unit}.** {one.words}"
    return f"| `{one.name}` | {words} | {_SORTS[one.sort]} | {parts} |"


def page(text: str) -> str:
    """Return a document with the tables between its two marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


def main() -> None:
    """Write the tables into `report.md` and the schema beside it, in the folder that is named."""
    folder = Path(sys.argv[1])
    document = folder / "report.md"
    document.write_text(page(document.read_text(encoding="utf-8")), encoding="utf-8")
    (folder / "report.schema.json").write_text(schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
