"""Where parts of the work meet: a link and a finding, a hold and a letter, a store and a claim."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.authorizing import ListHandedOver, RecordManifest, StoreItem
from bot.domain.case import State
from bot.domain.complaining import Complain
from bot.domain.consent import (
    AnswerInvolvement,
    AskOwner,
    ConsentAnswer,
    Involved,
    RecordConsent,
)
from bot.domain.delivery import FetchItem
from bot.domain.events.delivering import DeliveryFetched
from bot.domain.flag import Sign
from bot.domain.flagging import RaiseFlag
from bot.domain.notice import NoticeEnd, Safety
from bot.domain.outcome import RecordOutcome, Truth
from bot.domain.reaching import PostLetter, TakeLetter
from bot.domain.restricting import AgreeRestriction, ProposeRestriction
from bot.domain.restriction import RestrictionKind
from bot.domain.roster import OWNER, REQUESTER, SYSTEM
from bot.domain.rules.consenting import to_ask
from bot.domain.standard import Ground
from tests import factories as make
from tests import holds, reaching
from tests import story as stories
from tests.authorizing import JTI, authorizing
from tests.factories import AGENCY, ANA, BEN, DEE, EVE, OFFICER_MAIL, ROSTER
from tests.forging import PROPOSE, forged
from tests.linked import offered, opened, typed
from tests.story import Story

NOBODY = AnswerInvolvement(answer=Involved.NO, why="A stranger; nobody of the household is near.")
ELSEWHERE = RaiseFlag(sign=Sign.OTHER_DELIVERY, why="They now want it at a mailbox nobody knows.")
AS_CLAIMED = ListHandedOver(items=(), as_claimed=True, receipt="the store's own log")


def handed_over(story: Story) -> bool:
    """Whether the right code, typed now, hands anything over."""
    story.do(typed(), REQUESTER, 1)
    return bool(story.happened(ev.HandedOver))


def test_a_waiting_link_gives_nothing_while_one_person_finds_it_forged() -> None:
    """A finding that still needs a second person keeps everything in the house."""
    story = offered()
    assert story.refused(PROPOSE, EVE, 1) is None
    assert not handed_over(story)


def test_a_waiting_link_gives_nothing_to_an_agency_that_was_compromised() -> None:
    """What counted when it was cleared counts again when the code is typed."""
    story = offered()
    story.outside["agency"] = replace(AGENCY, standing="compromised")
    assert not handed_over(story)


def test_a_waiting_link_gives_nothing_while_a_flag_bars() -> None:
    """A block that came up meanwhile holds the link as well."""
    story = offered()
    assert story.refused(ELSEWHERE, EVE, 1) is None
    assert not handed_over(story)


def test_an_opened_link_gives_no_more_once_somebody_finds_it_forged() -> None:
    """The rest of the files stays."""
    story = opened()
    assert story.refused(PROPOSE, EVE, 1) is None
    story.do(FetchItem(number=1, session="s", item=1, first=0, last=8), REQUESTER, 1)
    assert not story.happened(DeliveryFetched)


def shortened(story: Story, command: ProposeRestriction) -> None:
    """Somebody tries to end a hold by renewing it for five minutes."""
    short = replace(command, until=story.now + timedelta(minutes=5))
    if story.refused(short, ANA, 1) is None:
        story.do(AgreeRestriction(number=story.case.restrictions[-1].number), DEE, 1)
    story.wait(10)


def test_the_law_s_silence_is_not_ended_by_a_renewal() -> None:
    """Only the authority's permission ends it, by a document."""
    story = stories.telling(standard=holds.SILENT)
    assert holds.is_held(story)
    kind = RestrictionKind.STATUTORY_SILENCE
    shortened(story, holds.wanted(story, Ground.PROHIBITED, kind=kind))
    assert holds.is_held(story)


def test_an_order_is_not_shortened_by_a_renewal() -> None:
    """What a court dated ends on its day, or by a lift that names who allowed it."""
    story = stories.telling()
    holds.in_force(story, holds.order(story))
    shortened(story, holds.order(story))
    assert holds.is_held(story)


def agreed_to_ask(story: Story) -> Story:
    """The owners are known, and two people found nobody involved."""
    story.do(make.owners(), DEE, 1)
    stories.addresses_read(story)
    for who in (ANA, EVE):
        assert story.refused(NOBODY, who, 1) is None
    return story


def test_no_owner_is_asked_to_share_under_an_order() -> None:
    """Who may not be told is not asked either."""
    story = agreed_to_ask(stories.verified())
    holds.in_force(story, holds.order(story))
    assert list(to_ask(story.case, ROSTER)) == []


def test_no_owner_is_asked_to_share_while_somebody_finds_it_forged() -> None:
    """A forger must not be able to make us write to anybody."""
    story = agreed_to_ask(stories.verified())
    assert story.refused(PROPOSE, EVE, 1) is None
    assert list(to_ask(story.case, ROSTER)) == []


