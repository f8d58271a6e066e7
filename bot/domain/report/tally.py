"""What was counted within one period."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from bot.domain.report import keys
from bot.domain.report.catalogue import every

_HALF_MINUTE: Final = 30_000_000
_MINUTE: Final = 60_000_000
_KNOWN: Final = {
    f"{chapter.name}.{one.name}": None if one.free else frozenset(keys.names(one.keys)) or {""}
    for chapter, one in every()
}


@dataclass(slots=True)
class Tally:
    """Counts by figure (`chapter.figure`) and key; times in seconds; video in microseconds."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    spans: dict[str, list[int]] = field(default_factory=dict)
    video: int = 0

    def add(self, figure: str, key: str = "", count: int = 1) -> None:
        """Count; raises ValueError for a figure or a key that the catalogue does not have."""
        known = _KNOWN[figure]
        if known is not None and key not in known:
            raise ValueError(f"expected a key of {figure}")
        self.counts[figure, key] += count

    def took(self, figure: str, seconds: int) -> None:
        """Keep one time of a figure of which median and percentile are told."""
        self.spans.setdefault(figure, []).append(seconds)

    def number(self, figure: str, key: str) -> int | None:
        """Return a figure's number; None for the median or percentile of nothing."""
        if figure in _SPANS:
            return _middle(self.spans.get(figure, []), key)
        if figure == "disclosed.video_minutes":
            return (self.video + _HALF_MINUTE) // _MINUTE
        return self.counts[figure, key]


_SPANS: Final = frozenset(
    f"{chapter.name}.{one.name}" for chapter, one in every() if one.keys is keys.SPANS
)


def _middle(seconds: list[int], key: str) -> int | None:
    ordered = sorted(seconds)
    if not ordered:
        return None
    return median(ordered) if key == keys.MEDIAN else percentile_95(ordered)


def median(ordered: list[int]) -> int:
    """Return the median of sorted whole numbers; a half is rounded up."""
    count = len(ordered)
    return (ordered[(count - 1) // 2] + ordered[count // 2] + 1) // 2


def percentile_95(ordered: list[int]) -> int:
    """Return the smallest of sorted whole numbers that 95 in 100 do not exceed (nearest rank)."""
    return ordered[-(-95 * len(ordered) // 100) - 1]
