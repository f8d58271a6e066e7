"""Looks outside for what contradicts the record, and puts on the record what it finds there.

A contradiction stops signatures and nothing else: decisions, releases and notices go on.
"""

from dataclasses import dataclass

import structlog

from bot.domain.events.anchoring import RecordContinued, RecordContradicted
from bot.domain.roster import SYSTEM
from bot.workflow.checkpoints import Notary
from bot.workflow.continuing import continuations, contradictions
from bot.workflow.held_outside import Contradicted
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office
from bot.workflow.outside import note

log = structlog.get_logger(__name__)

ADVICE = (
    "nothing is signed; decisions go on. Put the right database back, or read "
    "'When a roll-back is found' in docs/operating.md"
)


@dataclass(frozen=True, slots=True)
class LookBack:
    """The round that asks the outside at start, and compares again every minute."""

    office: Office
    notary: Notary

    async def look(self) -> None:
        """Read what was not read yet, compare, and record a contradiction once."""
        await self.notary.look()
        await self.notary.signed()
        found = self.notary.held.contradicted
        if found is not None:
            await self._told(found)

    async def _told(self, found: Contradicted) -> None:
        entry = RecordContradicted(
            anchor=found.seen.anchor,
            why=found.why,
            origin=self.notary.key.name,
            size=found.seen.size,
            root=found.seen.root.hex(),
            agreed=found.agreed,
        )

        def work(ledger: Ledger) -> bool:
            if any(same(entry, one) for one in contradictions(ledger)):
                return False
            note(self.office, ledger, [(SYSTEM, entry)])
            return True

        if await self.office.database.tx(work):
            log.error("record.contradicted", reason=found.why.value, advice=ADVICE)


def same(one: RecordContradicted, other: RecordContradicted) -> bool:
    """Whether both tell of one checkpoint outside; what agreed may have become more."""
    return (one.anchor, one.why, one.origin, one.size, one.root) == (
        other.anchor,
        other.why,
        other.origin,
        other.size,
        other.root,
    )


async def continue_record(office: Office, origin: str) -> None:
    """Say on the record that it goes on under `origin` after a loss under another one.

    Nothing is written where no contradiction stands, or the settings still name the old origin:
    a new origin is the operators' own word that what is outside will not come back.
    """

    def work(ledger: Ledger) -> RecordContinued | None:
        open_ones = [one for one in contradictions(ledger) if one.origin != origin]
        closed = {one.was for one in continuations(ledger)}
        lost = max(
            (one for one in open_ones if one.origin not in closed),
            key=lambda one: one.size,
            default=None,
        )
        if lost is None:
            return None
        continued = RecordContinued(
            was=lost.origin, origin=origin, size=lost.size, root=lost.root, agreed=lost.agreed
        )
        note(office, ledger, [(SYSTEM, continued)])
        return continued

    made = await office.database.tx(work)
    if made is not None:
        log.warning("record.continued", was=made.was, origin=made.origin, size=made.size)
