"""What a delivery through us calls for outside: the mail with its link, one chase, its end."""

from collections.abc import Iterator
from datetime import datetime

from bot.domain import events as ev
from bot.domain.delivery import CHASED_AFTER, RENEWABLE
from bot.domain.events.delivering import DeliveryCodeRenewed, DeliveryOffered, DeliveryRevoked
from bot.domain.events.recalling import RecallOrdered
from bot.workflow.dossier import Happened
from bot.workflow.rows import NewTask

DELIVERY = "delivery"
"""The port."""
LINK, CHASE, DISCARD = "link", "chase", "discard"
"""What its tasks ask for."""
LATEST = 0
"""In place of a number: the last delivery that there was, if any."""


def of_delivery(case: str, entry: Happened, now: datetime) -> Iterator[NewTask]:
    """Yield the tasks that an entry calls for."""
    event, place = entry.event, f"{case}:{entry.position}"
    if isinstance(event, DeliveryOffered | DeliveryCodeRenewed):
        yield _task(LINK, case, place, now, event.number)
        yield _task(DISCARD, case, place, event.expires_at + RENEWABLE, event.number)
    elif isinstance(event, ev.HandedOver):
        yield _task(CHASE, case, place, now + CHASED_AFTER, event.number)
    elif isinstance(event, DeliveryRevoked | ev.ClearanceTakenBack):
        yield _task(DISCARD, case, place, now, event.number)
    elif isinstance(event, RecallOrdered):
        yield _task(DISCARD, case, place, now, LATEST)


def _task(what: str, case: str, place: str, due: datetime, number: int) -> NewTask:
    key = f"{DELIVERY}:{what}:{place}"
    # A lane of its own: what is due in days must not hold up what is due now.
    return NewTask(
        key=key, port=DELIVERY, lane=key, case=case, due_at=due, ids={"what": what, "n": number}
    )
