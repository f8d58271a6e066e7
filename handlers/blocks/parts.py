"""The pieces that cards and forms are built of, each already within Slack's limits."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from handlers.blocks import limits
from handlers.blocks.limits import Payload, checked, clip
from handlers.blocks.text import NOT_GIVEN, Markup, escaped, mrkdwn, plain, stamp, utc, visible

__all__ = [
    "NOT_GIVEN",
    "Ids",
    "Markup",
    "Payload",
    "actions",
    "button",
    "checkboxes",
    "confirm",
    "context",
    "date_picker",
    "datetime_picker",
    "divider",
    "escaped",
    "fields",
    "group",
    "header",
    "input_",
    "message",
    "modal",
    "mrkdwn",
    "multi_select",
    "option",
    "plain",
    "radio",
    "section",
    "select",
    "stamp",
    "text_input",
    "time_picker",
    "utc",
    "visible",
]

Ids = Mapping[str, str | int]
"""What metadata may hold: case numbers, versions, digests, aliases, instants."""


def section(text: Payload, *, block_id: str | None = None) -> Payload:
    """One text across."""
    return _with_id({"type": "section", "text": text}, block_id)


def fields(*texts: Payload, block_id: str | None = None) -> Payload:
    """Up to ten short texts in two columns, each of at most 2,000 characters."""
    short = [{**text, "text": clip(text["text"], limits.FIELD)} for text in texts]
    return _with_id({"type": "section", "fields": short}, block_id)


def header(text: str) -> Payload:
    """A heading."""
    return {"type": "header", "text": plain(text, limits.HEADER)}


def context(*texts: Payload) -> Payload:
    """Up to ten remarks in small print."""
    return {"type": "context", "elements": list(texts)}


def divider() -> Payload:
    """A line across."""
    return {"type": "divider"}


def actions(*elements: Payload, block_id: str) -> Payload:
    """A row of buttons."""
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def button(
    text: str,
    action_id: str,
    value: str,
    *,
    style: str | None = None,
    label: str | None = None,
    confirm: Payload | None = None,
) -> Payload:
    """A button in Title Case; `label` is what a screen reader says, `style` primary or danger."""
    made: Payload = {
        "type": "button",
        "action_id": action_id,
        "text": plain(text, limits.BUTTON),
        "value": value,
        "accessibility_label": clip(label or text, limits.BUTTON),
    }
    return _with(made, style=style, confirm=confirm)


def confirm(title: str, text: str, yes: str, no: str = "Cancel") -> Payload:
    """A question before what cannot be undone."""
    words = {"title": title, "text": text, "confirm": yes, "deny": no}
    return {name: plain(word, limits.CONFIRM[name]) for name, word in words.items()}


def option(text: str, value: str, about: str | None = None) -> Payload:
    """One choice; `about` stands below it in smaller letters (not in selects on a phone)."""
    made: Payload = {"text": plain(text, limits.OPTION), "value": value}
    return _with(made, description=plain(about, limits.OPTION) if about else None)


def group(label: str, options: Sequence[Payload]) -> Payload:
    """Choices of a select under one heading."""
    return {"label": plain(label, limits.OPTION), "options": list(options)}


def select(
    action_id: str, choices: Sequence[Payload], *, initial: str | None = None, hint: str = "Choose"
) -> Payload:
    """A list to choose one from; `choices` are options or groups, `initial` an option's value."""
    made: Payload = {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain(hint, limits.PLACEHOLDER),
        _kind(choices): list(choices),
    }
    return _with(made, initial_option=_first(choices, initial))


def multi_select(
    action_id: str,
    choices: Sequence[Payload],
    *,
    initial: Collection[str] = (),
    hint: str = "Choose",
) -> Payload:
    """A list to choose any number from."""
    made: Payload = {
        "type": "multi_static_select",
        "action_id": action_id,
        "placeholder": plain(hint, limits.PLACEHOLDER),
        _kind(choices): list(choices),
    }
    return _with(made, initial_options=_among(choices, initial) or None)


def radio(action_id: str, options: Sequence[Payload], *, initial: str | None = None) -> Payload:
    """Up to ten choices, of which one."""
    made: Payload = {"type": "radio_buttons", "action_id": action_id, "options": list(options)}
    return _with(made, initial_option=_first(options, initial))


