"""Deliveries: signed, once for clicks, again for events, and faulty when planned."""

import asyncio

import pytest
from aiohttp import ClientSession
from slack_sdk.signature import Clock, SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.errors import PracticeError
from bot.practice.server import SlackServer
from bot.practice.workspace import Workspace
from tests.practice.fakes import REVIEW, Product, StillWall, actions, button

PRESS = "deliver:block_actions"


@pytest.fixture
async def card(client: AsyncWebClient) -> AsyncWebClient:
    """A card with one button in the review channel."""
    await client.chat_postMessage(channel=REVIEW, text="x", blocks=[actions(button())])
    return client


@pytest.mark.usefixtures("card")
async def test_signature(slack: SlackServer, product: Product, wall: StillWall) -> None:
    """The SDK's own verifier accepts a delivery at the wall's time, and no other secret."""
    await slack.hand("U01ANA").press(REVIEW, "review.open")

    class At(Clock):
        def now(self) -> float:
            return wall.now()

    body, headers = product.raw[-1], product.headers[-1]
    good = SignatureVerifier(slack.workspace.app.signing_secret, At())
    assert good.is_valid_request(body, headers)
    assert not SignatureVerifier("another", At()).is_valid_request(body, headers)


@pytest.mark.usefixtures("card")
async def test_clicks_are_never_repeated(slack: SlackServer, product: Product) -> None:
    """A press answered 500 is trouble for the person and does not come again."""
    product.answers = [500]
    answer = await slack.hand("U01ANA").press(REVIEW, "review.open")
    assert (answer.status, answer.trouble, answer.ok) == (500, "HTTP 500", False)
    await asyncio.sleep(0.02)
    assert len(product.received) == 1
    assert slack.workspace.troubles == ["block_actions: HTTP 500"]


async def test_events_are_repeated(slack: SlackServer, product: Product) -> None:
    """An event comes again, numbered and with the same id, until it is answered."""
    product.answers = [500, 503, 200]
    await slack.announce({"type": "user_change", "user": {"id": "U01ANA"}})
    await slack.hand("U01ANA").until(lambda: len(product.received) == 3 or None)
    assert [h.get("x-slack-retry-num") for h in product.headers] == [None, "1", "2"]
    assert product.headers[1]["x-slack-retry-reason"] == "http_error"
    assert len({r["event_id"] for r in product.received}) == 1


async def test_what_changes_is_announced(slack: SlackServer, product: Product) -> None:
    """A changed account and a shared channel reach the product; the unasked-for does not."""
    await slack.change_person("U01BEN", deleted=True)
    assert product.received[-1]["event"]["user"]["deleted"]
    await slack.share_channel(REVIEW)
    assert product.received[-1]["event"]["channel"] == REVIEW
    assert slack.workspace.channels.any(REVIEW).shared
    with pytest.raises(PracticeError, match="reaction_added"):
        await slack.announce({"type": "reaction_added"})


async def test_events_are_given_up(slack: SlackServer, product: Product) -> None:
    """After the third repetition Slack gives an event up."""
    product.answers = [500] * 9
    await slack.announce({"type": "user_change"})
    await slack.hand("U01ANA").until(lambda: slack.workspace.troubles or None, 0.5)
    assert len(product.received) == 4


async def test_duplicates_and_losses(
    card: AsyncWebClient, slack: SlackServer, product: Product
) -> None:
    """A planned duplicate arrives twice with one payload; a planned loss never arrives."""
    ana = slack.hand("U01ANA")
    slack.workspace.faults.add(PRESS, "duplicate")
    assert (await ana.press(REVIEW, "review.open")).ok
    assert product.raw[0] == product.raw[1]
    slack.workspace.faults.add(PRESS, "lost")
    assert (await ana.press(REVIEW, "review.open")).status == 0
    assert len(product.received) == 2


@pytest.mark.usefixtures("card")
async def test_nobody_there(slack: SlackServer) -> None:
    """A product that is down gives no status, and the person sees trouble."""
    slack.point_at("http://127.0.0.1:1/slack/events")
    answer = await slack.hand("U01ANA").press(REVIEW, "review.open")
    assert answer.status == 0
    assert answer.trouble.startswith("no connection")
    slack.point_at("")
    assert "no request url" in (await slack.hand("U01ANA").press(REVIEW, "review.open")).trouble


async def test_too_slow(workspace: Workspace) -> None:
    """A product slower than Slack's patience counts as no answer."""

    class Slow(Product):
        async def _take(self, request: object) -> object:  # type: ignore[override] # answers nobody
            await asyncio.sleep(0.2)
            return None

    async with (
        Slow() as product,
        SlackServer(workspace, product_url=product.url, ack_seconds=0.02) as slack,
    ):
        answer = await slack.hand("U01ANA").command("/edr", "queue")
        assert (answer.status, answer.ok) == (0, False)
        assert "no answer within" in answer.trouble


async def respond(url: str, **words: object) -> tuple[int, str]:
    """Post to a response url."""
    async with ClientSession() as session, session.post(url, json=words) as answer:
        return answer.status, await answer.text()


async def test_response_url_five_times(slack: SlackServer, product: Product) -> None:
    """A response url takes five answers, for the person alone, and no sixth."""
    ana = slack.hand("U01ANA")
    await ana.command("/edr", "queue", REVIEW)
    url = product.received[-1]["response_url"]
    for _ in range(5):
        assert await respond(url, text="x") == (200, "ok")
    assert await respond(url, text="x") == (404, "used_url")
    assert len(ana.ephemerals()) == 5
    assert slack.hand("U01BEN").messages(REVIEW) == []


async def test_response_url_half_an_hour(
    slack: SlackServer, product: Product, wall: StillWall
) -> None:
    """After 30 minutes a response url has expired; bad words are refused."""
    await slack.hand("U01ANA").command("/edr", "queue", REVIEW)
    url = product.received[-1]["response_url"]
    assert (await respond(url, text=""))[0] == 400
    wall.at += 1801
    assert await respond(url, text="x") == (404, "expired_url")


async def test_replace_an_ephemeral(
    client: AsyncWebClient, slack: SlackServer, product: Product
) -> None:
    """A press on an ephemeral message can replace it, and delete it."""
    blocks = [actions(button("form.open"))]
    await client.chat_postEphemeral(channel=REVIEW, user="U01ANA", text="old", blocks=blocks)
    ana = slack.hand("U01ANA")
    await ana.press(REVIEW, "form.open")
    got = product.received[-1]
    assert got["container"]["is_ephemeral"]
    assert "message" not in got
    await respond(got["response_url"], text="new", replace_original=True)
    assert [m.text for m in ana.ephemerals()] == ["new"]
