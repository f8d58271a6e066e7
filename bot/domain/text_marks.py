"""Marks of texts and values: equal or alike give equal marks, and a mark gives nothing back.

Texts are compared by MinHash over runs of words (Broder, "On the resemblance and containment of
documents", 1997), every hash keyed by the site's secret: who has the index without the secret can
neither read a text from it nor try out a guess.
"""

import hmac
import re
import unicodedata
from collections.abc import Iterable
from typing import Final

RUN: Final = 4
"""Words in one run."""
BANDS: Final = 10
ROWS: Final = 3
"""Bands of a text and hashes in each. Of two texts that share 7 runs in 10 nine in ten times two
bands or more are equal; of two that share 1 in 10, one time in twenty thousand."""
SHARED: Final = 2
"""Equal bands that make a text one that was used before."""
LEAST_WORDS: Final = 12
"""A text shorter than this says too little to be anybody's template."""
MOST_WORDS: Final = 1_000
"""Words of a text that are looked at: as many as an officer writes, and no more than costs 5 ms."""
_WORD: Final = re.compile(r"\w+")
_LENGTH: Final = 24


def plain(value: str) -> str:
    """Return a value as it is compared: letter case, width and spacing aside."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", value)).casefold()


def mark(key: bytes, kind: str, *values: str) -> str:
    """Return the mark of one value, such as a device, or of several that belong together."""
    written = "\0".join([kind, *(plain(value) for value in values)])
    return hmac.digest(key, b"trace\0" + written.encode(), "sha256").hex()[:_LENGTH]


def runs(texts: Iterable[str]) -> frozenset[str]:
    """Return the overlapping runs of words; none of texts too short to tell."""
    words = _WORD.findall(unicodedata.normalize("NFKC", "\n".join(texts)).casefold())
    words = words[:MOST_WORDS]
    if len(words) < LEAST_WORDS:
        return frozenset()
    return frozenset(" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1))


def bands(key: bytes, texts: Iterable[str]) -> tuple[str, ...]:
    """Return one mark a band, in order; none of texts too short to tell."""
    least: list[int] = []
    for run in runs(texts):
        hashes = _hashes(key, run)
        least = [min(pair) for pair in zip(least, hashes, strict=True)] if least else hashes
    return tuple(
        mark(key, "text", str(band), *map(str, least[band * ROWS : (band + 1) * ROWS]))
        for band in range(BANDS if least else 0)
    )


def _hashes(key: bytes, run: str) -> list[int]:
    """Return BANDS * ROWS independent hashes of a run, 32 bits each."""
    wanted = BANDS * ROWS
    blocks = b"".join(
        hmac.digest(key, bytes([block]) + run.encode(), "sha512")
        for block in range(-(-wanted // 16))
    )
    return [int.from_bytes(blocks[at * 4 : at * 4 + 4]) for at in range(wanted)]
