"""A smallest set of settings that is right, to be broken one key at a time."""

import copy
import json
from pathlib import Path
from typing import Any

HOOK_SECRET = "whsec_cmVwbGFjZS1tZS13aXRoLTI0LWJ5dGVz"

RIGHT: dict[str, Any] = {
    "public_url": "https://edr.example.com",
    "slack": {
        "bot_token": "xoxb-invented",
        "signing_secret": "invented-secret",
        "team": "T01ABCDEF",
        "review_channel": "C01REVIEW",
        "escalation_channel": "C01ESCAL",
    },
    "people": [
        {
            "id": name,
            "name": name.title(),
            "email": f"{name}@example.com",
            "slack": [f"U01{name.upper()}"],
            "roles": ["reviewer"],
        }
        for name in ("ana", "ben")
    ],
    "legal": {"company": "Example Cameras Inc.", "privacy_contact": "privacy@example.com"},
    "record": {"origin": "example.com/exigent"},
    "alarm": {"email": ["legal-lead@example.com"]},
    "notice": {"from": "Privacy Desk <privacy@example.com>"},
}


def right() -> dict[str, Any]:
    """Return a copy of the right settings that a test may change."""
    return copy.deepcopy(RIGHT)


def environ(raw: dict[str, Any], folder: Path) -> dict[str, str]:
    """Write the settings to a file in the folder, and return the variable that names it."""
    lines: list[str] = []
    tables: list[str] = []
    for key, value in raw.items():
        if isinstance(value, dict):
            tables.append(f"[{key}]\n" + _pairs(value))
        elif key == "people":
            tables.extend(f"[[people]]\n{_pairs(person)}" for person in value)
        else:
            lines.append(_pairs({key: value}))
    path = folder / "exigent.toml"
    path.write_text("\n".join(lines + tables), encoding="utf-8")
    return {"EXIGENT_CONFIG": str(path)}


def _pairs(table: dict[str, Any]) -> str:
    return "".join(f"{json.dumps(key)} = {_value(value)}\n" for key, value in table.items())


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k)} = {_value(v)}" for k, v in value.items()) + "}"
    return json.dumps(value)  # JSON's texts, numbers, switches and lists are TOML's as well
