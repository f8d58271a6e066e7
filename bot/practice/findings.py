"""Collects what is wrong with a payload, worded and pointed at as Slack does."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass
class Findings:
    """Lines such as `[ERROR] must be less than 76 characters [json-pointer:/blocks/0]`."""

    lines: list[str] = field(default_factory=list)

    def add(self, what: str, pointer: str) -> None:
        """Note one fault at a JSON pointer."""
        self.lines.append(f"[ERROR] {what} [json-pointer:{pointer}]")

    def string(self, value: object, longest: int, pointer: str, *, shortest: int = 1) -> None:
        """Check a string's type and its length in characters, both ends included."""
        if not isinstance(value, str):
            self.add("must be a string", pointer)
        elif len(value) > longest:
            self.add(f"must be less than {longest + 1} characters", pointer)
        elif len(value) < shortest:
            self.add(f"must be more than {shortest - 1} characters", pointer)

    def members(self, thing: Json, required: set[str], optional: set[str], pointer: str) -> None:
        """Check that nothing required is missing and nothing unknown is there."""
        for name in sorted(required - thing.keys()):
            self.add(f"missing required field: {name}", pointer)
        for name in sorted(thing.keys() - required - optional):
            self.add(f"invalid additional property: {name}", pointer)

    def items(self, value: object, most: int, pointer: str) -> list[Any]:
        """Check a list of one to `most` items and return it (empty if it is no list)."""
        if not isinstance(value, list):
            self.add("must be an array", pointer)
            return []
        if not value:
            self.add("no fewer than 1 items allowed", pointer)
        if len(value) > most:
            self.add(f"no more than {most} items allowed", pointer)
        return value

    def flag(self, thing: Json, name: str, pointer: str) -> None:
        """Check an optional boolean member."""
        if name in thing and not isinstance(thing[name], bool):
            self.add("must be a boolean", f"{pointer}/{name}")
