"""What every legal standard promises, and what each of them says on its own."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.determination import Answer, Element
from bot.domain.followup import ProcessKind
from bot.domain.request import AgencyKind, Category, DataClass
from bot.domain.standard import Asker, Ground, NoticeDuty, Standard
from bot.domain.standards import STANDARDS
from tests.factories import AT, Weekdays

EVERY = [STANDARDS[name] for name in sorted(STANDARDS)]
each = pytest.mark.parametrize("standard", EVERY, ids=lambda s: s.name)
COUNTRIES = ("AU", "BR", "CA", "DE", "DK", "FR", "GB", "IE", "US", "ZZ")
TIMES = st.datetimes(datetime(2025, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants bounds without a zone


@each
def test_named_versioned_and_cited(standard: Standard) -> None:
    """Each goes by its own name, has a version, and cites a provision for every element."""
    assert STANDARDS[standard.name] is standard
    assert standard.version
    assert standard.title
    assert standard.notice_provision
    keys = [element.key for element in standard.elements]
    assert len(keys) == len(set(keys)) >= 4
    assert all(e.question and e.provision for e in standard.elements)


@each
def test_what_counsel_has_not_checked_is_said(standard: Standard) -> None:
    """No standard passes for checked: each lists in sentences what is not."""
    assert standard.unverified
    assert all(line.endswith(".") and len(line) > 20 for line in standard.unverified)


@each
def test_a_voluntary_one_asks_the_twelve_elements(standard: Standard) -> None:
    """The elements of a voluntary standard are those of the form; an order has its own check.

    Of every order is asked who issued it, in what form, for which data and how precisely.
    """
    keys = [element.key for element in standard.elements]
    voluntary = [e.value for e in Element if e.value.startswith("E")]
    assert keys == (voluntary if standard.voluntary else sorted(set(keys) - set(voluntary)))
    if not standard.voluntary:
        assert {"F1", "F2", "F4", "F5"} <= set(keys)
        assert all(len(e.question) <= 60 for e in standard.elements)
        assert all(len(e.provision) <= 40 for e in standard.elements)


@each
def test_only_an_order_has_an_order_s_clocks(standard: Standard) -> None:
    """An order goes to counsel before its time is over; a voluntary case has no such clock."""
    clocks = (standard.comply_within, standard.validated_within, standard.objection_within)
    if standard.voluntary:
        assert clocks == (None, None, None)
        assert standard.internal_deadline is None
    else:
        assert standard.internal_deadline is not None
        if standard.comply_within is not None:
            assert standard.internal_deadline < standard.comply_within
        assert "voluntar" not in " ".join(e.question for e in standard.elements)


@each
def test_who_may_ask_is_answered_for_everybody(standard: Standard) -> None:
    """E1 has an answer and a reason for each kind of agency, country and class."""
    for kind, country, data_class in product(AgencyKind, COUNTRIES, DataClass):
        answer, reason = standard.lawful_requester(kind, country, data_class)
        assert answer in Answer
        assert reason
        assert standard.provision(data_class)


@each
def test_a_country_that_nobody_knows_is_never_lawful(standard: Standard) -> None:
    """Whoever says nothing of where they come from gets no yes under any standard."""
    for kind, data_class in product(AgencyKind, DataClass):
        assert standard.lawful_requester(kind, "ZZ", data_class)[0] is not Answer.YES
        assert not standard.asked_by(Asker(kind=kind, country="ZZ"), "")
    assert not standard.guards("ZZ")
    assert not standard.guards("")


@each
def test_something_can_be_asked_for(standard: Standard) -> None:
    """Each standard knows a category at least, and the subscriber under all of them."""
    assert standard.askable(Category.SUBSCRIBER)


@each
def test_an_owner_is_told_unless_the_law_forbids(standard: Standard) -> None:
    """Where the owner must be told, at once and without a delay; where not, by no timer of ours."""
    if standard.notice_duty is NoticeDuty.MUST:
        assert standard.notice_at_release
        assert standard.notice_target is not None
        assert (standard.delay_grounds, standard.delay_most) == (frozenset(), None)
    elif standard.notice_duty is NoticeDuty.MUST_NOT:
        assert not standard.notice_at_release
        assert standard.delay_grounds == {Ground.PROHIBITED}
        assert standard.delay_most is None
        assert not standard.consent_first
    else:
        assert standard.delay_most is not None
        assert timedelta(0) < standard.delay_most <= timedelta(days=90)
        assert standard.delay_grounds


@each
def test_what_the_law_makes_the_agency_send_is_cited(standard: Standard) -> None:
    """A kind of process that the standard itself asks for has its provision, a promise has none."""
    assert bool(standard.follow_up_provision) is (standard.follow_up_kind is not None)


@each
def test_layers_end(standard: Standard) -> None:
    """What a standard lies on is one of the product, and lies on nothing itself."""
    if standard.on_top_of is not None:
        assert STANDARDS[standard.on_top_of].on_top_of is None


@each
@given(released_at=TIMES, promise=st.none() | st.timedeltas(timedelta(0), timedelta(days=2000)))
@settings(max_examples=40, deadline=None)
def test_process_is_due_after_the_release_and_soon(
    standard: Standard, released_at: datetime, promise: timedelta | None
) -> None:
    """Whatever was promised and whenever, it is due within 31 days of the release, in UTC."""
    promised = None if promise is None else released_at + promise
    due = standard.follow_up_due(released_at, promised, Weekdays())
    assert timedelta(hours=24) <= due - released_at <= timedelta(days=31)
    assert due.utcoffset() == timedelta(0)


@each
@given(released_at=TIMES, later=st.timedeltas(timedelta(0), timedelta(days=20)))
@settings(max_examples=40, deadline=None)
def test_a_later_release_is_never_due_earlier(
    standard: Standard, released_at: datetime, later: timedelta
) -> None:
    """Time runs one way through every calendar, clock changes included."""
    due = standard.follow_up_due(released_at, None, Weekdays())
    assert standard.follow_up_due(released_at + later, None, Weekdays()) >= due


def test_foreign_police_get_no_contents_under_the_american_act() -> None:
    """2702(b)(8) is for US governmental entities, in California too; records are for counsel."""
    for name in ("us_federal", "california"):
        lawful = STANDARDS[name].lawful_requester
        assert lawful(AgencyKind.FOREIGN, "GB", DataClass.CONTENTS)[0] is Answer.NO
        assert lawful(AgencyKind.FOREIGN, "GB", DataClass.RECORDS)[0] is Answer.UNSURE
        assert lawful(AgencyKind.LOCAL, "US", DataClass.CONTENTS)[0] is Answer.YES
        assert lawful(AgencyKind.TRIBAL, "US", DataClass.CONTENTS)[0] is Answer.UNSURE


def test_no_contents_by_a_british_notice_or_a_german_request() -> None:
    """Part 3 is for communications data, section 22 for inventory data; neither has contents."""
    uk, germany = STANDARDS["uk"], STANDARDS["germany"]
    assert uk.lawful_requester(AgencyKind.FOREIGN, "GB", DataClass.CONTENTS)[0] is Answer.NO
    assert germany.lawful_requester(AgencyKind.FOREIGN, "DE", DataClass.CONTENTS)[0] is Answer.NO
    assert not any(uk.askable(c) for c in (Category.VIDEO, Category.AUDIO, Category.SNAPSHOT))
    assert uk.askable(Category.IP_LOG)
    assert not germany.askable(Category.IP_LOG)


def test_california_owes_a_filing_within_three_court_days() -> None:
    """Penal Code 1546.1(h): the agency files; a promise of something else changes nothing."""
    standard = STANDARDS["california"]
    assert standard.follow_up_kind is ProcessKind.COURT_FILING
    due = standard.follow_up_due(AT, AT + timedelta(days=20), Weekdays())
    # Saturday evening in California: Monday, Tuesday, Wednesday, until midnight there.
    assert due == datetime(2026, 11, 26, 8, tzinfo=UTC)


def test_a_calendar_without_court_days_is_an_error() -> None:
    """A calendar that never sits does not count for ever."""

    class Never:
        def sits(self, court: str, day: object) -> bool:
            return not (court and day)

    with pytest.raises(ValueError, match="court days"):
        STANDARDS["california"].follow_up_due(AT, None, Never())


def test_the_clocks_of_a_european_order() -> None:
    """8 hours to comply, 6 to counsel, 96 for an objection, 48 for the validation."""
    eu = STANDARDS["eu"]
    hours = timedelta(hours=1)
    assert (eu.comply_within, eu.internal_deadline) == (8 * hours, 6 * hours)
    assert (eu.objection_within, eu.validated_within) == (96 * hours, 48 * hours)
    assert eu.follow_up_due(AT, None, Weekdays()) == AT + 48 * hours
    assert eu.breach_due == 72 * hours


def test_denmark_takes_no_part_in_the_european_order() -> None:
    """Denmark is not bound, Ireland is; at home no order across a border is needed."""
    eu = STANDARDS["eu"]
    asked = {c: eu.asked_by(Asker(kind=AgencyKind.FOREIGN, country=c), "IE") for c in COUNTRIES}
    assert {c for c, by in asked.items() if by} == {"DE", "FR"}


def test_a_german_authority_asks_at_home_by_its_own_law() -> None:
    """Where the data lies in Germany its own section applies, elsewhere the Union's order."""
    german = Asker(kind=AgencyKind.FOREIGN, country="DE")
    for country, names in (("DE", {"germany"}), ("IE", {"eu"}), ("", {"eu", "germany"})):
        assert {s.name for s in EVERY if s.asked_by(german, country)} == names


def test_california_binds_its_own_agencies_only() -> None:
    """A federal or a tribal agency in California is not one of the state (1546(i))."""
    california = STANDARDS["california"]
    for kind, state in product(AgencyKind, ("CA", "NV", "")):
        ours = state == "CA" and kind not in (
            AgencyKind.FEDERAL,
            AgencyKind.TRIBAL,
            AgencyKind.FOREIGN,
        )
        assert california.asked_by(Asker(kind=kind, country="US", state=state), "US") is ours


def test_canada_tells_at_once() -> None:
    """7(3)(e): in writing, without delay; no ground puts it off."""
    canada = STANDARDS["canada"]
    assert canada.notice_duty is NoticeDuty.MUST
    assert canada.notice_at_release
    assert canada.delay_most is None


def test_silence_is_kept_where_the_law_asks_for_it() -> None:
    """The three compulsory standards forbid us to tell, each with its provision."""
    silent = {s.name for s in EVERY if s.notice_duty is NoticeDuty.MUST_NOT}
    assert silent == {"uk", "eu", "germany"} == {s.name for s in EVERY if not s.voluntary}
