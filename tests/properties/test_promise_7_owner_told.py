"""Promise 7: from the release on, an owner's notice is under way, proved, or alarming."""

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import Case, State
from bot.domain.deadlines import NOTICE, clocks, pending
from bot.domain.events import Stage
from bot.domain.hold_clocks import ASKING
from bot.domain.limits import Limits
from bot.domain.notice import AttemptOutcome, NoticeStatus, Safety
from bot.domain.release import OwnerRole
from bot.domain.restriction import freed, in_force
from bot.domain.roster import SYSTEM
from tests import factories as make
from tests import story as stories
from tests.factories import ANA, BEN, DEE, EVE, NUMBER
from tests.properties.histories import FROM_THE_APPROVAL, Entries, folds, holds, play

LIMITS = Limits()


def owing(entries: Entries, number: str = NUMBER) -> None:
    """Whoever's items left the house is owed a notice, from that entry on and for ever."""
    devices: set[str] = set()
    gone: set[str] = set()
    said: set[tuple[str, str, str]] = set()
    for before, (_, actor, event), after in folds(entries, number):
        if isinstance(event, ev.ReleaseCleared):
            devices = {i.window.alias for i in event.items}
        elif isinstance(event, ev.HandedOver):
            gone |= devices
            # What was owed in the clearance's own transaction is still owed.
            assert {n.owner for n in before.notices if n.open} >= _to_tell(before, gone)
        elif isinstance(event, ev.NoticeEndProposed):
            said.add((event.owner, event.end.value, actor))
        elif isinstance(event, ev.NoticeToldOtherwise | ev.NoticeUnreachable):
            end = "told" if isinstance(event, ev.NoticeToldOtherwise) else "unreachable"
            assert {p for o, e, p in said if (o, e) == (event.owner, end)} - {actor}
        if after.released_at is not None:
            _none_is_forgotten(after, _to_tell(after, gone))


def _to_tell(case: Case, devices: set[str]) -> set[str]:
    told = set()
    for device in devices:
        holders = [o for o in case.owners if o.device == device]
        let = any(o.role is OwnerRole.TENANT for o in holders)
        told |= {o.alias for o in holders if not (let and o.role is OwnerRole.LANDLORD)}
    return told


def _none_is_forgotten(case: Case, told: set[str]) -> None:
    notices = {n.owner: n for n in case.notices}
    assert set(notices) >= told
    running = {c.name: c for c in clocks(case, LIMITS)}
    for owner in told:
        notice = notices[owner]
        if notice.status in (NoticeStatus.SENT, NoticeStatus.TOLD):
            assert notice.told_at is not None
            continue
        if notice.status is NoticeStatus.UNREACHABLE:
            continue
        assert notice.open, "a release's notice is never lifted"
        assert case.state is State.RELEASED, "a case with a notice open is not closed"
        if in_force(case, owner):
            assert f"{ASKING}{owner}" in running, "what is held is looked at every week"
            continue
        assert running[NOTICE + owner].due == notice.due
        if not freed(case, owner):
            assert notice.due <= notice.owed_at + LIMITS.notice_hard_max


def test_no_release_forgets_its_owners() -> None:
    """In every history each owner of what left is told with proof, or owed with a clock running."""
    holds(lambda history: owing(play(history).entries), FROM_THE_APPROVAL, count=240)


def test_a_notice_is_owed_in_the_entries_of_its_clearance() -> None:
    """The obligation comes with the clearance, before anything is handed over."""
    story = stories.approved()
    decided = story.do(make.clearing(story.case), DEE)
    kinds = [type(e) for _, e in decided.events]
    assert kinds == [ev.FactsReconfirmed, ev.ReleaseCleared, ev.NoticeIsOwed]
    assert story.case.notices[0].due == story.now + LIMITS.notice_hard_max


def test_a_landlord_learns_nothing_of_a_tenants_case() -> None:
    """Everybody on the account is told but the landlord of somebody else's home."""
    story = stories.one_filed()
    story.do(make.determination(story.case), BEN, 1)
    held = [make.owner(f"O{n}", role) for n, role in enumerate(OwnerRole, start=1)]
    story.do(make.owners(*held), DEE, 1)
    story.do(make.clearing(story.case), DEE, 1)
    landlord = next(o.alias for o in held if o.role is OwnerRole.LANDLORD)
    assert {n.owner for n in story.case.notices} == {o.alias for o in held} - {landlord}


