"""Web API methods of the family `views.` (Slack docs, the page of each method)."""

from collections.abc import Callable
from typing import Final

from bot.practice.arguments import Arguments
from bot.practice.errors import SlackError
from bot.practice.findings import Json
from bot.practice.workspace import Workspace


def _view(arguments: Arguments) -> object:
    view: object = arguments.nested("view", "invalid_arguments")
    if view is None:
        line = "[ERROR] missing required field: view [json-pointer:/]"
        raise SlackError("invalid_arguments", (line,))
    return view


def open_view(workspace: Workspace, arguments: Arguments) -> Json:
    """views.open: expired_trigger_id (3 s), exchanged_trigger_id, invalid_trigger_id."""
    trigger = workspace.triggers.exchange(arguments.need("trigger_id"))
    view = workspace.views.open(trigger.user_id, _view(arguments))
    return {"view": workspace.view_json(view)}


def push_view(workspace: Workspace, arguments: Arguments) -> Json:
    """views.push: only from what was done in a modal; push_limit_reached at three."""
    trigger = workspace.triggers.exchange(arguments.need("trigger_id"))
    if trigger.view_id is None:
        raise SlackError("not_found")
    view = workspace.views.push(trigger.user_id, _view(arguments))
    return {"view": workspace.view_json(view)}


def update_view(workspace: Workspace, arguments: Arguments) -> Json:
    """views.update by view_id or external_id: not_found, hash_conflict."""
    view_id, external_id = arguments.text("view_id"), arguments.text("external_id")
    if bool(view_id) == bool(external_id):
        raise SlackError("invalid_arguments", ("[ERROR] one of view_id, external_id needed",))
    target = workspace.views.find(view_id, external_id)
    workspace.views.update(target, _view(arguments), arguments.text("hash"))
    return {"view": workspace.view_json(target)}


def publish_view(workspace: Workspace, arguments: Arguments) -> Json:
    """views.publish: user_not_found, hash_conflict."""
    person = workspace.people.get(arguments.need("user_id"))
    view = workspace.views.publish(person.id, _view(arguments), arguments.text("hash"))
    return {"view": workspace.view_json(view)}


METHODS: Final[dict[str, Callable[[Workspace, Arguments], Json]]] = {
    "views.open": open_view,
    "views.push": push_view,
    "views.update": update_view,
    "views.publish": publish_view,
}
