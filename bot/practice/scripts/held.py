"""What people do about an owner who must not be told yet, each through the real form."""

import json
from datetime import timedelta

from bot.practice.delivery import Answer
from bot.practice.scripts import deeds
from bot.practice.scripts.requests import Json
from bot.practice.seed import ESCALATION
from bot.practice.stage import Stage, expect

OWNER = "jo@home.example"
COURT = "Superior Court of Springfield"
REASON = "He would be gone within the hour once he hears of it."
DAY = timedelta(days=1)


async def holder(
    stage: Stage,
    case: str,
    email: str,
    role: str = "primary",
    *,
    more: bool = False,
    flags: tuple[str, ...] = (),
) -> None:
    """Col records one account holder; Eve reads the address."""
    hand = stage.hand(deeds.COL)
    await hand.command("/edr", f"owners {case}")
    form = await hand.view("owners.file")
    typed: dict[str, object] = {
        "stored": "yes",
        "name": email.partition("@")[0].capitalize(),
        "email": email,
        "role": role,
        "more": "more" if more else "all",
    }
    await hand.fill(form, typed | ({"owner_flags": list(flags)} if flags else {}))
    await hand.submit()
    await hand.close(everything=True)
    await deeds.second(stage, deeds.EVE, case, "is this address right?")


async def approved(
    stage: Stage, request: Json, message_id: str, owner: str = "tell", flags: tuple[str, ...] = ()
) -> str:
    """A case that two people approved, with the owner on record; Ana found `owner` of them."""
    case, code = await deeds.request_comes_in(stage, request, message_id)
    await deeds.verify(stage, case, code)
    await holder(stage, case, OWNER, flags=flags)
    await deeds.review(stage, deeds.ANA, case, owner=owner)
    await deeds.review(stage, deeds.BEN, case)
    await stage.card(case, "release.open")
    return case


async def released(
    stage: Stage, request: Json, message_id: str, owner: str = "tell", flags: tuple[str, ...] = ()
) -> str:
    """The same, handed over, and the emergency is over."""
    case = await approved(stage, request, message_id, owner, flags=flags)
    await deeds.release(stage, case)
    await deeds.end_emergency(stage, deeds.DIA, case)
    return case


async def safe(stage: Stage, case: str, *people: str) -> None:
    """Say, one after the other, that no account holder is involved or endangered."""
    for user in people or (deeds.ANA, deeds.SOL):
        await deeds.answer_safety(stage, user, case)


async def propose(
    stage: Stage, user: str, case: str, ground: str, days: int, **more: str
) -> Answer:
    """Propose that the owner is not told for so many days."""
    hand = stage.hand(user)
    await hand.command("/edr", f"restrict {case}")
    form = await hand.view("restrict.file")
    last = (stage.law() + days * DAY).date().isoformat()
    fields = {"ground": ground, "until": last, "reason": REASON, "attest": ["yes"], **more}
    await hand.fill(form, fields)
    answer = await hand.submit()
    await hand.close(everything=True)
    return answer


async def agree(stage: Stage, user: str, case: str) -> None:
    """Agree to the hold as the second person."""
    await deeds.second(stage, user, case, "hold a notice?")
    await stage.card(case, "held until")


def nobody_told(stage: Stage, why: str) -> None:
    """Expect that no owner has had a letter."""
    expect(stage.mailbox.to(OWNER) == [], f"the owner not to be told {why}")


async def shouted(stage: Stage, words: str) -> None:
    """Wait until the escalation channel says `words`."""
    senior = stage.hand(deeds.SOL)
    await stage.until(
        lambda: any(words in json.dumps(m.blocks) for m in senior.messages(ESCALATION)),
        f"the escalation channel to say: {words}",
    )


async def asked_again(stage: Stage, case: str) -> None:
    """Wait until somebody was called to look at the held notice again."""
    called = "safe to tell the owner: a notice is held"
    people = (deeds.ANA, deeds.BEN, deeds.NOOR, deeds.SOL)
    await stage.until(
        lambda: any(called in deeds.said_privately(stage, user) for user in people),
        f"two people to be asked again about {case}",
    )
