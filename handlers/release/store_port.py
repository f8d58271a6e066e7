"""Carries out what is on the record with the evidence store, and puts its answers there."""

from dataclasses import dataclass

from bot.domain.authorizing import (
    Authorization,
    AuthorizingCommand,
    Fault,
    RecordManifest,
    ReportStore,
    TakeBackAuthorization,
)
from bot.domain.roster import SYSTEM
from bot.workflow.dossier import Dossier
from bot.workflow.execute import Order, execute
from bot.workflow.office import Office
from bot.workflow.ports import Delivered, Done
from bot.workflow.queries import dossier
from bot.workflow.reactions_store import AUTHORIZE
from bot.workflow.rows import LeasedTask
from handlers.outcomes import delivered
from handlers.outside import Permanent
from handlers.release.authorization import Seal
from handlers.release.evidence_store import EvidenceStore, Manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class StorePort:
    """Delivers every task of the store, each kind by its method."""

    office: Office
    store: EvidenceStore
    seal: Seal

    async def deliver(self, task: LeasedTask) -> Delivered:
        """Do what the task's kind says with the case as it is now."""
        found = await dossier(self.office, task.case or "", SYSTEM)
        if found is None:
            return Done()
        ways = {AUTHORIZE: self._authorize}
        return await ways[str(task.ids["kind"])](task, found)

    async def _authorize(self, task: LeasedTask, found: Dossier) -> Delivered:
        case = found.case
        open_still = case.store.of(case.clearance)
        contact = found.opened.contact
        if open_still is None or open_still.number != task.ids["number"] or contact is None:
            return Done()
        if open_still.manifest is not None or open_still.fault is not None:
            return Done()
        if case.approval is None and task.attempts <= 1:
            why = "stopped_before_sending"
            return await self._record(found, TakeBackAuthorization(id=open_still.id, why=why))
        signed = await self._signed(found, open_still, contact)
        answer = await self.store.authorize(task.key, case.number, contact, signed)
        if isinstance(answer, Manifest | Permanent):
            return await self._record(found, told(open_still.id, answer))
        return delivered(answer)

    async def _signed(self, found: Dossier, open_still: Authorization, contact: str) -> str:
        """Return the authorization as it was first signed: the same bytes at every repetition."""
        case, key = found.case, f"authorization:{open_still.id}"
        kept = await self.office.database.read(lambda db: db.cabinet.file(case.number, key))
        if kept is not None:
            return kept.decode()
        request = found.opened.request
        sought = request.data_sought if request is not None else ()
        signed = self.seal.authorization(case.number, case.version, open_still, contact, sought)
        await self.office.database.tx(
            lambda db: db.cabinet.put_file(case.number, key, signed.encode())
        )
        return signed

    async def _record(self, found: Dossier, command: AuthorizingCommand) -> Delivered:
        await execute(self.office, Order(case=found.case.number, command=command, actor=SYSTEM))
        return Done()


def told(authorization: str, answer: Manifest | Permanent) -> RecordManifest | ReportStore:
    """Return the command for an answer that will not change by asking again."""
    if isinstance(answer, Manifest):
        return RecordManifest(
            id=authorization,
            items=answer.listed,
            delivered_to=answer.delivered_to,
            case=answer.case,
        )
    if answer.reason.startswith("answer_"):
        return ReportStore(id=authorization, fault=Fault.UNREADABLE, place=answer.pointer or "")
    return ReportStore(id=authorization, fault=Fault.REFUSED, place=answer.reason)
