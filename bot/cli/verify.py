"""`exigent verify`: whether the record is whole."""

import asyncio
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from bot.asks import anchor_texts, verifier_keys
from bot.cli.opening import opened
from bot.cli.progress import on_terminal
from bot.compose import House
from bot.domain.errors import ExigentError
from bot.settings import BadSettings
from bot.workflow.findings import Report
from bot.workflow.verify import verify
from bot.workflow.verify_anchors import Outside
from handlers.blocks.words import counted

WHOLE = 0
NOT_WHOLE = 1
COULD_NOT_LOOK = 2


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("verify")(_verify)


def _verify(
    case: Annotated[str, typer.Option("--case", metavar="N", help="Open one case only.")] = "",
    checkpoints: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Checkpoints from outside; repeat for replicas."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,  # noqa: FBT002 - typer's form of a switch
    show_all: Annotated[bool, typer.Option("--all", help="Every trouble.")] = False,  # noqa: FBT002 - the same
) -> None:
    """Say whether the record is whole.

    Checks every entry, every sealed value, every case and every checkpoint. Ends with 0 when the
    record is whole, with 1 when it is not, and with 2 when it could not look.
    """
    try:
        report = _looked(case, checkpoints)
    except (BadSettings, KeyboardInterrupt):
        raise
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        known = isinstance(error, ExigentError | OSError)
        said = str(error) if known else type(error).__name__
        typer.echo(f"exigent: could not look at the record: {said}", err=True)
        raise typer.Exit(COULD_NOT_LOOK) from None
    lines = [_json(report)] if as_json else _words(report, show_all=show_all)
    for line in lines:
        typer.echo(_shown(line))
    raise typer.Exit(WHOLE if report.whole else NOT_WHOLE)


def _looked(case: str, checkpoints: list[Path] | None) -> Report:
    with opened(guards=False) as house:
        return asyncio.run(_report(house, case, checkpoints))


async def _report(house: House, case: str, checkpoints: list[Path] | None) -> Report:
    texts = await anchor_texts(house) if checkpoints is None else _read(checkpoints)
    own = checkpoints is None and bool(texts)
    return await verify(
        house.database,
        verifier_keys(house),
        house.office.limits,
        outside=Outside(files=texts, complete=own, now=house.office.clock.law()),
        case=case or None,
        progress=on_terminal(),
    )


def _read(files: list[Path]) -> list[str]:
    # A crash may have cut a character in two: what is torn is told of, not refused.
    return [file.read_text(encoding="utf-8", errors="replace") for file in files]


def _words(report: Report, *, show_all: bool) -> list[str]:
    looked = (
        f"{counted(report.entries, 'entry')}, {counted(report.cases, 'case')} "
        f"({report.erased} erased), {counted(report.checkpoints, 'checkpoint')}"
    )
    if report.first is None:
        outside = f", which cover entries 1 to {report.covered}" if report.checkpoints else ""
        lines = [f"The record is whole: {looked}{outside}."]
        if not report.checkpoints:
            lines.append(
                "No checkpoint from outside was compared: a rewritten record may be whole."
            )
        return [*lines, *(note.sentence for note in report.notes)]
    count = len(report.troubles) + report.more
    shown = [trouble.sentence for trouble in report.troubles]
    lines = [f"The record is NOT whole: {looked}.", f"First: {shown[0]}"]
    if show_all:
        lines += shown[1:]
    elif count > 1:
        lines.append(f"{count - 1} more; --all lists them.")
    return [*lines, *(note.sentence for note in report.notes)]


def _shown(line: str) -> str:
    """Return a line without signs by which what stands in a database could rule a terminal."""
    return "".join(sign if sign.isprintable() or sign == "\n" else "?" for sign in line)


def _json(report: Report) -> str:
    found = {"whole": report.whole, "first": asdict(report.first) if report.first else None}
    return json.dumps({**found, **asdict(report)}, ensure_ascii=False, indent=1)
