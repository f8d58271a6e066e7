"""What a resting product takes: resident memory, and time from start to readiness."""

import time
from pathlib import Path
from statistics import median

from tests.bench.children import answering, child, free_port, resident
from tests.bench.figures import Figure
from tests.bench.premises import Premises, furnish

_SETTLE = 3.0
"""Seconds after readiness at which memory is read: the first rounds have run by then."""
_BARE = "tests.bench.bare_bolt"


async def measure(folder: Path, starts: int) -> list[Figure]:
    """Start `exigent run` and a bare bolt app in turn, `starts` times each."""
    slack_port = free_port()
    premises = await furnish(folder, free_port(), slack_port)
    log = folder / "children.log"
    product, bare = [], []
    with child(["tests.bench.pretend_slack", str(slack_port)], log) as slack:
        answering(slack_port, "/api/api.test", slack)
        for _ in range(starts + 1):
            product.append(_product(premises, log))
            bare.append(_bare(premises, log))
    # The first start of each reads its files from the disk and writes what Python keeps of them.
    return _figures(product[1:], bare[1:])


def _product(premises: Premises, log: Path) -> tuple[float, float]:
    started = time.perf_counter()
    with child(["bot", "run"], log, premises.variables) as process:
        ready = answering(premises.port, "/readyz", process) - started
        time.sleep(_SETTLE)
        return ready, resident(process)


def _bare(premises: Premises, log: Path) -> tuple[float, float]:
    port, started = free_port(), time.perf_counter()
    with child([_BARE, str(port), "tuned", premises.app.signing_secret], log) as process:
        ready = answering(port, "/readyz", process) - started
        return ready, resident(process)


def _figures(product: list[tuple[float, float]], bare: list[tuple[float, float]]) -> list[Figure]:
    (start, memory), (bare_start, bare_memory) = (
        (median(s for s, _ in runs), median(m for _, m in runs)) for runs in (product, bare)
    )
    note = f"{len(product)} starts"
    return [
        Figure(name="start to /readyz", value=start, unit="s", aim=3, note=note),
        Figure(name="bare bolt, start to answer", value=bare_start, unit="s"),
        Figure(name="start to bare bolt's", value=start / bare_start),
        Figure(name="resident at rest", value=memory, unit="MB", aim=150),
        Figure(name="bare bolt, resident", value=bare_memory, unit="MB"),
        Figure(name="resident to bare bolt's", value=memory / bare_memory),
    ]
