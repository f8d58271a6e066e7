"""Agencies in a report: named by the directory alone, and only for what is known to be theirs."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.domain.events.directory import AgencyListed
from bot.domain.listed import ListedAgency
from bot.domain.report.figures import AgencyRows, Counted
from bot.domain.request import Agency, AgencyKind
from bot.domain.roster import SYSTEM
from tests import factories as make
from tests.domain.report.bodies import Happening, bodies, count, days
from tests.factories import AT
from tests.story import Story, received, released, verified

PERIOD = days("2026-11-20", "2027-03-01")
FORMER = "Springfield Constabulary"


def listed(agency: ListedAgency, key: str) -> Happening:
    """An entry of the directory."""
    return Happening(AT, SYSTEM, AgencyListed(agency=replace(agency, key=key), proposal=1))


SPRINGFIELD = listed(replace(make.AGENCY, former=(FORMER,)), "springfield")
SHELBY = listed(replace(make.AGENCY, name="Shelbyville Police"), "shelby")


def named(name: str) -> Agency:
    """An agency as a request writes it."""
    return Agency(name=name, kind=AgencyKind.LOCAL, country="US")


def several(stories: Sequence[Story], beside: Sequence[Happening]) -> Counted:
    """A report of these cases and what belongs to none."""
    told = [
        Happening(at, who, event, f"EDR-2026-{number:06d}")
        for number, story in enumerate(stories, start=1)
        for at, who, event in story.entries
    ]
    return count(bodies([*beside, *told]), PERIOD)


def shown(agency: AgencyRows) -> tuple[str, dict[str, int | None]]:
    """An agency's name and what is not nought of it."""
    return agency.name, {row.key: row.value for row in agency.rows if row.value}


def test_an_agency_of_the_directory_is_named_however_it_is_written() -> None:
    """Letter case, spacing and former names aside, its requests are one row."""
    wrote = (make.AGENCY.name, make.AGENCY.name.upper(), f" {make.AGENCY.name} ", FORMER, FORMER)
    stories = [verified(make.request(agency=named(name))) for name in wrote]
    report = several(stories, [SPRINGFIELD])
    assert [*map(shown, report.agencies)] == [
        (make.AGENCY.name, {"received": 5, "open": 5}),
        ("", {}),
    ]


def test_who_was_never_verified_is_nobodys_request() -> None:
    """A forged or unchecked request in an agency's name is not counted as the agency's."""
    stories = [*(released() for _ in range(5)), *(received() for _ in range(3))]
    report = several(stories, [SPRINGFIELD])
    assert [*map(shown, report.agencies)] == [
        (make.AGENCY.name, {"received": 5, "granted_full": 5}),
        ("", {"received": 3, "open": 3}),
    ]


def test_who_is_in_no_directory_has_no_row() -> None:
    """However many requests came in a name that nobody has listed, it stands in no report."""
    report = several([verified() for _ in range(9)], [SHELBY])
    assert [*map(shown, report.agencies)] == [("", {"received": 9, "open": 9})]


def test_a_small_agency_hides_among_others() -> None:
    """With a single small one beside it, the larger has no row either."""
    small = make.request(agency=named("Shelbyville Police"))
    stories = [*(verified() for _ in range(6)), *(verified(small) for _ in range(2))]
    report = several(stories, [SPRINGFIELD, SHELBY])
    assert [*map(shown, report.agencies)] == [("", {"received": 8, "open": 8})]


def test_a_row_of_one_period_is_none_in_the_other() -> None:
    """An agency that has a row in one of two periods has no number in the other."""
    stories = [verified() for _ in range(5)]
    told = [
        Happening(at, who, event, f"EDR-2026-{number:06d}")
        for number, story in enumerate(stories, start=1)
        for at, who, event in story.entries
    ]
    later = [replace(SPRINGFIELD, at=AT + timedelta(days=200))]
    written = bodies([SPRINGFIELD, *told, *later])
    report = count(written, days("2026-12-01", "2027-01-01"))
    assert (report.agencies[0]["received"].value, report.agencies[0]["received"].previous) == (
        None,
        5,
    )
    assert report.agencies[-1]["received"].value == 0
