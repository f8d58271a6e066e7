"""What a person typed and ticked in a view, read from what Slack sends of it.

Slack leaves an input out of `state.values` where nobody touched it after an update; it is then
unchanged, not empty, so its initial value in the view's own blocks counts.
"""

import json
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any, Final, TypeVar

from handlers.blocks.limits import Payload

W = TypeVar("W", bound=StrEnum)
T = TypeVar("T")
V = TypeVar("V")

# Slack docs "View object", state.values: the member with the answer, by the kind of element.
_TYPED: Final = ("value", "initial_value")
_CHOSEN: Final = ("selected_option", "initial_option")
_TICKED: Final = ("selected_options", "initial_options")
_DAY: Final = ("selected_date", "initial_date")
_TIME: Final = ("selected_time", "initial_time")
_MOMENT: Final = ("selected_date_time", "initial_date_time")


@dataclass(frozen=True, slots=True)
class FieldErrors:
    """Sentences to show beside the inputs that are at fault, by block id."""

    by_block: Mapping[str, str]

    @property
    def response(self) -> Payload:
        """The answer to Slack that keeps the view open and shows them."""
        return {"response_action": "errors", "errors": dict(self.by_block)}


@dataclass(slots=True)
class Answers:
    """The answers of one view, by action id. `fault` collects what is wrong with them."""

    elements: Mapping[str, Payload]
    places: Mapping[str, str]
    state: Mapping[str, Payload]
    ids: Mapping[str, str | int]
    faults: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, view: Payload) -> "Answers":
        """Read a view as it comes with `view_submission`, `block_actions` or `view_closed`."""
        inputs = [b for b in view.get("blocks", []) if b.get("type") == "input"]
        state = view.get("state", {}).get("values", {})
        return cls(
            elements={b["element"]["action_id"]: b["element"] for b in inputs},
            places={b["element"]["action_id"]: b["block_id"] for b in inputs},
            state={name: value for block in state.values() for name, value in block.items()},
            ids=_ids(view.get("private_metadata", "")),
        )

    def fault(self, name: str, sentence: str) -> None:
        """Say what is wrong with an answer; the first fault of each input is kept."""
        self.faults.setdefault(self.places.get(name, name), sentence)

    @property
    def errors(self) -> FieldErrors:
        """Everything that is wrong, for Slack."""
        return FieldErrors(dict(self.faults))

    def text(self, name: str) -> str | None:
        """What was typed, in Unicode form C, without spaces around it; None when empty."""
        value = self._raw(name, _TYPED)
        if not isinstance(value, str):
            return None
        sound = value.encode("utf-8", "replace").decode().replace("\x00", "")
        return unicodedata.normalize("NFC", sound).strip() or None

    def needed(self, name: str, sentence: str) -> str:
        """What was typed; when empty, "" and `sentence` as a fault."""
        found = self.text(name)
        if found is None:
            self.fault(name, sentence)
        return found or ""

    def one(self, name: str) -> str | None:
        """The value of the option chosen."""
        return _value(self._raw(name, _CHOSEN))

    def word(self, name: str, kind: type[W]) -> W | None:
        """The option chosen, as a word of the domain; None when there is none such."""
        value = self.one(name)
        return kind(value) if value in {member.value for member in kind} else None

    def many(self, name: str) -> frozenset[str]:
        """The values of the options ticked."""
        raw = self._raw(name, _TICKED)
        values = [_value(one) for one in raw] if isinstance(raw, list) else []
        return frozenset(v for v in values if v is not None)

    def day(self, name: str) -> date | None:
        """The day picked."""
        return _read(date.fromisoformat, self._raw(name, _DAY), str)

    def time(self, name: str) -> time | None:
        """The time of day picked."""
        return _read(time.fromisoformat, self._raw(name, _TIME), str)

    def moment(self, name: str) -> datetime | None:
        """The moment picked, UTC, to the second."""
        return _read(_instant, self._raw(name, _MOMENT), int)

    def _raw(self, name: str, keys: tuple[str, str]) -> Any:  # noqa: ANN401 — JSON of Slack
        answered, initial = keys
        if name in self.state:
            return self.state[name].get(answered)
        return self.elements.get(name, {}).get(initial)


def _read(read: Callable[[V], T], raw: object, kind: type[V]) -> T | None:
    try:
        return read(raw) if isinstance(raw, kind) else None
    except (ValueError, OverflowError, OSError):
        return None


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _value(option: object) -> str | None:
    value = option.get("value") if isinstance(option, dict) else None
    return value if isinstance(value, str) else None


def _ids(metadata: str) -> Mapping[str, str | int]:
    try:
        found = json.loads(metadata or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
