"""What happens in the workspace by itself: people change, channels are shared, homes are opened."""

from typing import Final

import structlog

from handlers.blocks.limits import Payload
from handlers.edge import Edge
from handlers.home import publish

SHARING: Final = frozenset({"channel_shared", "channel_id_changed"})
"""Events after which a channel may be read by people outside, or has another id."""
GONE: Final = frozenset({"app_uninstalled", "tokens_revoked"})
_log = structlog.get_logger(__name__)


async def happened(edge: Edge, body: Payload) -> None:
    """Take one event; events come again when we were slow, so each is safe to repeat."""
    event = body.get("event") or {}
    kind = str(event.get("type", ""))
    if kind == "app_home_opened" and event.get("tab") == "home":
        await publish(edge, str(body.get("team_id", "")), str(event.get("user", "")))
    elif kind == "user_change":
        user = event.get("user") or {}
        edge.standings.forget(str(user.get("id", "")))
    elif kind in SHARING:
        await _channel_changed(edge, kind, event)
    elif kind in GONE:
        _log.critical("slack.cut_off", reason=kind)


async def _channel_changed(edge: Edge, kind: str, event: Payload) -> None:
    channel = str(event.get("old_channel_id") or event.get("channel", ""))
    if channel in edge.injected.channels:
        edge.api.close_channel(channel, kind)
        _log.critical("slack.channel_unsafe", channel=channel, reason=kind)
