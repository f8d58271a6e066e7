"""Carries out an erasure: the key goes, then what of the case lies beside the database."""

import asyncio
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.asks import bundles_of
from bot.compose import House
from bot.domain.errors import Refusal, Refused
from bot.workflow.elsewhere import elsewhere
from bot.workflow.erasure import erase
from storage import scrub

TRIES: Final = 10
"""How often a folder is removed that somebody still writes into: who writes stops by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """What was done: the entry's position, 0 where it was erased before; what is left to people."""

    position: int
    bundles: int
    undone: str
    elsewhere: tuple[str, ...]


async def remove(house: House, number: str) -> Removed | Refused:
    """Erase what two people agreed to erase, or say why not.

    It may be repeated: where a first run was interrupted, what was left undone is done.
    """
    outcome = await erase(house.office, number)
    if outcome.refused is not None and outcome.refused.reason is not Refusal.CASE_ERASED:
        return outcome.refused
    bundles = await asyncio.to_thread(bundles_of, house, number)
    left = await asyncio.to_thread(_left, bundles)
    settings = house.settings
    undone = await asyncio.to_thread(
        scrub,
        settings.database_url.get_secret_value(),
        settings.database_owner_url.get_secret_value(),
    )
    return Removed(
        position=outcome.position if outcome.refused is None else 0,
        bundles=len(bundles) - len(left),
        undone=" ".join(filter(None, [*left, undone])),
        elsewhere=await elsewhere(house.office, number),
    )


def _left(folders: Sequence[Path]) -> list[str]:
    """Remove bundles; return a sentence for each that would not go."""
    return [
        f"The bundle {folder} could not be removed: remove it yourself, or see what is in its way"
        " and give the same command again."
        for folder in folders
        if not _removed(folder)
    ]


def _removed(folder: Path) -> bool:
    for _ in range(TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.lexists(folder):
            return True
    return False
