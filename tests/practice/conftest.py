"""One practice workspace with three people, on a real port."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.server import SlackServer
from bot.practice.workspace import Workspace
from tests.practice.fakes import Product, StillWall, practice_workspace

# Otherwise pytest-asyncio's first test leaves behind a loop that nobody closes.
asyncio.set_event_loop(None)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The SDK would send even loopback traffic to a proxy named in the environment."""
    for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def wall() -> StillWall:
    """A clock that only the test moves."""
    return StillWall()


@pytest.fixture
def workspace(wall: StillWall) -> Workspace:
    """Ana and Ben review in C01REVIEW; Gus is a guest outside it."""
    return practice_workspace(wall)


@pytest.fixture
async def product() -> AsyncIterator[Product]:
    """A product that records deliveries and answers as told."""
    async with Product() as running:
        yield running


@pytest.fixture
async def slack(workspace: Workspace, product: Product) -> AsyncIterator[SlackServer]:
    """The pretend Slack, delivering to `product`."""
    retries = (0.0, 0.0, 0.0)
    async with SlackServer(
        workspace, product_url=product.url, retry_seconds=retries, ack_seconds=0.3
    ) as server:
        yield server


@pytest.fixture
async def client(slack: SlackServer) -> AsyncIterator[AsyncWebClient]:
    """The product's own client, pointed at the pretend Slack."""
    async with ClientSession() as session:
        token = slack.workspace.app.bot_token
        web = AsyncWebClient(token, base_url=slack.base_url, session=session)
        web.retry_handlers.clear()
        yield web
