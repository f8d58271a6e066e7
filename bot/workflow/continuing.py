"""What the record says of its own losses: where the outside contradicted it, and how it went on."""

from bot.domain.events.anchoring import RecordContinued, RecordContradicted
from bot.workflow.folds import of_no_case
from bot.workflow.ledger import Ledger


def contradictions(ledger: Ledger) -> list[RecordContradicted]:
    """Return every contradiction that was put on the record, in order."""
    return [event for _, event in of_no_case(ledger, RecordContradicted)]


def continuations(ledger: Ledger) -> list[RecordContinued]:
    """Return every change of origin after a loss, in order."""
    return [event for _, event in of_no_case(ledger, RecordContinued)]
