"""Web API methods of the family `conversations.` (Slack docs, the page of each method)."""

from collections.abc import Callable
from typing import Final

from bot.practice.arguments import Arguments
from bot.practice.errors import SlackError
from bot.practice.findings import Json
from bot.practice.messages import Message
from bot.practice.scopes import require, require_for
from bot.practice.workspace import Workspace


def open_direct(workspace: Workspace, arguments: Arguments) -> Json:
    """conversations.open: users_list_not_supplied, user_not_found, user_disabled, cannot_dm_bot."""
    user_ids = arguments.people("users")
    if not user_ids and not arguments.has("channel"):
        raise SlackError("users_list_not_supplied")
    require(workspace.app, "mpim:write" if user_ids[1:] else "im:write")
    for user_id in user_ids:
        person = workspace.people.get(user_id)
        if person.is_bot:
            raise SlackError("cannot_dm_bot")
        if person.deleted:
            raise SlackError("user_disabled")
    if not user_ids:
        return {"channel": {"id": workspace.channels.seen_by_app(arguments.text("channel")).id}}
    channel = workspace.channels.direct(user_ids)
    if arguments.flag("return_im"):
        return {"channel": channel.as_slack(workspace.app.team_id)}
    return {"channel": {"id": channel.id}}


def channel_facts(workspace: Workspace, arguments: Arguments) -> Json:
    """conversations.info: channel_not_found, also for a private channel the app is not in."""
    channel = workspace.channels.seen_by_app(arguments.need("channel"))
    require_for(workspace.app, channel.kind, "read")
    is_member = workspace.app.bot_user in channel.members
    shown = channel.as_slack(workspace.app.team_id)
    return {"channel": shown if channel.kind == "im" else shown | {"is_member": is_member}}


def members(workspace: Workspace, arguments: Arguments) -> Json:
    """conversations.members, by page."""
    channel = workspace.channels.seen_by_app(arguments.need("channel"))
    require_for(workspace.app, channel.kind, "read")
    start, size = _page(arguments, 100)
    page = channel.members[start : start + size]
    more = str(start + size) if start + size < len(channel.members) else ""
    return {"members": page, "response_metadata": {"next_cursor": more}}


def history(workspace: Workspace, arguments: Arguments) -> Json:
    """conversations.history: newest first, no replies in threads, no ephemeral messages."""
    everything = _readable(workspace, arguments)
    top = [m for m in everything if m.thread_ts in (None, m.ts)]
    return _listing(workspace, arguments, list(reversed(top)))


def replies(workspace: Workspace, arguments: Arguments) -> Json:
    """conversations.replies: the parent first, then its replies; thread_not_found."""
    everything = _readable(workspace, arguments)
    ts = arguments.need("ts")
    thread = [m for m in everything if ts in (m.ts, m.thread_ts)]
    if not thread:
        raise SlackError("thread_not_found")
    return _listing(workspace, arguments, thread)


def _readable(workspace: Workspace, arguments: Arguments) -> list[Message]:
    channel = workspace.channels.joined_by_app(arguments.need("channel"))
    require_for(workspace.app, channel.kind, "history")
    return workspace.messages.in_channel(channel.id)


def _listing(workspace: Workspace, arguments: Arguments, found: list[Message]) -> Json:
    oldest = arguments.text("oldest") or "0"
    latest = arguments.text("latest") or "9999999999.999999"
    edges = arguments.flag("inclusive")
    inside = [
        m
        for m in found
        if oldest < m.ts < latest or (edges and m.ts in (oldest, latest)) or oldest == m.ts == "0"
    ]
    start, size = _page(arguments, 100)
    page = inside[start : start + size]
    more = start + size < len(inside)
    everything = arguments.flag("include_all_metadata")
    shown = [workspace.message_json(m, with_metadata=everything) for m in page]
    answer: Json = {"messages": shown, "has_more": more}
    if more:
        answer["response_metadata"] = {"next_cursor": str(start + size)}
    return answer


def _page(arguments: Arguments, default: int) -> tuple[int, int]:
    cursor = arguments.text("cursor") or "0"
    if not cursor.isdecimal():
        raise SlackError("invalid_cursor")
    return int(cursor), arguments.number("limit", default, 999)


METHODS: Final[dict[str, Callable[[Workspace, Arguments], Json]]] = {
    "conversations.open": open_direct,
    "conversations.info": channel_facts,
    "conversations.members": members,
    "conversations.history": history,
    "conversations.replies": replies,
}
