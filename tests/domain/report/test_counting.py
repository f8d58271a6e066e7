"""What each entry counts for, where plain histories do not come: releases, forgeries, outcomes."""

from collections.abc import Callable, Iterable
from datetime import timedelta

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.events.authorizing import ManifestRecorded, ReleaseAuthorized
from bot.domain.events.defrauding import FraudFound, OutcomeRecorded
from bot.domain.events.exporting import ExportAccounted, ExportsCompared, OffTheBooks
from bot.domain.events.housekeeping import TrafficRefused
from bot.domain.events.publishing import ReportAsked, ReportMade
from bot.domain.events.recalling import RecallOrdered
from bot.domain.off_the_books import Account, Unaccounted
from bot.domain.outcome import Truth
from bot.domain.recall import RecallCause
from bot.domain.release import Item, OwnerRole, Recipient
from bot.domain.report.counting import BodyError, Count
from bot.domain.report.figures import Counted
from bot.domain.request import Agency, AgencyKind, Category
from bot.domain.roster import SYSTEM
from bot.domain.scope import Window
from tests import factories as make
from tests.domain.report.bodies import Happening, bodies, count, days, value, values
from tests.factories import ANA, AT, BEN, CYD, DEE, MINUTE
from tests.story import STATES, Story, approved, cleared, received, released

PERIOD = days("2026-11-20", "2027-03-01")
LATER = AT + timedelta(days=40)
WRONG = "safeguards.wrongful_releases"
EXCEPTION = "decisions.life_safety_exceptions"


def happened(story: Story, *more: ev.Event, number: int = 1) -> list[Happening]:
    """A story as happenings, with events that came after it."""
    case = f"EDR-2026-{number:06d}"
    after = [(story.now + n * MINUTE, SYSTEM, e) for n, e in enumerate(more, start=1)]
    return [Happening(at, who, event, case) for at, who, event in (*story.entries, *after)]


def counted(*happenings: Iterable[Happening]) -> Counted:
    """A report of all of them."""
    return count(bodies(h for some in happenings for h in some), PERIOD)


def item(category: Category, start: int, end: int, alias: str = "D1") -> Item:
    """One item, by minutes."""
    window = Window(
        alias=alias, category=category, start=AT + start * MINUTE, end=AT + end * MINUTE
    )
    return Item(line=1, window=window, size=9, sha256="0" * 64)


def manifest(*items: Item, beyond: bool = False, after_stop: bool = False) -> ManifestRecorded:
    """The store's list."""
    return ManifestRecorded(number=1, items=items, digest="d", beyond=beyond, after_stop=after_stop)


AUTHORIZED = ReleaseAuthorized(number=1, id="j", scope=(), until=LATER, recipient=Recipient.OFFICER)
HANDED = ev.HandedOver(number=1)
TURNED_AWAY = TrafficRefused(source="s", minute=AT, reason="signature", count=7)
FORGED = FraudFound(after_release=True, warn_due=LATER)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.value)
def test_every_state_is_one_result(state: ev.Event) -> None:
    """A case in any state is in one row of what became of the requests, and in no other."""
    report = counted(happened(STATES[state]()))
    became = values(report, "decisions.became")
    open_now = value(report, "requests.open_at_end")
    assert sum(became.values()) == 1
    assert became.get("open", 0) == open_now
    ended = values(report, "decisions.ended")
    assert {**ended, **({"open": 1} if open_now else {})} == became


def test_what_a_release_holds() -> None:
    """Kinds, devices and minutes are those of the list, overlaps of one device counted once."""
    video = (
        item(Category.VIDEO, 0, 10),
        item(Category.VIDEO, 5, 12),
        item(Category.VIDEO, 6, 8),
        item(Category.VIDEO, 0, 10, "D2"),
        item(Category.MOTION_LOG, 0, 99),
    )
    report = counted(happened(approved(), AUTHORIZED, manifest(*video), HANDED))
    assert value(report, "disclosed.video_minutes") == 22
    assert values(report, "disclosed.by_class") == {"both": 1}
    assert values(report, "disclosed.by_category") == {"video": 1, "motion_log": 1}
    assert value(report, "disclosed.devices") == 2
    assert value(report, "disclosed.accounts") == 1


