"""Which legal standard applies: suggested by facts, settled by two, chosen by no requester."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.decision import Asked
from bot.domain.errors import Refusal
from bot.domain.governing import (
    Doubt,
    Situation,
    provisional,
    situation_of,
    suggested,
)
from bot.domain.request import AgencyKind, Category
from bot.domain.rules.governing import outside
from bot.domain.scope import Window
from bot.domain.standard import Asker
from bot.domain.standards import STANDARDS
from tests import factories as make
from tests import laws
from tests import story as stories
from tests.factories import ANA

US_CA = ("us_federal", "canada")
COUNTRIES = ("", "AU", "CA", "DE", "DK", "FR", "GB", "IE", "NO", "US", "ZZ")


@pytest.mark.parametrize(
    ("country", "state", "owners", "data", "in_force", "expected"),
    [
        # One answer, in force.
        ("US", "CA", (), "", ("us_federal",), "us_federal"),
        ("US", "CA", (), "", ("us_federal", "california"), "california"),
        ("US", "CA", ("US",), "US", ("us_federal", "california"), "california"),
        ("US", "NV", (), "US", ("us_federal", "california"), "us_federal"),
        ("US", "", (), "", laws.EVERY, "us_federal"),
        ("CA", "", (), "", US_CA, "canada"),
        ("CA", "", ("CA",), "CA", US_CA, "canada"),
        ("GB", "", (), "GB", laws.EVERY, "uk"),
        ("FR", "", (), "", laws.EVERY, "eu"),
        ("FR", "", ("DE",), "IE", laws.EVERY, "eu"),
        ("DE", "", (), "DE", laws.EVERY, "germany"),
        ("DE", "", (), "IE", laws.EVERY, "eu"),
        ("AU", "", ("AU",), "", laws.EVERY, "australia"),
        ("DE", "", (), "", ("us_federal", "germany"), "germany"),
        # The law that they point to is not in force here.
        ("CA", "", (), "", ("us_federal",), Doubt.NOT_IN_FORCE),
        ("US", "", (), "", ("canada",), Doubt.NOT_IN_FORCE),
        ("FR", "", (), "IE", ("us_federal",), Doubt.NOT_IN_FORCE),
        # They point to different laws.
        ("CA", "", (), "US", US_CA, Doubt.CONFLICT),
        ("US", "", ("CA",), "US", US_CA, Doubt.CONFLICT),
        ("US", "", ("US", "CA"), "", US_CA, Doubt.CONFLICT),
        ("FR", "", (), "US", laws.EVERY, Doubt.CONFLICT),
        ("GB", "", ("US",), "", laws.EVERY, Doubt.CONFLICT),
        # More than one may apply, or none is known.
        ("DE", "", (), "", laws.EVERY, Doubt.SEVERAL),
        ("NO", "", (), "", laws.EVERY, Doubt.UNKNOWN),
        ("DK", "", (), "IE", laws.EVERY, Doubt.UNKNOWN),
        ("ZZ", "", (), "US", laws.EVERY, Doubt.UNKNOWN),
        ("US", "", (), "NO", laws.EVERY, Doubt.UNKNOWN),
        ("US", "", ("NO",), "", laws.EVERY, Doubt.UNKNOWN),
        # A country that nobody knows says nothing of an owner or of the data.
        ("US", "", ("ZZ", ""), "ZZ", laws.EVERY, "us_federal"),
    ],
)
def test_what_the_facts_suggest(
    country: str,
    state: str,
    owners: tuple[str, ...],
    data: str,
    in_force: tuple[str, ...],
    expected: str,
) -> None:
    """Agency, owners and data all point to one standard in force, or the reason why none is."""
    asker = Asker(kind=AgencyKind.LOCAL, country=country, state=state)
    seen = Situation(askers=(asker,), owners=owners)
    found = suggested(seen, laws.law(*in_force, stored_in=data))
    assert (found.standard or found.doubt) == expected
    assert (found.standard is None) is (found.doubt is not None)


countries = st.sampled_from(COUNTRIES)
companies = st.builds(
    lambda names, data: laws.law(*sorted(names), stored_in=data),
    st.sets(st.sampled_from(laws.EVERY), min_size=1),
    countries,
)


@given(claim=countries, listed=countries, owners=st.lists(countries, max_size=2), here=companies)
@settings(max_examples=60, deadline=None)
def test_the_requester_never_chooses(
    claim: str, listed: str, owners: list[str], here: object
) -> None:
    """What an agency says of itself can bring a doubt and never another standard."""
    assert isinstance(here, type(make.LAW))
    known, spoken = laws.agency(listed, "NV"), laws.claimed(claim, "CA")
    honest = suggested(situation_of(laws.claimed(listed, "NV"), known, tuple(owners)), here)
    told = suggested(situation_of(spoken, known, tuple(owners)), here)
    assert told.standard in (None, honest.standard)


@given(asker=countries, owners=st.lists(countries, max_size=2), here=companies)
@settings(max_examples=60, deadline=None)
def test_only_what_is_in_force_is_suggested(asker: str, owners: list[str], here: object) -> None:
    """Whatever the facts, a suggestion is in force, and so is what stands in until there is one."""
    assert isinstance(here, type(make.LAW))
    seen = situation_of(laws.claimed(asker), None, tuple(owners))
    found = suggested(seen, here)
    assert found.standard is None or found.standard in here.in_force
    assert provisional(here) in here.in_force


@pytest.mark.parametrize(
    ("name", "category", "known"),
    [
        ("uk", Category.VIDEO, False),
        ("uk", Category.IP_LOG, True),
        ("germany", Category.IP_LOG, False),
        ("germany", Category.SUBSCRIBER, True),
        ("us_federal", Category.VIDEO, True),
    ],
)
def test_what_a_standard_does_not_cover_is_not_allowed(
    name: str, category: Category, known: bool
) -> None:
    """A category that the law does not know cannot be allowed under it."""
    story = stories.received()
    facts = make.facts(story.now, standard=STANDARDS[name])
    asked = Asked(case=story.case, actor=ANA, facts=facts, now=story.now)
    window = Window(alias="D1", category=category, start=make.AT, end=make.AT + make.MINUTE)
    refused = outside(asked, (window,))
    assert (refused is None) is known
    assert refused is None or refused.reason is Refusal.CATEGORY_OUTSIDE_STANDARD
