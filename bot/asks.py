"""What somebody in Slack may ask of the whole house, answered in sentences."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from bot.bundle import export_to
from bot.compose import House
from bot.domain.checkpoint import VerifierKey
from bot.domain.errors import ExigentError, Refused
from bot.domain.report import figures as fg
from bot.domain.report.period import Period
from bot.domain.roster import Ref, Standing
from bot.workflow.findings import Report
from bot.workflow.report import make_report
from bot.workflow.verify import verify as verify_record
from bot.workflow.verify_anchors import Outside
from handlers.blocks.words import counted

EXPORTS = "exports"
"""The folder beside the keys' folder in which bundles asked for in Slack are written."""


def verifier_keys(house: House) -> list[VerifierKey]:
    """Return every key that ever signed this record, oldest first, with what it covers."""
    origin = house.settings.record.origin
    return [VerifierKey(origin, key.public, key.covers) for key in house.keys.chained]


def bundles_of(house: House, number: str) -> list[Path]:
    """Return the folders of a case's bundles that were asked for in Slack."""
    folder = house.settings.key_dir.parent / EXPORTS
    return sorted(path for path in folder.glob(f"{number}-*") if path.is_dir())


async def anchor_texts(house: House) -> list[str]:
    """Return what the file anchor holds, which is nothing before the first checkpoint."""
    if not house.settings.anchors.file:
        return []
    path = Path(house.settings.anchors.file)
    if not await asyncio.to_thread(path.exists):
        return [""]
    # A crash may have cut a character in two: what is torn is told of, not refused.
    return [await asyncio.to_thread(path.read_text, "utf-8", "replace")]


async def check(house: House, case: str | None = None) -> Report:
    """Verify the record against the file anchor; raises ExigentError for an unknown case."""
    texts = await anchor_texts(house)
    return await verify_record(
        house.database,
        verifier_keys(house),
        house.office.limits,
        outside=Outside(files=texts, complete=bool(texts), now=house.office.clock.law()),
        case=case,
    )


async def verify(house: House, argument: str) -> list[str]:
    """Say whether the record is whole, or its first bad entry and why."""
    try:
        report = await check(house, argument.strip() or None)
    except ExigentError as error:
        return [str(error)]
    found = house.office.held_outside.contradicted
    unsigned = [f"Nothing is signed now: {found.sentence}."] if found is not None else []
    notes = [*unsigned, *(note.sentence for note in report.notes)]
    if report.first is not None:
        more = len(report.troubles) + report.more - 1
        others = f"{more} more were found; run exigent verify." if more else ""
        return [f"The record is not whole. {report.first.sentence}", others, *notes]
    whole = (
        f"The record is whole: {counted(report.entries, 'entry')}, "
        f"{counted(report.cases, 'case')}, {counted(report.checkpoints, 'checkpoint')} compared."
    )
    return [whole, *notes]


@dataclass(frozen=True, slots=True)
class RecordAsks:
    """The question of `/edr verify`, with the house that it is asked of."""

    house: House

    async def __call__(self, argument: str, asker: Ref) -> list[str]:
        """Answer `asker` in sentences; `argument` is a case's number, or empty for all."""
        del asker  # whoever is on the roster may verify
        return await verify(self.house, argument)


@dataclass(frozen=True, slots=True)
class ExportAsks:
    """`/edr export CASE`: writes the bundle where the operator finds it, readable by the bot."""

    house: House

    async def __call__(self, argument: str, asker: Ref) -> list[str]:
        """Export one case for `asker`, whom the edge has just found in good standing."""
        clock = self.house.office.clock
        name = f"{argument}-{clock.new_id()}"
        standing = Standing(ref=asker, observed_at=clock.law())
        folder = self.house.settings.key_dir.parent / EXPORTS / name
        try:
            written = await export_to(self.house, argument, folder, asker, {asker: standing})
        except ExigentError as error:
            return [f"Nothing was exported: {error}."]
        if isinstance(written, Refused):
            return ["Nothing was exported: you may not see this case."]
        said = (
            f"{argument} is exported: {len(written)} files in the folder {EXPORTS}/{name} on the "
            "server. Whoever has the folder can check it: python verify_case.py"
        )
        return [said]


@dataclass(frozen=True, slots=True)
class ReportAsks:
    """`/edr report`: counts a report for who asks; one at a time, since it reads every entry."""

    house: House
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def __call__(self, period: Period, asker: Ref) -> fg.Report:
        """Return the report; raises ExigentError where the record is not what it should be."""
        async with self.turn:
            return await make_report(self.house.office, self.house.notary, period, by=asker)
