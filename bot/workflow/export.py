"""A case as a bundle of files that somebody can check without us.

The export is on the record before anything is read, so that the bundle holds its own entry when a
person made it, and the checkpoint covers it in any case. What the reader may not see yet, such as
another's determination before their own, is left out and counted. An owner's bundle holds what
bot.workflow.owner_export lets one owner read.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.domain import events as ev
from bot.domain.canonical import Json, parse
from bot.domain.case import UNDECIDED, State
from bot.domain.checkpoint import SignedCheckpoint
from bot.domain.codec import instant_text
from bot.domain.commands import ViewCase
from bot.domain.commitments import salt_of
from bot.domain.errors import ExigentError, Refused
from bot.domain.events.housekeeping import Audience
from bot.domain.roster import SYSTEM, Ref, Standing
from bot.domain.tlog_proof import proof_text
from bot.workflow.bundle_files import Asked, published
from bot.workflow.checkpoints import Notary, Unsigned
from bot.workflow.dossier import Dossier
from bot.workflow.execute import Order, execute
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office
from bot.workflow.outside import note
from bot.workflow.owner_export import ForOwner, for_owner, only, owner_summary, refuse_owner
from bot.workflow.queries import dossier, sees_others
from bot.workflow.rows import RecordRow
from bot.workflow.verify_case import program

SCHEMA = 2
"""The form of `case.json` and of the bundle around it; 1 had neither audience nor manifest."""

CODE = "/code"
"""Where a call-back code stands: nobody who may still have to hear it reads it in a bundle."""

Values = Mapping[str, Json]
"""Opened values of an entry by JSON pointer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """The files by path, and what they were made of, for whoever draws the page beside them.

    `people` is what everybody in the entries is called. For an owner all of it is cut down to what
    that one may read, and `owner` has what there is beside.
    """

    files: Mapping[str, bytes] = field(repr=False)
    dossier: Dossier = field(repr=False)
    size: int
    audience: Audience = Audience.FULL
    people: Mapping[Ref, str] = field(default_factory=dict, repr=False)
    owner: ForOwner | None = field(default=None, repr=False)


async def export_case(
    office: Office,
    notary: Notary,
    number: str,
    reader: Ref = SYSTEM,
    standings: Mapping[Ref, Standing] | None = None,
    owner: str | None = None,
    asked: Asked = (),
) -> Bundle | Refused:
    """Record the export and return the bundle; `reader` is SYSTEM from the command line.

    With `owner`, an alias, it is the bundle of that one owner. `asked` are sizes of checkpoints
    that the reader holds, for which proofs are put in. The bundle is whole once
    bot.workflow.bundle_files.finished has put page, keys and manifest to it. Raises ExigentError
    for a case that is none, for an owner who may not have one, and for a record that is not whole.
    """
    if owner is not None:
        await _may_have_one(office, number, owner)
    refused = await _record(office, number, reader, standings or {}, owner)
    if refused is not None:
        return refused
    found = await dossier(office, number, reader)
    signed = await notary.signed()
    if found is None or not isinstance(signed, SignedCheckpoint):
        why = signed.value if isinstance(signed, Unsigned) else "there is no such case"
        raise ExigentError(f"the record is not signed as it stands ({why}): run verify")
    making = _Making(office, found, signed, notary, asked)
    return await office.database.read(
        lambda db: making.full(db) if owner is None else making.of_owner(db, owner)
    )


async def _may_have_one(office: Office, number: str, owner: str) -> None:
    found = await dossier(office, number, SYSTEM)
    if found is not None:
        refuse_owner(found.case, owner, office.clock.law())


async def _record(
    office: Office,
    number: str,
    reader: Ref,
    standings: Mapping[Ref, Standing],
    owner: str | None,
) -> Refused | None:
    if reader != SYSTEM:
        view = ViewCase(surface="export" if owner is None else "owner_export")
        order = Order(case=number, command=view, actor=reader, standings=standings)
        return (await execute(office, order)).refused
    audience = Audience.FULL if owner is None else Audience.OWNER
    exported = ev.RecordExported(case_number=number, audience=audience, owner=owner)

    def work(ledger: Ledger) -> None:
        if ledger.cases.get(number) is None:
            raise ExigentError(f"expected the number of a case, got {number}, which is none")
        note(office, ledger, [(SYSTEM, exported)])

    await office.database.tx(work)
    return None


