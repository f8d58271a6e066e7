"""What comes back later: bounces of mails, and the app's receipts, each by the mark we gave it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import structlog

from bot.domain.case import Case
from bot.domain.errors import Refusal
from bot.domain.notice import Companion
from bot.domain.notice_channel import NoticeChannel
from bot.domain.reaching import RecordArrival, RecordReturn
from bot.domain.roster import SYSTEM
from bot.workflow.execute import Order, execute
from bot.workflow.office import Office
from bot.workflow.queries import dossier
from handlers.notices.marks import mark_of, named_by

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeOutcomes:
    """Records outcomes that come later. One that names no notice of ours changes nothing.

    `domain` is that of our Message-IDs. Every notice that one message told of gets its entry.
    """

    office: Office
    domain: str

    async def bounced(self, token: str, code: str) -> bool:
        """Record that a mail came back; False where no mail of ours has this token."""
        at = named_by(token)
        if at is None:
            return False
        mark = mark_of(token.lower(), self.domain)
        email = NoticeChannel.EMAIL
        back = RecordReturn(owner=at.owner, channel=email, mark=mark, code=code)
        return await self._record(at, back)

    async def reported(self, case: str, handle: str, *, delivered: bool) -> bool:
        """Record what the app says of a notice; False where it is not known by this handle."""
        found = await dossier(self.office, case, SYSTEM)
        notices = found.case.notices if found is not None and handle else ()
        owner = next((n.owner for n in notices if n.handle == handle), None)
        if owner is None:
            return False
        at, app = Companion(case=case, owner=owner), NoticeChannel.APP
        if delivered:
            return await self._record(at, RecordArrival(owner=owner, channel=app, mark=handle))
        back = RecordReturn(owner=owner, channel=app, mark=handle, code="failed")
        return await self._record(at, back)

    async def _record(self, at: Companion, command: RecordReturn | RecordArrival) -> bool:
        """Give every notice that the message told of its entry; whether any knows the mark."""
        found = await dossier(self.office, at.case, SYSTEM)
        if found is None:
            return False
        known = False
        for each in _told_of(found.case, at):
            order = Order(case=each.case, command=_named(command, each.owner), actor=SYSTEM)
            refused = (await execute(self.office, order)).refused
            known = known or refused is None or refused.reason in _HEARD
        if not known:
            _log.info("notice.unknown_mark", case=at.case, channel=command.channel.value)
        return known


_HEARD: Final = (Refusal.NOTHING_CHANGED, Refusal.CASE_ERASED)
"""Refusals after which nobody need say it again; of an erased case nothing more is kept."""


def _named(command: RecordReturn | RecordArrival, owner: str) -> RecordReturn | RecordArrival:
    if isinstance(command, RecordReturn):
        return RecordReturn(
            owner=owner, channel=command.channel, mark=command.mark, code=command.code
        )
    return RecordArrival(owner=owner, channel=command.channel, mark=command.mark)


def _told_of(case: Case, at: Companion) -> Iterator[Companion]:
    """Yield every notice that the message told of, by whichever of them it is known."""
    yield at
    yield from next((n.also for n in case.notices if n.owner == at.owner), ())
