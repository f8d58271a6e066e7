"""`exigent intake-email`: a mail server's pipe into the desk.

Exit codes are those of sysexits.h, which mail servers read: 0 takes the message off their hands,
75 makes them try again later, 65 makes them tell the sender why it was not taken.
"""

import asyncio
import sys
from typing import BinaryIO

import typer

from bot.cli.opening import opened
from bot.compose import House
from bot.domain.errors import ExigentError
from bot.mail_intake import mailroom
from bot.settings import BadSettings
from bot.workflow.holding import HeldFullError
from bot.workflow.intake_values import Received
from bot.workflow.outside import count_refusal
from handlers.intake.email.letter import MESSAGE_CAP
from handlers.intake.email.unfit import SENTENCES, Unfit

ACCEPTED = 0
UNREADABLE = 65
TRY_AGAIN = 75


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("intake-email")(_intake_email)


def _intake_email() -> None:
    """Take one RFC 5322 message from standard input: 0 taken, 75 try again, 65 cannot be taken."""
    raw = read_message(sys.stdin.buffer)
    try:
        with opened() as house:
            taken = asyncio.run(_take(house, raw))
    except (BadSettings, ExigentError, OSError) as error:
        typer.echo(f"exigent: {error}", err=True)
        raise typer.Exit(TRY_AGAIN) from None
    except Exception as error:  # noqa: BLE001 — whatever it was, the message must not be lost
        typer.echo(f"exigent: {type(error).__name__}; the message was not taken", err=True)
        raise typer.Exit(TRY_AGAIN) from None
    raise typer.Exit(_told(taken))


def read_message(stream: BinaryIO) -> bytes:
    """Read what the mail server gives, one byte more than is taken at most."""
    return stream.read(MESSAGE_CAP + 1)


async def _take(house: House, raw: bytes) -> Received | Unfit:
    try:
        taken = await mailroom(house).take(raw)
    except HeldFullError:
        await count_refusal(house.office, "mail pipe", "held_full")
        raise
    if isinstance(taken, Unfit) and not taken.taken:
        await count_refusal(house.office, "mail pipe", taken.value)
    return taken


def _told(taken: Received | Unfit) -> int:
    if isinstance(taken, Received):
        typer.echo(f"{taken.case}{' (again)' if taken.duplicate else ''}")
        return ACCEPTED
    typer.echo(f"exigent: {SENTENCES[taken]}", err=True)
    return ACCEPTED if taken.dealt_with else UNREADABLE
