"""Laws of companies in several countries, agencies to match, and cases that stand under them."""

from dataclasses import replace

from bot.domain.decision import ListedAgency
from bot.domain.governing import at_opening
from bot.domain.request import Agency, AgencyKind, Request
from bot.domain.standard import CourtDays, Law
from bot.domain.standards import STANDARDS
from tests import factories as make
from tests import story as stories
from tests.factories import AGENCY, Weekdays
from tests.story import Story

EVERY = tuple(sorted(STANDARDS))
"""Every standard of the product, always in one order."""


def law(*in_force: str, stored_in: str = "", court_days: CourtDays | None = None) -> Law:
    """A company that works under these standards."""
    return Law(
        standards=STANDARDS,
        in_force=in_force or EVERY,
        court_days=court_days or Weekdays(),
        stored_in=stored_in,
    )


def agency(country: str, state: str | None = None) -> ListedAgency:
    """The agency of the tests, listed elsewhere."""
    kind = AgencyKind.LOCAL if country == "US" else AgencyKind.FOREIGN
    return replace(AGENCY, country=country, state=state, kind=kind)


def claimed(country: str, state: str | None = None) -> Agency:
    """What an agency says of itself."""
    listed = agency(country, state)
    return Agency(name=listed.name, kind=listed.kind, country=country, state=state)


def asked(country: str, state: str | None = None, **changes: object) -> Request:
    """A request for video by an agency from there."""
    return make.request(agency=claimed(country, state), **changes)


def received(wanted: Request, here: Law, listed: ListedAgency | None) -> Story:
    """A case as it is opened where `here` is the law."""
    standard = at_opening(wanted.agency, listed, here)
    return stories.received(wanted, law=here, agency=listed, standard=standard)
