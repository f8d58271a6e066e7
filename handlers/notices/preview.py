"""No text goes to an owner before somebody of the desk has read it: the notice waits, loudly."""

from dataclasses import dataclass
from typing import Final

import structlog

from bot.domain.roster import SYSTEM
from bot.workflow.notice_texts import approval, ask
from bot.workflow.office import Office
from bot.workflow.ports import Again, Delivered, Port
from bot.workflow.queries import dossier
from bot.workflow.rows import LeasedTask
from handlers.notices.exemplar import key_of
from handlers.notices.port import Letterhead, compose

WAIT: Final = 60.0
"""Seconds until a notice is looked at again whose text nobody has read."""
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Previewed:
    """Lets a notice through once its text was approved; its own clock runs on meanwhile."""

    office: Office
    letterhead: Letterhead
    port: Port

    async def deliver(self, task: LeasedTask) -> Delivered:
        """Deliver, or ask for somebody to read the text and come again."""
        found = await dossier(self.office, task.case or "", SYSTEM)
        alias = str(task.ids.get("owner", ""))
        owner = next((o for o in found.owners if o.alias == alias), None) if found else None
        if found is not None and owner is not None and found.case.released_at is not None:
            key = key_of(compose(found, owner, self.letterhead))
            if not (await approval(self.office, key)).approved:
                await ask(self.office, key)
                _log.warning("notice.text_not_approved", case=task.case, text=key.subject)
                return Again("text_not_approved", WAIT)
        return await self.port.deliver(task)
