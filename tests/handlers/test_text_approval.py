"""No text goes to an owner before somebody read it: the notice waits, and a changed text anew."""

from dataclasses import replace

import pytest

from bot.domain.events.texts import NoticeTextApproved, NoticeTextAsked, NoticeTextRefused
from bot.domain.notice import NoticeKind, NoticeStatus
from bot.domain.notice_channel import NoticeChannel
from bot.domain.notice_text import TextKey, key_named
from bot.workflow.dossier import Happened
from bot.workflow.folds import happened
from bot.workflow.notice_texts import approval, approve
from bot.workflow.ports import Again, Delivered, Done
from bot.workflow.reactions import SECOND
from bot.workflow.rows import LeasedTask
from handlers.blocks.second_person import CALLBACK_ID, CONFIRM, REFUSE
from handlers.languages import offered
from handlers.matters import SECONDING
from handlers.notices.by_mail import ByMail
from handlers.notices.exemplar import digest_of, exemplar, key_of, law_of
from handlers.notices.letter import write_letter
from handlers.notices.port import NoticePort
from handlers.notices.preview import Previewed
from handlers.second_cards import SecondCards
from tests import factories as make
from tests.factories import ANA, DEE, EVE, SAM
from tests.handlers.house import REVIEW, House
from tests.handlers.release import told

LAW = law_of(make.STANDARD)


def task(case: str | None, **ids: str) -> LeasedTask:
    """A task of some port."""
    return LeasedTask(
        id=1, key="k", port="p", case=case, due_at=make.AT, ids=ids, attempts=1, token=1
    )


async def ready(house: House) -> str:
    """A case whose owner may be told."""
    number = await told.handed_over(house)
    await told.found_safe(house, number)
    return number


async def deliver(house: House, number: str, mail: told.Remembering) -> Delivered:
    """Try to tell the owner."""
    channels = {NoticeChannel.EMAIL: ByMail(mail)}  # type: ignore[arg-type]  # a fake that sends nothing
    port = NoticePort(office=house.office, channels=channels, letterhead=told.LETTERHEAD)
    gate = Previewed(office=house.office, letterhead=told.LETTERHEAD, port=port)
    return await gate.deliver(task(number, owner="O1"))


async def texts(house: House, kind: type) -> list[Happened]:
    """What the record has about texts, of one kind."""
    name = f"notice_text.{kind.__name__.removeprefix('NoticeText').lower()}"
    rows = await house.database.read(lambda db: db.record.of_no_case(name))
    return [happened(row) for row in rows]


async def card(house: House, key: TextKey) -> dict[str, object]:
    """Post the card, or edit it, and return it."""
    cards = SecondCards(
        office=house.office, api=house.side.api, review_channel=REVIEW, seconding=SECONDING
    )
    done = await cards.deliver(task(None, subject=key.subject))
    assert isinstance(done, Done)
    if done.then is not None:
        await house.database.tx(done.then)
    ask = await SECONDING.of(key.subject).ask(house.office, key.subject)  # type: ignore[union-attr]  # it is registered
    assert ask is not None
    return {"settled": ask.settled, "lines": " ".join(ask.lines)}


async def press(house: House, who: str, key: TextKey, action: str) -> None:
    """Press a button of the card."""
    hand = house.hand(who)
    posted = hand.messages(REVIEW)[-1]
    await hand.press(posted, action)


async def test_the_first_of_a_kind_waits_and_asks(dwelling: House) -> None:
    """Nothing is sent, nothing is attempted, the text is asked for once, and the clock runs."""
    number, mail = await ready(dwelling), told.Remembering()
    for _ in range(3):
        assert await deliver(dwelling, number, mail) == Again("text_not_approved", 60.0)
    assert mail.letters == []
    (notice,) = (await dwelling.case(number)).notices
    assert (notice.status, notice.attempt) == (NoticeStatus.OWED, 0)
    found = await dwelling.opened(number)
    assert "notice:O1" in {d.clock for d in found.deadlines}
    assert len(await texts(dwelling, NoticeTextAsked)) == 1
    overdue = await dwelling.database.tx(
        lambda db: db.tasks.claim(dwelling.clock.law(), dwelling.clock.wall(), 60, 16)
    )
    asked = [str(t.ids["subject"]) for t in overdue if t.port == SECOND]
    assert [subject for subject in asked if subject.startswith("text:")] == [
        key_of(exemplar(NoticeKind.ORDINARY, "en", LAW)).subject
    ]


async def test_once_approved_it_goes_out_and_is_not_asked_again(dwelling: House) -> None:
    """One OK is enough for every notice in that text."""
    number, mail = await ready(dwelling), told.Remembering()
    await deliver(dwelling, number, mail)
    key = key_of(exemplar(NoticeKind.ORDINARY, "en", LAW))
    await approve(dwelling.office, [key], SAM)
    assert await deliver(dwelling, number, mail) == Done()
    assert len(mail.letters) == 1
    (entry,) = await texts(dwelling, NoticeTextApproved)
    assert entry.actor == SAM


