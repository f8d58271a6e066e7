"""The picture for Slack: the same bytes, wide enough for a phone, with words for it."""

import struct
import subprocess
import sys
from pathlib import Path

from handlers.report.answers import summary
from handlers.report.picture import picture, spoken
from handlers.report.shown import Row, Table
from handlers.slack_files import ALT_TEXT
from tests.handlers.report import given

PERIODS = ("1 January to 30 June 2026", "1 July to 31 December 2025")
ELSEWHERE = """
import sys
from handlers.report.picture import picture
from handlers.report.shown import Row, Table
row = Row(label="Received", now=3, before=1, now_text="3", before_text="1")
table = Table(title="Requests", what="", rows=[row])
sys.stdout.buffer.write(picture("Title", "Company", ("Now", "Before"), [table]))
"""
TITLE = "Emergency requests by police"


def drawn(company: str = given.COMPANY) -> bytes:
    """The picture of the invented half-year."""
    return picture(TITLE, company, PERIODS, summary(given.report().counted))


def test_the_same_figures_give_the_same_picture() -> None:
    """Another process, with another order of its sets, makes the same bytes."""
    out = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[3],
        timeout=60,
    )
    row = Row(label="Received", now=3, before=1, now_text="3", before_text="1")
    table = Table(title="Requests", what="", rows=[row])
    assert len(out.stdout) > 1_000
    assert out.stdout == picture("Title", "Company", ("Now", "Before"), [table])


def test_a_phone_shows_it_in_full_width() -> None:
    """A PNG of 1,080 pixels, three for each point of a phone 360 points wide."""
    content = drawn()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">I", content[16:20]) == (1080,)
    assert len(content) < 500_000


def test_a_name_cannot_write_markup() -> None:
    """A company or an agency whose name is code of the typesetter is set as letters."""
    evil = '#panic("no") $ x $ *bold* #read("/etc/passwd") \\ <x> @y'
    assert len(drawn(evil)) > len(drawn("x"))


def test_the_words_have_every_figure() -> None:
    """The text alternative names each bar with both figures, within Slack's limit."""
    tables = summary(given.report().counted)
    said = spoken(TITLE, PERIODS, tables, ALT_TEXT)
    assert all(
        f"{row.label} {row.now_text} ({row.before_text})" in said
        for table in tables
        for row in table.rows
    )
    assert len(spoken(TITLE, PERIODS, tables, 100)) == 100
