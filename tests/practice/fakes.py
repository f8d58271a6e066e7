"""A clock that stands still, a workspace with people, and a product that answers as told."""

import json
from typing import Any, Self
from urllib.parse import parse_qs

from aiohttp import web

from bot.practice.hand_on_views import Hand
from bot.practice.server import SlackServer
from bot.practice.wall import Wall
from bot.practice.workspace import Workspace

Json = dict[str, Any]
REVIEW = "C01REVIEW"


class StillWall:
    """A wall clock that moves only when told."""

    def __init__(self, at: float = 1_795_318_500.0) -> None:
        self.at = at

    def now(self) -> float:
        """Return the time the test set."""
        return self.at


def practice_workspace(wall: Wall) -> Workspace:
    """Ana and Ben review in C01REVIEW; Gus is a guest outside it."""
    workspace = Workspace(wall)
    workspace.add_person("U01ANA", "ana", real_name="Ana Ruiz", email="ana@example.com")
    workspace.add_person("U01BEN", "ben", real_name="Ben Ode", email="ben@example.com")
    workspace.add_person("U01GUS", "gus", is_restricted=True)
    workspace.add_channel(REVIEW, "edr-review", ["U01ANA", "U01BEN"])
    return workspace


class Product:
    """Stands where the bot would: keeps each delivery and answers what the test queued."""

    def __init__(self) -> None:
        self.received: list[Json] = []
        self.headers: list[dict[str, str]] = []
        self.raw: list[bytes] = []
        self.answers: list[Json | str | int] = []
        self.url = ""

    async def __aenter__(self) -> Self:
        application = web.Application()
        application.router.add_post("/slack/events", self._take)
        self._runner = web.AppRunner(application, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/slack/events"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        body = await request.text()
        self.raw.append(body.encode())
        self.headers.append({k.lower(): v for k, v in request.headers.items()})
        if request.content_type == "application/json":
            self.received.append(json.loads(body))
        else:
            form = {k: v[0] for k, v in parse_qs(body, keep_blank_values=True).items()}
            self.received.append(json.loads(form["payload"]) if "payload" in form else form)
        answer = self.answers.pop(0) if self.answers else ""
        if isinstance(answer, int):
            return web.Response(status=answer)
        if isinstance(answer, dict):
            return web.json_response(answer)
        return web.Response(text=answer)


def plain(text: str) -> Json:
    """A plain text object."""
    return {"type": "plain_text", "text": text, "emoji": False}


def section(text: str = "Hello") -> Json:
    """A section block."""
    return {"type": "section", "text": plain(text)}


def button(action_id: str = "review.open", **more: object) -> Json:
    """A button element."""
    return {"type": "button", "action_id": action_id, "text": plain("Review"), **more}


def actions(*elements: Json) -> Json:
    """An actions block."""
    return {"type": "actions", "elements": list(elements)}


def asks(element: Json, block_id: str = "why", **more: object) -> Json:
    """An input block around an element."""
    return {"type": "input", "block_id": block_id, "label": plain("Why"), "element": element} | more


def text_input(action_id: str = "why", **more: object) -> Json:
    """A plain text input."""
    return {"type": "plain_text_input", "action_id": action_id, **more}


def options(*values: str) -> list[Json]:
    """Options named by their values."""
    return [{"text": plain(value), "value": value} for value in values]


def modal(*blocks: Json, **more: object) -> Json:
    """A modal with a submit button."""
    view = {"type": "modal", "callback_id": "form", "title": plain("Form"), "blocks": list(blocks)}
    return view | {"submit": plain("File")} | more


def shown(slack: SlackServer, *blocks: Json, **more: object) -> Hand:
    """Ana, with a modal of these blocks in front of her."""
    slack.workspace.views.open("U01ANA", modal(*blocks, **more))
    return slack.hand("U01ANA")


def element(kind: str, **more: object) -> Json:
    """An element of that type."""
    return {"type": kind, "action_id": "it", **more}


PICK: Any = {"options": options("a", "b", "c")}
