"""The entry of `actions` that one touch makes (Slack docs "block_actions payload")."""

from bot.practice.block_rules import interactive
from bot.practice.errors import ImpossibleError
from bot.practice.findings import Json
from bot.practice.form import ANSWER
from bot.practice.text_rules import offered


def find_element(
    blocks: list[Json], action_id: str, block_id: str | None = None, value: str | None = None
) -> tuple[Json, Json]:
    """Return block and element of what the person touches, or raise `ImpossibleError`.

    `value` picks among buttons of the same action id, and is not looked at for menus.
    """
    seen: list[str] = []
    for block in blocks:
        for element in interactive(block):
            seen.append(element["action_id"])
            if element["action_id"] != action_id or block_id not in (None, block["block_id"]):
                continue
            if element["type"] == "button" and value not in (None, element.get("value")):
                continue
            return block, element
    listed = ", ".join(seen) or "nothing"
    raise ImpossibleError(f"there is no {action_id} to press here; there is {listed}")


def pressed(block: Json, element: Json, ts: str, value: str | None = None) -> Json:
    """Return the action of a pressed button, or of a menu where `value` was chosen."""
    action: Json = {
        "type": element["type"],
        "block_id": block["block_id"],
        "action_id": element["action_id"],
        "action_ts": ts,
    }
    if element["type"] == "button":
        optional = {name: element[name] for name in ("value", "style", "url") if name in element}
        return action | {"text": element["text"]} | optional
    chosen = [option for option in offered(element) if option["value"] == value]
    if not chosen:
        raise ImpossibleError(f"{element['action_id']} does not offer {value!r}")
    several = ANSWER.get(element["type"], "") == "selected_options"
    return action | ({"selected_options": chosen} if several else {"selected_option": chosen[0]})


def changed(block: Json, element: Json, ts: str, answer: object) -> Json:
    """Return the action of an input that dispatches what was entered."""
    return {
        "type": element["type"],
        "block_id": block["block_id"],
        "action_id": element["action_id"],
        "action_ts": ts,
        ANSWER[element["type"]]: answer,
    }


def dispatches(block: Json, element: Json, *, enter: bool) -> bool:
    """Say whether entering something sends block_actions (Slack docs "Dispatching actions").

    Typed inputs send on Enter unless their config names other triggers; an entry with
    `on_character_entered` is sent once, for its last character.
    """
    if block["type"] != "input":
        return True
    if not block.get("dispatch_action"):
        return False
    if not element["type"].endswith("_input"):
        return True
    config: Json = element.get("dispatch_action_config") or {}
    wanted = config.get("trigger_actions_on", ["on_enter_pressed"])
    return "on_character_entered" in wanted or (enter and "on_enter_pressed" in wanted)
