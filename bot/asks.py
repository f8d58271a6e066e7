"""What somebody in Slack may ask of the whole house, answered in sentences."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from bot.compose import House
from bot.domain.checkpoint import VerifierKey
from bot.domain.errors import ExigentError
from bot.domain.roster import Ref
from bot.workflow.findings import Report
from bot.workflow.verify import verify as verify_record


def verifier_keys(house: House) -> list[VerifierKey]:
    """Return every key that ever signed this record, oldest first."""
    origin = house.settings.record.origin
    return [VerifierKey(origin, public) for public in house.keys.publics]


async def anchor_texts(house: House) -> list[str]:
    """Return what the file anchor holds; nothing where there is none yet."""
    path = Path(house.settings.anchors.file) if house.settings.anchors.file else None
    if path is None or not await asyncio.to_thread(path.exists):
        return []
    return [await asyncio.to_thread(path.read_text, "utf-8")]


async def check(house: House, case: str | None = None) -> Report:
    """Verify the record against the file anchor; raises ExigentError for an unknown case."""
    return await verify_record(
        house.database,
        verifier_keys(house),
        house.office.limits,
        anchors=await anchor_texts(house),
        case=case,
    )


async def verify(house: House, argument: str) -> list[str]:
    """Say whether the record is whole, or its first bad entry and why."""
    try:
        report = await check(house, argument.strip() or None)
    except ExigentError as error:
        return [str(error)]
    if report.first is not None:
        more = len(report.troubles) + report.more - 1
        others = f"{more} more were found; run exigent verify." if more else ""
        return [f"The record is not whole. {report.first.sentence}", others, *report.notes]
    whole = (
        f"The record is whole: {report.entries} entries, {report.cases} cases, "
        f"{report.checkpoints} checkpoints agree."
    )
    return [whole, *report.notes]


@dataclass(frozen=True, slots=True)
class RecordAsks:
    """The question of `/edr verify`, with the house that it is asked of."""

    house: House

    async def __call__(self, argument: str, asker: Ref) -> list[str]:
        """Answer `asker` in sentences; `argument` is a case's number, or empty for all."""
        del asker  # whoever is on the roster may verify
        return await verify(self.house, argument)
