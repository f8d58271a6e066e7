"""Web API methods of the family `chat.` (Slack docs, the page of each method)."""

from collections.abc import Callable
from typing import Final

from bot.practice import limits
from bot.practice.arguments import Arguments
from bot.practice.channels import Channel
from bot.practice.errors import SlackError
from bot.practice.findings import Json
from bot.practice.messages import Message, accepted_blocks, accepted_metadata
from bot.practice.scopes import require
from bot.practice.workspace import Workspace


def _room(workspace: Workspace, name: str) -> Channel:
    if name in workspace.people:
        # Slack docs "chat.postMessage": a user id as channel means that person's DM.
        _reachable(workspace, name)
        return workspace.channels.direct([name])
    channel = workspace.channels.joined_by_app(name)
    if channel.archived:
        raise SlackError("is_archived")
    return channel


def _reachable(workspace: Workspace, user_id: str) -> None:
    person = workspace.people.get(user_id)
    if person.is_bot:
        raise SlackError("cannot_dm_bot")
    if person.deleted:
        raise SlackError("user_disabled")


def _content(arguments: Arguments) -> tuple[str, list[Json]]:
    text = arguments.text("text")
    given = arguments.nested("blocks", "invalid_blocks_format")
    blocks = accepted_blocks(given) if given is not None else []
    if not text and not blocks:
        raise SlackError("no_text")
    return text, blocks


def post_message(workspace: Workspace, arguments: Arguments) -> Json:
    """chat.postMessage: not_in_channel, is_archived, no_text, thread_not_found and the blocks'."""
    require(workspace.app, "chat:write")
    room = _room(workspace, arguments.need("channel"))
    text, blocks = _content(arguments)
    metadata = arguments.nested("metadata", "invalid_metadata_format")
    thread = arguments.text("thread_ts") or None
    if thread:
        _thread(workspace, room.id, thread)
    message = Message(
        room.id,
        workspace.messages.next_ts(),
        workspace.app.bot_user,
        text[: limits.POST_TEXT_CUT],
        blocks,
        accepted_metadata(metadata) if metadata is not None else None,
        thread,
    )
    workspace.messages.keep(message)
    shown = workspace.message_json(message, with_metadata=True)
    return {"channel": room.id, "ts": message.ts, "message": shown}


def _thread(workspace: Workspace, channel: str, thread_ts: str) -> None:
    try:
        workspace.messages.find(channel, thread_ts)
    except SlackError:
        raise SlackError("thread_not_found") from None


def update(workspace: Workspace, arguments: Arguments) -> Json:
    """chat.update: message_not_found, cant_update_message, edit_window_closed, msg_too_long.

    Blocks or metadata that are not given stay as they were; an empty list removes blocks.
    """
    require(workspace.app, "chat:write")
    room = workspace.channels.joined_by_app(arguments.need("channel"))
    message = workspace.messages.find(room.id, arguments.need("ts"))
    if message.seen_by is not None:
        raise SlackError("message_not_found")
    if message.author != workspace.app.bot_user:
        raise SlackError("cant_update_message")
    if message.frozen:
        raise SlackError(message.frozen)
    if len(arguments.text("text")) > limits.UPDATE_TEXT:
        raise SlackError("msg_too_long")
    _rewrite(message, arguments)
    message.edited = workspace.messages.next_ts()
    shown = workspace.message_json(message, with_metadata=True)
    return {"channel": room.id, "ts": message.ts, "text": message.text, "message": shown}


def _rewrite(message: Message, arguments: Arguments) -> None:
    given = arguments.nested("blocks", "invalid_blocks_format")
    blocks = accepted_blocks(given) if given is not None else message.blocks
    if not arguments.has("text") and given is None:
        raise SlackError("no_text")
    metadata = arguments.nested("metadata", "invalid_metadata_format")
    if metadata is not None:
        message.metadata = accepted_metadata(metadata)
    message.text = arguments.text("text") if arguments.has("text") else message.text
    message.blocks = blocks


def post_ephemeral(workspace: Workspace, arguments: Arguments) -> Json:
    """chat.postEphemeral: user_not_in_channel unless the person is in the channel."""
    require(workspace.app, "chat:write")
    room = workspace.channels.joined_by_app(arguments.need("channel"))
    user_id = arguments.need("user")
    if user_id not in room.members:
        raise SlackError("user_not_in_channel")
    text, blocks = _content(arguments)
    ts = workspace.messages.next_ts()
    message = Message(room.id, ts, workspace.app.bot_user, text, blocks, seen_by=user_id)
    workspace.messages.keep(message)
    return {"message_ts": ts}


def permalink(workspace: Workspace, arguments: Arguments) -> Json:
    """chat.getPermalink: channel_not_found, message_not_found."""
    room = workspace.channels.seen_by_app(arguments.need("channel"))
    message = workspace.messages.find(room.id, arguments.need("message_ts"))
    moment = message.ts.replace(".", "")
    link = f"https://practice.slack.example/archives/{room.id}/p{moment}"
    return {"channel": room.id, "permalink": link}


METHODS: Final[dict[str, Callable[[Workspace, Arguments], Json]]] = {
    "chat.postMessage": post_message,
    "chat.update": update,
    "chat.postEphemeral": post_ephemeral,
    "chat.getPermalink": permalink,
}
