"""Account holders: recorded, put right, and never two behind one mark."""

from dataclasses import replace

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.errors import Refusal
from bot.domain.notice import AttemptOutcome, NoticeStatus, Safety
from bot.domain.release import KnownOwner, Owner, OwnerRole, told_devices
from bot.domain.roster import SYSTEM
from bot.domain.safety import cleared_safe
from tests import factories as make
from tests import story as stories
from tests.factories import ANA, BEN, DEE, ROSTER
from tests.story import Story, ended_attempt

BEGIN = cm.BeginNotice(owner="O1", channel="email", message_id="m")
WRONG = make.owner(name="Wrong Person", email="wrong@mail.example")
JO = make.owner()


def _ready() -> Story:
    """Two people agreed; whose the camera is was not recorded yet."""
    story = stories.one_filed()
    story.do(make.determination(story.case), BEN, 1)
    return story


def _undelivered() -> Story:
    story = stories.telling()
    story.do(BEGIN, SYSTEM)
    story.do(ended_attempt(AttemptOutcome.PERMANENT), SYSTEM)
    return story


def _corrected(owner: Owner, *others: Owner) -> cm.RecordOwners:
    return make.owners(owner, *others, corrects=frozenset({owner.alias}))


def test_who_was_taken_off_a_device_is_told_nothing() -> None:
    """A record names everybody on the device; a wrong entry that is not repeated is gone."""
    story = _ready()
    story.do(make.owners(WRONG), DEE, 1)
    story.do(make.owners(make.owner("O2")), DEE, 1)
    assert [o.alias for o in story.case.owners] == ["O2"]
    story.do(make.clearing(story.case), DEE, 1)
    assert [n.owner for n in story.case.notices] == ["O2"]


def test_one_mark_is_never_two_people() -> None:
    """An alias that stands for somebody else is refused, on the same device and on another."""
    two = make.request(data_sought=(make.sought(), make.sought("D2")))
    story = stories.verified(two)
    assert story.refused(make.owners(JO), DEE) is None
    for device in ("D1", "D2"):
        stranger = replace(WRONG, account="acct-77")
        command = make.owners(stranger, device=device)
        assert story.refused(command, SYSTEM) is Refusal.ALIAS_TAKEN
    assert story.refused(make.owners(JO, device="D2"), SYSTEM) is None


@pytest.mark.parametrize(
    ("known", "other", "same"),
    [
        ({"account": "a1"}, {"account": "a1", "name": "J. Doe", "email": None}, True),
        ({"account": "a1"}, {"account": "a2"}, False),
        ({}, {"account": "a1"}, True),
        ({}, {"email": "O1@MAIL.example", "name": "J. Doe"}, True),
        ({}, {"email": "jo@work.example"}, True),
        ({}, {"email": "jo@work.example", "name": "Sam Doe"}, False),
        ({"name": None, "email": None}, {"name": "Sam Doe"}, True),
    ],
)
def test_what_makes_two_entries_one_person(
    known: dict[str, str | None], other: dict[str, str | None], same: bool
) -> None:
    """The account where both have one, else the mailbox or the name."""
    story = stories.verified()
    story.do(make.owners(replace(JO, **known)), DEE)
    refused = story.refused(make.owners(replace(JO, **other)), SYSTEM)
    assert (refused is None) is same


def test_a_mark_stands_once_on_a_device() -> None:
    """The same alias twice in one list is refused."""
    assert stories.verified().refused(make.owners(JO, JO), DEE) is Refusal.ALIAS_TAKEN


def test_only_who_is_recorded_can_be_put_right() -> None:
    """A correction of somebody the device does not have is refused."""
    story = stories.verified()
    assert story.refused(_corrected(JO), DEE) is Refusal.NO_SUCH_OWNER
    story.do(make.owners(WRONG), DEE)
    assert story.refused(_corrected(JO), DEE) is None
    assert story.opened.owners["O1"] == JO


