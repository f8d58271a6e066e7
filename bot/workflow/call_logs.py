"""Attaches a file to a recorded call: the entry and the sealed bytes in one commit."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.checking import AttachCallLog
from bot.domain.request import Attachment
from bot.domain.roster import Ref, Standing
from bot.workflow.execute import Order, Outcome, carry, committed
from bot.workflow.folds import Folded
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFile:
    """A file as somebody of the desk sent it; nothing looks into it."""

    name: str
    type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ByDesk:
    """Who attaches it, how they stand, and the id of the form, which acts once."""

    person: Ref
    standings: Mapping[Ref, Standing]
    form: str


async def attach(office: Office, case: str, step: int, file: LogFile, by: ByDesk) -> Outcome:
    """Attach `file` to a step of the case, counted from 1, under the next free key."""

    def work(ledger: Ledger) -> tuple[Outcome, Folded | None]:
        row = ledger.cases.lock(case)
        # Chosen under the lock, so that two files at once get keys of their own.
        logs = office.folds.load(ledger, row).case.call_logs if row is not None else ()
        attachment = Attachment(
            key=f"L{len(logs) + 1}",
            name=file.name,
            type=file.type,
            size=len(file.content),
            digest=hashlib.sha256(file.content).hexdigest(),
        )
        order = Order(
            case=case,
            command=AttachCallLog(step=step, attachment=attachment),
            actor=by.person,
            inbound=("desk_page", by.form),
            standings=by.standings,
        )
        outcome, folded = carry(office, ledger, order)
        if outcome.refused is None and not outcome.duplicate:
            ledger.cabinet.put_file(case, attachment.key, file.content)
        return outcome, folded

    return await committed(office, work)
