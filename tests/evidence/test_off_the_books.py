"""The store's daily list held against the record: what no release accounts for rings loudest."""

from datetime import date, timedelta

import pytest

from bot.domain.errors import ExigentError
from bot.domain.off_the_books import Account, Export, Released, Unaccounted, unaccounted
from bot.workflow.exports import account, compare, standing
from bot.workflow.watch import count_overdue
from tests.evidence.given import AtWork
from tests.factories import ANA, AT, BEN, NUMBER

DAY = date(2026, 11, 22)
CAMERA = "B8:7C:6F:12:34:56"


def export(**changes: object) -> Export:
    """One file of the case's own camera."""
    made = {"id": "exp-1", "case": NUMBER, "device": CAMERA, "sha256": "a" * 64, "at": AT}
    return Export(**(made | changes))  # type: ignore[arg-type]  # tests name what they change


CASES = {
    "no case": ({"case": None}, Unaccounted.NO_CASE),
    "a case that is not": ({"case": "EDR-2026-999999"}, Unaccounted.UNKNOWN_CASE),
    "another file": ({"sha256": "b" * 64}, Unaccounted.OTHER_FILE),
    "another camera": ({"device": "CAM-2"}, Unaccounted.OTHER_DEVICE),
    "what was released": ({}, None),
}


@pytest.mark.parametrize("name", CASES)
def test_an_export_is_accounted_for_by_case_file_and_camera(name: str) -> None:
    """Each of the three alone is not enough."""
    changes, expected = CASES[name]
    released = {NUMBER: Released(items={"a" * 64: CAMERA})}
    assert unaccounted(export(**changes), released) is expected


def test_an_erased_case_still_accounts_for_its_files() -> None:
    """The hash stands in the record for ever; the camera's name may be gone."""
    erased = {NUMBER: Released(items={"a" * 64: None})}
    assert unaccounted(export(device="whatever"), erased) is None
    assert unaccounted(export(), {NUMBER: Released(items={})}) is Unaccounted.NOTHING_RELEASED


async def released(work: AtWork) -> Export:
    """Let the store hand over, and return the export as it will list it."""
    await work.authorize()
    await work.deliver()
    (item,) = (await work.desk.seen_by(ANA)).items
    return export(case=work.desk.case, sha256=item.sha256)


async def test_a_day_in_order_rings_nothing(work: AtWork) -> None:
    """Every export has its release, so nothing is open; the comparison is on the record."""
    good = await released(work)
    compared = await compare(work.desk.office, DAY, [good])
    assert (compared.count, compared.off) == (1, ())
    assert await work.tasks_of("exports", "alarm") == 0
    kept = await work.desk.office.database.read(standing)
    assert (kept.lists, kept.open) == (1, ())


async def test_an_export_without_a_case_is_the_loudest_alarm(work: AtWork) -> None:
    """Channel, mail, /alarm and count, once however often the list comes; two people settle it."""
    good, office = await released(work), work.desk.office
    secret = export(id="exp-2", case=None, sha256="c" * 64)
    for _ in range(2):
        compared = await compare(office, DAY, [good, secret])
    assert compared.duplicate
    assert [(o.export, o.why) for o in compared.off] == [("exp-2", Unaccounted.NO_CASE)]
    assert await work.tasks_of("exports", "alarm") == 2
    assert (await count_overdue(office))["exports.off_the_books"] == 1
    longer = [good, secret, export(id="exp-3", case="EDR-2026-000777")]
    await compare(office, DAY, longer)
    assert await work.tasks_of("exports", "alarm") == 4
    assert await account(office, "exp-2", Account.BREACH, ANA) is False
    with pytest.raises(ExigentError):
        await account(office, "exp-2", Account.BREACH, ANA)
    assert (await count_overdue(office))["exports.off_the_books"] == 2
    assert await account(office, "exp-2", Account.BREACH, BEN) is True
    kept = await office.database.read(standing)
    assert ([o.export for o in kept.open], kept.ever) == (["exp-3"], 2)


async def test_a_list_that_stops_coming_is_overdue(work: AtWork) -> None:
    """After 26 hours without one, where one had come before; never where none ever did."""
    office, clock = work.desk.office, work.desk.clock
    clock.advance(timedelta(hours=30))
    assert "exports.no_list" not in await count_overdue(office)
    await compare(office, DAY, [])
    clock.advance(timedelta(hours=26))
    assert "exports.no_list" not in await count_overdue(office)
    clock.advance(timedelta(minutes=1))
    assert (await count_overdue(office))["exports.no_list"] == 1