def test_a_list_that_was_taken_back_counts_for_nothing() -> None:
    """Without a hand-over nothing was given, whatever was cleared."""
    back = ev.ClearanceTakenBack(number=1, why="not_handed_over")
    report = counted(happened(cleared(), back))
    assert sum(values(report, "disclosed.by_class").values()) == 0
    assert value(report, "disclosed.video_minutes") == 0


def test_account_holders_of_given_devices_alone_count() -> None:
    """Shared users count with the owner, and nobody of a device of which nothing was given."""
    story = received()
    owners = ev.OwnersRecorded(
        device="D1",
        stored=make.owners().stored,
        owners=(make.owner("O1"), make.owner("O2", OwnerRole.SHARED)),
        complete=True,
    )
    other = ev.OwnersRecorded(
        device="D2", stored=make.owners().stored, owners=(make.owner("O3"),), complete=True
    )
    gone = (AUTHORIZED, manifest(item(Category.VIDEO, 0, 1)), HANDED)
    report = counted(happened(story, owners, other, *gone))
    assert value(report, "disclosed.accounts") == 2


@pytest.mark.parametrize(
    ("story", "more", "expected"),
    [
        (released, (FORGED,), {"fraudulent": 1}),
        (approved, (AUTHORIZED, FORGED, manifest(), HANDED), {"fraudulent": 1}),
        (approved, (AUTHORIZED, manifest(beyond=True), HANDED), {"beyond_scope": 1}),
        (approved, (AUTHORIZED, manifest(after_stop=True), HANDED), {"after_end": 1}),
        (
            STATES[next(s for s in STATES if s.value == "withdrawn")],
            (AUTHORIZED, manifest(after_stop=True), HANDED),
            {"after_end": 1},
        ),
        (released, (RecallOrdered(cause=RecallCause.MISTAKE, due=LATER),), {"mistake": 1}),
        (released, (RecallOrdered(cause=RecallCause.WITHDRAWN, due=LATER),), {}),
        (released, (RecallOrdered(cause=RecallCause.FRAUD, due=LATER),), {}),
        (released, (), {}),
    ],
)
def test_releases_that_should_not_have_been(
    story: Callable[[], Story], more: tuple[ev.Event, ...], expected: dict[str, int]
) -> None:
    """Each is counted for what was wrong with it, and a withdrawal is no wrong."""
    report = counted(happened(story(), *more))
    assert values(report, WRONG) == expected


def test_a_forgery_found_later_changes_who_asked_and_not_what_was_given() -> None:
    """The release stays counted as granted; its requester is found forged."""
    report = counted(happened(released(), FORGED))
    assert values(report, "decisions.became") == {"granted_full": 1}
    assert values(report, "verification.identity") == {"fraudulent": 1}
    assert values(report, "safeguards.forgeries") == {"after_release": 1}


def test_a_forgery_found_while_something_waits_ends_nothing_yet() -> None:
    """Only the custodian knows whether it left, so the case is open until that is said."""
    report = counted(happened(cleared(), FORGED))
    assert values(report, "decisions.became") == {"open": 1}


def test_outcomes_are_asked_anew_after_a_forgery() -> None:
    """What was recorded before a forgery was found counts, and so does the answer after it."""
    said = OutcomeRecorded(truth=Truth.CONFIRMED)
    again = OutcomeRecorded(truth=Truth.MISREPRESENTED)
    spring = [Happening(AT + timedelta(days=100), SYSTEM, TURNED_AWAY)]
    asked = happened(released(), said, FORGED, number=2)
    report = counted(happened(released(), said), asked, spring)
    assert values(report, "outcomes.found") == {"confirmed": 2}
    assert value(report, "outcomes.unanswered") == 1
    report = counted(happened(released(), said, FORGED, again), spring)
    assert values(report, "outcomes.found") == {"confirmed": 1, "misrepresented": 1}
    assert value(report, "outcomes.unanswered") == 0


