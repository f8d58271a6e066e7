"""Carries out an erasure: the key goes, then what of the case lies beside the database."""

import asyncio
import shutil
from dataclasses import dataclass

from bot.asks import bundles_of
from bot.compose import House
from bot.domain.errors import Refusal, Refused
from bot.workflow.elsewhere import elsewhere
from bot.workflow.erasure import erase
from storage import scrub


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
    for folder in bundles:
        await asyncio.to_thread(shutil.rmtree, folder)
    settings = house.settings
    undone = await asyncio.to_thread(
        scrub,
        settings.database_url.get_secret_value(),
        settings.database_owner_url.get_secret_value(),
    )
    return Removed(
        position=outcome.position if outcome.refused is None else 0,
        bundles=len(bundles),
        undone=undone,
        elsewhere=await elsewhere(house.office, number),
    )
