"""An agency that broke its word goes on watch, and one that was forged is stopped, by the product.

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
COMPROMISED: Final = "compromised"
_WHY: Final = {
    cm.WatchCause.NO_PROCESS: "the legal process that it owed never came",
    cm.WatchCause.MISREPRESENTED: "two people found that it was no emergency, and said to be one",
}
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
        source=f"{command.case}: {_WHY[command.why]}",
    )
    return (
        proposed,
        ev.DirectoryConfirmed(number=number),
        ev.AgencyListed(agency=plain(known, wanted, now), proposal=number),
    )


def distrusted(
    directory: Directory, command: cm.DistrustAgency, actor: Ref, now: datetime
) -> Ruled:
    """Mark an agency compromised at once: two people found that somebody asks in its name.

    It is confirmed by the same two people, so no third is asked; raising it again takes two.
    """
    known = directory.agencies.get(command.agency)
    if actor != SYSTEM:
        return Refused(Refusal.WRONG_ROLE)
    if known is None:
        return Refused(Refusal.NO_SUCH_AGENCY)
    if known.distrusted:
        return Refused(Refusal.NOTHING_CHANGED)
    wanted, number = replace(known.settled, standing=COMPROMISED), directory.next_number
    proposed = ev.DirectoryProposed(
        number=number,
        kind=ProposalKind.COMPROMISE,
        wanted=(wanted,),
        source=f"{command.case}: data was released on a forged request, as two people found",
    )
    return (
        proposed,
        ev.DirectoryConfirmed(number=number),
        ev.AgencyListed(agency=plain(known, wanted, now), proposal=number),
    )
