"""A case whose release waits for the evidence store."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.authorizing import AtStore, Authorization, Fault
from bot.domain.release import Clearance, Recipient
from bot.workflow.dossier import Dossier
from tests.handlers.blocks.dossiers import CUS, NOW


def at_store(of: Dossier, fault: Fault | None = None) -> Dossier:
    """The same case, once the store was authorized to all that was approved."""
    scope = of.case.approval.scope if of.case.approval is not None else ()
    authorization = Authorization(
        number=1,
        id="J1",
        by=CUS,
        at=NOW,
        until=NOW + timedelta(minutes=30),
        scope=scope,
        recipient=Recipient.OFFICER,
        fault=fault,
    )
    clearance = Clearance(number=1, at=NOW, by=CUS, items=0, recipient=Recipient.OFFICER)
    store = AtStore(authorization=authorization)
    return replace(of, case=replace(of.case, clearance=clearance, store=store))
