"""A durable decision: a signed press in, the HTTP answer out, against a bare acknowledgement.

The product is `exigent run` in a process of its own, with everything switched on: gate, bolt, the
form's reading, standings, transaction on SQLite with synchronous=FULL, effects towards a pretend
Slack. Between two presses its effects come to rest, so that neither side is timed under the
other's load. The three doors are pressed in turn, with the same bytes.
"""

import asyncio
import contextlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bot.compose import House
from tests.bench.children import answering, child, free_port
from tests.bench.figures import Figure, percentile, spread
from tests.bench.premises import CLOCK, Premises, furnish, set_aside, verified
from tests.bench.presses import Sender, prepared

FILED = b"review.filed"
_REST = 2.0
"""Seconds that effects get to come to rest before the next press is sent anyway."""
_LOOK_AGAIN = 0.01
_PAGE = b"\0" * 4096


@dataclass(slots=True)
class Times:
    """Seconds of every measured press, by door; `first` and `second` split the product's."""

    first: list[float] = field(default_factory=list)
    second: list[float] = field(default_factory=list)
    default: list[float] = field(default_factory=list)
    tuned: list[float] = field(default_factory=list)
    fsync: list[float] = field(default_factory=list)


async def measure(folder: Path, cases: int, warm_up: int) -> list[Figure]:
    """Decide `cases` cases by two people each, after `warm_up` cases that do not count."""
    port, slack_port = free_port(), free_port()
    premises = await furnish(folder, port, slack_port)
    house = premises.open()
    try:
        presses = [await _presses(house) for _ in range(cases + warm_up)]
        await set_aside(house)
        with _doors(premises, slack_port) as (product, default, tuned):
            times = Times()
            for number, pair in enumerate(presses):
                kept = times if number >= warm_up else Times()
                for press, body in enumerate(pair):
                    await _rested(house)
                    _round(kept, press, body, (product, default, tuned))
                    kept.fsync.append(_fsync(folder / "fsync"))
    finally:
        house.database.close()
    return _figures(times)


async def _presses(house: House) -> tuple[bytes, bytes]:
    case = await verified(house)
    return await prepared(house, case, "ana", "U01ANA"), await prepared(
        house, case, "ben", "U01BEN"
    )


@contextlib.contextmanager
def _doors(premises: Premises, slack_port: int) -> Iterator[tuple[Sender, Sender, Sender]]:
    secret, log = premises.app.signing_secret, premises.folder / "children.log"
    bare, ports = "tests.bench.bare_bolt", (free_port(), free_port())
    with (
        child(["tests.bench.pretend_slack", str(slack_port)], log) as slack,
        child([bare, str(ports[0]), "default", secret], log) as default,
        child([bare, str(ports[1]), "tuned", secret], log) as tuned,
    ):
        answering(slack_port, "/api/api.test", slack)
        answering(ports[0], "/readyz", default)
        answering(ports[1], "/readyz", tuned)
        with child(["bot", "run"], premises.folder / "product.log", premises.variables) as product:
            answering(premises.port, "/readyz", product)
            doors = [Sender.to(port, secret) for port in (premises.port, *ports)]
            yield doors[0], doors[1], doors[2]
            for door in doors:
                door.connection.close()


def _round(times: Times, press: int, body: bytes, doors: tuple[Sender, Sender, Sender]) -> None:
    product, default, tuned = doors
    seconds, status, answer = product.press(body)
    if status != 200 or FILED not in answer:
        raise ValueError(f"expected a determination to be filed, got {status} {answer[:300]!r}")
    (times.first if press == 0 else times.second).append(seconds)
    for door, kept in ((default, times.default), (tuned, times.tuned)):
        seconds, status, answer = door.press(body)
        if status != 200:
            raise ValueError(f"expected bolt to acknowledge, got {status} {answer[:300]!r}")
        kept.append(seconds)


async def _rested(house: House) -> None:
    """Wait until nothing is due to be delivered."""
    until = time.perf_counter() + _REST
    while time.perf_counter() < until:
        await asyncio.sleep(_LOOK_AGAIN)
        if not await house.database.read(lambda ledger: ledger.tasks.overdue(CLOCK.law())):
            return


def _fsync(path: Path) -> float:
    """Append one page to a file and wait until it is on the disk."""
    target = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        started = time.perf_counter()
        os.write(target, _PAGE)
        os.fsync(target)
        return time.perf_counter() - started
    finally:
        os.close(target)


def _figures(times: Times) -> list[Figure]:
    both = times.first + times.second
    typical, worst = median(both), percentile(both, 0.99)
    return [
        *spread("decision", both, f"{len(both)} presses"),
        *spread("decision, first of two", times.first),
        *spread("decision, second, which settles", times.second),
        *spread("bare bolt, default", times.default),
        *spread("bare bolt, process_before_response", times.tuned),
        *spread("one page appended and fsynced", times.fsync, "the disk's share of a commit"),
        Figure(
            name="decision to bolt default, p50", value=typical / median(times.default), aim=0.25
        ),
        Figure(name="decision to bolt tuned, p50", value=typical / median(times.tuned), aim=6),
        Figure(name="decision to bolt default, p99", value=worst / percentile(times.default, 0.99)),
        Figure(name="decision to bolt tuned, p99", value=worst / percentile(times.tuned, 0.99)),
    ]
