"""An agency that broke its promise of legal process goes on watch, by the product itself.

That only lowers a standing, so it waits for nobody; raising it again takes two people, as ever.
"""

from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.domain import events as ev
from bot.domain.directory import commands as cm
from bot.domain.directory.merging import plain, rank
from bot.domain.directory.state import Directory
from bot.domain.errors import Refusal, Refused
from bot.domain.events import ProposalKind
from bot.domain.roster import SYSTEM, Ref

WATCH: Final = "watch"
Ruled = tuple[ev.Directory | ev.DirectoryImported, ...] | Refused


def watched(directory: Directory, command: cm.WatchAgency, actor: Ref, now: datetime) -> Ruled:
    """Lower a standing to watch; one that is as low, or lower, stays as it is."""
    known = directory.agencies.get(command.agency)
    if actor != SYSTEM:
        return Refused(Refusal.WRONG_ROLE)
    if known is None:
        return Refused(Refusal.NO_SUCH_AGENCY)
    if rank(known.standing) <= rank(WATCH):
        return Refused(Refusal.NOTHING_CHANGED)
    wanted, number = replace(known.settled, standing=WATCH), directory.next_number
    proposed = ev.DirectoryProposed(
        number=number,
        kind=ProposalKind.CHANGE,
        wanted=(wanted,),
        source=f"{command.case}: the legal process that it owed never came",
    )
    return (
        proposed,
        ev.DirectoryConfirmed(number=number),
        ev.AgencyListed(agency=plain(known, wanted, now), proposal=number),
    )
