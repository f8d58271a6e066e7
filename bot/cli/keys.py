"""`exigent keys`: the keys that sign the record and wrap the keys of cases."""

import asyncio
from collections.abc import Mapping
from typing import Annotated

import typer

from bot.cli.opening import opened
from bot.clock import SystemClock
from bot.compose import House
from bot.domain.checkpoint import VerifierKey
from bot.domain.errors import ExigentError
from bot.key_chain import ChainedKey, instant
from bot.keyring import (
    Keys,
    drop_ring_key,
    new_keys,
    revoke_record_key,
    rotate_record_key,
    rotate_ring_key,
)
from bot.settings import Settings, load
from bot.workflow import key_entries
from handlers.blocks.words import counted

Named = Annotated[str, typer.Argument(metavar="KEY", help="As `exigent keys list` names it.")]


def register(app: typer.Typer) -> None:
    """Add the command and its words."""
    keys = typer.Typer(help="Make, rotate or retire the keys.", no_args_is_help=True)
    keys.command("new")(_new)
    keys.command("list")(_list)
    keys.command("rotate")(_rotate)
    keys.command("rewrap")(_rewrap)
    keys.command("revoke")(_revoke)
    keys.command("destroy")(_destroy)
    app.add_typer(keys, name="keys")


def _new() -> None:
    """Make a first set of keys, readable by this user alone."""
    settings, clock = load(), SystemClock()
    keys = new_keys(settings.key_dir, created=clock.law(), random_bytes=clock.random_bytes)
    typer.echo(f"New keys are in {settings.key_dir}. Keep a copy of this folder in a safe place:")
    typer.echo("without it nobody can open what the database holds.")
    _tell(settings, keys)


def _list() -> None:
    """Show every key: which signs, which wraps how many case keys, which was revoked."""
    with opened() as house:
        wrapped = asyncio.run(_wrapped(house))
        for line in _lines(house.settings, house.keys, wrapped):
            typer.echo(line)


def _lines(settings: Settings, keys: Keys, wrapped: Mapping[str, int]) -> list[str]:
    signing = [
        f"{_name(settings, key)}  made {instant(key.created)}  {_standing(key, keys)}"
        for key in keys.chained
    ]
    ring = [
        f"{key}  made {keys.ring_made[key]}  wraps {wrapped.get(key, 0)}"
        f"{', and what is new' if key == keys.ring_current else ''}"
        for key in keys.ring
    ]
    return ["Signing keys of the record:", *signing, "Ring keys, over the keys of cases:", *ring]


def _standing(key: ChainedKey, keys: Keys) -> str:
    if key.covers is not None:
        return f"revoked: counts up to {counted(key.covers, 'entry')}"
    return "signs" if key.public == keys.public else "signed before"


def _rotate() -> None:
    """Sign and wrap with new keys from now on; what is old stays readable."""
    settings, clock = load(), SystemClock()
    created = clock.law()
    rotate_ring_key(settings.key_dir, created=created, random_bytes=clock.random_bytes)
    keys = rotate_record_key(settings.key_dir, created=created, random_bytes=clock.random_bytes)
    typer.echo("New keys are in use once every replica was started again. Copy the folder anew.")
    typer.echo("Then run `exigent keys rewrap`: it moves the keys of cases under the new one.")
    _tell(settings, keys)


def _rewrap() -> None:
    """Wrap the keys of cases under the present ring key; nothing else is touched."""
    with opened() as house:
        count = asyncio.run(key_entries.rewrap(house.office, house.keys.ring_current))
    typer.echo(f"{counted(count, 'key')} wrapped anew under {house.keys.ring_current}.")


def _revoke(
    key: Named,
    entries: Annotated[
        int,
        typer.Option(min=0, help="Entries of the last checkpoint by it that is to be believed."),
    ],
) -> None:
    """Say that a signing key may be in other hands: what it signed later counts for nothing."""
    clock = SystemClock()
    with opened() as house:
        chained = _chained(house, key)
        folder = house.settings.key_dir
        keys = revoke_record_key(folder, chained.public, entries=entries, when=clock.law())
        asyncio.run(key_entries.record_keys(house.office, keys.chained))
    typer.echo(f"{key} is revoked: its checkpoints count up to {counted(entries, 'entry')}.")
    typer.echo("Publish this, and give auditors the present key by a way of its own:")
    _tell(house.settings, keys)


def _destroy(key: Named) -> None:
    """Destroy a ring key that wraps nothing here any more; old backups open never again."""
    with opened() as house:
        if key == house.keys.ring_current or key not in house.keys.ring:
            raise ExigentError(f"expected an older ring key of `exigent keys list`, got {key}")
        wrapped = asyncio.run(key_entries.destroyed(house.office, key))
        if wrapped:
            raise ExigentError(
                f"expected a ring key that wraps nothing, {key} wraps {wrapped}: run "
                "`exigent keys rewrap` first"
            )
        drop_ring_key(house.settings.key_dir, key)
    typer.echo(f"{key} is destroyed. Destroy its copies too: backups under it then stay shut.")


def _chained(house: House, name: str) -> ChainedKey:
    found = [key for key in house.keys.chained if _name(house.settings, key) == name]
    if not found:
        raise ExigentError(f"expected a signing key of `exigent keys list`, got {name}")
    return found[0]


def _name(settings: Settings, key: ChainedKey) -> str:
    return VerifierKey(settings.record.origin, key.public).key_id.hex()


async def _wrapped(house: House) -> Mapping[str, int]:
    return await house.database.read(lambda ledger: ledger.wrapped_keys.wrapped())


def _tell(settings: Settings, keys: Keys) -> None:
    typer.echo("Publish this key, so that others can check the record's checkpoints:")
    typer.echo(VerifierKey(settings.record.origin, keys.public).text)
