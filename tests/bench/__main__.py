"""`python -m tests.bench`: every figure of this machine, in one run. Slow is told, never failed."""

import argparse
import asyncio
import io
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot import log
from tests.bench import decision, mail, million, record, recorded, report, resting, timers, traces
from tests.bench.figures import Figure, json_lines, table
from tests.bench.premises import CLOCK

MILLION = "million"
"""The part that takes too long to run unless it is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much of everything is measured."""

    cases: int
    warm_up: int
    timers: int
    entries: int
    rounds: int
    starts: int
    mails: int
    past: int
    look_ups: int
    long: int
    reported: int


FULL = Size(
    cases=150,
    warm_up=10,
    timers=200,
    entries=20_000,
    rounds=3,
    starts=5,
    mails=500,
    past=100_000,
    look_ups=300,
    long=500,
    reported=200_000,
)
QUICK = Size(
    cases=4,
    warm_up=1,
    timers=10,
    entries=500,
    rounds=1,
    starts=1,
    mails=20,
    past=2_000,
    look_ups=10,
    long=40,
    reported=3_000,
)


def _parts(size: Size) -> dict[str, Callable[[Path], Coroutine[Any, Any, list[Figure]]]]:
    return {
        "resting": lambda folder: resting.measure(folder, size.starts),
        "decision": lambda folder: decision.measure(folder, size.cases, size.warm_up),
        "timers": lambda folder: timers.measure(folder, size.timers),
        "mail": lambda _folder: mail.measure(size.mails),
        "traces": lambda folder: traces.measure(folder, size.past, size.look_ups),
        "record": lambda folder: record.measure(folder, size.entries, size.rounds),
        "recorded": lambda folder: recorded.measure(folder, size.cases, size.warm_up, size.long),
        MILLION: lambda folder: million.measure(folder, size.entries),
        "report": lambda folder: report.measure(folder, size.reported),
    }


def main() -> None:
    """Measure, and print a table and JSON lines."""
    given = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    given.add_argument("--quick", action="store_true", help="a few of everything, to see it run")
    given.add_argument("--only", choices=[*_parts(QUICK)], action="append", help="one part")
    given.add_argument("--past", type=int, help="past requests for the look-ups, as 1000000")
    given.add_argument("--entries", type=int, help="entries of the record, as 1000000")
    asked = given.parse_args()
    size = QUICK if asked.quick else FULL
    wanted = replace(
        size,
        past=asked.past or size.past,
        entries=asked.entries or size.entries,
        reported=asked.entries or size.reported,
    )
    parts = _parts(wanted)
    figures: list[Figure] = []
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="exigent-bench-") as name:
        log.configure(CLOCK.law, stream=io.StringIO())
        for part in asked.only or [name for name in parts if name != MILLION]:
            folder = Path(name) / part
            folder.mkdir()
            figures += asyncio.run(parts[part](folder))
    machine = f"{platform.machine()}, {os.cpu_count()} CPUs, Python {platform.python_version()}"
    sys.stdout.write(f"{CLOCK.law():%Y-%m-%d}, {machine}, load before: {before:.1f}\n\n")
    sys.stdout.write(f"{table(figures)}\n\n{json_lines(figures)}\n")


if __name__ == "__main__":
    main()
