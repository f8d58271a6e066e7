"""Rules for views (Slack docs "View object"): modals and the App Home."""

import copy
import json

from bot.practice import limits
from bot.practice.block_rules import check_blocks, with_ids
from bot.practice.errors import SlackError
from bot.practice.findings import Findings, Json
from bot.practice.text_rules import check_plain

_EITHER = {"private_metadata", "callback_id", "external_id"}
_MODAL = _EITHER | {"close", "submit", "clear_on_close", "notify_on_close", "submit_disabled"}


def accepted_view(view: object, surface: str) -> Json:
    """Return a copy of a valid view with ids filled in.

    Raises `invalid_arguments` with a line per fault, or `view_too_large` (250 kB).
    """
    found = Findings()
    if not isinstance(view, dict) or view.get("type") != surface:
        found.add(f"must be a view of type {surface}", "/view")
        raise SlackError("invalid_arguments", tuple(found.lines))
    if len(json.dumps(view).encode()) > limits.VIEW_BYTES:
        raise SlackError("view_too_large")
    if surface == "modal":
        _check_modal(found, view)
    else:
        found.members(view, {"type", "blocks"}, _EITHER, "/view")
    _check_strings(found, view)
    blocks = view.get("blocks")
    check_blocks(found, blocks, "modal" if surface == "modal" else "home", "/view/blocks")
    if found.lines:
        raise SlackError("invalid_arguments", tuple(found.lines))
    kept: Json = copy.deepcopy(view)
    with_ids(kept["blocks"])
    return kept


def _check_modal(found: Findings, view: Json) -> None:
    found.members(view, {"type", "title", "blocks"}, _MODAL, "/view")
    for name in ("title", "submit", "close"):
        check_plain(found, view, name, limits.TITLE, "/view")
    for name in ("clear_on_close", "notify_on_close", "submit_disabled"):
        found.flag(view, name, "/view")
    blocks = view.get("blocks")
    asks = isinstance(blocks, list) and any(
        isinstance(b, dict) and b.get("type") == "input" for b in blocks
    )
    if asks and "submit" not in view:
        found.add("missing required field: submit", "/view")


def _check_strings(found: Findings, view: Json) -> None:
    lengths = {
        "private_metadata": limits.PRIVATE_METADATA,
        "callback_id": limits.CALLBACK_ID,
        "external_id": limits.EXTERNAL_ID,
    }
    for name, longest in lengths.items():
        if name in view:
            found.string(view[name], longest, f"/view/{name}", shortest=0)
