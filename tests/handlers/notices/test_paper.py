"""The letter on paper: tagged, whole, the same each time, and proof against what people write."""

import io
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from bot.domain.notice import NoticeKind
from handlers.notices.content import Fraud, Notice, RecordEntry
from handlers.notices.letter import in_words
from handlers.notices.paper import PaperError, letter_pdf, sheet_of
from handlers.notices.written import Code, Linked
from tests.handlers.notices.letters import MOTION, ORDER, VIDEO, notice

MARIA = ("Maria Okafor", "742 Evergreen Terrace", "Springfield, CA 94000")
FRAUD = Fraud(found=datetime(2026, 12, 1, tzinfo=UTC), recalled=True, agency_told=True)
MILLIMETRE = 72 / 25.4


def of_kind(kind: NoticeKind, locale: str) -> Notice:
    """A notice of a kind, with everything that it can hold."""
    return notice(
        kind=kind,
        locale=locale,
        fraud=FRAUD if kind is NoticeKind.FRAUD else None,
        delay=ORDER if kind is NoticeKind.LATE else None,
        phone="+1 555 010 0123",
        page_url="https://edr.example.com/notice/abcdefghijklmnopqrstuvwxyz",
    )


def opened(told: Notice, postal: tuple[str, ...] = MARIA) -> PdfReader:
    """Read a letter back."""
    return PdfReader(io.BytesIO(letter_pdf(told, postal)))


def squeezed(text: str) -> str:
    """Return a text without its spaces, which a PDF does not keep."""
    return re.sub(r"\s+", "", text)


def whole(reader: PdfReader) -> str:
    """Every letter on every page but the feet, over which sentences run on."""
    count = len(reader.pages)
    text = ""
    for number, page in enumerate(reader.pages, 1):
        said, foot, rest = squeezed(page.extract_text()).rpartition("ExampleCamerasInc.·EDR-")
        assert foot
        assert rest.endswith(f"{number}/{count}")
        text += said
    return text


def sayings(told: Notice) -> Iterator[str]:
    """Every line of the text as it was written."""
    text = in_words(told)
    yield from (text.title, text.greeting, *text.opening)
    for section in text.sections:
        yield section.heading
        for block in section.blocks:
            if isinstance(block, str):
                yield block
            elif isinstance(block, Code):
                yield block.text
            elif isinstance(block, Linked):
                yield from (block.before, block.shown, block.after)
            else:
                yield from (line for item in block for line in (item.what, *item.lines))


@pytest.mark.parametrize("locale", ["en-US", "es-MX", "en-GB"])
@pytest.mark.parametrize("kind", list(NoticeKind))
def test_every_line_of_the_notice_is_on_the_paper(kind: NoticeKind, locale: str) -> None:
    """What the mail says, the letter says, with the address and a number on each page."""
    told = of_kind(kind, locale)
    found = whole(opened(told))
    for line in (*MARIA, *sayings(told)):
        assert squeezed(line) in found, line


def roles(node: Any) -> Iterator[str]:  # noqa: ANN401 - any object of a PDF
    """Yield the roles of a structure tree, in reading order."""
    node = node.get_object()
    for child in node if isinstance(node, list) else [node]:
        if isinstance(item := child.get_object(), DictionaryObject):
            if "/S" in item:
                yield str(item["/S"])
            if "/K" in item:
                yield from roles(item["/K"])


@pytest.mark.parametrize(("locale", "lang"), [("en-US", "en"), ("es-ES", "es")])
def test_a_screen_reader_finds_its_way(locale: str, lang: str) -> None:
    """The PDF is marked, says its language and title, claims PDF/UA-1, and has its structure."""
    reader = opened(notice(locale=locale))
    root = reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith(lang)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == in_words(notice(locale=locale)).subject
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    tree = list(roles(root["/StructTreeRoot"]["/K"]))
    assert [r for r in tree if r.startswith("/H")] == ["/H1", *["/H2"] * 6]
    assert {"/P", "/L", "/LI", "/Link"} <= set(tree)


