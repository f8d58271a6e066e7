"""The page of one owner's bundle: nothing of anybody else, and nothing of who helped."""

import pytest

from handlers.case_page import case_page
from storage import SqlDatabase
from tests import exported as given
from tests.databases import address, database, sqlite_template
from tests.desk import office_over
from tests.exported import SECRETS, exported, whole
from tests.fakes.clock import FrozenClock

__all__ = ["address", "database", "sqlite_template"]


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
async def test_the_page_tells_nothing_that_the_files_do_not(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    """No secret of the case is in any file of the finished bundle, the page included."""
    desk = await given.told(office_over(database, clock), clock)
    bundle = await exported(desk, owner="O1")
    files = whole(bundle, case_page(bundle, "Cameras Inc."))
    found = [
        (name, secret)
        for name, content in files.items()
        for secret in SECRETS
        if name != "verify_case.py" and secret.encode() in content
    ]
    assert found == []
    assert b"Because of the film." in files["case.html"]
