"""Red flags in Slack: counted on the card, explained to who may read, raised and lifted by hand."""

import pytest

from bot.domain.case import State
from bot.domain.flag import OF_THE_DIRECTORY, Flag, Lift, Sign, Weight, weight_of
from bot.domain.flag_words import REASONS
from bot.domain.request import Contact
from handlers.blocks import flags
from handlers.blocks.limits import OPTION, VIEW_BYTES, ascii_bytes
from handlers.slack_api import guarded
from tests import factories as make
from tests.factories import ANA, AT, BEN, CYD, DEE, EVE, SAM
from tests.handlers.blocks.dossiers import case, dossier
from tests.handlers.house import REVIEW, House

ALIKE = Contact(name="R. Alvarez", email="ralvarez@springfleldpd.example", phone="+1 555 010 4417")
WHY = "Dispatch says that the county moved its mail to that domain on Monday."


def of(*signs: Sign, lifts: tuple[Lift, ...] = ()) -> tuple[Flag, ...]:
    """Flags of a case."""
    return tuple(Flag(sign=s, weight=weight_of(s), at=AT, lifts=lifts) for s in signs)


async def flagged(dwelling: House) -> str:
    """A case at level 3 whose officer writes from a look-alike domain."""
    return await dwelling.verified(make.request(officer=ALIKE, zone="America/Los_Angeles"))


async def record(dwelling: House, who: str, number: str, choice: str, why: str = WHY) -> str:
    """Fill the form in, and return what it is answered with."""
    hand = dwelling.hand(who)
    await hand.command("/edr", f"flag {number}", REVIEW)
    await hand.view(flags.CALLBACK_ID)
    await hand.fill(None, {"flag": choice, "why": why})
    answer = await hand.submit()
    await dwelling.settle()
    return str(answer.body)


async def test_a_look_alike_is_lifted_by_two_with_a_senior(dwelling: House) -> None:
    """Until both have lifted it nothing is allowed; then the same people may decide."""
    number = await flagged(dwelling)
    case = await dwelling.case(number)
    filed = await dwelling.do(number, make.determination(case), ANA)
    assert filed.refused is not None
    assert filed.refused.reason.value == "red_flags"
    assert "Entry" in await record(dwelling, EVE, number, "lift:lookalike_domain")
    assert "a second person" in await record(dwelling, EVE, number, "lift:lookalike_domain")
    found = await dwelling.opened(number)
    assert "1 of 2 people lifted it" in flags.in_review(found.case.flags)
    assert "Entry" in await record(dwelling, SAM, number, "lift:lookalike_domain")
    for who in (ANA, BEN):
        outcome = await dwelling.do(number, make.determination(await dwelling.case(number)), who)
        assert outcome.refused is None
    assert (await dwelling.case(number)).state is State.APPROVED


async def test_what_only_a_person_sees_is_raised_by_hand(dwelling: House) -> None:
    """A journalist's camera: once somebody says so, two reviewers alone approve nothing."""
    number = await dwelling.verified()
    assert "Entry" in await record(dwelling, DEE, number, "raise:target_journalist")
    for who in (ANA, BEN):
        await dwelling.do(number, make.determination(await dwelling.case(number)), who)
    assert (await dwelling.case(number)).state is State.ESCALATED
    await dwelling.do(number, make.determination(await dwelling.case(number)), CYD)
    assert (await dwelling.case(number)).state is State.APPROVED


async def test_a_reason_of_a_word_is_not_one(dwelling: House) -> None:
    """The form stays open and says how much is wanted."""
    number = await flagged(dwelling)
    hand = dwelling.hand(EVE)
    await hand.command("/edr", f"flag {number}", REVIEW)
    view = await hand.view(flags.CALLBACK_ID)
    read = flags.read(
        flags.Answers(
            elements={},
            places={},
            state={
                "flag": {"selected_option": {"value": "lift:lookalike_domain"}},
                "why": {"value": "ok"},
            },
            ids={},
        )
    )
    assert view.callback_id == flags.CALLBACK_ID
    assert isinstance(read, flags.FieldErrors)
    assert "20 characters" in str(read.by_block)


async def test_the_reviewer_reads_reasons_and_the_channel_only_a_count(dwelling: House) -> None:
    """Step 1 says what was noticed and what cures it; the card says how many flags there are."""
    number = await flagged(dwelling)
    hand = dwelling.hand(ANA)
    await hand.command("/edr", f"show {number}", REVIEW)
    await hand.press(REVIEW, "review.open")
    shown = str((await hand.view("review.test")).blocks)
    reason = REASONS[Sign.LOOKALIKE_DOMAIN]
    assert reason.noticed in shown
    assert reason.cure in shown
    await dwelling.post_card(number)
    card = str(hand.messages(REVIEW)[-1].blocks)
    assert "red flag" in card.casefold()
    assert reason.noticed not in card
    assert "springfleldpd" not in card


@pytest.mark.parametrize("sign", Sign)
def test_every_flag_can_be_shown(sign: Sign) -> None:
    """Alone or among all the others, each has its words in the form, and the form fits."""
    alone = dossier(case(flags=of(sign)))
    assert REASONS[sign].noticed in str(flags.view(alone)["blocks"])
    assert len(REASONS[sign].noticed) <= OPTION
    everything = flags.view(dossier(case(flags=of(*Sign))))
    guarded(everything)
    assert ascii_bytes(everything) <= VIEW_BYTES
    offered = f"lift:{sign}" in str(everything["blocks"])
    barring = weight_of(sign) in (Weight.BLOCK, Weight.HOLD)
    assert offered is (barring and sign not in OF_THE_DIRECTORY)


def test_lifted_flags_are_no_longer_counted() -> None:
    """Two people, one a senior, and the block is gone from every count; one alone changes none."""
    one = (Lift(by=EVE, senior=False),)
    both = (*one, Lift(by=SAM, senior=True))
    assert "1, of which 1" in flags.counted(of(Sign.BURST, lifts=one))
    assert flags.counted(of(Sign.BURST, lifts=both)) == ""
    assert flags.in_review(of(Sign.BURST, lifts=both)) == "No red flag was raised."


def test_the_gravest_come_first() -> None:
    """A reader in a hurry meets what bars before what only informs."""
    told = list(flags.told(of(Sign.OUT_OF_HOURS, Sign.NO_PERSON, Sign.BURST)))
    assert [line.partition(":")[0] for line in told] == [
        "Bars an approval",
        "Weighs high",
        "Weighs little",
    ]
