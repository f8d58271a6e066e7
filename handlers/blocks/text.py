"""Words on their way to a screen: harmless, visible, bounded.

Text of a requester goes through `plain` only: no markup, nothing invisible. Text with our own
markup is `Markup`, into which every value has to be brought by `escaped`.
"""

import re
import unicodedata
from datetime import UTC, datetime
from typing import Final

from handlers.blocks import limits
from handlers.blocks.limits import Payload, clip

NOT_GIVEN: Final = "not given"
_DROPPED: Final = frozenset("\u00ad\u200c\u200d\ufeff")
_BREAKS: Final = frozenset("\u0085\u2028\u2029\x0b\x0c")
# Letters and marks that show nothing although Unicode does not call them formats.
_BLANK: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_STYLING: Final = frozenset("*_~`:>")
_BROKEN_ENTITY: Final = re.compile("&[a-z]{0,3}…$")


class Markup(str):
    """Text in Slack's markup whose every value was escaped; anything else is a plain `str`."""

    __slots__ = ()


def visible(text: str) -> str:
    """Return `text` with bidi, zero-width and other unseen characters shown by their number.

    Joiners and soft hyphens, which are common in honest text, are dropped without a trace.
    """
    return "".join(
        _shown(character) for character in text.replace("\r\n", "\n").replace("\r", "\n")
    )


def _shown(character: str) -> str:
    if character in "\n\t":
        return character
    if character in _DROPPED:
        return ""
    if character in _BREAKS:
        return "\n"
    hidden = unicodedata.category(character) in _UNSEEN or character in _BLANK
    return f"⟨U+{ord(character):04X}⟩" if hidden else character


def escaped(text: str, most: int = limits.TEXT) -> Markup:
    """Escape what Slack reads as markup of links and mentions; bound it, never inside an entity."""
    safe = visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Markup(_BROKEN_ENTITY.sub(limits.CUT, clip(safe, most)))


def bare(text: str, most: int = limits.TEXT) -> Markup:
    """Escape a name that others chose, for text with our own markup, in one line.

    Without the signs by which Slack draws letters bold or struck, quotes, code and emoji: nobody
    can put a tick mark beside their own name.
    """
    words = "".join(" " if sign in _STYLING else sign for sign in visible(text)).split()
    return escaped(" ".join(words) or NOT_GIVEN, most)


def plain(text: str, most: int = limits.TEXT) -> Payload:
    """Plain text, the only kind for what a requester wrote; no text reads "not given"."""
    shown = clip(visible(text).strip() or NOT_GIVEN, most)
    return {"type": "plain_text", "text": shown, "emoji": False}


def mrkdwn(text: str, most: int = limits.TEXT) -> Payload:
    """Text with markup; a `str` that is not `Markup` is escaped first."""
    safe = clip(text, most) if isinstance(text, Markup) else escaped(text, most)
    return {"type": "mrkdwn", "text": safe.strip() or NOT_GIVEN, "verbatim": True}


def utc(moment: datetime) -> str:
    """An instant in words, in UTC, to the minute: `2026-11-22 03:25 UTC`."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def stamp(moment: datetime) -> Markup:
    """An instant in the reader's own zone and, for the record's sake, in UTC."""
    day = moment.astimezone(UTC)
    date = f"<!date^{int(day.timestamp())}^{{date_short_pretty}} {{time}}|{utc(day)}>"
    return Markup(f"{date} ({day:%H:%M} UTC)")
