"""Claims about the office as a value."""

from bot.workflow.ledger import Database
from tests.desk import ACCOUNTS, NAMES, office_over
from tests.fakes.clock import FrozenClock


def test_nobody_stands_in_a_traceback(database: Database, clock: FrozenClock) -> None:
    """The office as it is printed where something fails has no name, account or secret in it."""
    office = office_over(database, clock, site_secret=b"canary" * 6)
    shown = repr(office)
    assert [n for n in NAMES.values() if n in shown] == []
    assert [user for _, user in ACCOUNTS if user in shown] == []
    assert "canary" not in shown
