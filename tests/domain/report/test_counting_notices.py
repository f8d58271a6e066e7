"""What each entry counts for that changes what an earlier one did: notices, process, approvals."""

from collections.abc import Iterable
from datetime import timedelta

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.determination import Reason
from bot.domain.events.reaching import NoticeCameBack
from bot.domain.events.restricting import RestrictionAgreed, RestrictionProposed
from bot.domain.followup import Covers, ProcessKind
from bot.domain.notice import AttemptOutcome
from bot.domain.notice_channel import NoticeChannel
from bot.domain.report.figures import Counted
from bot.domain.restriction import RestrictionKind
from bot.domain.roster import SYSTEM
from bot.domain.standard import Ground
from tests import factories as make
from tests.domain.report.bodies import Happening, bodies, count, days, value, values
from tests.factories import ANA, AT, BEN, CYD, EVE, MINUTE
from tests.story import Story, disputed, released, told, verified

PERIOD = days("2026-11-20", "2027-03-01")
LATER = AT + timedelta(days=200)
OWING = "notices.owing_at_end"


def counted(story: Story, *more: ev.Event) -> Counted:
    """A report of a story, of events after it, and of a spring in which nothing happened."""
    after = [(story.now + n * MINUTE, SYSTEM, e) for n, e in enumerate(more, start=1)]
    every: Iterable[Happening] = (
        Happening(at, who, event, make.NUMBER) for at, who, event in (*story.entries, *after)
    )
    spring = ev.TrafficRefused(source="s", minute=LATER, reason="signature", count=1)
    return count(bodies([*every, Happening(LATER, SYSTEM, spring)]), PERIOD)


def hold(kind: RestrictionKind, until: timedelta | None, number: int = 1) -> tuple[ev.Event, ...]:
    """A restriction that two people agreed on."""
    proposed = RestrictionProposed(
        number=number,
        restriction=kind,
        ground=Ground.FLIGHT if kind is RestrictionKind.POLICY else Ground.VICTIM_SAFETY,
        until=AT + until if until else None,
    )
    return (proposed, RestrictionAgreed(number=number))


@pytest.mark.parametrize(
    ("holds", "expected"),
    [
        ((), {"overdue": 1}),
        (hold(RestrictionKind.POLICY, timedelta(days=120)), {"withheld": 1}),
        (hold(RestrictionKind.POLICY, timedelta(days=20)), {"overdue": 1}),
        (hold(RestrictionKind.SAFETY_HOLD, timedelta(days=120)), {"withheld": 1}),
        (hold(RestrictionKind.SAFETY_HOLD, timedelta(days=20)), {"withheld_overdue": 1}),
    ],
    ids=["none", "policy", "policy over", "safety", "safety past its day"],
)
def test_what_withholds_a_notice_at_the_end(
    holds: tuple[ev.Event, ...], expected: dict[str, int]
) -> None:
    """A policy ground ends by its day though no timer said so; a safety hold is then overdue."""
    report = counted(released(), *holds)
    assert values(report, OWING) == expected
    assert sum(values(report, "notices.delayed").values()) == len(holds) // 2
    overdue = expected.get("withheld_overdue", 0)
    assert value(report, "notices.safety_holds_overdue") == overdue


def test_what_lasts_longest_is_the_ground() -> None:
    """Of two restrictions the notice is withheld by the one that does not end by itself."""
    policy = hold(RestrictionKind.POLICY, timedelta(days=150))
    safety = hold(RestrictionKind.SAFETY_HOLD, timedelta(days=110), number=2)
    report = counted(released(), *policy, *safety)
    assert values(report, "notices.withheld_at_end") == {"victim_safety": 1}
    assert values(report, "notices.delayed") == {"flight": 1, "victim_safety": 1}


@pytest.mark.parametrize(
    ("channel", "open_now"), [(NoticeChannel.EMAIL, 1), (NoticeChannel.LETTER, 0)]
)
def test_a_notice_that_came_back_is_owed_again(channel: NoticeChannel, open_now: int) -> None:
    """Where it came back by the channel over which the owner was told; told once is told once."""
    report = counted(told(), NoticeCameBack(owner="O1", channel=channel))
    assert value(report, "notices.came_back") == 1
    assert sum(values(report, OWING).values()) == open_now
    assert value(report, "notices.people_told") == 1
    assert value(report, "notices.came_to_be_owed") == 1 + open_now