def test_a_new_address_tries_the_notice_anew() -> None:
    """From undelivered to owed with no attempt made; the same person stays found safe."""
    story = _undelivered()
    story.do(_corrected(replace(JO, email="jo@new.example")), DEE, 1)
    readdressed = ev.NoticeReaddressed(owner="O1", somebody_else=False)
    assert story.happened(ev.NoticeReaddressed) == [readdressed]
    notice = story.case.notices[0]
    assert (notice.status, notice.attempts) == (NoticeStatus.OWED, 0)
    assert cleared_safe(story.case, "O1", ROSTER)
    stories.addresses_read(story)
    assert story.refused(BEGIN, SYSTEM) is None
    assert story.happened(ev.NoticeAttempted)[-1].attempt == 2


def test_another_person_is_asked_about_anew() -> None:
    """What was found of the wrong person's safety says nothing of the right one's."""
    story = _undelivered()
    story.do(_corrected(replace(JO, name="Jo Marsh", email="jo@home.example")), DEE, 1)
    assert story.case.safety == ()
    assert story.refused(BEGIN, SYSTEM) is Refusal.NOTICE_NOT_READY


def test_an_attempt_to_the_old_address_settles_nothing() -> None:
    """What was under way when the address changed ends as unknown; its answer comes too late."""
    story = stories.telling()
    story.do(BEGIN, SYSTEM)
    story.do(_corrected(replace(JO, email="jo@new.example")), DEE, 1)
    assert story.happened(ev.NoticeAttemptEnded)[-1].outcome is AttemptOutcome.UNKNOWN
    assert story.refused(ended_attempt(), SYSTEM) is not None
    story.do(BEGIN, SYSTEM)
    assert story.refused(ended_attempt(), SYSTEM) is not None
    assert story.case.state is State.RELEASED


def test_after_a_release_nobody_is_added_dropped_or_changed_in_role() -> None:
    """Whom a notice is owed was settled with the clearance."""
    story = _undelivered()
    new = replace(JO, email="jo@new.example")
    for command in (
        make.owners(new),
        _corrected(new, make.owner("O2")),
        _corrected(replace(new, role=OwnerRole.LANDLORD)),
    ):
        assert story.refused(command, DEE) is Refusal.OWNERS_SETTLED
    assert story.refused(_corrected(JO), DEE) is Refusal.NOTHING_CHANGED


def test_who_was_told_is_not_put_right() -> None:
    """With two owners and one told, only the other's entry is still open."""
    sam = make.owner("O2", OwnerRole.SHARED, name="Sam Doe")
    story = _ready()
    story.do(make.owners(JO, sam), DEE, 1)
    stories.addresses_read(story)
    story.do(make.clearing(story.case), DEE, 1)
    story.do(cm.ConfirmHandover(done=True), DEE, 1)
    story.do(cm.EndEmergency(ended_at=story.now, how="radio"), ANA, 1)
    for who in (ANA, BEN):
        story.do(cm.AnswerSafety(owner="O1", answer=Safety.SAFE, why="asked"), who, 1)
    story.do(BEGIN, SYSTEM)
    story.do(ended_attempt(), SYSTEM)
    told = _corrected(replace(JO, email="jo@new.example"), sam)
    assert story.refused(told, DEE) is Refusal.OWNERS_SETTLED
    other = make.owners(JO, replace(sam, email="sam@new.example"), corrects=frozenset({"O2"}))
    assert story.refused(other, DEE) is None


def test_a_landlord_is_told_of_what_is_not_let() -> None:
    """The landlord of one camera who holds another for themselves is told of that one only."""
    owners = tuple(
        KnownOwner(alias=alias, role=role, flags=frozenset(), device=device)
        for alias, role, device in (
            ("O1", OwnerRole.TENANT, "D1"),
            ("O2", OwnerRole.LANDLORD, "D1"),
            ("O2", OwnerRole.PRIMARY, "D2"),
            ("O2", OwnerRole.LANDLORD, "D3"),
        )
    )
    assert told_devices(owners, "O1") == {"D1"}
    assert told_devices(owners, "O2") == {"D2", "D3"}
