"""Claims about the cards on which something waits for a second person."""

from dataclasses import dataclass, replace

from bot.workflow.office import Office
from bot.workflow.ports import Delivered, Done, GiveUp
from bot.workflow.rows import LeasedTask
from handlers.blocks.second_person import SecondPersonAnswer, SecondPersonAsk, second_person_card
from handlers.edge import Edge
from handlers.press import Press
from handlers.second_cards import SecondCards
from handlers.seconding import Matter, Seconding
from tests import factories as make
from tests.factories import BEN
from tests.handlers.house import REVIEW, House

SUBJECT = "well:7"
ASK = SecondPersonAsk(
    title="Well 7",
    lines=("Close the well.",),
    asked_by="Ana",
    asked_at=make.AT,
    subject=SUBJECT,
)


@dataclass
class Wells:
    """A kind of subject that changes when a test says so."""

    now: SecondPersonAsk | None = ASK

    async def ask(self, _office: Office, subject: str) -> SecondPersonAsk | None:
        """Give what is asked now."""
        return self.now if subject == SUBJECT else None

    async def told(self, _edge: Edge, _press: Press, _subject: str) -> tuple[str, ...]:
        """Keep nobody out."""
        return ()

    async def settle(self, _edge: Edge, _press: Press, _answer: SecondPersonAnswer) -> str:
        """Take every answer."""
        return "Done."


def task(subject: str = SUBJECT, attempts: int = 1) -> LeasedTask:
    """The task of one subject."""
    return LeasedTask(
        id=1,
        key=f"second:{subject}",
        port="second",
        case=None,
        due_at=make.AT,
        ids={"subject": subject},
        attempts=attempts,
        token=1,
    )


async def deliver(house: House, wells: Wells, of: LeasedTask) -> Delivered:
    """Deliver one task and keep what comes of it."""
    matter = Matter(ask=wells.ask, told=wells.told, settle=wells.settle)
    port = SecondCards(
        office=house.office,
        api=house.side.api,
        review_channel=REVIEW,
        seconding=Seconding({"well": matter}),
    )
    delivered = await port.deliver(of)
    if isinstance(delivered, Done) and delivered.then is not None:
        await house.database.tx(delivered.then)
    return delivered


def cards(house: House) -> list[str]:
    """Everything that stands in the review channel."""
    return [str(m.blocks) for m in house.hand(BEN).messages(REVIEW)]


async def test_a_card_is_posted_once_and_then_kept_true(dwelling: House) -> None:
    """The same task again edits the card where it stands; settled, it has no buttons."""
    wells = Wells()
    await deliver(dwelling, wells, task())
    await deliver(dwelling, wells, task())
    assert ["second.confirm" in c for c in cards(dwelling)] == [True]
    wells.now = replace(ASK, settled="Confirmed by two people.")
    await deliver(dwelling, wells, task())
    (card,) = cards(dwelling)
    assert "Confirmed by two people." in card
    assert "second." not in card


async def test_a_doubtful_post_is_looked_up_before_it_is_repeated(dwelling: House) -> None:
    """A card whose place was never written down is found by its key."""
    wells = Wells()
    await dwelling.side.api.post(REVIEW, second_person_card(ASK), task().key)
    await deliver(dwelling, wells, task(attempts=2))
    assert len(cards(dwelling)) == 1


async def test_what_was_settled_before_it_was_posted_needs_no_card(dwelling: House) -> None:
    """Nobody is asked about what is over."""
    assert isinstance(await deliver(dwelling, Wells(replace(ASK, settled="Over.")), task()), Done)
    assert cards(dwelling) == []


async def test_what_nobody_asked_ends_the_task(dwelling: House) -> None:
    """A subject that is not there, or of no kind, is for a person to look at."""
    assert await deliver(dwelling, Wells(None), task()) == GiveUp("nothing_asked")
    assert await deliver(dwelling, Wells(), task("moon:1")) == GiveUp("nothing_asked")


async def test_a_button_of_no_known_kind_says_that_nothing_waits(dwelling: House) -> None:
    """A press on a card of an older version is answered, privately."""
    ask = replace(ASK, subject="moon:1")
    await dwelling.side.api.post(REVIEW, second_person_card(ask), "second:moon:1")
    await dwelling.hand(BEN).press(REVIEW, "second.confirm")
    await dwelling.settle()
    (said,) = dwelling.hand(BEN).ephemerals(REVIEW)
    assert "still waits" in said.text
