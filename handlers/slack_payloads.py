"""Reads what Slack delivers, only as far as the door must: what it is, and whose press it is."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

PRESSES = frozenset(
    {
        "block_actions",
        "view_submission",
        "view_closed",
        "block_suggestion",
        "shortcut",
        "message_action",
    }
)
COMMAND = "command"
EVENT = "event_callback"

_MOST_FIELDS = 64


class UnreadableError(ValueError):
    """A body in no form that Slack sends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What came: `kind` is the payload's type, COMMAND for commands.

    `teams` are the workspaces that it names for who acts, `user` is their id. `response_url`
    lets the holder speak in the channel for 30 minutes, so it is a secret.
    """

    kind: str
    teams: frozenset[str]
    user: str = ""
    channel: str = ""
    response_url: str = field(default="", repr=False)

    @property
    def by_a_person(self) -> bool:
        """Whether somebody pressed, submitted or typed this."""
        return self.kind in PRESSES or self.kind == COMMAND


def read_delivery(content_type: str, body: bytes) -> Delivered:
    """Return what the body is; raises UnreadableError for any form that Slack does not send."""
    try:
        text = body.decode()
        if content_type == "application/json":
            return _event(_object(text))
        fields = parse_qsl(
            text,
            keep_blank_values=True,
            strict_parsing=True,
            max_num_fields=_MOST_FIELDS,
            errors="strict",
        )
    except (ValueError, RecursionError):
        raise UnreadableError from None
    form = dict(fields)
    if len(form) < len(fields) or text.lstrip().startswith("{"):
        # Two readers could take this for two things, and the one behind us is not our own.
        raise UnreadableError
    return _interaction(form["payload"]) if "payload" in form else _command(form)


def _event(payload: dict[str, Any]) -> Delivered:
    return Delivered(kind=_text(payload, "type"), teams=_named(payload.get("team_id")))


def _command(form: Mapping[str, str]) -> Delivered:
    if "command" not in form:
        return Delivered(kind="ssl_check" if "ssl_check" in form else "unknown", teams=frozenset())
    return Delivered(
        kind=COMMAND,
        teams=_named(form.get("team_id")),
        user=form.get("user_id", ""),
        channel=form.get("channel_id", ""),
        response_url=form.get("response_url", ""),
    )


def _interaction(text: str) -> Delivered:
    try:
        payload = _object(text)
    except (ValueError, RecursionError):
        raise UnreadableError from None
    user, team, channel = (_inner(payload, name) for name in ("user", "team", "channel"))
    return Delivered(
        kind=_text(payload, "type"),
        # In a shared channel `team` is ours while the presser is not, so both count.
        teams=_named(user.get("team_id"), team.get("id")),
        user=_text(user, "id"),
        channel=_text(channel, "id"),
        response_url=_text(payload, "response_url"),
    )


def _object(text: str) -> dict[str, Any]:
    value = json.loads(text)
    if not isinstance(value, dict):
        raise UnreadableError
    return value


def _inner(payload: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = payload.get(name)
    return value if isinstance(value, dict) else {}


def _text(payload: Mapping[str, Any], name: str) -> str:
    value = payload.get(name)
    return value if isinstance(value, str) else ""


def _named(*teams: object) -> frozenset[str]:
    return frozenset(team for team in teams if isinstance(team, str) and team)
