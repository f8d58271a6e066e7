"""What a reviewer ticks, chooses and writes, as a hand does it."""

from bot.practice.delivery import Answer
from bot.practice.hand_on_views import Hand
from handlers.review.draft import TESTED

WHY = "A witness saw the girl taken; the camera faces the kerb where it happened."


async def fill_test(hand: Hand, version: int = 1, owner: str = "tell") -> Answer:
    """Tick everything in step 1 and go on."""
    await hand.view("review.test")
    ticked = [element.value for element in TESTED]
    await hand.fill(None, {f"found:v{version}": ticked, f"owner:v{version}": owner})
    return await hand.submit()


async def fill_scope(hand: Hand, version: int = 1, window: str = "asked") -> Answer:
    """Allow video in step 2 and go on."""
    await hand.view("review.scope")
    await hand.fill(None, {f"scope:video:v{version}": window})
    return await hand.submit()


async def fill_file(hand: Hand, version: int = 1, decision: str = "approve") -> Answer:
    """Decide, say why, attest, and file."""
    await hand.view("review.file")
    values = {
        f"decision:v{version}": decision,
        f"why:v{version}": WHY,
        f"attest:v{version}": ["yes"],
    }
    await hand.fill(None, values)
    return await hand.submit()
