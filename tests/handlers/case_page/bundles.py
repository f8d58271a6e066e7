"""Bundles made of stories, without a database: what an export would hold, whole or erased."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.domain.canonical import Json, parse
from bot.domain.codec import instant_text
from bot.domain.commitments import salt_of
from bot.domain.events.housekeeping import Audience
from bot.domain.levels import needed, reached
from bot.domain.limits import Limits, Policy
from bot.domain.roster import Ref
from bot.workflow.dossier import Dossier, Happened
from bot.workflow.entries import Place, write
from bot.workflow.export import Bundle
from bot.workflow.owner_export import for_owner, only, owner_summary
from bot.workflow.queries import items_of
from bot.workflow.rows import Head, RecordRow
from handlers.case_page.reading import Reading, read
from tests import factories as make
from tests.factories import ANA, BEN, CYD, DEE, EVE, SAM
from tests.story import Story

NAMES: Mapping[Ref, str] = {
    ANA: "Ana Ruiz",
    BEN: "Ben Okafor",
    CYD: "Cyd Lund",
    DEE: "Dee <b>Moreau</b>",
    EVE: "Eve Tanaka",
    SAM: "Sam Ito",
}
SECRET = bytes(32)
FIRST = 41
"""The position before the case's first entry: a case is never alone in a record."""


def bundle_of(story: Story, *, opened: bool = True, left_out: int | None = 0) -> Bundle:
    """Return what an export of the story holds; not `opened` after its key was destroyed."""
    rows, _ = _written(story)
    kept = {r.position: _values(r) for r in rows if opened}
    summary = {**_summary(story, rows), "left_out": left_out, "people": dict(NAMES)}
    return _bundle(_dossier(story), rows, kept, summary)


def owner_bundle_of(story: Story, alias: str = "O1") -> Bundle:
    """Return what one owner's export of the story holds."""
    rows, entries = _written(story)
    found = replace(_dossier(story), history=tuple(entries), items=items_of(entries))
    part = for_owner(found, alias)
    shown = [row for row in rows if row.position in part.opened]
    kept = {r.position: only(_values(r), part.opened[r.position]) for r in shown}
    summary = {
        **_summary(story, rows),
        **owner_summary(part),
        "people": dict(part.dossier.names),
    }
    bundle = _bundle(part.dossier, shown, kept, summary)
    return replace(bundle, audience=Audience.OWNER, owner=part)


def _written(story: Story) -> tuple[list[RecordRow], list[Happened]]:
    rows: list[RecordRow] = []
    entries: list[Happened] = []
    head = Head(position=FIRST, hash="0" * 64, at=None)
    for at, actor, event in story.entries:
        place = Place(head=head, blinding=SECRET, at=at, case=story.case.number, secret=SECRET)
        written = write(place, [(actor, event)])
        rows += written.rows
        entries += written.entries
        head = Head(position=rows[-1].position, hash=rows[-1].hash, at=rows[-1].at)
    return rows, entries


def _values(row: RecordRow) -> dict[str, Json]:
    values = parse(row.openings) if row.openings is not None else {}
    assert isinstance(values, dict)
    return values


def _summary(story: Story, rows: list[RecordRow]) -> dict[str, Any]:
    size = rows[-1].position
    return {
        "exported_at": instant_text(story.now),
        "record": {"origin": "cameras.example/exigent", "size": size, "root": "ab" * 32},
    }


def _bundle(
    dossier: Dossier,
    rows: list[RecordRow],
    kept: Mapping[int, Mapping[str, Json]],
    summary: Mapping[str, Any],
) -> Bundle:
    openings = {str(n): _opening(n, values) for n, values in kept.items()}
    files = {
        "case.json": json.dumps(summary).encode(),
        "entries.jsonl": b"".join(row.body + b"\n" for row in rows),
        "openings.json": json.dumps(openings).encode(),
        "key.vkey": b"cameras.example/exigent+00000000+key\n",
    }
    return Bundle(files=files, dossier=dossier, size=summary["record"]["size"])


def reading_of(story: Story, *, opened: bool = True) -> Reading:
    """Return the story as the page reads it from its bundle."""
    return read(bundle_of(story, opened=opened))


def _opening(position: int, values: Mapping[str, Json]) -> dict[str, Any]:
    return {p: {"salt": salt_of(SECRET, position, p).hex(), "value": v} for p, v in values.items()}


def _dossier(story: Story) -> Dossier:
    case = story.case
    return Dossier(
        case=case,
        opened=story.opened,
        reader=ANA,
        names=NAMES,
        agency=make.AGENCY,
        standard=story.outside.get("standard", make.LAWS[case.standard]),
        law=story.outside.get("law", make.LAW),
        limits=story.outside.get("limits", Limits()),
        policy=Policy(),
        roster=make.ROSTER,
        now=story.now,
        level=reached(case),
        level_needed=needed(case),
        deadlines=(),
        on_duty={},
    )
