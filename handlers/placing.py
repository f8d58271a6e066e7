"""One message that is kept true: posted once, then edited where it stands."""

from bot.workflow.ports import Delivered, Done
from bot.workflow.rows import LeasedTask, Place
from handlers.blocks.limits import Payload
from handlers.outcomes import delivered
from handlers.outside import Failure
from handlers.slack_api import Posted, SlackApi

UNEDITABLE = frozenset({"edit_window_closed", "cant_update_message", "message_not_found"})
"""Slack will not edit the card any more: a new one takes its place (Slack docs, chat.update)."""


async def placed(
    api: SlackApi, channel: str, task: LeasedTask, place: Place | None, message: Payload
) -> Posted | Failure:
    """Show `message` at `place`, or post it; a doubtful post is looked up before it is repeated."""
    if place is not None:
        updated = await api.update(place.channel, place.ts, message)
        if not isinstance(updated, Failure) or updated.reason not in UNEDITABLE:
            return updated
    elif task.attempts > 1:
        earlier = await api.find_posted(channel, task.key)
        if isinstance(earlier, Posted):
            return await api.update(earlier.channel, earlier.ts, message)
        if isinstance(earlier, Failure):
            return earlier
    return await api.post(channel, message, task.key)


async def posted_once(api: SlackApi, channel: str, task: LeasedTask, message: Payload) -> Delivered:
    """Post a message that nobody edits; a doubtful post is looked up before it is repeated."""
    if task.attempts > 1 and isinstance(await api.find_posted(channel, task.key), Posted):
        return Done()
    return delivered(await api.post(channel, message, task.key))
