"""Sharing a picture in Slack, and what each way of failing comes to."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp import ClientSession, FormData

from bot.practice.faults import FaultKind
from bot.practice.server import SlackServer
from handlers.outside import Permanent, Transient, Unknown
from handlers.slack_api import TIME_LIMIT, SlackApi
from handlers.slack_files import Picture, share
from tests.handlers.house import REVIEW, StillWall, workspace_of

ANA = "U01ANA"
CHART = Picture(name="chart.png", title="A chart", alt="Two bars: 3 and 5", content=b"\x89PNG...")
ASK, SEND, END = "files.getUploadURLExternal", "upload", "files.completeUploadExternal"


@pytest.fixture
async def slack() -> AsyncIterator[SlackServer]:
    """The pretend Slack."""
    async with SlackServer(workspace_of(StillWall())) as server:
        yield server


@pytest.fixture
async def api(slack: SlackServer) -> AsyncIterator[SlackApi]:
    """Our adapter, pointed at it."""
    async with ClientSession(timeout=TIME_LIMIT) as session:
        yield SlackApi(slack.workspace.app.bot_token, slack.base_url, session)


async def test_a_picture_is_shared_with_its_words(slack: SlackServer, api: SlackApi) -> None:
    """Three calls, one message: the bytes as they were, the title, and the text alternative."""
    assert await share(api, REVIEW, CHART) is None
    assert [name for name, _ in slack.api.calls] == [ASK, SEND, END]
    (message,) = slack.hand(ANA).messages(REVIEW)
    (file,) = message.files
    assert (file.content, file.title, file.alt) == (CHART.content, CHART.title, CHART.alt)
    assert message.as_slack({})["subtype"] == "file_share"


FAILURES: list[tuple[str, FaultKind, dict[str, object], object]] = [
    (ASK, "lost_answer", {}, Transient("connection_lost")),
    (ASK, "error", {"code": "file_uploads_disabled"}, Permanent("file_uploads_disabled")),
    (ASK, "rate_limited", {"seconds": 7}, Transient("ratelimited", 7.0)),
    (SEND, "lost_answer", {}, Transient("connection_lost")),
    (SEND, "http_500", {}, Transient("upload_later")),
    (END, "lost_request", {}, Unknown("connection_lost")),
    (END, "http_500", {}, Unknown("internal_error")),
    (END, "error", {"code": "posting_to_channel_denied"}, Permanent("posting_to_channel_denied")),
]


@pytest.mark.parametrize(("step", "kind", "planned", "expected"), FAILURES, ids=str)
async def test_failures_by_step(
    slack: SlackServer,
    api: SlackApi,
    step: str,
    kind: FaultKind,
    planned: dict[str, object],
    expected: object,
) -> None:
    """Before the last step a failure means that nobody saw anything; at it, nobody knows."""
    slack.workspace.faults.add(step, kind, **planned)
    assert await share(api, REVIEW, CHART) == expected
    assert slack.hand(ANA).messages(REVIEW) == []


async def test_a_lost_last_answer_is_not_repeated(slack: SlackServer, api: SlackApi) -> None:
    """The picture may be there: it is called unknown, and is there once."""
    slack.workspace.faults.add(END, "lost_answer")
    assert await share(api, REVIEW, CHART) == Unknown("connection_lost")
    assert len(slack.hand(ANA).messages(REVIEW)) == 1


async def test_without_the_scope_nothing_is_sent(slack: SlackServer, api: SlackApi) -> None:
    """A workspace that never granted the scope says so before any byte leaves us."""
    kept = slack.workspace.app.scopes - {"files:write"}
    slack.workspace.app = replace(slack.workspace.app, scopes=kept)
    assert await share(api, REVIEW, CHART) == Permanent("missing_scope")
    assert [name for name, _ in slack.api.calls] == [ASK]


async def test_a_channel_that_outsiders_read_gets_nothing(
    slack: SlackServer, api: SlackApi
) -> None:
    """A closed channel is asked nothing at all."""
    api.close_channel(REVIEW, "shared_outside")
    assert await share(api, REVIEW, CHART) == Permanent("shared_outside")
    assert slack.api.calls == []


async def test_bytes_go_to_no_other_kind_of_address(slack: SlackServer, api: SlackApi) -> None:
    """An answer that names an address of another scheme than Slack's own gets nothing."""
    slack.workspace.files.origin = "ftp://elsewhere.example"
    assert await share(api, REVIEW, CHART) == Permanent("upload_address")
    assert [name for name, _ in slack.api.calls] == [ASK]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"alt": "x" * 1001}, "alt_txt_too_large"),
        ({"content": b""}, "invalid_arguments"),
        ({"name": ""}, "invalid_arguments"),
    ],
    ids=str,
)
async def test_limits_of_a_picture(api: SlackApi, change: dict[str, str], reason: str) -> None:
    """A text alternative over 1,000 characters, no bytes and no name are refused by Slack."""
    assert await share(api, REVIEW, replace(CHART, **change)) == Permanent(reason)


async def test_an_upload_is_used_once(slack: SlackServer, api: SlackApi) -> None:
    """Bytes of the wrong length are refused, a form's part counts, and an end comes once."""
    begun = await api.client.files_getUploadURLExternal(filename="a.png", length=3)
    url, file = str(begun["upload_url"]), str(begun["file_id"])
    form = FormData()
    form.add_field("filename", b"abc", filename="a.png")
    for content, status in ((b"abcd", 400), (form, 200), (b"abc", 400)):
        async with api.session.post(url, data=content) as answer:
            assert answer.status == status
    end = f"{slack.base_url}{END}"
    head = {"Authorization": f"Bearer {slack.workspace.app.bot_token}"}
    for body, error in (
        ({"files": []}, "invalid_arguments"),
        ({"files": [{"title": "x"}]}, "invalid_arguments"),
        ({"files": [{"id": "F0000000099"}]}, "file_not_found"),
        ({"files": [{"id": file}], "channel_id": ANA}, "channel_not_found"),
        ({"files": [{"id": file}], "channel_id": REVIEW}, None),
        ({"files": [{"id": file}], "channel_id": REVIEW}, "file_not_found"),
    ):
        async with api.session.post(end, json=body, headers=head) as answer:
            assert (await answer.json()).get("error") == error, body
