"""Web API methods of the family `files.` (Slack docs, the page of each method)."""

from collections.abc import Callable
from typing import Final

from bot.practice import limits
from bot.practice.arguments import Arguments
from bot.practice.channels import Channel
from bot.practice.errors import SlackError
from bot.practice.files import File
from bot.practice.findings import Json
from bot.practice.messages import Message, accepted_blocks
from bot.practice.scopes import require
from bot.practice.workspace import Workspace


def upload_url(workspace: Workspace, arguments: Arguments) -> Json:
    """files.getUploadURLExternal: alt_txt_too_large, file_upload_size_restricted."""
    require(workspace.app, "files:write")
    name, length = arguments.need("filename"), arguments.need("length")
    if not length.isdecimal() or int(length) == 0:
        raise _wrong("must be an integer of 1 or more", "/length")
    if int(length) > limits.FILE_BYTES:
        raise SlackError("file_upload_size_restricted")
    alt = arguments.text("alt_txt")
    if len(alt) > limits.FILE_ALT_TEXT:
        raise SlackError("alt_txt_too_large")
    file = workspace.files.begin(name, int(length), alt)
    return {"upload_url": workspace.files.address(file), "file_id": file.id}


def complete(workspace: Workspace, arguments: Arguments) -> Json:
    """files.completeUploadExternal: file_not_found, channel_not_found, posting_to_channel_denied.

    Without a channel the files stay private. `blocks` count for nothing beside `initial_comment`.
    """
    require(workspace.app, "files:write")
    wanted, comment = _wanted(arguments), arguments.text("initial_comment")
    given = arguments.nested("blocks", "invalid_blocks_format")
    blocks = accepted_blocks(given) if given is not None and not comment else []
    room = _room(workspace, arguments.text("channel_id"))
    files = [workspace.files.complete(file_id, title) for file_id, title in wanted]
    if room is not None:
        message = _shared(workspace, room, files)
        message.text, message.blocks = comment, blocks
        message.thread_ts = arguments.text("thread_ts") or None
    return {"files": [{"id": file.id, "title": file.title or file.name} for file in files]}


def _wanted(arguments: Arguments) -> list[tuple[str, str]]:
    given = arguments.nested("files", "invalid_arguments")
    if not isinstance(given, list) or not given:
        raise _wrong("must be an array of 1 or more", "/files")
    if not all(isinstance(one, dict) and isinstance(one.get("id"), str) for one in given):
        raise _wrong("missing required field: id", "/files")
    return [(one["id"], str(one.get("title") or "")) for one in given]


def _wrong(what: str, pointer: str) -> SlackError:
    return SlackError("invalid_arguments", (f"[ERROR] {what} [json-pointer:{pointer}]",))


def _room(workspace: Workspace, name: str) -> Channel | None:
    if not name:
        return None
    # A person's id is no channel here, though chat.postMessage takes one.
    room = workspace.channels.joined_by_app(name)
    if room.archived:
        raise SlackError("posting_to_channel_denied")
    return room


def _shared(workspace: Workspace, room: Channel, files: list[File]) -> Message:
    """Show the files in a message, which carries no metadata: by none could it be found again."""
    for file in files:
        file.shared = room.id
    ts, author = workspace.messages.next_ts(), workspace.app.bot_user
    return workspace.messages.keep(Message(room.id, ts, author, "", files=files))


METHODS: Final[dict[str, Callable[[Workspace, Arguments], Json]]] = {
    "files.getUploadURLExternal": upload_url,
    "files.completeUploadExternal": complete,
}
