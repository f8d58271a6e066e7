"""Carries out what is on the record with the evidence store, and puts its answers there."""

from dataclasses import dataclass

from bot.domain.authorizing import (
    Authorization,
    AuthorizingCommand,
    Fault,
    RecordManifest,
    ReportRecall,
    ReportStore,
    TakeBackAuthorization,
)
from bot.domain.case import Case
from bot.domain.defrauding import proposed
from bot.domain.preserving import AskToPreserve, EndAsking, PreservingCommand
from bot.domain.recalling import recalled
from bot.domain.roster import SYSTEM
from bot.workflow.dossier import Dossier
from bot.workflow.execute import Order, execute
from bot.workflow.office import Office
from bot.workflow.ports import Delivered, Done
from bot.workflow.queries import dossier
from bot.workflow.reactions_store import AUTHORIZE, PRESERVE, RECALL
from bot.workflow.rows import LeasedTask
from handlers.outcomes import delivered
from handlers.outside import Permanent
from handlers.release.authorization import Seal
from handlers.release.evidence_store import EvidenceStore, Kept, Manifest, Recalled


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
        ways = {AUTHORIZE: self._authorize, PRESERVE: self._preserve, RECALL: self._recall}
        return await ways[str(task.ids["kind"])](task, found)

    async def _authorize(self, task: LeasedTask, found: Dossier) -> Delivered:
        case = found.case
        open_still = case.store.of(case.clearance)
        contact = found.opened.contact
        if open_still is None or open_still.number != task.ids["number"] or contact is None:
            return Done()
        if open_still.manifest is not None or open_still.fault is not None:
            return Done()
        if _stopped(case) and task.attempts <= 1:
            why = "stopped_before_sending"
            return await self._record(found, TakeBackAuthorization(id=open_still.id, why=why))
        if _stopped(case):
            return await self._unauthorize(task, found, open_still)
        signed = await self._signed(found, open_still, contact)
        answer = await self.store.authorize(task.key, case.number, contact, signed)
        if isinstance(answer, Manifest | Permanent):
            return await self._record(found, told(open_still.id, answer))
        return delivered(answer)

    async def _unauthorize(
        self, task: LeasedTask, found: Dossier, open_still: Authorization
    ) -> Delivered:
        """Ask for what may have arrived before the case was stopped: a repeated call might act."""
        number = found.case.number
        answer = await self.store.recall(f"{task.key}:recall", number, open_still.id, ())
        if isinstance(answer, Permanent):
            return await self._record(found, told(open_still.id, answer))
        if not isinstance(answer, Recalled):
            return delivered(answer)
        if not answer.handed_over:
            back = TakeBackAuthorization(id=open_still.id, why="stopped")
            return await self._record(found, back)
        manifest = answer.manifest or Permanent("answer_invalid", "/manifest")
        return await self._record(found, told(open_still.id, manifest))

    async def _recall(self, task: LeasedTask, found: Dossier) -> Delivered:
        case, known = found.case, found.case.store.authorization
        answer = await self.store.recall(
            task.key,
            case.number,
            known.id if known is not None else None,
            [item.sha256 for item in found.items],
        )
        if isinstance(answer, Recalled):
            return await self._record(found, ReportRecall(handed_over=answer.handed_over))
        if isinstance(answer, Permanent):
            return await self._record(found, ReportRecall(handed_over=True, failed=answer.reason))
        return delivered(answer)

    async def _preserve(self, task: LeasedTask, found: Dossier) -> Delivered:
        """Put on the record what is wanted now, and then ask for what was recorded last."""
        await self._record(found, AskToPreserve())
        now = await dossier(self.office, found.case.number, SYSTEM)
        kept = now.case.store.preserved if now is not None else None
        if now is None or kept is None or kept.answered:
            return Done()
        request = now.opened.request
        sought = [s for s in request.data_sought if s.device] if request is not None else []
        key = f"{task.key}:{kept.number}"
        answer = await self.store.preserve(key, now.case.number, sought, kept.until)
        if isinstance(answer, Kept):
            failed = "" if answer.preserved == (kept.until is not None) else "refused"
            return await self._record(now, EndAsking(number=kept.number, failed=failed))
        if isinstance(answer, Permanent):
            return await self._record(now, EndAsking(number=kept.number, failed=answer.reason))
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

    async def _record(
        self, found: Dossier, command: AuthorizingCommand | PreservingCommand
    ) -> Delivered:
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


def _stopped(case: Case) -> bool:
    """Whether nothing may go out any more: stopped, recalled, or one person finds it forged."""
    return case.approval is None or recalled(case) or proposed(case)
