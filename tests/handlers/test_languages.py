"""The catalogues: every text of the officers' pages in every language, and which one is chosen."""

import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

import handlers
from handlers.blocks.ask import READY
from handlers.languages import CATALOGUE, LOCALES, chosen, language, offered

ROOT = Path(handlers.__file__).parent
PLACES = re.compile(r"%\(\w+\)s")


def texts() -> set[str]:
    """Every text that stands in the code for translation, and the ready questions."""
    found = set(READY.values())
    for path in ROOT.rglob("*.py"):
        found |= {
            m
            for _, m, *_ in extract_from_file("python", path, keywords={"_n": None, "marked": None})
        }
    for path in (ROOT / "templates").glob("*.j2"):
        method = "jinja2.ext:babel_extract"
        found |= {m for _, m, *_ in extract_from_file(method, path, keywords={"_": None})}
    return found


@pytest.mark.parametrize("code", [c for c in offered() if c != "en"])
def test_every_text_is_translated(code: str) -> None:
    """A catalogue has each text and no other, none is empty, and places for values agree."""
    with (LOCALES / code / CATALOGUE).open("rb") as file:
        catalogue = {str(m.id): str(m.string) for m in read_po(file, locale=code) if m.id}
    assert set(catalogue) == texts()
    for text, said in catalogue.items():
        assert said
        assert sorted(PLACES.findall(said)) == sorted(PLACES.findall(text))


@pytest.mark.parametrize(
    ("asked", "accepted", "code"),
    [
        (None, None, "en"),
        ("es", "en", "es"),
        ("../es", "es", "es"),
        (None, "fr, es;q=0.5, en;q=0.4", "es"),
        (None, "es;q=0, en", "en"),
        (None, "*", "en"),
        (None, ";;;q=x,\x00", "en"),
        (None, "x" * 9000, "en"),
    ],
)
def test_the_best_language_is_chosen(asked: str | None, accepted: str | None, code: str) -> None:
    """What is asked for goes first, then the header by its weights; nonsense is English."""
    assert chosen(asked, accepted).code == code


def test_instants_are_read_in_each_language() -> None:
    """Day, month and zone in words, and the machine's form in UTC."""
    at = datetime(2026, 11, 22, 2, 55, tzinfo=UTC)
    said = language("es").moment(at, ZoneInfo("America/Los_Angeles"))
    assert "21 de noviembre de 2026, 18:55" in said
    assert 'datetime="2026-11-22T02:55:00+00:00"' in said


def test_an_unknown_language_is_an_error() -> None:
    """No path is made of what somebody asked for."""
    with pytest.raises(KeyError):
        language("../../etc")