def test_a_landlord_without_a_tenant_is_told() -> None:
    """Where nobody else lives there, the landlord is the owner."""
    story = stories.one_filed()
    story.do(make.determination(story.case), BEN, 1)
    story.do(make.owners(make.owner(role=OwnerRole.LANDLORD)), DEE, 1)
    story.do(make.clearing(story.case), DEE, 1)
    assert [n.owner for n in story.case.notices] == ["O1"]


def test_the_end_of_the_emergency_brings_the_notice_forward() -> None:
    """From ninety days after the clearance to a day after the end, and never later again."""
    story = stories.released()
    far = story.case.notices[0].due
    story.do(cm.EndEmergency(ended_at=story.now, how="radio"), EVE, 60)
    assert story.case.notices[0].due == story.now + LIMITS.notice_target
    assert story.case.notices[0].due < far


@pytest.mark.parametrize("outcome", [o for o in AttemptOutcome if o is not AttemptOutcome.SENT])
def test_an_attempt_that_failed_settles_nothing(outcome: AttemptOutcome) -> None:
    """Whatever a server says but "taken", the notice stays open and its clock runs."""
    story = stories.telling()
    story.do(cm.BeginNotice(owner="O1", channel="email", message_id="m"), SYSTEM)
    story.do(stories.ended_attempt(outcome), SYSTEM)
    assert story.case.notices[0].open
    assert story.case.state is State.RELEASED
    stages = {s for _, c, s in pending(story.case, LIMITS) if c.name == f"{NOTICE}O1"}
    assert stages == {Stage.HALF, Stage.MOST, Stage.MISSED}


def test_an_undelivered_notice_alarms_when_it_is_due() -> None:
    """A mailbox that is gone does not end the obligation: its clock still comes due."""
    story = stories.telling()
    story.do(cm.BeginNotice(owner="O1", channel="email", message_id="m"), SYSTEM)
    story.do(stories.ended_attempt(AttemptOutcome.PERMANENT), SYSTEM)
    assert story.happened(ev.NoticeUndelivered) == [ev.NoticeUndelivered(owner="O1")]
    happened = story.wait(25 * 60)
    assert any(
        isinstance(e, ev.ClockReached) and (e.clock, e.stage) == (f"{NOTICE}O1", Stage.MISSED)
        for e in happened
    )


def test_only_a_clearance_taken_back_lifts_a_notice() -> None:
    """Nothing left the house, so nobody is told; clearing again owes it again."""
    story = stories.cleared()
    story.do(cm.ConfirmHandover(done=False), DEE, 1)
    assert [n.status for n in story.case.notices] == [NoticeStatus.LIFTED]
    story.do(make.clearing(story.case), DEE, 1)
    assert [n.status for n in story.case.notices] == [NoticeStatus.OWED]


def test_no_release_without_known_owners() -> None:
    """Whose device it is must be on the record before anything is cleared."""
    story = stories.one_filed()
    story.do(make.determination(story.case), BEN, 1)
    for entered in (None, make.owners(complete=False)):
        if entered is not None:
            story.do(entered, DEE, 1)
        assert story.refused(make.clearing(story.case), DEE, 1) is not None
    assert story.happened(ev.ReleaseCleared) == []


def test_two_people_find_it_safe_before_anybody_is_contacted() -> None:
    """One yes, or a yes and an unknown, sends nothing."""
    story = stories.released()
    story.do(cm.EndEmergency(ended_at=story.now, how="radio"), EVE, 60)
    begin = cm.BeginNotice(owner="O1", channel="email", message_id="m")
    for who, answer in ((ANA, Safety.SAFE), (BEN, Safety.UNKNOWN)):
        story.do(cm.AnswerSafety(owner="O1", answer=answer, why="looked"), who, 1)
        assert story.refused(begin, SYSTEM) is not None
    story.do(cm.AnswerSafety(owner="O1", answer=Safety.SAFE, why="asked"), BEN, 1)
    assert story.refused(begin, SYSTEM) is None
