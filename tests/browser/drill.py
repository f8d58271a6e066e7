"""A tiny workspace with a card, and a product that opens a form with every kind of input."""

import asyncio
import json
from pathlib import Path
from typing import Any, Self

from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.evidence import Evidence
from bot.practice.mailbox import Letter, Mailbox
from bot.practice.page_api import PageApi
from bot.practice.page_state import Practice
from bot.practice.server import SlackServer
from tests.practice.fakes import (
    Json,
    StillWall,
    actions,
    asks,
    modal,
    options,
    plain,
    practice_workspace,
    text_input,
)

HOSTILE = "<img src=x onerror=alert(1)> *not bold* & &amp;"
LETTER = b"""From: privacy@example.com
To: owner@example.com
Subject: Your video
MIME-Version: 1.0
Content-Type: text/html

<style>h1 { color: rgb(1, 2, 3) }</style><h1>About your video</h1>
<p style="color: rgb(4, 5, 6)">Dear owner</p><script>document.querySelector("h1").remove()</script>
"""


def press(action_id: str, words: str, **more: object) -> Json:
    """A button."""
    return {"type": "button", "action_id": action_id, "text": plain(words), "value": "1"} | more


def card() -> list[Json]:
    """Blocks such as a case's card has."""
    sure = {"title": plain("Stop it?"), "text": plain("Nothing goes out."), "style": "danger"}
    sure |= {"confirm": plain("Stop"), "deny": plain("Keep")}
    clock = "*Clock*\n<!date^1795320300^{date_short_pretty} {time}|2026-11-22 04:05 UTC>"
    return [
        {"type": "header", "text": plain("EDR-2026-000001 · Abduction")},
        {"type": "section", "fields": [{"type": "mrkdwn", "text": clock}]},
        {"type": "section", "text": plain(HOSTILE)},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "Call <tel:+15550100100|us>"}]},
        {"type": "divider"},
        actions(
            press("form", "Review", style="primary"),
            press("stop", "Stop", style="danger", confirm=sure),
        ),
    ]


def form(callback_id: str = "form") -> Json:
    """A modal with one input of each kind."""
    kinds: dict[str, Json] = {
        "why": text_input(multiline=True, min_length=5, max_length=40),
        "pick": {
            "type": "static_select",
            "option_groups": [
                {"label": plain("Allow"), "options": options("narrow")},
                {"label": plain("Refuse"), "options": options("refuse")},
            ],
        },
        "many": {"type": "multi_static_select", "options": options("m1", "m2", "m3")},
        "one": {"type": "radio_buttons", "options": options("r1", "r2")},
        "ticks": {"type": "checkboxes", "options": options("c1", "c2")},
        "agency": {"type": "external_select", "min_query_length": 2},
        "day": {"type": "datepicker"},
        "time": {"type": "timepicker"},
        "mail": {"type": "email_text_input"},
    }
    blocks = [
        asks(
            {"action_id": name} | element, name, label=plain(f"The {name}"), optional=name != "why"
        )
        for name, element in kinds.items()
    ]
    blocks[0]["hint"] = plain("In your own words")
    return modal(*blocks, callback_id=callback_id, close=plain("Back"), notify_on_close=True)


class Drill:
    """The workspace, its page, and a product on a port of its own."""

    def __init__(self, folder: Path) -> None:
        self.wall = StillWall()
        self.workspace = practice_workspace(self.wall)
        self.received: list[Json] = []
        self.answers: list[Json] = []
        self._news = asyncio.Condition()
        self.seconds = 0.0
        box = Mailbox(self.wall)
        to = ("owner@example.com",)
        box.letters.append(Letter(1, self.wall.at, "privacy@example.com", to, LETTER, tls=False))
        self.practice = Practice(self._law_clock, self._advance, box, Evidence(folder))

    async def __aenter__(self) -> Self:
        application = web.Application()
        application.router.add_post("/slack/events", self._take)
        self._runner = web.AppRunner(application, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/slack/events"
        extend = PageApi(self.practice).extend
        self._slack = SlackServer(self.workspace, product_url=url, extend=extend)
        await self._slack.__aenter__()
        self.origin = self._slack.origin
        token = self.workspace.app.bot_token
        self.client = AsyncWebClient(token, base_url=self._slack.base_url)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._slack.__aexit__(None, None, None)
        await self._runner.cleanup()

    async def say(self, channel: str, text: str, blocks: list[Json] | None = None) -> None:
        """Post as the app; Slack takes one message a second in each channel."""
        self.wall.at += 2
        await self.client.chat_postMessage(channel=channel, text=text, blocks=blocks)

    def got(self, kind: str) -> list[Json]:
        """Deliveries of one type, oldest first."""
        return [one for one in self.received if one.get("type", one.get("command")) == kind]

    async def arrived(self, kind: str) -> None:
        """Wait until a delivery of one type came: what the page shows may be ahead of it."""
        async with asyncio.timeout(30), self._news:
            await self._news.wait_for(lambda: self.got(kind))

    def answered(self) -> dict[str, Any]:
        """What the newest submission carried, by block id."""
        state = self.got("view_submission")[-1]["view"]["state"]["values"]
        return {name: next(iter(one.values())) for name, one in state.items()}

    def _law_clock(self) -> str:
        hours, rest = divmod(int(self.seconds), 3600)
        return f"2026-11-22T{3 + hours:02d}:{rest // 60:02d}:00+00:00"

    async def _advance(self, seconds: float) -> None:
        self.seconds += seconds

    async def _keep(self, words: Json) -> None:
        self.received.append(words)
        async with self._news:
            self._news.notify_all()

    async def _take(self, request: web.Request) -> web.Response:
        if request.content_type == "application/json":
            await self._keep(await request.json())
            return web.Response()
        sent = dict(await request.post())
        words: Json = json.loads(str(sent["payload"])) if "payload" in sent else sent
        await self._keep(words)
        if words.get("type") == "block_suggestion":
            return web.json_response({"options": options("Springfield PD", "Shelbyville PD")})
        if words.get("command"):
            return web.json_response({"text": "*Nothing* waits"})
        if words.get("type") == "view_submission" and self.answers:
            return web.json_response(self.answers.pop(0))
        if words.get("type") == "block_actions" and words["actions"][0]["action_id"] == "form":
            await self.client.views_open(trigger_id=words["trigger_id"], view=form())
        return web.Response()
