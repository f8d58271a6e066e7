"""From what happened to the tasks that follow, and never anything personal in them."""

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.notice import AttemptOutcome, Safety
from bot.domain.roster import SYSTEM, Roster
from bot.workflow.anchor_names import ANCHOR_FILE
from bot.workflow.dossier import Happened
from bot.workflow.reactions import NOTICE_BACKOFF, PORTS, Ways, reactions
from bot.workflow.rows import NewTask
from tests import factories as make
from tests import story as stories
from tests.factories import ANA, BEN, DEE, EVE
from tests.properties.histories import by_chance, play
from tests.story import Story, ended_attempt

WAYS = Ways(accounts=True, pager=True, anchors=(ANCHOR_FILE,))


def tasks(
    story: Story, last: int | None = None, ways: Ways = WAYS, roster: Roster = make.ROSTER
) -> list[NewTask]:
    """What the last entries of a story call for, all of them where no number is given."""
    entries = [
        Happened(position=n, hash="", at=at, actor=actor, event=event)
        for n, (at, actor, event) in enumerate(story.entries, start=1)
    ]
    wanted = entries[-last:] if last else entries
    return list(reactions(story.case, wanted, story.now, ways, roster))


def _ports(made: list[NewTask]) -> list[str]:
    return sorted(t.port for t in made)


def test_a_receipt_pages_shows_and_asks_for_the_accounts() -> None:
    """One card, a page and a paging call for each of three people, one question for owners."""
    assert _ports(tasks(stories.received())) == [
        "accounts",
        "card",
        *["page"] * 3,
        *["pager"] * 3,
    ]


def test_ways_that_are_closed_get_nothing() -> None:
    """Without pager and accounts there are only messages in Slack."""
    assert _ports(tasks(stories.received(), ways=Ways())) == ["card", "page", "page", "page"]


def test_a_determination_is_acknowledged_and_anchored() -> None:
    """Its author gets a receipt, the head is published, the card is drawn again."""
    # The entry after it is the page of a senior who stands by, of nobody here.
    made = tasks(stories.one_filed(), last=2)
    assert _ports(made) == ["anchor.file", "card", "receipt"]
    receipt = next(t for t in made if t.port == "receipt")
    assert receipt.ids["person"] == ANA


def test_a_look_draws_no_card() -> None:
    """What changes nothing to see needs no update."""
    story = stories.approved()
    story.do(cm.ViewCase(surface="show"), BEN)
    assert "card" not in _ports(tasks(story, last=1, ways=Ways()))


def test_reminders_remind_and_misses_escalate() -> None:
    """Half and most go to who was called, missed and senior to the escalation channel."""
    story = stories.verified()
    story.wait(11)
    assert "remind" in _ports(tasks(story, last=1))
    story.wait(30)
    assert "escalate" in _ports(tasks(story))


def test_a_missed_notice_alarms() -> None:
    """An owner who is not told in time is an alarm, beside the message."""
    story = stories.telling()
    before = len(story.entries)
    story.wait(25 * 60)
    made = tasks(story, last=len(story.entries) - before)
    assert [t.ids["stage"] for t in made if t.port == "alarm"] == ["missed"]


def test_an_owner_who_may_be_told_is_told() -> None:
    """Once, by a task whose key is the attempt's, after the pause that the last one earned."""
    story = stories.telling()
    (notice,) = [t for t in tasks(story, last=1) if t.port == "notice"]
    assert (notice.ids, notice.due_at) == ({"owner": "O1"}, story.now)
    assert notice.key.endswith(":O1:1")
    story.do(cm.BeginNotice(owner="O1", channel="email", message_id="m"), SYSTEM)
    assert "notice" not in _ports(tasks(story, last=1))
    story.do(ended_attempt(AttemptOutcome.TRANSIENT), SYSTEM)
    (again,) = [t for t in tasks(story, last=1) if t.port == "notice"]
    assert again.key.endswith(":O1:2")
    assert again.due_at == story.now + NOTICE_BACKOFF[1]


