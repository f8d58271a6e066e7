"""The guard: every limit that Slack sets on what we send, checked before it is sent.

Figures are from Slack's reference of blocks, elements, composition objects and views. The SDK's
models check only part of them, and plain dictionaries not at all. Lengths count code points.
"""

import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

from bot.domain.errors import ExigentError

Payload = dict[str, Any]
"""A block, an element, a view or a message, as JSON members."""
Surface = Literal["message", "modal", "home"]
Faults = Iterator[str]

BLOCKS: Final[Mapping[str, int]] = {"message": 50, "modal": 100, "home": 100}
BLOCKS_BYTES: Final = 12_000
"""UTF-8 bytes of all blocks as JSON; Slack answers `msg_blocks_too_long` somewhat above it."""
VIEW_BYTES: Final = 16_000
"""Bytes of a view as ASCII JSON; Socket Mode loses answers of 20,480 bytes without a word."""
MESSAGE_TEXT: Final = 4_000
TEXT: Final = 3_000
FIELD: Final = 2_000
HEADER: Final = 150
LABEL: Final = 2_000
PLACEHOLDER: Final = 150
BUTTON: Final = 75
OPTION: Final = 75
OPTION_VALUE: Final = 150
VALUE: Final = 2_000
ID: Final = 255
TITLE: Final = 24
METADATA: Final = 3_000
TYPED: Final = 3_000
CONFIRM: Final[Mapping[str, int]] = {"title": 100, "text": 300, "confirm": 30, "deny": 30}
ALERT: Final = 200
CHOICES: Final[Mapping[str, int]] = {
    "radio_buttons": 10,
    "checkboxes": 10,
    "overflow": 5,
    "static_select": 100,
    "multi_static_select": 100,
}
TABLE: Final = (100, 20)
BUTTONS: Final = 25
CUT: Final = "…"


class OverLimit(ExigentError):  # noqa: N818 — reads as what happened, like Refused
    """A payload that Slack would refuse, cut, or lose; names places and rules, never contents."""


def clip(text: str, most: int) -> str:
    """Return `text` in at most `most` (1 or more) code points; a cut is marked with an ellipsis."""
    return text if len(text) <= most else text[: most - 1] + CUT


def clip_bytes(text: str, most: int) -> str:
    """Return `text` so that as ASCII JSON it takes at most `most` bytes, with a cut marked."""
    if ascii_bytes(text) <= most:
        return text
    room = most - ascii_bytes(CUT)
    kept = bisect_right(range(len(text)), room, key=lambda end: ascii_bytes(text[:end]))
    return text[: max(kept - 1, 0)] + CUT


def ascii_bytes(value: object) -> int:
    """Bytes that a value takes as ASCII JSON; for a text, without its quotes."""
    return len(json.dumps(value)) - (2 if isinstance(value, str) else 0)


def checked(payload: Payload, surface: Surface) -> Payload:
    """Return `payload` as it is; raises OverLimit naming every limit that it breaks."""
    found = list(_message(payload) if surface == "message" else _view(payload, surface))
    found += _blocks(payload.get("blocks"), surface)
    if found:
        raise OverLimit(f"{surface}: " + "; ".join(found))
    return payload


def _message(payload: Payload) -> Faults:
    yield from _length(payload.get("text"), MESSAGE_TEXT, "text")


def _view(view: Payload, surface: Surface) -> Faults:
    if view.get("type") != surface:
        yield f"type: expected {surface}"
    if surface == "modal":
        yield from _plain(view, "title", TITLE, required=True)
        yield from _plain(view, "submit", TITLE)
        yield from _plain(view, "close", TITLE)
        if "submit" not in view and any(b.get("type") == "input" for b in view.get("blocks", ())):
            yield "submit: missing beside an input"
    for name, most in (("private_metadata", METADATA), ("callback_id", ID), ("external_id", ID)):
        if name in view:
            yield from _length(view[name], most, name)
    if ascii_bytes(view) >= VIEW_BYTES:
        yield f"view: {VIEW_BYTES} bytes or more"


def _blocks(blocks: object, surface: Surface) -> Faults:
    if not isinstance(blocks, list):
        yield "blocks: expected a list"
        return
    if len(blocks) > BLOCKS[surface]:
        yield f"blocks: more than {BLOCKS[surface]}"
    whole = json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))
    if len(whole.encode("utf-8", "surrogatepass")) >= BLOCKS_BYTES:
        yield f"blocks: {BLOCKS_BYTES} bytes or more"
    yield from _twice([b["block_id"] for b in blocks if "block_id" in b], "block_id")
    if sum(b.get("type") == "table" for b in blocks) > 1:
        yield "table: more than one"
    for index, block in enumerate(blocks):
        yield from (f"blocks/{index}/{fault}" for fault in _block(block, surface))


def _block(block: Payload, surface: Surface) -> Faults:
    kind = block.get("type")
    yield from _length(block.get("block_id", "-"), ID, "block_id")
    if kind == "section":
        yield from _section(block)
    elif kind == "header":
        yield from _plain(block, "text", HEADER, required=True)
    elif kind == "context":
        yield from _several(block, "elements", 10, TEXT)
    elif kind == "actions":
        yield from _actions(block)
    elif kind == "input":
        yield from _input(block)
    elif kind == "table":
        yield from _table(block, surface)
    elif kind == "alert":
        yield from _alert(block, surface)
    elif kind != "divider":
        yield "type: not a block that we send"


