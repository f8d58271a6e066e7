"""Years after a refusal two people agree, and what is personal of the case is read no more."""

from datetime import timedelta

from bot.practice.scripts import answers, deeds, parcel
from bot.practice.stage import Stage, expect

LATER = timedelta(days=31)
"""After the day on which the outcome is asked for."""
KEPT = timedelta(days=3 * 365)
"""How long the practice company keeps what it refused."""


async def play(stage: Stage) -> str:
    """Kept while its time runs and while somebody needs it; then erased, and the record whole."""
    case = await parcel.play(stage)
    await answers.tell_agency(stage, case, deeds.DISPATCH, "A warrant can be had for this.")
    await stage.pass_time(LATER)
    await stage.card(case, "Was it truly an emergency?")
    for user in (deeds.EVE, deeds.DIA):
        await _outcome(stage, user, case)
    await stage.card(case, "The outcome")
    await stage.hand(deeds.COL).command("/edr", f"erase {case}")
    await deeds.told_privately(stage, deeds.COL, "Its time is not over yet")
    await stage.pass_time(KEPT)
    await _hold(stage, deeds.EVE, case, "place", "The officer's department asks about it.")
    await stage.hand(deeds.COL).command("/edr", f"erase {case}")
    await deeds.told_privately(stage, deeds.COL, "A legal hold keeps it")
    await _hold(stage, deeds.COL, case, "1", "They have what they need.")
    await deeds.second(stage, deeds.SOL, case, "end a legal hold?")
    expect(not await stage.erase(case), "nothing to be erased before two people agreed")
    await _propose(stage, deeds.COL, case)
    await deeds.second(stage, deeds.SOL, case, "erase what is personal?")
    expect(await stage.erase(case), "the case to be erased")
    await stage.card(case, "what was personal was erased")
    await stage.hand(deeds.ANA).command("/edr", f"show {case}")
    await deeds.told_privately(stage, deeds.ANA, "erased what was personal")
    return case


async def _outcome(stage: Stage, user: str, case: str) -> None:
    hand = stage.hand(user)
    await hand.command("/edr", f"outcome {case}")
    await hand.view("outcome.file")
    await hand.fill(None, {"truth": "misrepresented", "source": "The county's own report."})
    await hand.submit()


async def _hold(stage: Stage, user: str, case: str, act: str, why: str) -> None:
    hand = stage.hand(user)
    await hand.command("/edr", f"hold {case}")
    await hand.view("hold.file")
    await hand.fill(None, {"act": act, "why": why})
    await hand.submit()
    await hand.close(everything=True)


async def _propose(stage: Stage, user: str, case: str) -> None:
    hand = stage.hand(user)
    await hand.command("/edr", f"erase {case}")
    await hand.view("erase.file")
    await hand.submit()
    await hand.close(everything=True)
