"""Makes one harmless line of text that somebody else wrote."""

import re
import unicodedata

LINE_CAP = 120
"""Characters of one line; names longer than this are cut."""

# Controls, formats (bidi, zero-width, tags), surrogates, private use, unassigned.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
# Letters that show nothing though Unicode does not call them so, and the joiner of graphemes.
_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800")
# Mail programs make links of these by themselves; a notice must not carry somebody's link.
_LINK = re.compile(r"(?:\w+://|www\.)\S*|\S+@\S+", re.IGNORECASE)
_LINK_REMOVED = "[link removed]"


def one_line(text: str, cap: int = LINE_CAP) -> str:
    """Return `text` as one line: nothing invisible, no line ends, no links, at most `cap` long."""
    spaced = "".join(" " if c.isspace() else c for c in unicodedata.normalize("NFC", text))
    seen = "".join(c for c in spaced if _shows(c))
    line = " ".join(_LINK.sub(_LINK_REMOVED, seen).split())
    return line if len(line) <= cap else line[: cap - 1].rstrip() + "…"


def _shows(character: str) -> bool:
    return unicodedata.category(character) not in _UNSEEN and character not in _BLANK_LETTERS
