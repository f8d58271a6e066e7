"""Figures: what was measured, in which unit, against which aim, as a table and as JSON lines."""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import median

MILLISECONDS = "ms"
RATIO = "ratio"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure. `aim` is a bound from above, or from below where `more` is better."""

    name: str
    value: float
    unit: str = RATIO
    aim: float | None = None
    more: bool = False
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the aim was met; None where there is none."""
        if self.aim is None:
            return None
        return self.value >= self.aim if self.more else self.value <= self.aim


def percentile(values: Sequence[float], share: float) -> float:
    """Return the nearest-rank percentile; `share` is from 0 to 1."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def spread(name: str, seconds: Sequence[float], note: str = "") -> list[Figure]:
    """Return p50 and p99 of times in seconds, as milliseconds."""
    return [
        Figure(name=f"{name} p50", value=median(seconds) * 1e3, unit=MILLISECONDS, note=note),
        Figure(name=f"{name} p99", value=percentile(seconds, 0.99) * 1e3, unit=MILLISECONDS),
    ]


def table(figures: Iterable[Figure]) -> str:
    """Return the figures as lines for a person."""
    said = {None: "", True: "met", False: "missed"}
    lines = [f"{'figure':44} {'value':>10} {'unit':10} {'aim':>10}"]
    for one in figures:
        sign = ">=" if one.more else "<="
        aim = f"{sign} {one.aim:g}" if one.aim is not None else ""
        lines.append(
            f"{one.name:44} {one.value:>10.3f} {one.unit:10} {aim:>10} {said[one.met]:6} {one.note}"
        )
    return "\n".join(line.rstrip() for line in lines)


def json_lines(figures: Iterable[Figure]) -> str:
    """Return the figures as one JSON object a line."""
    return "\n".join(json.dumps(asdict(one) | {"met": one.met}) for one in figures)
