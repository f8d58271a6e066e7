"""A request whose every free text is hostile, through the real product, its log included."""

import json
from collections.abc import Iterator
from pathlib import Path
from signal import SIGTERM
from typing import Any

from bot.practice.scripts import deeds, requests
from bot.practice.scripts.requests import Json
from bot.practice.workspace import Workspace
from tests.app.child import child

CANARY = "ZQCANARY"
HOSTILE = (
    f"{CANARY} <!channel> <!here> <@U01ANA> <https://evil.example|Approve> &lt;!channel&gt; "
    f'=HYPERLINK("https://evil.example") @SUM(1) *bold* `code` \u200b\u00ad {CANARY}'
)
SHORT = f"{CANARY} <!channel> <@U01ANA>"
INCIDENT = f"26-{CANARY}"


def hostile(request: Json) -> Json:
    """Put hostile text wherever a request takes words of its own."""
    request["incident_number"] = INCIDENT
    for who in ("officer", "supervisor"):
        request[who] |= {"name": f"{SHORT} {who}", "rank": SHORT, "badge": SHORT}
    request["emergency"] |= {
        "person_at_risk": HOSTILE,
        "narrative": HOSTILE * 12,
        "how_known": HOSTILE,
        "how_data_helps": HOSTILE,
    }
    request["notice_objection"] = HOSTILE
    request["follow_up"]["court"] = SHORT
    request["data_sought"][0]["device"] = f"{CANARY}-1"
    return request


def markup(node: Any, inside: str = "") -> Iterator[str]:  # noqa: ANN401 — JSON of any shape
    """Yield the canary's strings that stand anywhere but in plain text or an input's content."""
    if isinstance(node, dict):
        for name, value in node.items():
            kind = node.get("type") if name == "text" else name
            yield from markup(value, str(kind))
    elif isinstance(node, list):
        for value in node:
            yield from markup(value, inside)
    elif isinstance(node, str) and CANARY in node and inside not in ("plain_text", "initial_value"):
        yield f"{inside}: {node}"


def views(workspace: Workspace) -> list[Json]:
    """Return every form that was ever opened, pushed or updated, as it was last shown."""
    return [view.content for view in workspace.views._by_id.values()]


async def test_nothing_of_it_leaves_the_forms(tmp_path: Path, sqlite_template: Path) -> None:
    """Its words stand in no message, metadata, value or log line; in forms only as plain text."""
    async with child(tmp_path, sqlite_template) as running:
        stage = running.stage
        await running.start()
        turned = hostile(requests.kidnapping(stage.law()))
        turned["emergency"]["how_known"] = f"{CANARY} \u202egnp.exe\u2066"
        refused = await stage.send(turned, "msg_turned")
        assert refused["http"] == 400
        assert [fault["pointer"] for fault in refused["errors"]] == ["/emergency/how_known"]
        case, code = await deeds.request_comes_in(
            stage, hostile(requests.kidnapping(stage.law())), "msg_hostile"
        )
        await deeds.verify(stage, case, code, INCIDENT)
        for words in ("show", "mine", "queue"):
            await stage.hand(deeds.ANA).command("/edr", f"{words} {case}")
        await stage.hand(deeds.ANA).open_home()
        await deeds.review(stage, deeds.ANA, case)
        await deeds.review(stage, deeds.BEN, case)
        await stage.card(case, "release.open")
        await deeds.record_owner(stage, case)
        await deeds.release(stage, case)
        await deeds.end_emergency(stage, deeds.DIA, case)
        assert await running.end(SIGTERM) == 0
        workspace = stage.server.workspace
        shown = views(workspace)
        log = running.log.read_text(encoding="utf-8")
    for message in workspace.messages:
        assert CANARY not in json.dumps([message.text, message.blocks, message.metadata])
    assert any(CANARY in json.dumps(view) for view in shown)
    assert list(markup(shown)) == []
    assert CANARY not in log
    assert deeds.WHY not in log
    # A microsecond may read like the code; nothing else in a line may.
    lines = [json.loads(line) for line in log.splitlines()]
    assert not any(code in str(line | {"at": "", "seconds": ""}) for line in lines)
    assert workspace.troubles == []
