"""The Slack app's manifest, from the tables of what the product uses."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal

__all__ = ["COMMAND", "EVENTS", "EVENTS_PATH", "EXAMPLE_URL", "SCOPES", "WORDS", "Mode", "manifest"]

Mode = Literal["socket", "http"]
Tree = str | bool | Sequence["Tree"] | Mapping[str, "Tree"]

COMMAND: Final = "/edr"
EVENTS_PATH: Final = "/slack/events"
EXAMPLE_URL: Final = "https://edr.example.com"

# The words after the command, in the order in which a case meets them.
WORDS: Final = (
    "new", "queue", "held", "show", "mine", "call", "skip", "document", "log", "ask",
    "consent", "support", "amend", "confirm", "flag", "owners", "recuse", "stop", "ended",
    "reconfirm", "withdrawn", "release", "safety", "channels", "letter", "returned", "told",
    "process", "complaint", "objection", "restrict", "fraud", "recall",
    "outcome", "agency", "cure", "standard", "erase", "hold",
    "verify", "export", "report", "help",
)  # fmt: skip

# Each scope is asked for by what stands beside it, and nothing else may be added quietly.
SCOPES: Final = {
    "commands": "the slash command",
    "chat:write": "cards, receipts and private answers",
    "im:write": "opening a direct message for receipts and pages",
    "groups:read": "the review channel is private and not shared outside",
    "groups:history": "finding a card whose posting was in doubt",
    "channels:read": "refusing a channel that is public",
    "users:read": "guests, deactivated and foreign members are refused",
    "users:read.email": "looking up a person for the roster",
    "usergroups:read": "a user group as a second condition beside the roster",
    "files:write": "the transparency report's chart",
    "team:read": "the workspace is the one in the settings",
}

# What changes who may press a button, or where a card stands.
EVENTS: Final = (
    "app_home_opened", "user_change", "subteam_members_changed", "channel_id_changed",
    "channel_shared", "app_uninstalled", "tokens_revoked",
)  # fmt: skip


def manifest(mode: Mode, public_url: str = EXAMPLE_URL) -> str:
    """Return the manifest as YAML; HTTP names our address in events, presses and the command."""
    return "\n".join(_yaml(_tree(mode, public_url.rstrip("/") + EVENTS_PATH), 0)) + "\n"


def _tree(mode: Mode, address: str) -> Mapping[str, Tree]:
    return {
        "display_information": {
            "name": "Exigent",
            "description": "Two people decide on a police emergency request, on the record.",
            "background_color": "#1f2a44",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": True,
            },
            "bot_user": {"display_name": "exigent", "always_online": True},
            "slash_commands": [_command(mode, address)],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": _settings(mode, address),
    }


def _command(mode: Mode, address: str) -> Mapping[str, Tree]:
    return {
        "command": COMMAND,
        **_reached(mode, "url", address),
        "description": "Police emergency requests: open, decide, release, tell",
        "usage_hint": "new | queue | show CASE | mine | call CASE | help",
        "should_escape": False,
    }


def _settings(mode: Mode, address: str) -> Mapping[str, Tree]:
    return {
        "event_subscriptions": {
            **_reached(mode, "request_url", address),
            "bot_events": list(EVENTS),
        },
        "interactivity": {"is_enabled": True, **_reached(mode, "request_url", address)},
        "org_deploy_enabled": False,
        "socket_mode_enabled": mode == "socket",
        "token_rotation_enabled": False,
    }


def _reached(mode: Mode, key: str, address: str) -> Mapping[str, Tree]:
    return {key: address} if mode == "http" else {}


def _yaml(tree: Mapping[str, Tree], depth: int) -> Iterator[str]:
    space = "  " * depth
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield f"{space}{key}:"
            yield from _yaml(value, depth + 1)
        elif isinstance(value, list):
            yield f"{space}{key}:"
            yield from _items(value, depth + 1)
        else:
            yield f"{space}{key}: {json.dumps(value, ensure_ascii=False)}"


def _items(items: Sequence[Tree], depth: int) -> Iterator[str]:
    space = "  " * depth
    for one in items:
        if isinstance(one, Mapping):
            first, *rest = _yaml(one, depth + 1)
            yield f"{space}- {first.lstrip()}"
            yield from rest
        else:
            yield f"{space}- {json.dumps(one, ensure_ascii=False)}"
