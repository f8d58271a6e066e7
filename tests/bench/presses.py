"""The last step of Review as Slack sends it: drawn by the product's own form, filled, signed."""

import http.client
import json
import time
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from bot.compose import House
from bot.domain.determination import OwnerRoute
from bot.domain.request import Category
from bot.practice.http_courier import signature
from bot.workflow.queries import dossier
from handlers.review.draft import TESTED, Draft
from handlers.review.file_view import ATTESTED, review_file
from handlers.review.seen import Seen
from tests.bench.premises import CLOCK, person

WHY = "A witness saw the girl taken; the call-back confirms it; there is no time for a warrant."
DRAFT = Draft(
    found=frozenset(TESTED),
    owner=OwnerRoute.TELL,
    choices={Category.VIDEO: "asked"},
    decision="approve",
    why=WHY,
)
"""What is kept when the last step is submitted: all but the attestation, which is never sent."""


async def prepared(house: House, case: str, who: str, user: str) -> bytes:
    """Keep `who`'s draft of a case, and return the body of their last submission."""
    ref = person(house, who)
    opened = await dossier(house.office, case, ref)
    if opened is None:
        raise LookupError(case)
    kept = DRAFT.to_bytes()
    await house.database.tx(
        lambda ledger: ledger.cabinet.put_draft(case, opened.case.version, ref, kept)
    )
    seen = Seen.of(opened.case, opened.now)
    view = review_file(opened, replace(DRAFT, decision=None), seen)
    return _submission(house, user, _filled(view, f"{case}-{who}"))


def _filled(view: dict[str, Any], name: str) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            kind = block["block_id"].split(":")[0]
            values[block["block_id"]] = {element["action_id"]: _given(kind, element["type"])}
    return view | {
        "id": f"V{name}",
        "hash": f"{name}.h",
        "root_view_id": f"V{name}",
        "state": {"values": values},
    }


def _given(block: str, kind: str) -> dict[str, Any]:
    if block == "decision":
        text = {"type": "plain_text", "text": "Approve: allow all that was asked for"}
        return {"type": kind, "selected_option": {"text": text, "value": "approve"}}
    if block == "why":
        return {"type": kind, "value": WHY}
    text = {"type": "plain_text", "text": ATTESTED}
    return {"type": kind, "selected_options": [{"text": text, "value": "yes"}]}


def _submission(house: House, user: str, view: dict[str, Any]) -> bytes:
    team = house.settings.slack.team
    payload: dict[str, Any] = {
        "type": "view_submission",
        "team": {"id": team, "domain": "practice"},
        "user": {"id": user, "username": user, "name": user, "team_id": team},
        "api_app_id": "A01EXIGENT",
        "token": "practice",
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": f"1.2.{view['id']}",
        "view": view,
        "response_urls": [],
    }
    return urlencode({"payload": json.dumps(payload)}).encode()


@dataclass(slots=True)
class Sender:
    """Slack's end of one kept connection."""

    secret: str
    connection: http.client.HTTPConnection

    @classmethod
    def to(cls, port: int, secret: str) -> "Sender":
        """Connect to 127.0.0.1."""
        return cls(secret, http.client.HTTPConnection("127.0.0.1", port, timeout=30))

    def press(self, body: bytes) -> tuple[float, int, bytes]:
        """Send one signed request; return seconds until its whole answer, status and body."""
        stamp = str(int(CLOCK.wall()))
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signature(self.secret, stamp, body),
        }
        started = time.perf_counter()
        self.connection.request("POST", "/slack/events", body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        return time.perf_counter() - started, answer.status, content
