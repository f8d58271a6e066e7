"""How attacks are written down: what is done, and where it must be found."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.attacks.history import World
from tests.workflow.tampering import run, tamper

OUTSIDE = "checkpoints"
"""What some attacks need to be found: checkpoints that were published outside the database."""
FILED, APPROVED, CLEARED = "determination.filed", "case.approved", "release.cleared"
OPENED, VIEWED = "case.opened", "case.viewed"


@dataclass(frozen=True)
class Attack:
    """What is done, and the first thing that must be found: where, of which sort, in which words.

    `needs` names what whoever looks must hold; with nothing the database alone gives it away. What
    is no `trouble` leaves the record whole and must be remarked on, in the same way.
    """

    name: str
    do: Callable[[World], None]
    position: Callable[[World], int | None]
    reason: str
    words: str
    needs: frozenset[str] = field(default_factory=frozenset)
    trouble: bool = True


def entry(kind: str, nth: int = 1, plus: int = 0) -> Callable[[World], int]:
    """The position of the nth entry of a kind, or of one after it."""
    return lambda world: world.entry(kind, nth) + plus


def end(plus: int = 0, stage: str = "whole") -> Callable[[World], int]:
    """The position of the last entry, or of one after it."""
    return lambda world: world.end(stage) + plus


def covered(kind: str) -> Callable[[World], int]:
    """The size of the first checkpoint over the first entry of a kind."""
    return lambda world: world.covered(world.entry(kind))


def nowhere(_world: World) -> None:
    """No entry is at fault."""


def sql(*statements: str) -> Callable[[World], None]:
    """Run SQL in which `{filed}` and the like are positions, `{first}` and `{second}` cases."""

    def do(world: World) -> None:
        names = {
            "viewed": world.entry(VIEWED),
            "filed": world.entry(FILED),
            "approved": world.entry(APPROVED),
            "opened": world.entry(OPENED),
            "other": world.entry(OPENED, 2),
            "end": world.end(),
            "first": f"'{world.first}'",
            "second": f"'{world.second}'",
        }
        tamper(world.address, *[statement.format(**names) for statement in statements])

    return do


def swapped(table: str, column: str, key: str, one: str, other: str) -> Callable[[World], None]:
    """Put what two rows hold in each other's place."""
    return sql(
        f"CREATE TABLE swap AS SELECT {key}, {column} FROM {table} WHERE {key} IN ({one}, {other})",
        *(
            f"UPDATE {table} SET {column} = (SELECT {column} FROM swap WHERE {key} = {there})"
            f" WHERE {key} = {here}"
            for here, there in ((one, other), (other, one))
        ),
    )


def drop_guard(name: str, table: str) -> Callable[[World], None]:
    """Drop one trigger."""

    def do(world: World) -> None:
        lite = world.address.startswith("sqlite")
        run(world.address, f"DROP TRIGGER {name}" + ("" if lite else f" ON {table}"))

    return do