def test_the_life_safety_exception_is_counted_where_it_is_used() -> None:
    """Two reviewers and a senior make it; then the approval and the release are counted."""
    story = received()
    story.do(cm.ViewCase(surface="review"), ANA, 1)
    story.do(make.call(), make.EVE, 2)
    for who in (ANA, BEN):
        story.do(cm.SupportException(why="Waiting longer will cost a life."), who, 1)
    assert values(counted(happened(story)), EXCEPTION) == {}
    story.do(cm.SupportException(why="Waiting longer will cost a life."), CYD, 1)
    assert values(counted(happened(story)), EXCEPTION) == {"supported": 1}
    narrow = make.minutes_of(story.case, 10, 30)
    for who in (ANA, BEN):
        story.do(make.determination(story.case, narrow), who, 2)
    story.do(make.owners(), DEE, 1)
    report = counted(happened(story, AUTHORIZED, manifest(item(Category.VIDEO, 0, 1)), HANDED))
    used = {"supported": 1, "approved": 1, "released": 1}
    assert values(report, EXCEPTION) == used
    assert values(report, "decisions.became") == {"granted_partial": 1}


def test_exports_off_the_books_count_once_and_are_settled_by_two() -> None:
    """A list that comes again tells of nothing new, and one person settles nothing."""
    off = OffTheBooks(export="x1", why=Unaccounted.NO_CASE)
    first = ExportsCompared(day=AT.date(), digest="1", count=3, off=(off,))
    again = ExportsCompared(day=AT.date(), digest="2", count=4, off=(off,))
    said = ExportAccounted(export="x1", how=Account.BREACH)
    other = ExportAccounted(export="x1", how=Account.LIST_WRONG)
    told = [(SYSTEM, first), (SYSTEM, again), (ANA, said), (ANA, said), (BEN, other)]
    record = [Happening(AT + n * MINUTE, who, event) for n, (who, event) in enumerate(told)]
    report = counted(record)
    assert values(report, "safeguards.exports_without_case") == {"no_case": 1}
    assert value(report, "safeguards.lists_compared") == 2
    assert values(report, "safeguards.exports_settled") == {}
    report = counted(record, [Happening(AT + 9 * MINUTE, BEN, said)])
    assert values(report, "safeguards.exports_settled") == {"breach": 1}


def test_calls_turned_away_are_added_up() -> None:
    """Each entry says how many there were in its minute."""
    report = counted([Happening(AT, SYSTEM, TURNED_AWAY)] * 2)
    assert value(report, "safeguards.turned_away") == 14


def test_times_count_from_receipt_to_the_first_of_each() -> None:
    """Decided and released once each, in whole seconds."""
    story = released()
    took = {
        kind: next(at for at, _, e in story.entries if isinstance(e, kind)) - AT
        for kind in (ev.CaseApproved, ev.HandedOver)
    }
    report = counted(happened(story))
    assert value(report, "times.to_decision", "median") == took[ev.CaseApproved].seconds
    assert value(report, "times.to_release", "percentile_95") == took[ev.HandedOver].seconds
    assert (value(report, "times.decided"), value(report, "times.released")) == (1, 1)


def test_countries_are_codes_or_unknown() -> None:
    """What a request wrote as its country stands in no report unless it is a code."""
    wanted = make.request(agency=Agency(name="=1+1", kind=AgencyKind.FOREIGN, country="<b>"))
    report = counted(happened(received(wanted)))
    assert values(report, "requests.by_country_and_kind") == {"ZZ/foreign": 1}
    assert [agency.name for agency in report.agencies] == [""]


def test_a_report_changes_no_report() -> None:
    """Neither that one was asked for nor that one was made is counted."""
    about = {"start": PERIOD.start, "end": PERIOD.end}
    made = [
        Happening(AT, SYSTEM, ReportAsked(**about)),
        Happening(AT, SYSTEM, ReportMade(**about, size=1, digest="0")),
    ]
    with_them = counted(happened(released()), made)
    assert with_them == counted(happened(released()))


@pytest.mark.parametrize(
    "broken",
    [
        b"{}",
        b'{"actor":"system","at":"2026-11-22","case":null,"kind":"a.b","payload":{}}',
        lambda body: body.replace(b'"agency":', b'"agents":'),
        lambda body: body.replace(b'"case":"EDR', b'"case":"X', 1).replace(
            b"case.opened", b"case.closed"
        ),
    ],
    ids=["empty", "no instant", "no agency", "a case never opened"],
)
def test_a_body_that_is_none_is_named(broken: bytes | Callable[[bytes], bytes]) -> None:
    """Its position is told, and nothing that it holds."""
    first = bodies(happened(received()))[0]
    with pytest.raises(BodyError, match=r"^entry 1 is no"):
        Count(PERIOD).take(broken if isinstance(broken, bytes) else broken(first))