def test_who_is_told_twice_is_one_person() -> None:
    """A notice that came back and went out anew tells the same account holder."""
    again = ev.NoticeAttempted(owner="O1", channel="email", attempt=2, message_id="m2")
    ended = ev.NoticeAttemptEnded(
        owner="O1", channel="email", attempt=2, outcome=AttemptOutcome.SENT
    )
    back = NoticeCameBack(owner="O1", channel=NoticeChannel.EMAIL)
    report = counted(told(), back, again, ended)
    assert value(report, "notices.people_told") == 1
    assert values(report, "notices.ended") == {"sent": 2}
    assert values(report, "notices.sent") == {"email": 2}


@pytest.mark.parametrize(
    ("late", "missed", "ended", "after_all"),
    [
        (False, False, {"in_time": 1}, 0),
        (True, False, {"late": 1}, 0),
        (True, True, {"never": 1}, 1),
    ],
)
def test_how_process_came(late: bool, missed: bool, ended: dict[str, int], after_all: int) -> None:
    """In time, late, or after it was counted as never received, which it stays."""
    accepted = ev.ProcessAccepted(
        number=1, covers=Covers.YES, process=ProcessKind.WARRANT, late=late
    )
    part = ev.ProcessAccepted(
        number=1, covers=Covers.PARTLY, process=ProcessKind.WARRANT, late=late, rest_owed=True
    )
    first = (ev.FollowUpMissed(),) if missed else ()
    report = counted(released(), part, *first, accepted, accepted)
    assert values(report, "follow_up.ended") == ended
    assert value(report, "follow_up.came_after_all") == after_all
    assert value(report, "follow_up.open_at_end") == 0


def test_a_withdrawal_after_the_release_ends_nothing_twice() -> None:
    """What was granted stays granted, whatever the agency or the emergency does later."""
    over = ev.EmergencyEnded(ended_at=LATER)
    report = counted(released(), ev.CaseWithdrawn(), over)
    assert values(report, "decisions.became") == {"granted_full": 1}
    assert values(report, "decisions.ended") == {"granted_full": 1}


def test_what_ended_and_was_given_all_the_same_ended_once() -> None:
    """A store that gave out what was withdrawn makes it granted, and the end stays where it was."""
    story = verified()
    story.do(cm.WithdrawRequest(how="they called"), EVE, 1)
    report = counted(story, ev.HandedOver(number=1))
    assert values(report, "decisions.became") == {"granted_full": 1}
    assert values(report, "decisions.ended") == {"withdrawn": 1}
    assert values(report, "decisions.by_reason") == {"withdrawn": 1}
    assert values(report, "safeguards.wrongful_releases") == {"after_end": 1}


def test_a_refusal_of_an_older_version_is_not_overruled_again() -> None:
    """A senior's approval overrules it; the approvals of the next version do not."""
    story = disputed()
    story.do(make.determination(story.case), CYD, 5)
    assert values(counted(story), "decisions.overrulings") == {"other": 1}
    story.wait(13 * 60)
    for who in (ANA, BEN):
        story.do(cm.ReconfirmFacts(how="called again"), EVE, 1)
        story.do(make.determination(story.case), who, 1)
    report = counted(story)
    assert value(report, "decisions.approvals") == 2
    assert values(report, "decisions.overrulings") == {"other": 1}


def test_a_refusal_for_fraud_that_is_overruled_is_told_apart() -> None:
    """It is counted as such, whoever else refused for another reason."""
    story = disputed()
    filed = [e for _, _, e in story.entries if isinstance(e, ev.DeterminationFiled)]
    fraud = ev.DeterminationFiled(
        **{name: getattr(filed[-1], name) for name in ev.DeterminationFiled.__dataclass_fields__}
        | {"reason": Reason.FRAUD}
    )
    granted = ev.CaseApproved(
        pair=(ANA, CYD), scope=filed[0].scope, package="p", narrowed=False, until=LATER
    )
    report = counted(story, fraud, granted)
    assert values(report, "decisions.overrulings") == {"fraud": 1}
