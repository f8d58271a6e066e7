"""Attacks by way of the clock, and of two that write at once."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.audit import Reason
from bot.domain.record import parse_body
from bot.workflow.findings import Sort
from tests.attacks.history import World
from tests.attacks.ways import VIEWED, Attack, end, entry
from tests.workflow.tampering import bodies, forge, rows, set_rows, tamper

DAY = timedelta(days=1)


def tell_an_earlier_time(world: World) -> None:
    """Set one entry back by a day, and chain anew whatever follows."""
    position = world.entry(VIEWED)
    forge(world.address, position, lambda e: replace(e, at=e.at - DAY))
    _as_bodies_say(world, position)


def _as_bodies_say(world: World, position: int) -> None:
    at = forged(world, position)
    tamper(
        world.address,
        f"UPDATE record_entry SET at = '{at}' WHERE position = {position}",
        f"UPDATE record_head SET at = (SELECT at FROM record_entry WHERE position = {world.end()})",
    )


def forged(world: World, position: int) -> str:
    """The time that a body tells."""
    return parse_body(bodies(world.address)[position]).at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def interleave(world: World) -> None:
    """Put the entries of two databases, which went on from one backup, in turn into one."""
    since = world.end("earlier")
    ours, theirs = rows(world.address)[since:], rows(world.stages["forked"].place)[since:]
    merged = [row for pair in zip(ours, theirs, strict=False) for row in pair]
    set_rows(world.address, since, merged)


IN_TIME = (
    Attack(
        "time of an entry told a day earlier",
        tell_an_earlier_time,
        entry(VIEWED),
        Reason.TIME,
        "is earlier than the entry before it",
    ),
    Attack(
        "clock set ahead by two days",
        lambda world: world.turn_into("set_ahead"),
        end(1),
        Reason.TIME,
        "which is to come",
    ),
    Attack(
        "clock set back by a day",
        lambda world: world.turn_into("set_back"),
        end(1),
        Sort.CLOCK,
        "says that the clock had gone back by 23:59:00",
        trouble=False,
    ),
    Attack(
        "entries of two replicas with a database each, in turn",
        interleave,
        end(2, "earlier"),
        Reason.PREVIOUS,
        "does not name the entry before it",
    ),
)
