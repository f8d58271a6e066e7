"""The pretend Slack on a real port of 127.0.0.1: Web API, Socket Mode, response urls, page."""

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import ClientSession, ClientTimeout, web

from bot.practice.delivery import Answer, Post
from bot.practice.errors import PracticeError, SlackError
from bot.practice.findings import Json
from bot.practice.hand_on_views import Hand
from bot.practice.http_courier import HttpCourier
from bot.practice.limits import ACK_SECONDS, EVENT_RETRY_SECONDS
from bot.practice.payloads import Payloads
from bot.practice.replies import show
from bot.practice.response_urls import ResponseUrl
from bot.practice.route import Route
from bot.practice.socket_mode import Sockets
from bot.practice.web_api import WebApi
from bot.practice.workspace import Workspace

_ROOM_FOR_VIEWS = 4 * 1024 * 1024
STATIC = Path(__file__).parent / "static"


class SlackServer:
    """Serves one workspace while entered; `base_url` is what `AsyncWebClient` takes.

    `product_url` is the product's request url (HTTP mode); while the product holds Socket
    Mode connections, deliveries go there instead. `extend` adds routes, such as the page's.
    """

    def __init__(
        self,
        workspace: Workspace,
        *,
        product_url: str = "",
        port: int = 0,
        retry_seconds: tuple[float, ...] = EVENT_RETRY_SECONDS,
        ack_seconds: float = ACK_SECONDS,
        extend: Callable[["SlackServer", web.Application], None] | None = None,
    ) -> None:
        self.workspace = workspace
        self.sockets = Sockets(workspace)
        self.api = WebApi(workspace, self._connect)
        self._product_url = product_url
        self._port = port
        self._retry_seconds = retry_seconds
        self._ack_seconds = ack_seconds
        self._extend = extend
        self._hands: dict[str, Hand] = {}
        self.origin = ""

    async def __aenter__(self) -> Self:
        """Start listening; the port is chosen by the system unless one was given."""
        application = web.Application(client_max_size=_ROOM_FOR_VIEWS)
        application.router.add_route("*", "/api/{method}", self.api.handle)
        application.router.add_post("/upload/v1/{file}", self.api.take_upload)
        application.router.add_get("/socket", self.sockets.handle)
        application.router.add_post("/respond/{name}", self._respond)
        if self._extend is not None:
            self._extend(self, application)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self.port: int = self._runner.addresses[0][1]
        self.origin = self.workspace.files.origin = f"http://127.0.0.1:{self.port}"
        self._session = ClientSession(timeout=ClientTimeout(total=60))
        app = self.workspace.app
        self.http = HttpCourier(
            self._session, app.signing_secret, self.workspace.wall, self._product_url
        )
        self.payloads = Payloads(self.workspace, self.origin)
        self.post = Post(
            self.workspace,
            Route(self.sockets, self.http),
            retry_seconds=self._retry_seconds,
            ack_seconds=self._ack_seconds,
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop deliveries, close sockets and the port."""
        await self.post.stop()
        await self.sockets.stop()
        await self._session.close()
        await self._runner.cleanup()

    @property
    def base_url(self) -> str:
        """The Web API's address, ending with `/api/`."""
        return f"{self.origin}/api/"

    def point_at(self, product_url: str) -> None:
        """Set the product's request url, for clicks, commands and events alike."""
        self._product_url = self.http.url = product_url

    def hand(self, user_id: str) -> Hand:
        """Return the hand of a person of the workspace; raises `SlackError` if unknown."""
        self.workspace.people.get(user_id)
        if user_id not in self._hands:
            self._hands[user_id] = Hand(self.workspace, self.post, self.payloads, user_id)
        return self._hands[user_id]

    async def announce(self, event: Json) -> Answer:
        """Send an event such as `channel_shared` to the product, with Slack's repetitions.

        Raises `PracticeError` for an event the app has not subscribed to.
        """
        if event["type"] not in self.workspace.app.events:
            raise PracticeError(f"the app has not subscribed to {event['type']}")
        return await self.post.announce(self.payloads.event(event))

    async def change_person(self, user_id: str, **fields: object) -> Answer:
        """Change an account, as in `deleted=True`, and announce `user_change`."""
        person = self.workspace.people.change(user_id, **fields)
        self.workspace.changed()
        return await self.announce({"type": "user_change", "user": person.as_slack()})

    async def share_channel(self, channel_id: str, with_team: str = "T999") -> Answer:
        """Share a channel with another organisation, and announce `channel_shared`."""
        self.workspace.channels.any(channel_id).shared = True
        self.workspace.changed()
        event = {"type": "channel_shared", "channel": channel_id, "connected_team_id": with_team}
        return await self.announce(event)

    async def verify_url(self) -> bool:
        """Send `url_verification` as Slack does when a request url is set; say if it passed."""
        body = {"type": "url_verification", "token": "practice", "challenge": "practice-challenge"}
        answer = await self.http.send(json.dumps(body).encode(), "application/json")
        text = answer.body.get("challenge") if isinstance(answer.body, dict) else answer.text
        return bool(answer.ok and text == body["challenge"])

    def _connect(self) -> str:
        return f"ws://127.0.0.1:{self.port}/socket?ticket={self.sockets.ticket()}"

    async def _respond(self, request: web.Request) -> web.Response:
        try:
            words: Json = json.loads(await request.text())
            address = self.workspace.response_urls.use(request.match_info["name"])
        except ValueError:
            return web.Response(status=400, text="invalid_payload")
        except SlackError as refusal:
            return web.Response(status=404, text=refusal.code)
        trouble = self._place_response(address, words)
        self.workspace.changed()
        if trouble:
            return web.Response(status=400, text=trouble)
        return web.Response(text="ok")

    def _place_response(self, address: ResponseUrl, words: Json) -> str:
        replaces = words.get("replace_original") or words.get("delete_original")
        trouble = ""
        if not words.get("delete_original"):
            trouble = show(self.workspace, address.user_id, address.channel, words)
        if replaces and not trouble and address.message_ts:
            with contextlib.suppress(SlackError):
                old = self.workspace.messages.find(address.channel, address.message_ts)
                self.workspace.messages.delete(old)
        return trouble
