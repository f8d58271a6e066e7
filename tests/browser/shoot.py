"""One case on a stage of its own, with a camera in front of it."""

from dataclasses import dataclass

from bot.practice.hand_on_views import Hand
from bot.practice.scripts import deeds, requests
from bot.practice.scripts.deeds import ANA
from bot.practice.seed import REVIEW
from bot.practice.stage import Stage
from tests.browser.camera import Camera

CARD = "Determinations"
"""A word that stands on a case's card and on no other message."""


@dataclass
class Shoot:
    """One case on a stage of its own, and the camera."""

    stage: Stage
    camera: Camera
    case: str = ""
    code: str = ""
    status: str = ""

    async def open(self, request: requests.Json | None = None) -> None:
        """Let the request come in."""
        sent = request or requests.kidnapping(self.stage.law())
        self.case, self.code = await deeds.request_comes_in(self.stage, sent, "msg_shoot")
        again = await self.stage.send(sent, "msg_shoot")
        self.status = self.stage.product + "/" + again["status_url"].split("/", 3)[-1]

    async def verify(self) -> None:
        """Reach the level that contents need."""
        await deeds.verify(self.stage, self.case, self.code)

    async def card(self, name: str) -> None:
        """Take the card as it is."""
        await self.camera.said(f"card-{name}", self.stage, ANA, CARD, REVIEW)

    async def form(self, name: str, user: str, word: str, view: str) -> Hand:
        """Open a form by its word, and take it."""
        hand = self.stage.hand(user)
        await hand.command("/edr", f"{word} {self.case}")
        await hand.view(view)
        await self.camera.modal(name, self.stage, user)
        return hand

    async def shut(self, name: str, user: str, word: str, view: str) -> None:
        """Open a form, take it and close it."""
        hand = await self.form(name, user, word, view)
        await hand.close(everything=True)

    async def word(self, name: str, user: str, text: str) -> None:
        """Type a word, and take what is answered."""
        hand = self.stage.hand(user)
        before = len(hand.ephemerals())
        await hand.command("/edr", text)
        await hand.until(lambda: len(hand.ephemerals()) > before)
        await self.camera.said(f"said-{name}", self.stage, user, "Only visible to you")

    async def pressed(self, name: str, user: str, action: str) -> None:
        """Press a button of the card, and take what is said in private."""
        hand = self.stage.hand(user)
        before = len(hand.ephemerals())
        await deeds.press_card(self.stage, user, self.case, action)
        await hand.until(lambda: len(hand.ephemerals()) > before)
        await self.camera.said(f"said-{name}", self.stage, user, "Only visible to you", REVIEW)
