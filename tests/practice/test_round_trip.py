"""One round trip with a real slack-bolt app: press, modal, submission, update."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.async_app import AsyncAck
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import SystemClock
from bot.practice.server import SlackServer
from bot.practice.wall import ReadsWall
from tests.practice.fakes import (
    REVIEW,
    Json,
    actions,
    asks,
    button,
    modal,
    practice_workspace,
    section,
    text_input,
)


def bolt_app(slack: SlackServer, client: AsyncWebClient) -> AsyncApp:
    """A bot of one button, one form and one changed card."""
    identity = slack.workspace.app

    async def authorize(**_: object) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None,
            team_id=identity.team_id,
            bot_id=identity.bot_id,
            bot_user_id=identity.bot_user,
            bot_token=identity.bot_token,
        )

    app = AsyncApp(
        signing_secret=identity.signing_secret,
        client=client,
        authorize=authorize,
        process_before_response=True,
    )

    @app.action("review.open")
    async def opened(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        view = modal(asks(text_input()), private_metadata=body["message"]["ts"])
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()

    @app.view("form")
    async def filed(ack: AsyncAck, view: Json, client: AsyncWebClient) -> None:
        said = view["state"]["values"]["why"]["why"]["value"]
        ts = view["private_metadata"]
        await client.chat_update(channel=REVIEW, ts=ts, text=said, blocks=[section(said)])
        await ack()

    return app


async def serve(app: AsyncApp) -> web.AppRunner:
    """Mount the bolt app behind an aiohttp route on a port of its own."""

    async def handle(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    application = web.Application()
    application.router.add_post("/slack/events", handle)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner


@pytest.fixture
async def wired() -> AsyncIterator[tuple[SlackServer, AsyncWebClient]]:
    """The pretend Slack and the bolt app, pointed at each other."""
    workspace = practice_workspace(ReadsWall(SystemClock().wall))
    async with SlackServer(workspace) as slack:
        client = AsyncWebClient(workspace.app.bot_token, base_url=slack.base_url)
        client.retry_handlers.clear()
        runner = await serve(bolt_app(slack, client))
        slack.point_at(f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events")
        yield slack, client
        await runner.cleanup()


async def test_press_form_and_update(wired: tuple[SlackServer, AsyncWebClient]) -> None:
    """A press opens the bolt app's modal, and its submission changes the card."""
    slack, client = wired
    await client.chat_postMessage(channel=REVIEW, text="Case", blocks=[actions(button())])
    ana = slack.hand("U01ANA")
    pressed = await ana.press(REVIEW, "review.open")
    assert (pressed.status, pressed.trouble) == (200, "")
    await ana.fill(None, {"why": "a child is missing"})
    filed = await ana.submit()
    assert (filed.status, filed.trouble) == (200, "")
    assert ana.messages(REVIEW)[0].text == "a child is missing"
    assert slack.workspace.views.stack("U01ANA") == []
    assert slack.workspace.troubles == []


async def test_url_verification(wired: tuple[SlackServer, AsyncWebClient]) -> None:
    """The pretend Slack's url_verification passes bolt's signature check."""
    slack, _ = wired
    assert await slack.verify_url()
