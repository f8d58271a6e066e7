"""Every figure of the report in one place: JSON, CSV, the page and the papers read it here."""

from collections.abc import Iterator
from typing import Final

from bot.domain.report import asked_and_decided, given_and_told
from bot.domain.report.definitions import Chapter, Definition

SCHEMA: Final = 1
"""The version of the report's form; it changes with any figure, definition or member."""
CHAPTERS: Final[tuple[Chapter, ...]] = (*asked_and_decided.CHAPTERS, *given_and_told.CHAPTERS)
"""In the order in which they are shown."""
AS_OF: Final = (
    "Every figure is counted from entries 1 to the checkpoint's size of the record, from what "
    "their bodies show to everybody; personal values are not read, so erasing them changes "
    "nothing. An entry belongs to the period that its `at` (UTC) lies in. What stands at an end is "
    "what the entries before that end make of it; later ones change no figure of a period that is "
    "over."
)
"""What holds of every figure."""
AGENCIES: Final = (
    "Requests received in the period as they stood at its end, by the agency of our directory that "
    "the request named, where the requester was verified. An agency has a row of its own from 5 "
    "requests on. All others are counted in one row without a name, together with requests that "
    "no agency of the directory is known to have sent. Where the agencies without a row, "
    "altogether or in a country and kind of agency in which one has a row, would be a single one "
    "or have fewer than 5 requests, the one with the fewest requests loses its row, and so on: "
    "nobody can have the figures of an agency without a row by subtraction."
)
"""How agencies are named and grouped."""


def every() -> Iterator[tuple[Chapter, Definition]]:
    """Yield every figure with its chapter, in the order in which they are shown."""
    for chapter in CHAPTERS:
        for definition in chapter.figures:
            yield chapter, definition
