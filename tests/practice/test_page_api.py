"""The practice page's JSON interface."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.evidence import Evidence
from bot.practice.mailbox import Mailbox
from bot.practice.page_api import PageApi
from bot.practice.page_state import Practice
from bot.practice.server import STATIC, SlackServer
from bot.practice.workspace import Workspace
from tests.practice.fakes import (
    REVIEW,
    Json,
    Product,
    StillWall,
    actions,
    asks,
    button,
    modal,
    options,
    text_input,
)
from tests.practice.test_mailbox import send


class Page:
    """A browser without a screen."""

    def __init__(self, server: SlackServer, session: ClientSession) -> None:
        self.server = server
        self.session = session

    async def get(self, path: str) -> tuple[int, Json]:
        """GET JSON."""
        async with self.session.get(self.server.origin + path) as answer:
            return answer.status, json.loads(await answer.text())

    async def state(self, person: str = "U01ANA") -> Json:
        """What a person sees."""
        return (await self.get(f"/practice/state?as={person}"))[1]

    async def act(self, verb: str, **words: object) -> tuple[int, Json]:
        """POST one verb, as Ana unless said otherwise."""
        body = {"as": "U01ANA"} | words
        async with self.session.post(f"{self.server.origin}/practice/{verb}", json=body) as answer:
            return answer.status, json.loads(await answer.text())


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    """A law clock that counts, and an evidence folder."""
    moved: list[float] = []

    async def advance(seconds: float) -> None:
        moved.append(seconds)

    return Practice(lambda: f"moved {sum(moved):g}", advance, evidence=Evidence(tmp_path))


@pytest.fixture
async def page(workspace: Workspace, product: Product, practice: Practice) -> AsyncIterator[Page]:
    """The page's interface beside the pretend Slack."""
    extend = PageApi(practice).extend
    async with (
        SlackServer(workspace, product_url=product.url, extend=extend) as server,
        ClientSession() as session,
    ):
        yield Page(server, session)


@pytest.fixture
async def poster(page: Page) -> AsyncWebClient:
    """The product's client."""
    return AsyncWebClient(page.server.workspace.app.bot_token, base_url=page.server.base_url)


async def test_state_is_one_persons(page: Page, poster: AsyncWebClient) -> None:
    """Each person sees their channels, ephemeral messages and direct messages only."""
    await poster.chat_postMessage(channel=REVIEW, text="card")
    await poster.chat_postEphemeral(channel=REVIEW, user="U01ANA", text="for Ana")
    await poster.chat_postMessage(channel="U01ANA", text="receipt")
    ana, ben, gus = [await page.state(u) for u in ("U01ANA", "U01BEN", "U01GUS")]
    assert [m["text"] for m in ana["channels"][0]["messages"]] == ["card", "for Ana"]
    assert ana["dms"][0]["messages"][0]["text"] == "receipt"
    assert [m["text"] for m in ben["channels"][0]["messages"]] == ["card"]
    assert (ben["dms"], gus["channels"], gus["dms"]) == ([], [], [])
    assert {p["id"]: p["note"] for p in ana["people"]}["U01GUS"] == "guest"
    assert (await page.get("/practice/state?as=U0NO"))[0] == 404


async def test_version_grows(page: Page, poster: AsyncWebClient) -> None:
    """The version grows when something happens, and stays while nothing does."""
    before = (await page.state())["version"]
    assert (await page.state())["version"] == before
    await poster.chat_postMessage(channel=REVIEW, text="card")
    assert (await page.state())["version"] > before


async def test_a_form_from_press_to_submit(
    page: Page, poster: AsyncWebClient, product: Product
) -> None:
    """Press, fill, field error, fill again, submit: all through the page."""
    await poster.chat_postMessage(channel=REVIEW, text="x", blocks=[actions(button())])
    ts = (await page.state())["channels"][0]["messages"][0]["ts"]
    status, said = await page.act("press", channel=REVIEW, ts=ts, action_id="review.open")
    assert (status, said["status"], said["trouble"]) == (200, 200, "")
    pick = {"type": "checkboxes", "action_id": "pick", "options": options("a", "b")}
    view = modal(asks(text_input()), asks(pick, "pick"), private_metadata="m")
    await poster.views_open(trigger_id=product.received[-1]["trigger_id"], view=view)
    (seen,) = (await page.state())["views"]
    assert (seen["title"], seen["submit"], seen["close"]) == ("Form", "File", None)
    assert seen["values"] == {"why": {"why": None}, "pick": {"pick": []}}
    view_id = seen["id"]
    assert (await page.act("submit", view_id=view_id))[0] == 409
    assert (await page.state())["views"][0]["errors"].keys() == {"why", "pick"}
    await page.act("fill", view_id=view_id, values={"why": "x", "pick": ["b"]})
    assert (await page.state())["views"][0]["values"]["pick"] == {"pick": ["b"]}
    assert (await page.act("submit", view_id=view_id))[1]["ok"]
    assert (await page.state())["views"] == []


async def test_refused_acts(page: Page) -> None:
    """What a person could not do is 409 with a reason; strangers, too."""
    acts: list[tuple[str, Json]] = [
        ("press", {"channel": REVIEW, "ts": "1.0", "action_id": "x"}),
        ("fill", {"view_id": "V0", "values": {}}),
        ("close", {"view_id": "V0"}),
        ("home", {"as": "U0NO"}),
        ("dismiss", {"channel": REVIEW, "ts": "1.0"}),
        ("advance", {"seconds": -1}),
        ("advance", {"seconds": "soon"}),
        ("evidence", {"name": "../x"}),
    ]
    for verb, words in acts:
        status, said = await page.act(verb, **words)
        assert (status, said["ok"]) == (409, False), verb
        assert said["error"]


