"""Domains that look like one another, and the few characters by which that is done.

A domain's skeleton is what the eye keeps of it, after Unicode Technical Standard 39, section 4
(https://www.unicode.org/reports/tr39/): accents fall away, and characters that look alike become
one. The table below holds the letters of other alphabets that a domain label may carry (IDNA) and
that pass for a Latin one, the digits that do, and two pairs; it is not the standard's whole table,
whose rest cannot be registered as a domain or looks like no letter at all.
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

_SHAPES: Final = {
    "a": "аɑα",
    "b": "8ƅьв",
    "c": "сϲᴄ",
    "d": "ԁɗ",
    "e": "3еєҽ",
    "f": "ſƒ",
    "g": "ɡցԍ",
    "h": "һհ",
    "j": "јϳ",
    "k": "кκ",
    "l": "1iıіɩιӏ|ǀו",
    "m": "м",
    "n": "ոռп",
    "o": "0оοσօº",
    "p": "рρ",
    "q": "ԛգ",
    "r": "гᴦ",
    "s": "5ѕꜱ",
    "t": "тτ",
    "u": "υսц",
    "v": "ѵν",
    "w": "ԝшѡω",
    "x": "хχ",
    "y": "уүγ",
    "z": "ᴢ",
}
_ALIKE: Final = str.maketrans({like: one for one, likes in _SHAPES.items() for like in likes})
_PAIRS: Final = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_ONE_EDIT: Final = 5
_TWO_EDITS: Final = 12
"""Names this long may differ by so many edits and still be read as the same; shorter ones not."""


def domain_of(address: str | None) -> str:
    """Return the domain of a mail address as it is compared; empty where there is none."""
    return (address or "").strip().rpartition("@")[2].rstrip(".").casefold() if address else ""


def inside(domain: str, domains: Iterable[str]) -> bool:
    """Whether `domain` is one of `domains` or lies below one."""
    return any(domain == known or domain.endswith(f".{known}") for known in domains)


@lru_cache(maxsize=32_768)
def skeleton(domain: str) -> str:
    """Return what the eye keeps of a domain, punycode read as what it shows."""
    shown = ".".join(_shown(label) for label in domain.casefold().split("."))
    plain = unicodedata.normalize("NFKD", shown).casefold()
    kept = "".join(c for c in plain if not unicodedata.combining(c)).translate(_ALIKE)
    for pair, one in _PAIRS:
        kept = kept.replace(pair, one)
    return kept.replace("-", "")


def _shown(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return label


def distance(one: str, other: str, most: int) -> int:
    """Return the edits between two texts (insert, delete, replace, swap), or `most` + 1 if more."""
    if abs(len(one) - len(other)) > most or len(set(one) ^ set(other)) > 2 * most:
        return most + 1
    above: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        two_above, above, row = above, row, [i]
        for j, b in enumerate(other, start=1):
            edits = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                edits = min(edits, two_above[j - 2] + 1)
            row.append(edits)
        if min(*row, *above) > most:
            return most + 1
    return min(row[-1], most + 1)


def looks_like(domain: str, known: str) -> bool:
    """Whether `domain`, which is neither `known` nor below it, could pass for it at a glance.

    So does the same name under another ending, and a known domain put in front of a stranger's.
    """
    seen, real = skeleton(domain), skeleton(known)
    if seen == real or seen.startswith(f"{real}."):
        return True
    name, real_name = seen.rpartition(".")[0], real.rpartition(".")[0]
    if not name or not real_name:
        return False
    near = (len(real_name) >= _ONE_EDIT) + (len(real_name) >= _TWO_EDITS)
    return name == real_name or distance(name, real_name, near) <= near