def test_two_requests_are_a_level_deeper() -> None:
    """Each request has its own heading, with what happened beneath it."""
    other = notice(case="EDR-2026-000002", given=(MOTION,), entry=RecordEntry(position=9, hash="c"))
    reader = opened(notice(also=(other,)))
    tree = list(roles(reader.root_object["/StructTreeRoot"]["/K"]))
    one = ["/H2", *["/H3"] * 4]
    assert [r for r in tree if r.startswith("/H")] == ["/H1", *one, *one, "/H2", "/H2"]


@pytest.mark.parametrize(
    ("locale", "sheet", "left", "top"),
    [("es-ES", (210, 297), 25, 62.7), ("en-US", (215.9, 279.4), 25.4, 59.7)],
)
def test_the_address_stands_in_the_window(
    locale: str, sheet: tuple[float, float], left: float, top: float
) -> None:
    """DIN 5008 form B on A4, a US no. 10 envelope on US Letter; the fold hides nothing else."""
    page = opened(notice(locale=locale)).pages[0]
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    assert (width / MILLIMETRE, height / MILLIMETRE) == pytest.approx(sheet, abs=0.2)
    places: dict[str, tuple[float, float]] = {}

    def visit(text: str, cm: list[float], tm: list[float], _font: object, _size: object) -> None:
        across = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        down = height - (tm[4] * cm[1] + tm[5] * cm[3] + cm[5])
        places.setdefault(text.strip(), (across, down))

    page.extract_text(visitor_text=visit)
    for line in MARIA:
        across, down = (length / MILLIMETRE for length in places[line])
        assert across == pytest.approx(left, abs=1)
        assert top < down < top + 27.3


def test_the_same_letter_is_the_same_bytes() -> None:
    """Made again, by another process as well, nothing differs: no date, no chance."""
    code = (
        "import sys, hashlib; from tests.handlers.notices.test_paper import MARIA, notice;"
        "from handlers.notices.paper import letter_pdf;"
        "print(hashlib.sha256(letter_pdf(notice(), MARIA)).hexdigest())"
    )
    made = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
        for _ in range(2)
    }
    assert len(made) == 1
    assert letter_pdf(notice(), MARIA) == letter_pdf(notice(), MARIA)


HOSTILE = '#image("/etc/passwd") $x$ *b* _i_ `r` \\ "] <lbl> @ref //c /* #{sys.inputs} \u202e\n= H'


def test_what_people_write_is_set_as_text() -> None:
    """Markup of the typesetter, quotes and line ends in names come out as the very letters."""
    given = (replace(VIDEO, device=HOSTILE),)
    told = notice(owner_name=HOSTILE, agency=HOSTILE, agency_reference=HOSTILE, given=given)
    reader = opened(told, (HOSTILE[:50], "Street 1"))
    found = whole(reader)
    assert found.count(squeezed('#image("/etc/passwd")$x$*b*_i_')) >= 3
    tree = list(roles(reader.root_object["/StructTreeRoot"]["/K"]))
    assert tree.count("/H1") == 1
    assert "/Figure" not in tree


def test_letters_that_no_font_has_do_not_stop_a_notice() -> None:
    """A name in another script becomes question marks, and everything owed is still said."""
    found = whole(opened(notice(owner_name="王小明", agency="\U0001f600 Police")))
    assert "Hello???," in found
    assert "entry118" in found


@pytest.mark.parametrize(
    "postal",
    [(), ("", " \n"), ("王小明", "北京"), tuple("abcdefg"), ("x" * 61, "y")],
)
def test_a_letter_without_a_whole_address_is_not_made(postal: tuple[str, ...]) -> None:
    """None, too many lines, one too long, or in letters that we cannot set: somebody must look."""
    with pytest.raises(PaperError, match="postal"):
        letter_pdf(notice(), postal)


@pytest.mark.parametrize(
    ("locale", "standard", "sheet"),
    [
        ("en_US", "us_federal", "us-letter"),
        ("es-MX", "us_federal", "us-letter"),
        ("en-GB", "us_federal", "a4"),
        ("en", "us_federal", "us-letter"),
        ("en", "canada", "us-letter"),
        ("de", "germany", "a4"),
    ],
)
def test_the_paper_is_the_owners(locale: str, standard: str, sheet: str) -> None:
    """By the country of the locale, else by that of the legal standard."""
    law = replace(notice().law, standard=standard)
    assert sheet_of(notice(locale=locale, law=law)) == sheet