def _section(block: Payload) -> Faults:
    if "text" not in block and "fields" not in block:
        yield "text: missing"
    if "text" in block:
        yield from _text(block["text"], TEXT, "text")
    if "fields" in block:
        yield from _several(block, "fields", 10, FIELD)
    if "accessory" in block:
        yield from _element(block["accessory"])


def _actions(block: Payload) -> Faults:
    elements = block.get("elements", [])
    if not 1 <= len(elements) <= BUTTONS:
        yield f"elements: expected 1 to {BUTTONS}"
    yield from _twice([e.get("action_id") for e in elements], "action_id")
    for index, element in enumerate(elements):
        yield from (f"elements/{index}/{fault}" for fault in _element(element))


def _input(block: Payload) -> Faults:
    yield from _plain(block, "label", LABEL, required=True)
    yield from _plain(block, "hint", LABEL)
    if "block_id" not in block:
        yield "block_id: missing, so its answer could not be found"
    yield from _element(block.get("element", {}))


def _table(block: Payload, surface: Surface) -> Faults:
    rows = block.get("rows", [])
    if surface != "message":
        yield "table: messages only"
    if not 1 <= len(rows) <= TABLE[0] or any(not 1 <= len(row) <= TABLE[1] for row in rows):
        yield f"rows: expected 1 to {TABLE[0]} of 1 to {TABLE[1]}"


def _alert(block: Payload, surface: Surface) -> Faults:
    if surface != "modal":
        yield "alert: modals only"
    yield from _text(block.get("text"), ALERT, "text")


def _element(element: Payload) -> Faults:
    kind = str(element.get("type"))
    yield from _length(element.get("action_id"), ID, "action_id")
    yield from _plain(element, "placeholder", PLACEHOLDER)
    yield from _confirm(element.get("confirm"))
    if kind == "button":
        yield from _button(element)
    elif kind in CHOICES:
        yield from _choices(element, CHOICES[kind])
    elif kind.endswith("_text_input"):
        yield from _typed(element)
    elif not (kind.endswith("picker") or kind == "external_select"):
        yield "type: not an element that we send"


def _button(button: Payload) -> Faults:
    yield from _plain(button, "text", BUTTON, required=True)
    for name, most in (("value", VALUE), ("url", TEXT), ("accessibility_label", BUTTON)):
        if name in button:
            yield from _length(button[name], most, name)
    if button.get("style", "primary") not in ("primary", "danger"):
        yield "style: expected primary or danger"


def _typed(element: Payload) -> Faults:
    least, most = element.get("min_length", 0), element.get("max_length", TYPED)
    if not 0 <= least <= most <= TYPED:
        yield f"max_length: expected min_length to {TYPED}"
    if len(element.get("initial_value", "")) > most:
        yield f"initial_value: longer than {most}"


def _choices(element: Payload, most: int) -> Faults:
    groups = element.get("option_groups", [])
    options = [*element.get("options", []), *(o for g in groups for o in g.get("options", []))]
    if not options or len(element.get("options", [])) > most or len(groups) > most:
        yield f"options: expected 1 to {most}"
    for group in groups:
        yield from _plain(group, "label", OPTION, required=True)
        if not 1 <= len(group.get("options", [])) <= most:
            yield f"option_groups: expected 1 to {most} options in each"
    for option in options:
        yield from _text(option.get("text"), OPTION, "option text")
        yield from _length(option.get("value"), OPTION_VALUE, "option value")
        if "description" in option:
            yield from _text(option["description"], OPTION, "option description")
    yield from _twice([o.get("value") for o in options], "option value")
    chosen = [*element.get("initial_options", []), *filter(None, [element.get("initial_option")])]
    if any(one not in options for one in chosen) or element.get("initial_options") == []:
        yield "initial: not one of the options"


def _confirm(confirm: Payload | None) -> Faults:
    for name, most in CONFIRM.items() if confirm is not None else ():
        yield from _text((confirm or {}).get(name), most, f"confirm {name}")


def _several(block: Payload, name: str, count: int, most: int) -> Faults:
    texts = block.get(name, [])
    if not 1 <= len(texts) <= count:
        yield f"{name}: expected 1 to {count}"
    for index, text in enumerate(texts):
        yield from _text(text, most, f"{name}/{index}")


def _plain(holder: Payload, name: str, most: int, *, required: bool = False) -> Faults:
    if name in holder or required:
        yield from _text(holder.get(name), most, name)
        if (holder.get(name) or {}).get("type") != "plain_text":
            yield f"{name}: expected plain text"


def _text(text: object, most: int, where: str) -> Faults:
    if isinstance(text, dict) and text.get("type") in ("plain_text", "mrkdwn"):
        yield from _length(text.get("text"), most, where)
    else:
        yield f"{where}: expected a text"


def _length(value: object, most: int, where: str) -> Faults:
    if not isinstance(value, str) or not value.strip():
        yield f"{where}: empty"
    elif len(value) > most:
        yield f"{where}: {len(value)} of at most {most}"


def _twice(names: list[Any], what: str) -> Faults:
    if len(set(names)) < len(names):
        yield f"{what}: the same one twice"
