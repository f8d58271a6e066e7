"""Makes a published report again from the record, and says whether it is the same."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.domain.canonical import escaped
from bot.domain.checkpoint import (
    CheckpointError,
    SignedCheckpoint,
    VerifierKey,
    parse_signed,
)
from bot.domain.errors import ExigentError
from bot.domain.report.figures import Report
from bot.domain.report.period import Period, PeriodError
from bot.domain.report.written import as_json
from bot.keyring import verify as good_signature
from bot.workflow.ledger import Database
from bot.workflow.report import Progress, report_of


async def compare(
    database: Database,
    keys: Sequence[VerifierKey],
    published: bytes,
    progress: Progress | None = None,
) -> tuple[Report, str | None]:
    """Return what the record gives, and where a report.json differs from it; None: in no byte.

    Raises ExigentError for what is no report, for a checkpoint that none of the `keys` signed, and
    where the record is not what the checkpoint covers.
    """
    period, signed = _named(published)
    if signed.signed_by(keys, good_signature) is None:
        raise ExigentError("the report's checkpoint is signed by none of our keys")
    report = await database.read(lambda db: report_of(db, period, signed, progress))
    made = as_json(report)
    if made == published:
        return report, None
    place = _difference(json.loads(made), json.loads(published), "")
    return report, place or "in how it is written, not in what it says"


def _named(published: bytes) -> tuple[Period, SignedCheckpoint]:
    try:
        said = json.loads(published)
        period = said["period"]
        start, end = (date.fromisoformat(period[name]) for name in ("from", "to"))
        return Period(start=start, end=end), parse_signed(said["checkpoint"]["text"])
    except (ValueError, KeyError, TypeError, CheckpointError, PeriodError, RecursionError):
        raise ExigentError("expected a report.json, got something else") from None


def _difference(made: Any, said: Any, pointer: str) -> str | None:  # noqa: ANN401 - parsed JSON
    """Return the first place, as a JSON pointer, at which two values differ."""
    if isinstance(made, dict) and isinstance(said, dict):
        names = [*made, *(name for name in said if name not in made)]
        pairs = [(escaped(n), made.get(n, _MISSING), said.get(n, _MISSING)) for n in names]
    elif isinstance(made, list) and isinstance(said, list):
        longest = range(max(len(made), len(said)))
        pairs = [(str(i), _item(made, i), _item(said, i)) for i in longest]
    else:
        same = type(made) is type(said) and made == said
        return None if same else pointer or "the root"
    found = (_difference(one, other, f"{pointer}/{name}") for name, one, other in pairs)
    return next((place for place in found if place is not None), None)


_MISSING = object()


def _item(items: list[Any], index: int) -> object:
    return items[index] if index < len(items) else _MISSING
