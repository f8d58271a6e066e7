"""A person named in one line, as one says it on the telephone: `Sgt R. Alvarez, 4417`."""

import re
from typing import Final

from bot.domain.request import Contact

_RANKS = (
    "agent asst assistant capt captain chief col colonel commander constable corporal cpl deputy "
    "dep det detective dispatcher dsgt insp inspector lieutenant lt ltc maj major marshal officer "
    "ofc ofcr patrolman pc ranger sa sergeant sgt sheriff special supervisor supt superintendent "
    "trooper tpr undersheriff"
)
RANKS: Final = frozenset(_RANKS.split())
"""Words that are a rank, without full stop."""
PHONE_DIGITS: Final = 7
"""Digits from which a last part is a telephone number rather than a badge."""

_BADGE = re.compile(r"(?:badge|no\.?|#|id)*\s*#?\s*(?P<badge>[\w-]*\d[\w-]*)", re.IGNORECASE)
_PHONE = re.compile(r"[\d\s()+./x-]+")


def contact(line: str, phone: str | None = None) -> Contact:
    """Read rank, name and badge or number from a line; in doubt the whole line is the name."""
    parts = [part.strip() for part in line.split(",")]
    name, rest = parts[0], [part for part in parts[1:] if part]
    badge, phone, rest = _number(rest, phone)
    rank, name = _leading_rank(name)
    if rank is None and rest and _is_rank(rest[0]):
        rank, rest = rest[0], rest[1:]
    if rest or not name:
        return Contact(name=line.strip(), phone=phone)
    return Contact(name=name, rank=rank, badge=badge, phone=phone)


def _number(parts: list[str], phone: str | None) -> tuple[str | None, str | None, list[str]]:
    """Take a badge or a telephone number off the end."""
    if not parts:
        return None, phone, parts
    last = parts[-1]
    if _PHONE.fullmatch(last) and sum(c.isdigit() for c in last) >= PHONE_DIGITS:
        return None, phone or last, parts[:-1]
    found = _BADGE.fullmatch(last)
    return (found["badge"], phone, parts[:-1]) if found else (None, phone, parts)


def _leading_rank(name: str) -> tuple[str | None, str]:
    words = name.split()
    count = 0
    while count < len(words) - 1 and _is_rank(words[count]):
        count += 1
    return " ".join(words[:count]) or None, " ".join(words[count:])


def _is_rank(text: str) -> bool:
    words = text.split()
    return bool(words) and all(word.rstrip(".").casefold() in RANKS for word in words)
