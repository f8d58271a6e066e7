"""`exigent keys`: the keys that sign the record and wrap the keys of cases."""

import typer

from bot.clock import SystemClock
from bot.domain.checkpoint import VerifierKey
from bot.keyring import Keys, new_keys, rotate_record_key, rotate_ring_key
from bot.settings import Settings, load


def register(app: typer.Typer) -> None:
    """Add the command and its words."""
    keys = typer.Typer(help="Make or rotate the keys on disk.", no_args_is_help=True)
    keys.command("new")(_new)
    keys.command("rotate")(_rotate)
    app.add_typer(keys, name="keys")


def _new() -> None:
    """Make a first set of keys, readable by this user alone."""
    settings, clock = load(), SystemClock()
    keys = new_keys(settings.key_dir, created=clock.law(), random_bytes=clock.random_bytes)
    typer.echo(f"New keys are in {settings.key_dir}. Keep a copy of this folder in a safe place:")
    typer.echo("without it nobody can open what the database holds.")
    _tell(settings, keys)


def _rotate() -> None:
    """Sign and wrap with new keys from now on; what is old stays readable."""
    settings, clock = load(), SystemClock()
    created = clock.law()
    rotate_ring_key(settings.key_dir, created=created, random_bytes=clock.random_bytes)
    keys = rotate_record_key(settings.key_dir, created=created, random_bytes=clock.random_bytes)
    typer.echo("New keys are in use once every replica was started again. Copy the folder anew.")
    _tell(settings, keys)


def _tell(settings: Settings, keys: Keys) -> None:
    typer.echo("Publish this key, so that others can check the record's checkpoints:")
    typer.echo(VerifierKey(settings.record.origin, keys.public).text)
