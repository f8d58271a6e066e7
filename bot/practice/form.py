"""What a person has typed and ticked in a view, as Slack reports it in `state.values`.

Slack docs "View submission payload". The trap kept here on purpose: `views.update` keeps what
the person touched where block_id and action_id are unchanged, but an input it brings in with an
initial value is shown filled and yet missing from `state.values` until the person touches it.
"""

from dataclasses import dataclass, field
from typing import Any, Final

from bot.practice.block_rules import interactive
from bot.practice.element_rules import BUTTONS
from bot.practice.findings import Json

Place = tuple[str, str]

# The member of `state.values` that carries the answer, and what it is when empty.
ANSWER: Final[dict[str, str]] = {
    "plain_text_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "number_input": "value",
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "checkboxes": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
}


def stateful(blocks: list[Json]) -> dict[Place, Json]:
    """Return the elements that hold an answer, by block and action id."""
    return {
        (block["block_id"], element["action_id"]): element
        for block in blocks
        for element in interactive(block)
        if element["type"] not in BUTTONS
    }


def empty(element: Json) -> Any:  # noqa: ANN401 # an answer is a string, an option or a list
    """Return the answer of an untouched element without an initial value."""
    return [] if ANSWER[element["type"]].endswith("s") else None


def initial(element: Json) -> Any:  # noqa: ANN401 # an answer is a string, an option or a list
    """Return the answer an element starts with."""
    name = ANSWER[element["type"]]
    key = "initial_value" if name == "value" else name.replace("selected", "initial")
    return element.get(key, empty(element))


def words(element: Json, answer: object) -> Json:
    """Return one element's entry of `state.values`."""
    return {"type": element["type"], ANSWER[element["type"]]: answer}


@dataclass
class Form:
    """The answers of one view. `shown` is what the person sees, `reported` what Slack sends."""

    elements: dict[Place, Json] = field(default_factory=dict)
    shown: dict[Place, Any] = field(default_factory=dict)
    reported: set[Place] = field(default_factory=set)
    offered: dict[Place, list[Json]] = field(default_factory=dict)

    @classmethod
    def opened(cls, blocks: list[Json]) -> "Form":
        """Return the form of a view that was opened or pushed: initial values count."""
        elements = stateful(blocks)
        shown = {place: initial(element) for place, element in elements.items()}
        return cls(elements, shown, set(elements))

    def updated(self, blocks: list[Json]) -> None:
        """Take over new blocks as `views.update` does, losing what it loses."""
        elements = stateful(blocks)
        kept = {
            place
            for place, element in elements.items()
            if place in self.elements and self.elements[place]["type"] == element["type"]
        }
        self.shown = {
            place: self.shown[place] if place in kept else initial(element)
            for place, element in elements.items()
        }
        empties = {p for p, e in elements.items() if p not in kept and self.shown[p] == empty(e)}
        self.reported = (self.reported & kept) | empties
        self.offered = {place: got for place, got in self.offered.items() if place in kept}
        self.elements = elements

    def touch(self, place: Place, answer: object) -> None:
        """Set an answer by hand: from now on it is reported."""
        self.shown[place] = answer
        self.reported.add(place)

    def values(self) -> Json:
        """Return `state.values`."""
        state: Json = {}
        for place, element in self.elements.items():
            if place in self.reported:
                block_id, action_id = place
                state.setdefault(block_id, {})[action_id] = words(element, self.shown[place])
        return state
