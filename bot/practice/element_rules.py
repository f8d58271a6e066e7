"""Rules for block elements (Slack docs "Block elements"): what each may carry, and how long."""

import re
from typing import Final

from bot.practice import limits
from bot.practice.findings import Findings, Json
from bot.practice.text_rules import (
    check_confirm,
    check_option_groups,
    check_options,
    check_plain,
    check_style,
    offered,
    same_option,
)

SHARED: Final = {"type", "action_id", "confirm", "focus_on_load"}
_SELECT: Final = SHARED | {"placeholder"}
_STATIC: Final = _SELECT | {"options", "option_groups"}
_TYPED: Final = SHARED | {"placeholder", "initial_value", "dispatch_action_config"}

# Members each element type may have; anything else is an invalid additional property.
MEMBERS: Final[dict[str, set[str]]] = {
    "button": (SHARED - {"focus_on_load"})
    | {"text", "value", "url", "style", "accessibility_label"},
    "overflow": (SHARED - {"focus_on_load"}) | {"options"},
    "static_select": _STATIC | {"initial_option"},
    "multi_static_select": _STATIC | {"initial_options", "max_selected_items"},
    "external_select": _SELECT | {"initial_option", "min_query_length"},
    "multi_external_select": _SELECT
    | {"initial_options", "min_query_length", "max_selected_items"},
    "users_select": _SELECT | {"initial_user"},
    "multi_users_select": _SELECT | {"initial_users", "max_selected_items"},
    "conversations_select": _SELECT | {"initial_conversation", "filter"},
    "channels_select": _SELECT | {"initial_channel"},
    "checkboxes": SHARED | {"options", "initial_options"},
    "radio_buttons": SHARED | {"options", "initial_option"},
    "datepicker": SHARED | {"placeholder", "initial_date"},
    "timepicker": SHARED | {"placeholder", "initial_time", "timezone"},
    "datetimepicker": SHARED | {"initial_date_time"},
    "plain_text_input": _TYPED | {"multiline", "min_length", "max_length"},
    "email_text_input": _TYPED,
    "url_text_input": _TYPED,
    "number_input": _TYPED | {"is_decimal_allowed", "min_value", "max_value"},
}
BUTTONS: Final = {"button", "overflow"}
TYPED: Final = {"plain_text_input", "email_text_input", "url_text_input", "number_input"}
INPUTS: Final = MEMBERS.keys() - BUTTONS
ACTIONS: Final = MEMBERS.keys() - TYPED
TRIGGERS: Final = {"on_enter_pressed", "on_character_entered"}
DATE: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
TIME: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def check_element(found: Findings, element: object, allowed: set[str], pointer: str) -> None:
    """Check one element that must be of an `allowed` type."""
    if not isinstance(element, dict):
        found.add("must be an object", pointer)
        return
    kind = element.get("type")
    if not isinstance(kind, str) or kind not in allowed or kind not in MEMBERS:
        found.add(f"unsupported type: {kind}", f"{pointer}/type")
        return
    found.members(element, {"type"}, MEMBERS[kind], pointer)
    if "action_id" in element:
        found.string(element["action_id"], limits.ACTION_ID, f"{pointer}/action_id")
    check_plain(found, element, "placeholder", limits.PLACEHOLDER, pointer)
    check_confirm(found, element, pointer)
    found.flag(element, "focus_on_load", pointer)
    if kind == "button":
        _check_button(found, element, pointer)
    elif kind in TYPED:
        _check_typed(found, element, pointer)
    elif kind.endswith("picker"):
        _check_picker(found, element, pointer)
    else:
        _check_choice(found, element, kind, pointer)


def _check_button(found: Findings, button: Json, pointer: str) -> None:
    if "text" not in button:
        found.add("missing required field: text", pointer)
    check_plain(found, button, "text", limits.BUTTON_TEXT, pointer)
    lengths = {
        "value": limits.BUTTON_VALUE,
        "url": limits.URL,
        "accessibility_label": limits.ACCESSIBILITY_LABEL,
    }
    for name, longest in lengths.items():
        if name in button:
            found.string(button[name], longest, f"{pointer}/{name}")
    check_style(found, button, pointer)


def _check_typed(found: Findings, element: Json, pointer: str) -> None:
    if element["type"] == "number_input" and "is_decimal_allowed" not in element:
        found.add("missing required field: is_decimal_allowed", pointer)
    for name, lowest in (("min_length", 0), ("max_length", 1)):
        length = element.get(name, lowest)
        if type(length) is not int or not lowest <= length <= limits.PLAIN_INPUT:
            found.add(f"must be {lowest} to {limits.PLAIN_INPUT}", f"{pointer}/{name}")
            return
    longest = element.get("max_length", limits.PLAIN_INPUT)
    if "initial_value" in element:
        found.string(element["initial_value"], longest, f"{pointer}/initial_value", shortest=0)
    _check_dispatch(found, element, pointer)


def _check_dispatch(found: Findings, element: Json, pointer: str) -> None:
    config = element.get("dispatch_action_config")
    if config is None:
        return
    here = f"{pointer}/dispatch_action_config"
    if not isinstance(config, dict):
        found.add("must be an object", here)
        return
    found.members(config, {"trigger_actions_on"}, set(), here)
    wanted = config.get("trigger_actions_on")
    for trigger in found.items(wanted, len(TRIGGERS), f"{here}/trigger_actions_on"):
        if trigger not in TRIGGERS:
            found.add(f"unknown trigger: {trigger}", f"{here}/trigger_actions_on")


def _check_picker(found: Findings, element: Json, pointer: str) -> None:
    shapes = {"initial_date": DATE, "initial_time": TIME}
    for name, shape in shapes.items():
        if name in element and not shape.fullmatch(str(element[name])):
            found.add("invalid format", f"{pointer}/{name}")
    moment = element.get("initial_date_time")
    if moment is not None and type(moment) is not int:
        found.add("must be an integer", f"{pointer}/initial_date_time")


def _check_choice(found: Findings, element: Json, kind: str, pointer: str) -> None:
    most = limits.FEW_OPTIONS.get(kind, limits.SELECT_OPTIONS)
    marked_up = kind in ("checkboxes", "radio_buttons")
    if "option_groups" in element and "options" in element:
        found.add("options and option_groups exclude each other", pointer)
    elif "option_groups" in element:
        check_option_groups(found, element["option_groups"], f"{pointer}/option_groups")
    elif "options" in MEMBERS[kind]:
        options = element.get("options")
        check_options(found, options, most, f"{pointer}/options", plain=not marked_up)
    if "max_selected_items" in element and int(element["max_selected_items"]) < 1:
        found.add("must be 1 or more", f"{pointer}/max_selected_items")
    _check_initial(found, element, kind, pointer, plain=not marked_up)


def _check_initial(found: Findings, element: Json, kind: str, pointer: str, *, plain: bool) -> None:
    chosen = element.get("initial_options", [])
    if "initial_options" in element:
        check_options(
            found, chosen, limits.SELECT_OPTIONS, f"{pointer}/initial_options", plain=plain
        )
    if "initial_option" in element:
        chosen = [element["initial_option"]]
        check_options(found, chosen, 1, f"{pointer}/initial_option", plain=plain)
    if "external" in kind or not isinstance(chosen, list):
        return
    for option in chosen:
        if isinstance(option, dict) and not any(same_option(option, o) for o in offered(element)):
            found.add("initial option must be one of the options", pointer)
