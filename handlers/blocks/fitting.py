"""Long texts in a small view: who wrote little is shown whole, who wrote much is cut."""

import json
from collections.abc import Sequence
from typing import Final, Protocol

from handlers.blocks.limits import BLOCKS_BYTES, TEXT, Payload, ascii_bytes, clip, clip_bytes
from handlers.blocks.text import visible

SLACK: Final = 400
"""Bytes left free, for what a cut itself adds."""


class Build(Protocol):
    """Makes blocks of texts, and says so where any of them was cut."""

    def __call__(self, texts: Sequence[str], *, cut: bool) -> list[Payload]:
        """Return the blocks."""


def fitted(build: Build, texts: Sequence[str]) -> list[Payload]:
    """Build blocks with `texts` cut, where needed, so that all stay within Slack's limits."""
    bare = build([""] * len(texts), cut=True)
    used = len(json.dumps(bare, separators=(",", ":")))
    seen = [visible(text) for text in texts]
    given = shared([clip(text, TEXT - SLACK) for text in seen], BLOCKS_BYTES - SLACK - used)
    return build(given, cut=given != seen)


def shared(texts: Sequence[str], room: int) -> list[str]:
    """Cut texts to `room` bytes of ASCII JSON in all, the longest first, none below its share."""
    result = list(texts)
    left = room
    order = sorted(range(len(texts)), key=lambda place: ascii_bytes(texts[place]))
    for done, place in enumerate(order):
        share = max(left // (len(order) - done), len(json.dumps("…")))
        result[place] = clip_bytes(texts[place], share)
        left -= ascii_bytes(result[place])
    return result
