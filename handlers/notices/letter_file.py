"""The letter to one owner as a file: opened by a person, on the record, and then printed."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import structlog

from bot.domain.reaching import TakeLetter
from bot.domain.roster import Ref, Standing
from bot.workflow.execute import Order, execute
from bot.workflow.office import Office
from bot.workflow.queries import dossier
from handlers.desk_view import DeskFile
from handlers.notices.paper import PaperError, letter_pdf
from handlers.notices.port import Letterhead, compose

_KEY: Final = re.compile(r"letter-(O\d{1,4})")
_log = structlog.get_logger(__name__)


def key_of(owner: str) -> str:
    """Return the key of an owner's letter among the files of a case."""
    return f"letter-{owner}"


def owner_of(key: str) -> str | None:
    """Return whose letter a key names; None for any other file."""
    found = _KEY.fullmatch(key)
    return found[1] if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """Makes letters for whoever prints them."""

    office: Office
    letterhead: Letterhead

    async def take(
        self, case: str, owner: str, person: Ref, standings: Mapping[Ref, Standing]
    ) -> DeskFile | None:
        """Return the letter once it is on the record that `person` opened it.

        None where none waits, where the owner may not be told now, or where it cannot be set.
        """
        content = await self._made(case, owner, person)
        if content is None:
            return None
        order = Order(case=case, command=TakeLetter(owner=owner), actor=person, standings=standings)
        taken = await execute(self.office, order)
        if taken.refused is not None:
            return None
        return DeskFile(name=f"{case} {owner}.pdf", content=content)

    async def _made(self, case: str, alias: str, person: Ref) -> bytes | None:
        found = await dossier(self.office, case, person)
        owner = next((o for o in found.owners if o.alias == alias), None) if found else None
        if found is None or owner is None or found.case.released_at is None:
            return None
        notice = compose(found, owner, self.letterhead)
        postal = [line for line in owner.postal if line]
        try:
            # Half a second of typesetting must not hold up everybody else on the loop.
            return await asyncio.to_thread(letter_pdf, notice, postal)
        except PaperError:
            _log.warning("letter.unfit", case=case, owner=alias)
            return None
