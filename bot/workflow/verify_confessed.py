"""What the record says of itself that whoever looks must hear, though it is nothing wrong with it.

That a clock went back, that the outside contradicted it once, that it goes on after a loss.
"""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.events.anchoring import RecordContinued, RecordContradicted
from bot.domain.events.clocks import ClockWentBack
from bot.workflow.findings import UNREADABLE, Note, Sort
from bot.workflow.folds import happened
from bot.workflow.ledger import Ledger
from bot.workflow.rows import RecordRow


def former_origins(ledger: Ledger) -> dict[str, int]:
    """Return the origins given up after a loss, each with the size up to which it still holds."""
    former: dict[str, int] = {}
    for _, event in _readable(ledger, "record.continued"):
        if isinstance(event, RecordContinued):
            former[event.was] = event.agreed
    return former


def ran_ahead(ledger: Ledger, now: datetime) -> datetime | None:
    """Return up to when entries may claim a time after `now`: they confess a clock that was ahead.

    A clock that was put right and stands in the future even so explains nothing.
    """
    explained: datetime | None = None
    for row, event in _readable(ledger, "clock.went_back"):
        if isinstance(event, ClockWentBack) and row.at - now <= event.behind:
            explained = row.at
    return explained


def _readable(ledger: Ledger, kind: str) -> Iterator[tuple[RecordRow, object]]:
    """Yield the entries of a kind with their events; what was changed is named elsewhere."""
    try:
        rows = ledger.record.of_no_case(kind)
    except UNREADABLE:
        return
    for row in rows:
        try:
            yield row, happened(row).event
        except ValueError:
            continue


def said_of_itself(position: int, event: object) -> Iterator[Note]:
    """Yield a note for an entry by which the record confesses something."""
    if isinstance(event, ClockWentBack):
        words = (
            f"Entry {position} says that the clock had gone back by {event.behind}: until it "
            "caught up, every entry stands at one time, and not at its own."
        )
        yield Note(position=position, sort=Sort.CLOCK, sentence=words)
    elif isinstance(event, RecordContradicted):
        words = (
            f"Entry {position} says that a checkpoint over {event.size} entries, held by "
            f"{event.anchor}, contradicted the record ({event.why.value})."
        )
        yield Note(position=position, sort=Sort.FORK, sentence=words)
    elif isinstance(event, RecordContinued):
        words = (
            f"Entry {position} says that the record goes on as {event.origin} after a loss: what "
            f"{event.was} signed over more than {event.agreed} entries is of what was lost."
        )
        yield Note(position=position, sort=Sort.FORK, sentence=words)
