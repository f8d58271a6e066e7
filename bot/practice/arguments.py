"""A Web API call's arguments, however they came: query, form or JSON body.

Slack docs "Using the Slack Web API": nested members arrive as JSON text in query and form,
as plain JSON in a JSON body; booleans as true, 1 or their text.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.practice.errors import SlackError


@dataclass(frozen=True)
class Arguments:
    """Reads arguments by name and says in Slack's words what is wrong with one."""

    given: Mapping[str, Any]

    def text(self, name: str) -> str:
        """Return a text argument, or an empty string."""
        value = self.given.get(name)
        return value if isinstance(value, str) else "" if value is None else str(value)

    def need(self, name: str) -> str:
        """Return a text argument, or raise `invalid_arguments`."""
        if not (value := self.text(name)):
            line = f"[ERROR] missing required field: {name} [json-pointer:/]"
            raise SlackError("invalid_arguments", (line,))
        return value

    def has(self, name: str) -> bool:
        """Say whether the argument was given at all; null counts as not given."""
        return self.given.get(name) is not None

    def nested(self, name: str, code: str) -> Any:  # noqa: ANN401 # JSON of any shape
        """Return a JSON argument, parsed if it came as text; raises `code` if it is not JSON."""
        value = self.given.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise SlackError(code) from None

    def flag(self, name: str) -> bool:
        """Return a boolean argument."""
        return self.given.get(name) in (True, 1, "1", "true", "True")

    def number(self, name: str, default: int, most: int) -> int:
        """Return a number from 1 to `most`, or raise `invalid_limit`."""
        text = self.text(name) or str(default)
        if not text.isdecimal() or not 1 <= int(text) <= most:
            raise SlackError("invalid_limit")
        return int(text)

    def people(self, name: str) -> list[str]:
        """Return a list of user ids given as list or comma-separated text."""
        value = self.given.get(name)
        if isinstance(value, list):
            return [str(v) for v in value]
        return [part.strip() for part in self.text(name).split(",") if part.strip()]