def _notices(story: Story, roster: Roster = make.ROSTER) -> list[NewTask]:
    return [t for t in tasks(story, last=1, roster=roster) if t.port == "notice"]


def test_an_attempt_that_was_cut_off_earns_its_pause() -> None:
    """A crash loop burns no attempts: the next one waits as after any other failure."""
    story = stories.telling()
    for _ in range(2):
        story.do(cm.BeginNotice(owner="O1", channel="email", message_id="m"), SYSTEM)
    (again,) = _notices(story)
    assert again.key.endswith(":O1:2")
    assert again.due_at == story.now + NOTICE_BACKOFF[1]


def test_a_new_address_is_tried_at_once() -> None:
    """The pauses of the wrong address are not the right one's; its attempts have new numbers."""
    story = stories.telling()
    story.do(cm.BeginNotice(owner="O1", channel="email", message_id="m"), SYSTEM)
    story.do(ended_attempt(AttemptOutcome.PERMANENT), SYSTEM)
    right = make.owners(make.owner(email="jo@new.example"), corrects=frozenset({"O1"}))
    story.do(right, DEE, 1)
    assert _notices(story) == [], "nothing goes there before a second person has read it"
    stories.addresses_read(story)
    (again,) = _notices(story)
    assert (again.key[-5:], again.due_at) == (":O1:2", story.now)


def test_the_latest_day_calls_for_the_mail() -> None:
    """Where two people found it safe, it goes out by itself although nobody recorded the end."""
    story = stories.released()
    for who in (ANA, BEN):
        story.do(cm.AnswerSafety(owner="O1", answer=Safety.SAFE, why="asked"), who, 1)
    assert _notices(story) == []
    story.wait((story.case.notices[0].due - story.now).total_seconds() / 60)
    (due,) = _notices(story)
    assert due.due_at == story.case.notices[0].due


def test_who_left_the_roster_holds_no_notice() -> None:
    """The same case with and without the one who found it unsafe."""
    story = stories.telling()
    story.do(cm.AnswerSafety(owner="O1", answer=Safety.UNSAFE, why="asked"), EVE, 1)
    assert _notices(story) == []
    without = Roster(people=tuple(p for p in make.ROSTER.people if p.ref != EVE))
    assert len(_notices(story, without)) == 1


def test_nobody_is_told_before_it_is_over() -> None:
    """A release alone calls for no mail."""
    assert "notice" not in _ports(tasks(stories.released()))


def test_tasks_carry_identifiers_and_nothing_else() -> None:
    """Over whole histories: known ports, own keys and lanes, and no word of the request."""
    personal = ("Alvarez", "girl", "B8:7C", "Jo Doe", "26-118203", "springfieldpd", "mail.example")
    for history in by_chance(48):
        story = play(history)
        for made in tasks(story):
            assert made.port in PORTS
            assert made.key.startswith(f"{made.port}:")
            assert made.lane.partition(":")[0] == made.port
            assert not [word for word in personal if word in repr(made)]


def test_the_same_entries_call_for_the_same_keys() -> None:
    """A transaction that is run again adds nothing twice."""
    story = stories.approved()
    assert [t.key for t in tasks(story)] == [t.key for t in tasks(story)]
    pages = [t.key for t in tasks(story) if t.port == "page"]
    assert len(pages) == len(set(pages))


def test_the_end_draws_the_card_a_last_time() -> None:
    """A case that lapses shouts, and shows it."""
    story = stories.verified()
    story.wait(9 * 60)
    # A senior is called in the same entries, who must tell the agency.
    assert isinstance(story.entries[-3][2], ev.CaseLapsed)
    made = tasks(story, last=3)
    assert {"escalate", "card"} <= set(_ports(made))
    calling = {t.ids["person"] for t in made if t.port == "pager"}
    ended = {t.ids["person"] for t in made if t.port == "pager.resolve"}
    assert calling == {make.CYD, make.SAM}
    assert ended
    assert not calling & ended
