"""From bytes to text, whatever the charset says, and nothing invisible in it.

Only charsets that mail is written in are followed: among Python's codecs are some that take
quadratic time (`punycode`) or that hide text from a reader of the bytes (`utf-7`).
"""

import codecs
import re
import unicodedata
from email.errors import HeaderParseError
from email.header import decode_header

from handlers.blocks.text import visible

HEADER_CAP = 2_000
"""Bytes of a field that is read as text."""

_FOLLOWED = re.compile(
    r"utf-8|utf-16(-[bl]e)?|ascii|iso8859-\d+|cp125\d|cp437|cp85\d|cp86\d|cp874|cp93[26]|cp949|cp950"
    r"|koi8-[rut]|mac-roman|shift_jis|euc_(jp|kr|jis_2004)|gb2312|gbk|gb18030|big5|iso2022_(jp|kr)"
)
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")


def decoded(content: bytes, charset: str | None) -> str:
    """Return text as its charset says; where that is a lie, as UTF-8, else as Windows-1252."""
    for name in (_followed(charset), "utf-8"):
        try:
            return content.decode(name) if name else _never(content)
        except (UnicodeError, LookupError):
            continue
    return content.decode("cp1252", "replace")


def _never(content: bytes) -> str:
    raise LookupError(len(content))


def _followed(charset: str | None) -> str | None:
    try:
        name = codecs.lookup((charset or "").strip("\"' ")[:40]).name
    except (LookupError, ValueError, UnicodeError):
        return None
    return name if _FOLLOWED.fullmatch(name) else None


def paragraphs(text: str, cap: int) -> tuple[str, bool]:
    """Return `text` harmless and at most `cap` long, and whether some was cut off.

    Marks that reorder or hide text become visible as their number; empty lines are thinned out.
    """
    shown = unicodedata.normalize("NFC", visible(text[: 4 * cap]))
    lines = [_SPACES.sub(" ", line).rstrip() for line in shown.split("\n")]
    kept = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return kept[:cap].rstrip(), len(kept) > cap or len(text) > 4 * cap


def one_line(text: str, cap: int) -> str:
    """Return `text` as one harmless line."""
    return " ".join(paragraphs(text, 4 * cap)[0].split())[:cap].rstrip()


def header_text(raw: bytes, cap: int = 200) -> str:
    """Return a field's text with its encoded words (RFC 2047) read."""
    text = raw[:HEADER_CAP].decode("utf-8", "replace")
    try:
        pieces = decode_header(text)
    except (HeaderParseError, ValueError):
        return one_line(text, cap)
    words = (
        piece
        if isinstance(piece, str)
        else decoded(piece, charset)
        if charset
        else piece.decode("raw-unicode-escape", "replace")
        for piece, charset in pieces
    )
    return one_line("".join(words), cap)
