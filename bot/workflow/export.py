"""A case as a bundle of files that somebody can check without us.

The export is on the record before anything is read, so that the bundle holds its own entry when a
person made it, and the checkpoint covers it in any case. What the reader may not see yet, such as
another's determination before their own, is left out and counted.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.domain import events as ev
from bot.domain.canonical import Json, escaped, parse
from bot.domain.case import UNDECIDED, State
from bot.domain.checkpoint import SignedCheckpoint
from bot.domain.codec import COMMITMENT, instant_text
from bot.domain.commands import ViewCase
from bot.domain.commitments import salt_of
from bot.domain.errors import ExigentError, Refused
from bot.domain.record import parse_body
from bot.domain.roster import SYSTEM, Ref, Standing
from bot.domain.tlog_proof import inclusion_proofs, proof_text
from bot.workflow import verify_case
from bot.workflow.checkpoints import Notary
from bot.workflow.dossier import Dossier
from bot.workflow.execute import Order, execute
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office
from bot.workflow.outside import note
from bot.workflow.queries import dossier, sees_others
from bot.workflow.rows import RecordRow

CODE = "/code"
"""Where a call-back code stands: nobody who may still have to hear it reads it in a bundle."""

SEALED = "(sealed)"
"""Stands on the page for a value that is not opened."""

Values = Mapping[str, Json]
"""Opened values of an entry by JSON pointer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """The files by path, and what they were made of, for whoever draws the page beside them.

    `payloads` are what the entries say, with opened values in place of their commitments.
    """

    files: Mapping[str, bytes] = field(repr=False)
    dossier: Dossier = field(repr=False)
    payloads: Mapping[int, Json] = field(repr=False)
    size: int


async def export_case(
    office: Office,
    notary: Notary,
    number: str,
    reader: Ref = SYSTEM,
    standings: Mapping[Ref, Standing] | None = None,
) -> Bundle | Refused:
    """Record the export and return the bundle; `reader` is SYSTEM from the command line.

    Raises ExigentError for a case that is none, and for a record that is not whole.
    """
    refused = await _record(office, number, reader, standings or {})
    if refused is not None:
        return refused
    found = await dossier(office, number, reader)
    signed = await notary.latest()
    if found is None or signed is None:
        raise ExigentError(f"expected the number of a case, got {number}, which is none")
    return await office.database.read(lambda db: _bundle(office, db, found, signed, notary))


async def _record(
    office: Office, number: str, reader: Ref, standings: Mapping[Ref, Standing]
) -> Refused | None:
    if reader != SYSTEM:
        view = ViewCase(surface="export")
        order = Order(case=number, command=view, actor=reader, standings=standings)
        return (await execute(office, order)).refused

    def work(ledger: Ledger) -> None:
        if ledger.cases.get(number) is None:
            raise ExigentError(f"expected the number of a case, got {number}, which is none")
        note(office, ledger, [(SYSTEM, ev.RecordExported(case_number=number))])

    await office.database.tx(work)
    return None


def _bundle(
    office: Office, ledger: Ledger, found: Dossier, signed: SignedCheckpoint, notary: Notary
) -> Bundle:
    every = ledger.record.of_case(found.case.number)
    shown = {entry.position for entry in found.history}
    rows = [row for row in every if row.position in shown]
    secret = ledger.cases.secret(found.case.number)
    opened = {r.position: values for r in rows if (values := _values(r, found)) and secret}
    files = {
        "case.json": _json(_summary(office, found, signed, len(rows), len(every) - len(rows))),
        "entries.jsonl": b"".join(row.body + b"\n" for row in rows),
        "openings.json": _json(_openings(opened, secret) if secret else {}),
        "checkpoint.txt": signed.text.encode(),
        "key.vkey": notary.key.text.encode() + b"\n",
        "verify_case.py": Path(verify_case.__file__).read_bytes(),
        **_proofs(ledger, rows, signed),
        **_call_logs(ledger, found),
    }
    payloads = {
        row.position: _opened(parse_body(row.body).payload, "", opened.get(row.position, {}))
        for row in rows
    }
    return Bundle(files=files, dossier=found, payloads=payloads, size=signed.checkpoint.size)


def _values(row: RecordRow, found: Dossier) -> Values:
    values = parse(row.openings) if row.openings is not None else {}
    if not isinstance(values, dict):
        raise ExigentError(f"the sealed values of entry {row.position} are none: run verify")
    live = found.case.state in UNDECIDED | {State.APPROVED}
    return {pointer: v for pointer, v in values.items() if pointer != CODE or not live}


def _opened(value: Json, pointer: str, values: Values) -> Json:
    """Put each opened value where its commitment stands; what stays sealed says so."""
    if isinstance(value, dict):
        if value.keys() == {COMMITMENT}:
            return values.get(pointer, SEALED)
        return {n: _opened(v, f"{pointer}/{escaped(n)}", values) for n, v in value.items()}
    if isinstance(value, list):
        return [_opened(item, f"{pointer}/{i}", values) for i, item in enumerate(value)]
    return value


def _openings(opened: Mapping[int, Values], secret: bytes) -> dict[str, Any]:
    return {
        str(position): {
            pointer: {"salt": salt_of(secret, position, pointer).hex(), "value": value}
            for pointer, value in values.items()
        }
        for position, values in opened.items()
    }


def _proofs(
    ledger: Ledger, rows: Sequence[RecordRow], signed: SignedCheckpoint
) -> dict[str, bytes]:
    """Return a proof for each entry, reading the record's hashes once."""
    size = signed.checkpoint.size
    leaves = (bytes.fromhex(digest) for digest in ledger.record.hashes())
    root, paths = inclusion_proofs([row.position - 1 for row in rows], size, leaves)
    if root != signed.checkpoint.root:
        raise ExigentError("the record is not what was signed a moment ago: run verify")
    return {
        f"proofs/{index + 1}.tlog-proof": proof_text(index, path, signed.text).encode()
        for index, path in paths.items()
    }


def _call_logs(ledger: Ledger, found: Dossier) -> dict[str, bytes]:
    """Return the logs of the calls; their SHA-256 is among the opened values. None where erased."""
    kept = {c.key: ledger.cabinet.file(found.case.number, c.key) for c in found.case.call_logs}
    return {f"call_logs/{key}": content for key, content in kept.items() if content is not None}


def _summary(
    office: Office, found: Dossier, signed: SignedCheckpoint, entries: int, left_out: int
) -> dict[str, Any]:
    case, checkpoint = found.case, signed.checkpoint
    actors = {entry.actor for entry in found.history}
    return {
        "number": case.number,
        "state": case.state.value,
        "version": case.version,
        "opened_at": instant_text(case.opened_at),
        "standard": case.standard,
        "standard_version": case.standard_version,
        "exported_at": instant_text(office.clock.law()),
        "exported_by": found.reader,
        "entries": entries,
        # How many entries are sealed would tell whoever is to decide what the first one did.
        "left_out": left_out if sees_others(case, found.reader) else None,
        "people": {ref: name for ref, name in found.names.items() if ref in actors},
        "record": {
            "origin": checkpoint.origin,
            "size": checkpoint.size,
            "root": checkpoint.root.hex(),
        },
    }


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