@pytest.mark.parametrize(
    "other",
    [
        {"kind": NoticeKind.LATE},
        {"language": "es"},
        {"standard": "canada"},
        {"digest": "0" * 16},
    ],
)
async def test_another_text_is_asked_for_by_itself(dwelling: House, other: dict[str, str]) -> None:
    """Another kind, language or standard, or changed words, have an OK of their own."""
    number, mail = await ready(dwelling), told.Remembering()
    key = key_of(exemplar(NoticeKind.ORDINARY, "en", LAW))
    await approve(dwelling.office, [replace(key, **other)], SAM)  # type: ignore[arg-type]  # one field of the key
    assert isinstance(await deliver(dwelling, number, mail), Again)
    assert mail.letters == []


async def test_the_card_shows_no_word_of_it_and_the_form_shows_all(dwelling: House) -> None:
    """A reviewer reads the whole text in the form; the channel reads which text waits."""
    number = await ready(dwelling)
    await deliver(dwelling, number, told.Remembering())
    key = key_of(exemplar(NoticeKind.ORDINARY, "en", LAW))
    shown = await card(dwelling, key)
    assert "Their clocks run on" in str(shown["lines"])
    assert "never ask for your password" not in str(shown)
    assert await SECONDING.of(key.subject).ask(dwelling.office, "text:late:en:x:0") is None  # type: ignore[union-attr]  # it is registered
    await press(dwelling, ANA, key, CONFIRM)
    view = await dwelling.hand(ANA).view(CALLBACK_ID)
    read = " ".join(str(b["text"]["text"]) for b in view.blocks if b["type"] == "section")
    for line in write_letter(exemplar(NoticeKind.ORDINARY, "en", LAW)).plain.split("\n"):
        assert " ".join(line.split()) in " ".join(read.split()), line


async def test_somebody_without_a_vote_approves_nothing(dwelling: House) -> None:
    """Intake and custodians are refused, and the text goes on waiting."""
    number = await ready(dwelling)
    await deliver(dwelling, number, told.Remembering())
    key = key_of(exemplar(NoticeKind.ORDINARY, "en", LAW))
    await card(dwelling, key)
    for who in (EVE, DEE):
        await press(dwelling, who, key, CONFIRM)
        await dwelling.settle()
        assert "do not have the role" in str(dwelling.hand(who).ephemerals(REVIEW)[-1].blocks)
    assert not (await approval(dwelling.office, key)).approved


async def test_an_ok_and_a_refusal_are_on_the_record(dwelling: House) -> None:
    """A refusal keeps it waiting with its reason; somebody else's OK lets it go, and says so."""
    number, mail = await ready(dwelling), told.Remembering()
    await deliver(dwelling, number, mail)
    key = key_of(exemplar(NoticeKind.ORDINARY, "en", LAW))
    await card(dwelling, key)
    await press(dwelling, ANA, key, REFUSE)
    hand = dwelling.hand(ANA)
    await hand.view(CALLBACK_ID)
    await hand.fill(None, {"why": "It names no phone."})
    await hand.submit()
    assert isinstance(await deliver(dwelling, number, mail), Again)
    (refused,) = await texts(dwelling, NoticeTextRefused)
    assert (refused.actor, refused.event.why) == (ANA, "It names no phone.")  # type: ignore[union-attr]  # of that kind
    assert "Somebody found it wrong" in str((await card(dwelling, key))["lines"])
    await press(dwelling, SAM, key, CONFIRM)
    hand = dwelling.hand(SAM)
    await hand.view(CALLBACK_ID)
    await hand.fill(None, {"attest": ["own"]})
    await hand.submit()
    assert await deliver(dwelling, number, mail) == Done()
    assert (await card(dwelling, key))["settled"] == "Approved: notices in this text go out."


def test_a_changed_word_makes_another_text() -> None:
    """The digest is of the words: each kind, language and provision has its own, the same twice."""
    keys = {
        digest_of(kind, language, law)
        for kind in (NoticeKind.ORDINARY, NoticeKind.LATE, NoticeKind.FRAUD)
        for language in offered()
        for law in (LAW, replace(LAW, records="18 U.S.C. 9999"), replace(LAW, voluntary=False))
    }
    # A fraud notice names no provision, and looks alike under every law.
    assert len(keys) == 2 * (3 + 3 + 1)


@pytest.mark.parametrize(
    "subject", ["", "skip:x:1", "text:a:b:c", "text:none:en:us:0", "text:::::"]
)
def test_a_subject_that_is_none_means_nothing(subject: str) -> None:
    """Whatever a button carries, only a text's own subject is read as one."""
    assert key_named(subject) is None


def test_a_subject_is_read_as_it_was_written() -> None:
    """A button's value leads back to the same text."""
    key = key_of(exemplar(NoticeKind.LATE, "es", LAW))
    assert key_named(key.subject) == key
    assert len(key.subject) < 120
