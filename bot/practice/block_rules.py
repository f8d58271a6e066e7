"""Rules for blocks on every surface (Slack docs "Blocks"), and ids for those without one."""

from collections.abc import Callable
from typing import Any, Final, Literal

from bot.practice import limits
from bot.practice.element_rules import ACTIONS, INPUTS, MEMBERS, check_element
from bot.practice.findings import Findings, Json
from bot.practice.text_rules import check_plain, check_text

Surface = Literal["message", "modal", "home"]


def check_blocks(found: Findings, blocks: object, surface: Surface, pointer: str) -> None:
    """Check all blocks of a surface: kinds, limits, and that ids are there once."""
    most = limits.MESSAGE_BLOCKS if surface == "message" else limits.VIEW_BLOCKS
    if not isinstance(blocks, list):
        found.add("must be an array", pointer)
        return
    if len(blocks) > most:
        found.add(f"no more than {most} items allowed", pointer)
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        here = f"{pointer}/{index}"
        if not isinstance(block, dict):
            found.add("must be an object", here)
            continue
        _check_block(found, block, surface, here)
        name = block.get("block_id")
        if isinstance(name, str) and name in seen:
            found.add(f"block_id already exists: {name}", f"{here}/block_id")
        seen.add(str(name))
    _check_once(found, blocks, pointer)


def _check_block(found: Findings, block: Json, surface: Surface, pointer: str) -> None:
    rule = RULES.get(str(block.get("type")))
    if rule is None:
        found.add(f"unsupported type: {block.get('type')}", f"{pointer}/type")
        return
    if "block_id" in block:
        found.string(block["block_id"], limits.BLOCK_ID, f"{pointer}/block_id")
    rule(found, block, surface, pointer)
    actions = [e["action_id"] for e in interactive(block) if isinstance(e.get("action_id"), str)]
    for name in sorted({a for a in actions if actions.count(a) > 1}):
        found.add(f"action_id already exists: {name}", f"{pointer}/elements")


def _check_once(found: Findings, blocks: list[Any], pointer: str) -> None:
    known = [b for b in blocks if isinstance(b, dict)]
    if sum(b.get("type") == "table" for b in known) > 1:
        found.add("only one table allowed", pointer)
    if sum(bool(e.get("focus_on_load")) for b in known for e in interactive(b)) > 1:
        found.add("only one element may have focus_on_load", pointer)


def _section(found: Findings, block: Json, surface: Surface, pointer: str) -> None:
    found.members(block, {"type"}, {"block_id", "text", "fields", "accessory", "expand"}, pointer)
    if "text" not in block and "fields" not in block:
        found.add("missing required field: text", pointer)
    if "text" in block:
        check_text(found, block["text"], f"{pointer}/text")
    if "fields" in block:
        for index, text in enumerate(
            found.items(block["fields"], limits.FIELDS, f"{pointer}/fields")
        ):
            check_text(found, text, f"{pointer}/fields/{index}", longest=limits.FIELD_TEXT)
    accessory = block.get("accessory")
    if isinstance(accessory, dict) and accessory.get("type") == "image":
        _image(found, accessory, surface, f"{pointer}/accessory")
    elif accessory is not None:
        check_element(found, accessory, set(ACTIONS), f"{pointer}/accessory")


def _header(found: Findings, block: Json, _surface: Surface, pointer: str) -> None:
    found.members(block, {"type", "text"}, {"block_id"}, pointer)
    check_plain(found, block, "text", limits.HEADER_TEXT, pointer)


def _divider(found: Findings, block: Json, _surface: Surface, pointer: str) -> None:
    found.members(block, {"type"}, {"block_id"}, pointer)


