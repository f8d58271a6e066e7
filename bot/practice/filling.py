"""What Slack's client lets a person type and pick, and what it insists on before submitting."""

import datetime as dt
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

from bot.practice.element_rules import DATE, TIME
from bot.practice.errors import ImpossibleError
from bot.practice.findings import Json
from bot.practice.form import Form, Place, empty
from bot.practice.limits import PLAIN_INPUT
from bot.practice.text_rules import offered

_EMAIL_PARTS: Final = 2


def answer_by_hand(form: Form, place: Place, value: object) -> Any:  # noqa: ANN401 # by element
    """Return the state a person leaves by entering `value`, or raise `ImpossibleError`.

    Options are named by their value, several by a list; None empties the input.
    """
    element = form.elements[place]
    if value is None or value in ("", []):
        return empty(element)
    kind: str = element["type"]
    if kind in _TYPING:
        return _TYPING[kind](element, value)
    if kind in ("checkboxes", "multi_static_select", "multi_external_select"):
        return _several(form, place, value)
    if kind in ("static_select", "radio_buttons", "external_select"):
        return _option(form, place, value)
    return value


def missing(form: Form, blocks: list[Json]) -> dict[str, str]:
    """Return the inputs that Slack's client asks for before it submits, by block id."""
    wanted: dict[str, str] = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        place = (block["block_id"], block["element"]["action_id"])
        answer = form.shown[place]
        if answer in (None, [], "") and not block.get("optional", False):
            wanted[block["block_id"]] = "Please complete this required field."
        elif isinstance(answer, str) and len(answer) < block["element"].get("min_length", 0):
            wanted[block["block_id"]] = "Please enter more characters."
    return wanted


def _text(element: Json, value: object) -> str:
    text = str(value)
    longest = element.get("max_length", PLAIN_INPUT)
    if len(text) > longest:
        raise ImpossibleError(f"{element['action_id']} takes {longest} characters, got {len(text)}")
    if "\n" in text and element["type"] == "plain_text_input" and not element.get("multiline"):
        raise ImpossibleError(f"{element['action_id']} takes one line")
    return text


def _email(element: Json, value: object) -> str:
    parts = _text(element, value).split("@")
    if len(parts) != _EMAIL_PARTS or not parts[0] or "." not in parts[1] or " " in str(value):
        raise ImpossibleError(f"{value!r} is no e-mail address")
    return str(value)


def _link(element: Json, value: object) -> str:
    parts = urlsplit(_text(element, value))
    if not parts.scheme or not parts.netloc:
        raise ImpossibleError(f"{value!r} is no address")
    return str(value)


def _count(element: Json, value: object) -> str:
    try:
        number = float(str(value))
    except ValueError:
        raise ImpossibleError(f"{value!r} is no number") from None
    if not element.get("is_decimal_allowed") and not number.is_integer():
        raise ImpossibleError(f"{element['action_id']} takes whole numbers")
    low, high = element.get("min_value"), element.get("max_value")
    if (low and number < float(low)) or (high and number > float(high)):
        raise ImpossibleError(f"{value} is outside {low} to {high}")
    return str(value)


def _date(_element: Json, value: object) -> str:
    if not DATE.fullmatch(str(value)):
        raise ImpossibleError(f"{value!r} is no date YYYY-MM-DD")
    try:
        return dt.date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise ImpossibleError(f"{value!r} is no day of the calendar") from None


def _time(_element: Json, value: object) -> str:
    if not TIME.fullmatch(str(value)):
        raise ImpossibleError(f"{value!r} is no time HH:mm")
    return str(value)


def _moment(_element: Json, value: object) -> int:
    return int(str(value))


_TYPING: Final[dict[str, Callable[[Json, object], Any]]] = {
    "plain_text_input": _text,
    "email_text_input": _email,
    "url_text_input": _link,
    "number_input": _count,
    "datepicker": _date,
    "timepicker": _time,
    "datetimepicker": _moment,
}


def _several(form: Form, place: Place, value: object) -> list[Json]:
    if not isinstance(value, (list, tuple, set, frozenset)):
        raise ImpossibleError(f"{place[1]} takes a list of option values")
    picked = [_option(form, place, one) for one in value]
    most = form.elements[place].get("max_selected_items")
    if most and len(picked) > most:
        raise ImpossibleError(f"{place[1]} takes at most {most} options")
    return picked


def _option(form: Form, place: Place, value: object) -> Json:
    element = form.elements[place]
    external = "external" in element["type"]
    options = form.offered.get(place, []) if external else offered(element)
    for option in options:
        if option["value"] == value:
            return option
    listed = ", ".join(option["value"] for option in options) or "nothing yet: suggest first"
    raise ImpossibleError(f"{place[1]} offers {listed}; not {value!r}")