def test_a_yes_closes_nothing_whose_clearance_is_unanswered() -> None:
    """Whether the data left is still to be said, and then the owners are told."""
    story = agreed_to_ask(stories.one_filed())
    story.do(AskOwner(owner="O1", channel="email", attempt=1), SYSTEM)
    story.do(make.determination(story.case), BEN, 1)
    assert story.refused(make.clearing(story.case), DEE, 1) is None
    assert story.refused(cm.StopCase(why="doubt"), ANA, 1) is None
    story.do(RecordConsent(owner="O1", answer=ConsentAnswer.YES), SYSTEM, 1)
    assert story.refused(cm.ConfirmHandover(done=True), DEE, 1) is None
    assert story.case.state is State.RELEASED


def letter_taken() -> Story:
    """Somebody printed the owner's letter."""
    story = reaching.telling(reaching.LETTER)
    reaching.begin(story)
    assert story.refused(TakeLetter(owner="O1"), DEE, 1) is None
    return story


def test_a_printed_letter_is_not_posted_under_a_hold() -> None:
    """It is posted once the hold has ended."""
    story = letter_taken()
    holds.in_force(story, holds.order(story))
    assert story.refused(PostLetter(owner="O1", how="post"), DEE, 1) is not None


def test_who_was_told_by_letter_alone_can_complain() -> None:
    """A letter is a notice like any other."""
    story = letter_taken()
    assert story.refused(PostLetter(owner="O1", how="post"), DEE, 1) is None
    assert story.refused(Complain(owner="O1", text="Why was I not asked?"), OWNER, 1) is None


def test_a_notice_that_is_overdue_again_is_loud_again() -> None:
    """A hold between the two does not use up the alarm."""
    story = stories.served(stories.released())

    def missed() -> int:
        reached = story.happened(ev.ClockReached)
        return sum(1 for e in reached if (e.clock, e.stage) == ("notice:O1", ev.Stage.MISSED))

    story.wait(91 * 24 * 60)
    assert missed() == 1
    holds.in_force(story, holds.wanted(story))
    for days in (31, 30):
        story.wait(days * 24 * 60)
    assert missed() == 2


def test_a_fraud_that_was_none_reopens_no_case_without_anybody_to_tell() -> None:
    """Its owner cannot be reached, which two people said: there is nothing left to do."""
    story = forged(stories.released)
    for who in (ANA, BEN):
        story.do(cm.AnswerSafety(owner="O1", answer=Safety.SAFE, why="no tie"), who, 1)
    for _ in range(9):
        channel = story.case.notices[0].next_channel
        begin = cm.BeginNotice(owner="O1", channel=channel.value if channel else "", message_id="m")
        story.do(begin, SYSTEM, 100)
    for who in (ANA, BEN):
        story.do(cm.ReportNotice(owner="O1", end=NoticeEnd.UNREACHABLE, how="tried"), who, 1)
    for who in (ANA, BEN):
        story.do(RecordOutcome(truth=Truth.CONFIRMED, source="chief"), who, 60 * 24 * 31)
    assert story.case.outcome is not None
    assert story.case.state is State.CLOSED


def claimed(story: Story, device: str) -> RecordManifest:
    """The store says that it gave something of a device."""
    authorization = story.case.store.authorization
    assert authorization is not None
    window = authorization.scope[0]
    item = StoreItem(
        name="clip.mp4",
        device=device,
        category=window.category.value,
        start=window.start,
        end=window.end,
        size=9,
        sha256="a" * 64,
    )
    return RecordManifest(id=JTI, items=(item,), delivered_to=OFFICER_MAIL)


def test_the_owner_of_what_the_store_gave_beyond_is_told() -> None:
    """A device that nobody had approved has an owner too."""
    wanted = make.request(data_sought=(make.sought(), make.sought("D2", device="CAM-2")))
    story = stories.verified(wanted)
    for who in (ANA, BEN):
        first = tuple(w for w in story.case.scope if w.alias == "D1")
        assert story.refused(make.determination(story.case, first), who, 1) is None
    story.do(make.owners(), DEE, 1)
    story.do(make.owners(make.owner("O2"), device="D2"), DEE, 1)
    stories.addresses_read(story)
    assert story.refused(authorizing(story.case), DEE, 1) is None
    story.do(claimed(story, "CAM-2"), SYSTEM, 1)
    assert story.refused(AS_CLAIMED, DEE, 1) is None
    assert [n.owner for n in story.case.notices if n.open] == ["O2"]


@pytest.mark.parametrize("as_claimed", [True, False])
def test_what_the_store_gave_after_it_was_taken_back_is_told_of(*, as_claimed: bool) -> None:
    """Only what the store itself claims can be recorded, and then the owners are owed a notice."""
    story = stories.approved()
    story.do(authorizing(story.case), DEE, 1)
    story.do(cm.ConfirmHandover(done=False), DEE, 33)
    story.do(claimed(story, "B8:7C:6F:12:34:56"), SYSTEM, 1)
    assert not any(n.open for n in story.case.notices)
    refused = story.refused(replace(AS_CLAIMED, as_claimed=as_claimed), DEE, 1)
    assert (refused is None) is as_claimed
    assert any(n.open for n in story.case.notices) is as_claimed
