"""What the record says of its own losses: where the outside contradicted it, and how it went on."""

from bot.domain.events.anchoring import RecordContinued, RecordContradicted
from bot.workflow.folds import happened
from bot.workflow.ledger import Ledger


def contradictions(ledger: Ledger) -> list[RecordContradicted]:
    """Return every contradiction that was put on the record, in order."""
    rows = ledger.record.of_no_case("record.contradicted")
    found: list[object] = [happened(row).event for row in rows]
    return [event for event in found if isinstance(event, RecordContradicted)]


def continuations(ledger: Ledger) -> list[RecordContinued]:
    """Return every change of origin after a loss, in order."""
    rows = ledger.record.of_no_case("record.continued")
    found: list[object] = [happened(row).event for row in rows]
    return [event for event in found if isinstance(event, RecordContinued)]
