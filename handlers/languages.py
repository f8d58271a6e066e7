"""The languages of the pages for people outside: a language is a file of translations (gettext).

`locale/<language>/LC_MESSAGES/exigent.po` beside this module; English is what stands in the code.
"""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Final

from babel import Locale
from babel.dates import format_date, get_timezone_name
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from markupsafe import Markup

LOCALES: Final = Path(__file__).parent / "locale"
CATALOGUE: Final = Path("LC_MESSAGES") / "exigent.po"
ENGLISH: Final = "en"
_LONGEST_HEADER: Final = 500
_RANGE: Final = re.compile(r"([A-Za-z]{1,8})(?:-[A-Za-z0-9]{1,8})*(?:\s*;\s*q=(\d(?:\.\d{0,3})?))?")


def marked(text: str) -> str:
    """Mark a text for the catalogues where it stands; it is translated where it is shown."""
    return text


@dataclass(frozen=True, slots=True)
class Language:
    """One language: its code (ISO 639-1), its own name, and its words."""

    code: str
    name: str
    translations: NullTranslations = field(repr=False)

    def say(self, text: str, **values: object) -> str:
        """Return a text in this language, with `%(name)s` filled in from `values`."""
        said = self.translations.gettext(text) if text else ""
        return said % values if values else said

    def moment(self, value: datetime, zone: tzinfo = UTC) -> Markup:
        """Return an instant for reading, in a zone, with its machine form in UTC."""
        there = value.astimezone(zone)
        day = format_date(there, "long", locale=self._region)
        words = f"{day}, {there:%H:%M}"
        named = get_timezone_name(there, "short", locale=self._region)
        machine = value.astimezone(UTC).isoformat()
        return Markup('<time datetime="{}">{} {}</time>').format(machine, words, named)

    def day(self, value: datetime, zone: tzinfo = UTC) -> str:
        """Return the day of an instant for reading, in a zone."""
        return str(format_date(value.astimezone(zone), "long", locale=self._region))

    @property
    def _region(self) -> str:
        # English for the world: day before month, which nobody reads in two ways.
        return "en_001" if self.code == ENGLISH else self.code

    def countries(self) -> Mapping[str, str]:
        """Return the countries' names by their codes (ISO 3166-1), in this language."""
        return Locale(self.code).territories


@cache
def language(code: str) -> Language:
    """Return a language that is offered; raises KeyError for any other."""
    if code not in offered():
        raise KeyError(code)
    name = str(Locale(code).get_language_name(code)).capitalize()
    return Language(code, name, NullTranslations() if code == ENGLISH else _translations(code))


@cache
def offered() -> tuple[str, ...]:
    """Return the codes of the languages that there are, English first."""
    found = sorted(path.parents[1].name for path in LOCALES.glob(f"*/{CATALOGUE}"))
    return (ENGLISH, *found)


def chosen(asked: str | None, accepted: str | None) -> Language:
    """Return the language asked for, else the best that `Accept-Language` names, else English."""
    for code in (asked or "", *_preferred(accepted or "")):
        if code in offered():
            return language(code)
    return language(ENGLISH)


def _preferred(header: str) -> list[str]:
    """Return the languages of the header, the most wanted first (RFC 9110 12.5.4)."""
    ranges = []
    for part in header[:_LONGEST_HEADER].split(","):
        found = _RANGE.fullmatch(part.strip())
        if found is not None and float(found[2] or 1) > 0:
            ranges.append((-float(found[2] or 1), found[1].casefold()))
    return [code for _, code in sorted(ranges, key=lambda r: r[0])]


def _translations(code: str) -> GNUTranslations:
    with (LOCALES / code / CATALOGUE).open("rb") as file:
        catalogue = read_po(file, locale=code)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