async def test_not_somebody_elses_view(page: Page) -> None:
    """Nobody fills in another person's form."""
    view = page.server.workspace.views.open("U01BEN", modal(asks(text_input())))
    assert (await page.act("fill", view_id=view.id, values={"why": "x"}))[0] == 409


async def test_command_home_and_suggest(page: Page, product: Product) -> None:
    """Commands, the App Home and suggestions reach the product."""
    product.answers = ["Nothing waits"]
    await page.act("command", command="/edr", text="queue", channel=REVIEW)
    (told,) = (await page.state())["channels"][0]["messages"]
    assert (told["text"], told["ephemeral"]) == ("Nothing waits", True)
    await page.act("dismiss", channel=REVIEW, ts=told["ts"])
    await page.act("home")
    assert product.received[-1]["event"]["type"] == "app_home_opened"
    search = {"type": "external_select", "action_id": "a", "min_query_length": 1}
    view = page.server.workspace.views.open("U01ANA", modal(asks(search, "agency")))
    product.answers = [{"options": options("spd")}]
    asked = {"view_id": view.id, "block_id": "agency", "action_id": "a", "text": "s"}
    assert (await page.act("suggest", **asked))[1]["body"] == options("spd")


async def test_clock_mail_and_evidence(page: Page, practice: Practice, wall: StillWall) -> None:
    """The law clock moves, letters and evidence files are listed and can be read."""
    assert (await page.act("advance", seconds=90))[1]["law_clock"] == "moved 90"
    made = (await page.act("evidence", name="front-door.mp4"))[1]
    async with Mailbox(wall) as box:
        practice.mailbox = box
        await send(box)
    state = await page.state()
    assert state["law_clock"] == "moved 90"
    assert state["mail"][0]["subject"] == "Your data"
    assert state["evidence"][0]["sha256"] == made["sha256"]
    letter = (await page.get("/practice/mail/1"))[1]
    assert ["Subject", "Your data"] in letter["headers"]
    assert letter["html"].startswith("<p>")
    assert (await page.get("/practice/mail/2"))[0] == 404
    url = f"{page.server.origin}/practice/evidence/front-door.mp4"
    async with page.session.get(url) as answer:
        assert len(await answer.read()) == made["bytes"]


async def test_other_pages_stay_out(page: Page) -> None:
    """A form post from elsewhere and another host name are refused."""
    url = f"{page.server.origin}/practice/home"
    async with page.session.post(url, data={"as": "U01ANA"}) as answer:
        assert answer.status == 415
    async with page.session.post(url, json={}, headers={"Host": "evil.example"}) as answer:
        assert answer.status == 403


async def test_broken_words(page: Page) -> None:
    """A body that is no JSON object is 400, a file that is not there 404."""
    for body in ("{", "[]"):
        headers = {"Content-Type": "application/json"}
        url = f"{page.server.origin}/practice/home"
        async with page.session.post(url, data=body, headers=headers) as answer:
            assert answer.status == 400
    assert (await page.get("/practice/evidence/none.mp4"))[0] == 404


async def test_press_in_a_view_and_close(page: Page, product: Product) -> None:
    """A button in a modal is pressed by the view's id, and the X closes the whole stack."""
    views = page.server.workspace.views
    first = views.open("U01ANA", modal(actions(button("more"))))
    await page.act("press", view_id=first.id, action_id="more")
    assert product.received[-1]["view"]["id"] == first.id
    second = views.push("U01ANA", modal(actions(button("more")), notify_on_close=True))
    assert (await page.act("close", view_id=second.id, all=True))[1]["ok"]
    assert product.received[-1]["is_cleared"]
    assert (await page.state())["views"] == []


async def test_what_is_not_set_up(workspace: Workspace) -> None:
    """Without clock, mailbox and evidence the page says so instead of failing."""
    extend = PageApi(Practice()).extend
    async with SlackServer(workspace, extend=extend) as server, ClientSession() as session:
        page = Page(server, session)
        assert (await page.act("advance", seconds=1))[0] == 409
        assert (await page.act("evidence", name="a.mp4"))[0] == 409
        assert (await page.get("/practice/mail/1"))[0] == 404
        assert (await page.state())["law_clock"] == ""


async def test_static_files(page: Page) -> None:
    """Every file of the page is served, with a policy that keeps foreign scripts out."""
    names = [f.name for f in STATIC.iterdir() if f.suffix in (".html", ".js", ".css", ".svg")]
    assert names
    for name in names:
        async with page.session.get(f"{page.server.origin}/{name}") as answer:
            assert answer.status == 200
            assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
    for absent in ("none.js", "%2e%2e/page_api.py", "page_api.py"):
        async with page.session.get(f"{page.server.origin}/{absent}") as answer:
            assert answer.status == 404


async def test_a_shared_picture_is_shown(page: Page, poster: AsyncWebClient) -> None:
    """What Slack's own client uploads is seen by the channel, with its words, once it is shared."""
    bytes_of = {"filename": "chart.png", "content": b"\x89PNG", "alt_txt": "Two bars"}
    await poster.files_upload_v2(title="A chart", **bytes_of)  # type: ignore[arg-type] # texts
    private, path = "F0000000001", "/practice/files/F0000000002"
    assert (await page.get(f"/practice/files/{private}"))[0] == 404
    await poster.files_upload_v2(title="A chart", channel=REVIEW, **bytes_of)  # type: ignore[arg-type] # texts
    (told,) = (await page.state())["channels"][0]["messages"]
    picture = {"id": "F0000000002", "title": "A chart", "alt": "Two bars", "picture": True}
    assert told["files"] == [picture]
    async with page.session.get(page.server.origin + path) as answer:
        assert (await answer.read(), answer.content_type) == (b"\x89PNG", "image/png")
