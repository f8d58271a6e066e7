"""The notice as a letter: PDF that can be printed, put into a window envelope, and read aloud.

Tagged after PDF/UA-1 (ISO 14289-1). What anybody wrote goes in as values of JSON, never as markup.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from bot.domain.errors import ExigentError
from handlers.languages import language
from handlers.languages import marked as _n
from handlers.notices.content import Notice
from handlers.notices.hostile import one_line
from handlers.notices.letter import in_words
from handlers.notices.written import Block, Code, Linked, Section, Written

MOST_LINES: Final = 6
"""Lines of an address that fit into the window (DIN 5008: 27.3 mm)."""
LINE_LENGTH: Final = 60
_A4: Final = "a4"
_US_LETTER: Final = "us-letter"
_LETTER_REGIONS: Final = frozenset({"US", "CA", "MX", "CO", "CL", "PH", "PR"})
_LETTER_STANDARDS: Final = frozenset({"us_federal", "california", "canada"})
_PAGE: Final = _n("Page")
_STANDARD: Final = "ua-1"
_SHOWN: Final = 0x024F
"""The last letter that the built-in fonts are sure to show: Latin, extended-B."""
_MARKS: Final = frozenset("–—‘’“”…·•→")
_UNSHOWN: Final = "?"


class PaperError(ExigentError):
    """No letter can be made: the address is missing, too long, or in letters that we cannot set."""


def letter_pdf(notice: Notice, postal: Sequence[str]) -> bytes:
    """Return the letter; the same notice and address always give the same bytes.

    `postal` are the lines of the address, the name first. Raises `PaperError` where none fit: an
    address that is cut or guessed reaches somebody else.
    """
    lines = _lines(postal)
    if not fits(postal):
        raise PaperError(f"postal: expected 1 to {MOST_LINES} lines of at most {LINE_LENGTH}")
    text = in_words(notice)
    content = _content(text, lines, sheet_of(notice))
    # Loaded here: the typesetter takes half a second, and most houses send no letters.
    import typst  # noqa: PLC0415 - see above

    def compiled(said: Mapping[str, Any]) -> bytes:
        return typst.compile(
            _source(),
            format="pdf",
            sys_inputs={"letter": json.dumps(said, ensure_ascii=False)},
            pdf_standards=[_STANDARD],
            ignore_system_fonts=True,
        )

    try:
        return compiled(content)
    except typst.TypstError as error:
        # PDF/UA allows no sign that a font lacks; what was written is in the mail and on the page.
        plain = _plainer(content)
        if plain["postal"] != content["postal"]:
            raise PaperError("postal: expected letters that our fonts have") from error
        return compiled(plain)


def fits(postal: Sequence[str]) -> bool:
    """Whether an address fits into the window."""
    lines = _lines(postal)
    return 0 < len(lines) <= MOST_LINES and all(len(line) <= LINE_LENGTH for line in lines)


def _lines(postal: Sequence[str]) -> tuple[str, ...]:
    return tuple(line for line in (one_line(text, LINE_LENGTH + 1) for text in postal) if line)


def sheet_of(notice: Notice) -> str:
    """Return the paper that an owner's country prints on, by locale, else by legal standard."""
    region = notice.locale.replace("_", "-").partition("-")[2].upper()
    if region:
        return _US_LETTER if region in _LETTER_REGIONS else _A4
    return _US_LETTER if notice.law.standard in _LETTER_STANDARDS else _A4


def _content(text: Written, postal: Sequence[str], sheet: str) -> dict[str, Any]:
    return {
        "sheet": sheet,
        "language": text.language,
        "subject": text.subject,
        "company": text.company,
        "sender": f"{text.company} · {text.contact}",
        "case": text.case,
        "page": language(text.language).say(_PAGE),
        "postal": list(postal),
        "title": text.title,
        "greeting": text.greeting,
        "opening": list(text.opening),
        "several": any(section.request for section in text.sections),
        "sections": list(_sections(text.sections)),
    }


def _sections(sections: Sequence[Section]) -> list[dict[str, Any]]:
    return [
        {
            "heading": section.heading,
            "request": section.request,
            "nested": not section.general,
            "blocks": [_block(block) for block in section.blocks],
        }
        for section in sections
    ]


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, str):
        return {"kind": "said", "text": block}
    if isinstance(block, Code):
        return {"kind": "code", "text": block.text}
    if isinstance(block, Linked):
        return {
            "kind": "linked",
            "before": block.before,
            "href": block.href,
            "shown": block.shown,
            "after": block.after,
            "own_line": block.own_line,
        }
    items = [{"what": item.what, "lines": [*item.lines, *item.quiet]} for item in block]
    return {"kind": "items", "items": items}


def _plainer(value: Any) -> Any:  # noqa: ANN401 - any value of JSON
    """Return the same with a question mark for each sign that the fonts may lack."""
    if isinstance(value, str):
        return "".join(c if ord(c) <= _SHOWN or c in _MARKS else _UNSHOWN for c in value)
    if isinstance(value, list):
        return [_plainer(item) for item in value]
    if isinstance(value, dict):
        return {name: _plainer(item) for name, item in value.items()}
    return value


@cache
def _source() -> bytes:
    return (Path(__file__).parent / "templates" / "letter.typ").read_bytes()
