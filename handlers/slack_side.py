"""Slack's side of the product as one thing to start, use and stop."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from aiohttp import ClientSession
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.workflow.office import Office
from handlers.edge import Asks, Counts, Edge, Injected
from handlers.outside import Failure
from handlers.slack_api import TIME_LIMIT, SlackApi
from handlers.slack_app import bolt_app
from handlers.socket import SocketMode
from handlers.standing import Standings

HttpAnswer = tuple[int, Mapping[str, str], bytes]
"""Status, headers and body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackPlaces:
    """Where we are in Slack. `api_url` ends with a slash; `enterprise` is empty without a grid."""

    api_url: str
    team: str
    enterprise: str = ""
    review_channel: str = ""
    escalation_channel: str = ""
    bot_token: str = field(repr=False)
    public_url: str = ""
    company: str = ""


class SlackSide:
    """Everything that speaks with Slack; made inside a running event loop, stopped by `close`."""

    def __init__(self, session: ClientSession, api: SlackApi, edge: Edge, app: AsyncApp) -> None:
        self.api = api
        self.edge = edge
        self.standings = edge.standings
        self._session = session
        self._app = app
        self._socket: SocketMode | None = None

    async def handle_http(self, body: bytes, headers: Mapping[str, str]) -> HttpAnswer:
        """Answer one request that the gate has proved to be Slack's."""
        given: dict[str, str | Sequence[str]] = {k.lower(): v for k, v in headers.items()}
        answer = await self._dispatch(AsyncBoltRequest(body=body.decode(), headers=given))
        sent = {name: values[0] for name, values in answer.headers.items() if values}
        return answer.status, sent, (answer.body or "").encode()

    async def start_socket(self, app_token: str) -> None:
        """Open Socket Mode; raises SocketRefused where Slack does not take the token."""
        self._socket = SocketMode(self.api, app_token, self._dispatch)
        await self._socket.start()

    async def look_at_channels(self) -> dict[str, str]:
        """Return what is wrong with our channels, by id; nothing is posted to a shared one."""
        wrong: dict[str, str] = {}
        for channel in sorted(self.edge.injected.channels):
            found = await self.api.conversation(channel)
            if isinstance(found, Failure):
                wrong[channel] = found.reason
            elif found.shared:
                self.api.close_channel(channel, "shared_outside")
                wrong[channel] = "shared_outside"
            elif not found.private:
                wrong[channel] = "public"
        return wrong

    @property
    def socket(self) -> SocketMode | None:
        """Socket Mode, where it was started."""
        return self._socket

    async def close(self) -> None:
        """Take nothing in any more, finish what was begun, then let go of Slack."""
        if self._socket is not None:
            await self._socket.stop_intake()
        await self.edge.settle()
        if self._socket is not None:
            await self._socket.close()
        await self._session.close()

    async def __aenter__(self) -> Self:
        """Use it as a context."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        await self.close()

    async def _dispatch(self, request: AsyncBoltRequest) -> BoltResponse:
        return await self._app.async_dispatch(request)


def build_slack(
    office: Office,
    places: SlackPlaces,
    *,
    verify: Asks | None = None,
    export: Asks | None = None,
    report: Counts | None = None,
) -> SlackSide:
    """Return Slack's side over `office`; must be called on the running event loop.

    `verify` and `export` answer their words with sentences, `report` counts; without them the
    words say so.
    """
    session = ClientSession(timeout=TIME_LIMIT, trust_env=False)
    api = SlackApi(places.bot_token, places.api_url, session)
    teams = frozenset(t for t in (places.team, places.enterprise) if t)
    channels = frozenset(c for c in (places.review_channel, places.escalation_channel) if c)
    injected = Injected(
        public_url=places.public_url.rstrip("/"),
        channels=channels,
        verify=verify,
        export=export,
        report=report,
        company=places.company,
    )
    edge = Edge(office, api, Standings(office, api, teams), teams, injected)
    return SlackSide(session, api, edge, bolt_app(edge, places.team, places.enterprise))
