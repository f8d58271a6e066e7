"""One thing that somebody did in Slack: who, by which account, and an id that it keeps."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.domain.roster import Ref
from handlers.blocks.limits import Payload


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """One thing that a person of the roster did in Slack.

    `id` is the same for the same thing done twice; `trigger` opens one form within 3 seconds.
    """

    id: str
    actor: Ref
    user: str
    trigger: str = field(repr=False)
    channel: str = ""
    response_url: str = field(default="", repr=False)
    body: Payload = field(default_factory=dict, repr=False)

    @property
    def view(self) -> Payload:
        """The view that was acted in; empty for messages and commands."""
        return inner(self.body, "view")

    @property
    def value(self) -> str:
        """The value of the button that was pressed."""
        return str(self.action.get("value", ""))

    @property
    def action(self) -> Payload:
        """The first action."""
        actions = self.body.get("actions")
        return actions[0] if isinstance(actions, list) and actions else {}


def team_of(body: Payload) -> str:
    """Return the team of who acted. In a shared channel `team` is ours while theirs differs."""
    return str(
        inner(body, "user").get("team_id")
        or inner(body, "team").get("id")
        or body.get("team_id", "")
        or ""
    )


def user_of(body: Payload) -> str:
    """Return the account of who acted."""
    return str(inner(body, "user").get("id") or body.get("user_id", ""))


def press_id(body: Payload) -> str:
    """Return an id that a double press, a double delivery and a replay share."""
    view, kind = inner(body, "view"), str(body.get("type", "command"))
    if kind == "block_actions":
        action: Mapping[str, Any] = (body.get("actions") or [{}])[0]
        return f"{action.get('action_ts')}:{user_of(body)}:{action.get('action_id')}"
    if kind in ("view_submission", "view_closed"):
        state = json.dumps(view.get("state", {}), sort_keys=True).encode()
        digest = hashlib.sha256(state).hexdigest()[:32]
        return f"{kind}:{view.get('id')}:{view.get('hash')}:{digest}"
    return f"{kind}:{body.get('trigger_id')}"


def inner(body: Payload, name: str) -> Payload:
    """Return a member that is an object; an empty one where it is not."""
    found = body.get(name)
    return found if isinstance(found, dict) else {}