@dataclass(frozen=True, slots=True)
class _Making:
    """One bundle in the making, against one signed state of the record."""

    office: Office
    found: Dossier
    signed: SignedCheckpoint
    notary: Notary
    asked: Asked = ()

    def full(self, ledger: Ledger) -> Bundle:
        """Return the bundle of somebody who may read the case."""
        found = self.found
        every = ledger.record.of_case(found.case.number)
        shown = {entry.position for entry in found.history}
        rows = [row for row in every if row.position in shown]
        opened = {row.position: _values(row, found) for row in rows}
        actors = {entry.actor for entry in found.history}
        people = {ref: name for ref, name in found.names.items() if ref in actors}
        summary = {
            **self._summary(ledger, Audience.FULL),
            "state": found.case.state.value,
            "version": found.case.version,
            "exported_by": found.reader,
            "entries": len(rows),
            # How many are left out would tell whoever is to decide what the first one did.
            "left_out": len(every) - len(rows) if sees_others(found.case, found.reader) else None,
            "people": people,
        }
        files = {
            **self._files(ledger, rows, opened, [row.position for row in rows]),
            **_call_logs(ledger, found),
            "case.json": _json(summary),
        }
        size = self.signed.checkpoint.size
        return Bundle(files=files, dossier=found, size=size, people=people)

    def of_owner(self, ledger: Ledger, alias: str) -> Bundle:
        """Return the bundle of one owner."""
        part = for_owner(self.found, alias)
        every = ledger.record.of_case(self.found.case.number)
        rows = [row for row in every if row.position in part.opened]
        opened = {r.position: only(_values(r, self.found), part.opened[r.position]) for r in rows}
        people = part.dossier.names
        summary = {
            **self._summary(ledger, Audience.OWNER),
            **owner_summary(part),
            "entries": len(rows),
            "people": people,
        }
        positions = sorted({row.position for row in rows} | {n.position for n in part.named})
        files = {
            **self._files(ledger, rows, opened, positions),
            "case.json": _json(summary),
        }
        return Bundle(
            files=files,
            dossier=part.dossier,
            size=self.signed.checkpoint.size,
            audience=Audience.OWNER,
            people=people,
            owner=part,
        )

    def _summary(self, ledger: Ledger, audience: Audience) -> dict[str, Any]:
        case, checkpoint, now = self.found.case, self.signed.checkpoint, self.office.clock.law()
        return {
            "schema": SCHEMA,
            "audience": audience.value,
            "number": case.number,
            "opened_at": instant_text(case.opened_at),
            "standard": case.standard,
            "standard_version": case.standard_version,
            # A clock that was set back must not make a bundle older than what is in it.
            "exported_at": instant_text(max(now, ledger.record.peek().at or now)),
            "record": {
                "origin": checkpoint.origin,
                "size": checkpoint.size,
                "root": checkpoint.root.hex(),
            },
        }

    def _files(
        self,
        ledger: Ledger,
        rows: Sequence[RecordRow],
        opened: Mapping[int, Values],
        positions: Sequence[int],
    ) -> dict[str, bytes]:
        secret = ledger.cases.secret(self.found.case.number)
        size = self.signed.checkpoint.size
        return {
            "entries.jsonl": b"".join(row.body + b"\n" for row in rows),
            "openings.json": _json(_openings(opened, secret) if secret else {}),
            "checkpoint.txt": self.signed.text.encode(),
            "key.vkey": self.notary.key.text.encode() + b"\n",
            "verify_case.py": program(),
            **self._proofs(ledger, positions),
            **published(ledger, self.notary.tree, positions, size, self.asked),
        }

    def _proofs(self, ledger: Ledger, positions: Sequence[int]) -> dict[str, bytes]:
        checkpoint, tree = self.signed.checkpoint, self.notary.tree
        if tree.root_at(ledger, checkpoint.size) != checkpoint.root:
            raise ExigentError("the record is not what was signed a moment ago: run verify")
        if max(positions, default=0) > checkpoint.size:
            raise ExigentError("the record ends before the last entry of this case: run verify")
        return {
            f"proofs/{place}.tlog-proof": proof_text(place - 1, path, self.signed.text).encode()
            for place, path in tree.paths(ledger, positions, checkpoint.size).items()
        }


def _values(row: RecordRow, found: Dossier) -> Values:
    values = parse(row.openings) if row.openings is not None else {}
    if not isinstance(values, dict):
        raise ExigentError(f"the sealed values of entry {row.position} are none: run verify")
    live = found.case.state in UNDECIDED | {State.APPROVED}
    return {pointer: v for pointer, v in values.items() if pointer != CODE or not live}


def _openings(opened: Mapping[int, Values], secret: bytes) -> dict[str, Any]:
    return {
        str(position): {
            pointer: {"salt": salt_of(secret, position, pointer).hex(), "value": value}
            for pointer, value in values.items()
        }
        for position, values in opened.items()
        if values
    }


def _call_logs(ledger: Ledger, found: Dossier) -> dict[str, bytes]:
    """Return the logs of the calls; their SHA-256 is among the opened values. None where erased."""
    kept = {c.key: ledger.cabinet.file(found.case.number, c.key) for c in found.case.call_logs}
    return {f"call_logs/{key}": content for key, content in kept.items() if content is not None}


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
