"""The command line: `exigent`, or `python -m bot`."""

import sys
import traceback
from collections.abc import Sequence
from typing import Annotated

import typer

from bot.cli import (
    agencies,
    backup,
    demo,
    doctor,
    erase,
    export,
    exports,
    held,
    intake_email,
    items,
    keys,
    manifest,
    migrate,
    people,
    report,
    settings,
    verify,
    verify_case,
)
from bot.cli import run as run_word
from bot.domain.errors import ExigentError
from bot.settings import BadSettings

FAILED = 1
MISUSED = 2
INTERRUPTED = 130


def program() -> typer.Typer:
    """Return the command line with every word registered: one line here for each."""
    app = typer.Typer(
        name="exigent",
        help="Two people decide on a police emergency request, on the record, in time.",
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(_options)
    run_word.register(app)
    demo.register(app)
    migrate.register(app)
    keys.register(app)
    agencies.register(app)
    people.register(app)
    items.register(app)
    held.register(app)
    backup.register(app)
    doctor.register(app)
    verify.register(app)
    verify_case.register(app)
    export.register(app)
    exports.register(app)
    erase.register(app)
    report.register(app)
    intake_email.register(app)
    manifest.register(app)
    settings.register(app)
    return app


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; errors are told in a line each."""
    try:
        code = program()(
            args=list(arguments) or ["--help"], prog_name="exigent", standalone_mode=False
        )
    except typer.TyperException as error:
        words = " ".join(error.format_message().split())
        return _say(f"{words} See exigent --help.", error.exit_code)
    except BadSettings as error:
        return _say("\n".join(error.problems), MISUSED)
    except (typer.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except (ExigentError, OSError) as error:
        return _failed(error, str(error), arguments)
    except Exception as error:  # noqa: BLE001 - the last stop before the user, who gets one line
        unforeseen = f"{type(error).__name__}, which was not foreseen; --debug shows where"
        return _failed(error, unforeseen, arguments)
    return code if isinstance(code, int) else 0


def main() -> None:
    """Run the command that the arguments name, and end the process with its exit code."""
    sys.exit(run(sys.argv[1:]))


def _options(
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error arose.")] = False,  # noqa: FBT002 - typer's form of a switch
) -> None:
    del debug  # read in `_failed`, so that it also serves errors before the command starts


def _failed(error: Exception, said: str, arguments: Sequence[str]) -> int:
    if "--debug" in arguments:
        traceback.print_exception(error)
    return _say(said, FAILED)


def _say(said: str, code: int) -> int:
    for line in said.splitlines():
        typer.echo(f"exigent: {line}", err=True)
    return code


if __name__ == "__main__":
    main()