def _image(found: Findings, block: Json, _surface: Surface, pointer: str) -> None:
    optional = {"block_id", "image_url", "slack_file", "title"}
    found.members(block, {"type", "alt_text"}, optional, pointer)
    if "alt_text" in block:
        found.string(block["alt_text"], limits.ALT_TEXT, f"{pointer}/alt_text", shortest=0)
    if "image_url" in block:
        found.string(block["image_url"], limits.URL, f"{pointer}/image_url")
    elif "slack_file" not in block:
        found.add("missing required field: image_url", pointer)


def _context(found: Findings, block: Json, surface: Surface, pointer: str) -> None:
    found.members(block, {"type", "elements"}, {"block_id"}, pointer)
    listed = found.items(block.get("elements"), limits.CONTEXT, f"{pointer}/elements")
    for index, element in enumerate(listed):
        here = f"{pointer}/elements/{index}"
        if isinstance(element, dict) and element.get("type") == "image":
            _image(found, element, surface, here)
        else:
            check_text(found, element, here)


def _actions(found: Findings, block: Json, _surface: Surface, pointer: str) -> None:
    found.members(block, {"type", "elements"}, {"block_id"}, pointer)
    listed = found.items(block.get("elements"), limits.ACTIONS, f"{pointer}/elements")
    for index, element in enumerate(listed):
        check_element(found, element, set(ACTIONS), f"{pointer}/elements/{index}")


def _input(found: Findings, block: Json, _surface: Surface, pointer: str) -> None:
    optional = {"block_id", "hint", "optional", "dispatch_action"}
    found.members(block, {"type", "label", "element"}, optional, pointer)
    check_plain(found, block, "label", limits.LABEL, pointer)
    check_plain(found, block, "hint", limits.HINT, pointer)
    found.flag(block, "optional", pointer)
    found.flag(block, "dispatch_action", pointer)
    if "element" in block:
        check_element(found, block["element"], set(INPUTS), f"{pointer}/element")


def _rich_text(found: Findings, block: Json, _surface: Surface, pointer: str) -> None:
    found.members(block, {"type", "elements"}, {"block_id"}, pointer)
    found.items(block.get("elements"), limits.TEXT, f"{pointer}/elements")


def _table(found: Findings, block: Json, surface: Surface, pointer: str) -> None:
    if surface != "message":
        found.add("unsupported type: table", f"{pointer}/type")
    found.members(block, {"type", "rows"}, {"block_id", "column_settings"}, pointer)
    for index, row in enumerate(
        found.items(block.get("rows"), limits.TABLE_ROWS, f"{pointer}/rows")
    ):
        found.items(row, limits.TABLE_COLUMNS, f"{pointer}/rows/{index}")


def _alert(found: Findings, block: Json, surface: Surface, pointer: str) -> None:
    if surface != "modal":
        found.add("unsupported type: alert", f"{pointer}/type")
    found.members(block, {"type", "text"}, {"block_id", "level"}, pointer)
    if "text" in block:
        check_text(found, block["text"], f"{pointer}/text", longest=limits.ALERT_TEXT)


RULES: Final[dict[str, Callable[[Findings, Json, Surface, str], None]]] = {
    "section": _section,
    "header": _header,
    "divider": _divider,
    "image": _image,
    "context": _context,
    "actions": _actions,
    "input": _input,
    "rich_text": _rich_text,
    "table": _table,
    "alert": _alert,
}


def interactive(block: Json) -> list[Json]:
    """Return the elements of a block that a person can act on."""
    parts: list[Any] = [block.get("element"), block.get("accessory")]
    listed = block.get("elements")
    if block.get("type") == "actions" and isinstance(listed, list):
        parts += listed
    return [e for e in parts if isinstance(e, dict) and e.get("type") in MEMBERS]


def with_ids(blocks: list[Json]) -> list[Json]:
    """Give blocks and elements without an id the one Slack would make up; changes in place."""
    for index, block in enumerate(blocks):
        block.setdefault("block_id", f"b{index:03d}")
        for place, element in enumerate(interactive(block)):
            element.setdefault("action_id", f"a{index:03d}{place}")
    return blocks
