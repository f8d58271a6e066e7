"""`exigent erase`: carries out the erasure that two people agreed on, and lists what is due."""

import asyncio
from collections.abc import Iterator
from typing import Annotated

import typer

from bot.cli.opening import opened
from bot.compose import House
from bot.domain.errors import ExigentError, Refused
from bot.removal import Removed, remove
from bot.workflow.erasure import kept_long_enough
from handlers.blocks.keeping import kept_words
from handlers.blocks.words import counted
from handlers.refusals import say


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("erase")(_erase)


def _erase(
    case: Annotated[str, typer.Argument(metavar="[CASE]", help="Such as EDR-2026-000001.")] = "",
    due: Annotated[bool, typer.Option("--due", help="List what was kept long enough.")] = False,  # noqa: FBT002 - typer's form of a switch
) -> None:
    """Erase what is personal of a case, once two people have agreed: /edr erase CASE.

    The record, its proofs and the case's state stay whole. It cannot be taken back. It may be
    repeated: what a first run left undone is done then.
    """
    if due == bool(case):
        raise typer.BadParameter("expected the number of a case, or --due")
    with opened() as house:
        if due:
            _list(house)
            return
        done = asyncio.run(remove(house, case))
    if isinstance(done, Refused):
        raise ExigentError(say(done))
    for line in _told(case, done):
        typer.echo(line)


def _list(house: House) -> None:
    found = asyncio.run(kept_long_enough(house.office))
    for one in found:
        typer.echo(kept_words(one, house.office.clock.law()))
    ready = sum(one.why is None for one in found)
    typer.echo(f"{counted(ready, 'case')} may be erased; {len(found) - ready} must be kept.")


def _told(number: str, done: Removed) -> Iterator[str]:
    if done.position:
        yield f"{number} is erased, entry {done.position} of the record: nothing personal opens."
    else:
        yield f"{number} was erased before; what could be left of it was looked for again."
    yield f"{counted(done.bundles, 'exported bundle')} removed from the server."
    if done.undone:
        yield done.undone
    yield "This does not reach, and is yours to see to:"
    yield from (f"- {sentence}" for sentence in done.elsewhere)