def checkboxes(
    action_id: str, options: Sequence[Payload], *, initial: Collection[str] = ()
) -> Payload:
    """Up to ten boxes to tick."""
    made: Payload = {"type": "checkboxes", "action_id": action_id, "options": list(options)}
    return _with(made, initial_options=_among(options, initial) or None)


def text_input(
    action_id: str,
    *,
    most: int,
    least: int = 0,
    multiline: bool = False,
    initial: str | None = None,
    hint: str | None = None,
) -> Payload:
    """A field to type in, of `least` to `most` characters; `initial` stands in it unchanged."""
    made: Payload = {
        "type": "plain_text_input",
        "action_id": action_id,
        "multiline": multiline,
        "min_length": least,
        "max_length": min(most, limits.TYPED),
        "dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]},
    }
    shown = plain(hint, limits.PLACEHOLDER) if hint else None
    return _with(made, initial_value=initial, placeholder=shown)


def date_picker(action_id: str, *, initial: str | None = None) -> Payload:
    """A day, as YYYY-MM-DD."""
    return _with({"type": "datepicker", "action_id": action_id}, initial_date=initial)


def time_picker(action_id: str, *, zone: str, initial: str | None = None) -> Payload:
    """A time of day in `zone`, as HH:MM."""
    made: Payload = {"type": "timepicker", "action_id": action_id, "timezone": zone}
    return _with(made, initial_time=initial)


def datetime_picker(action_id: str, *, initial: datetime | None = None) -> Payload:
    """A moment, picked in the reader's own zone."""
    seconds = None if initial is None else int(initial.timestamp())
    return _with({"type": "datetimepicker", "action_id": action_id}, initial_date_time=seconds)


def input_(
    label: str,
    element: Payload,
    block_id: str,
    *,
    optional: bool = False,
    hint: str | None = None,
    dispatch: bool = False,
) -> Payload:
    """A question with its field; `dispatch` reports each change, so that a draft can be kept."""
    made: Payload = {
        "type": "input",
        "block_id": block_id,
        "label": plain(label, limits.LABEL),
        "element": element,
        "optional": optional,
        "dispatch_action": dispatch,
    }
    return _with(made, hint=plain(hint, limits.LABEL) if hint else None)


def modal(
    callback_id: str,
    title: str,
    blocks: Sequence[Payload],
    *,
    ids: Ids,
    submit: str | None = None,
    close: str = "Close",
) -> Payload:
    """A view within all limits; `ids` travel in its metadata. Raises OverLimit."""
    view: Payload = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, limits.TITLE),
        "blocks": list(blocks),
        "close": plain(close, limits.TITLE),
        "notify_on_close": True,
        "clear_on_close": submit is None,
        "private_metadata": json.dumps(dict(ids), separators=(",", ":")),
    }
    shown = plain(submit, limits.TITLE) if submit is not None else None
    return checked(_with(view, submit=shown), "modal")


def message(text: str, blocks: Sequence[Payload], *, kind: str, ids: Ids) -> Payload:
    """A message within all limits, that mentions nobody and unfolds no link. Raises OverLimit.

    `text` is what screen readers and notifications say; `kind` and `ids` are its metadata.
    """
    made: Payload = {
        "text": escaped(text, limits.MESSAGE_TEXT),
        "blocks": list(blocks),
        "parse": "none",
        "link_names": False,
        "unfurl_links": False,
        "unfurl_media": False,
        "metadata": {"event_type": kind, "event_payload": dict(ids)},
    }
    return checked(made, "message")


def _kind(choices: Sequence[Payload]) -> str:
    return "option_groups" if choices and "options" in choices[0] else "options"


def _among(choices: Sequence[Payload], values: Collection[str]) -> list[Payload]:
    every = [o for c in choices for o in c.get("options", [c])]
    return [o for o in every if o["value"] in values]


def _first(choices: Sequence[Payload], value: str | None) -> Payload | None:
    return next(iter(_among(choices, [] if value is None else [value])), None)


def _with_id(block: Payload, block_id: str | None) -> Payload:
    return _with(block, block_id=block_id)


def _with(made: Payload, **members: object) -> Payload:
    return made | {name: value for name, value in members.items() if value is not None}
