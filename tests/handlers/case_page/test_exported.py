"""Claims about the page of an exported case: all of it is there, and none of it is markup."""

import re

import pytest

from bot.workflow.export import Bundle, export_case
from handlers.case_page import case_page
from storage import SqlDatabase
from tests.databases import address, database, sqlite_template
from tests.fakes.clock import FrozenClock
from tests.workflow.office_given import notary_over, office_over, with_history

__all__ = ["address", "database", "sqlite_template"]


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
async def test_the_page_tells_everything_and_runs_nothing(
    database: SqlDatabase,
    clock: FrozenClock,
) -> None:
    """Each entry has its sentence and values; what the requester wrote stays text."""
    office = office_over(database, clock)
    case = await with_history(office, clock)
    bundle = await export_case(office, notary_over(database), case)
    assert isinstance(bundle, Bundle)
    page = case_page(bundle)
    assert len(re.findall(r'<li id="entry-\d+">', page)) == 8
    assert "R. Alvarez &lt;script&gt;" in page
    assert "Cleo &lt;b&gt;Park&lt;/b&gt; took the call-back." in page
    assert '<dt>own</dt><dd class="said">Which door?</dd>' in page
    assert '<dt>people</dt><dd class="said">Ben Osei</dd>' in page
    assert '<dt>code</dt><dd class="said">(sealed)</dd>' in page
    assert "<script" not in page
    assert re.findall(r'(?:src|href)="(?!#)', page) == []


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
async def test_the_same_bundle_gives_the_same_bytes(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    """Drawn twice from one bundle, nothing differs: whoever has the files can draw it again."""
    office = office_over(database, clock)
    case = await with_history(office, clock)
    bundle = await export_case(office, notary_over(database), case)
    assert isinstance(bundle, Bundle)
    assert case_page(bundle) == case_page(bundle)
