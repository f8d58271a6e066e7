"""Released cases whose owners have several channels, for tests of how they are reached."""

from bot.domain import commands as cm
from bot.domain.limits import Policy
from bot.domain.notice import AttemptOutcome, NoticeOwed, Safety
from bot.domain.notice_channel import NoticeChannel
from bot.domain.release import Owner
from bot.domain.roster import SYSTEM
from tests import factories as make
from tests import story as stories
from tests.factories import ANA, BEN, DEE, EVE
from tests.story import Story

EMAIL, APP, LETTER = NoticeChannel
POSTAL = ("Jo Doe", "1 Elm Street", "Springfield, CA 90000")
MARK = "<mark@c.example>"
HANDLE = "app-1"
WITH_APP = Policy(app_notices=True)


def jo(*channels: NoticeChannel, alias: str = "O1") -> Owner:
    """An account holder who can be reached over exactly these channels."""
    return make.owner(
        alias,
        account="acct-1" if APP in channels else None,
        email=f"{alias.lower()}@mail.example" if EMAIL in channels else None,
        app=APP in channels,
        postal=POSTAL if LETTER in channels else (),
    )


def telling(*channels: NoticeChannel) -> Story:
    """A release whose one owner may be told now, over these channels."""
    story = stories.one_filed(policy=WITH_APP)
    story.do(make.determination(story.case), BEN, 1)
    story.do(make.owners(jo(*channels)), DEE, 1)
    stories.addresses_read(story)
    story.do(make.clearing(story.case), DEE, 1)
    story.do(cm.ConfirmHandover(done=True), DEE, 1)
    stories.served(story)
    story.do(cm.EndEmergency(ended_at=story.now, how="radio"), EVE, 60)
    for who in (ANA, BEN):
        story.do(cm.AnswerSafety(owner="O1", answer=Safety.SAFE, why="looked"), who, 1)
    return story


def notice(story: Story) -> NoticeOwed:
    """What is owed to the one owner."""
    return story.case.notices[0]


def begin(story: Story) -> None:
    """The product begins the next attempt, over the channel whose turn it is."""
    channel = notice(story).next_channel
    mark = MARK if channel is EMAIL else ""
    story.do(
        cm.BeginNotice(owner="O1", channel=channel.value if channel else "", message_id=mark),
        SYSTEM,
    )


def ends(story: Story, outcome: AttemptOutcome) -> None:
    """The attempt that is under way ends."""
    at = notice(story)
    handle = HANDLE if at.channel == APP and outcome is AttemptOutcome.SENT else ""
    ended = cm.EndNotice(
        owner="O1", channel=at.channel, attempt=at.attempt, outcome=outcome, handle=handle
    )
    story.do(ended, SYSTEM)


def tried(story: Story, *outcomes: AttemptOutcome) -> list[str]:
    """Make an attempt for each outcome; returns the channels by which they went."""
    went = []
    for outcome in outcomes:
        begin(story)
        went.append(notice(story).channel)
        ends(story, outcome)
    return went
