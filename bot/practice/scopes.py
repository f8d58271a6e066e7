"""Which scope a method needs (Slack docs, "Facts" of each method)."""

from typing import Final

from bot.practice.channels import Kind
from bot.practice.errors import SlackError
from bot.practice.workspace import App

_FAMILY: Final[dict[Kind, str]] = {
    "public": "channels",
    "private": "groups",
    "im": "im",
    "mpim": "mpim",
}


def require(app: App, scope: str) -> None:
    """Raise `missing_scope`, naming it, unless the app was granted `scope`."""
    if scope not in app.scopes:
        provided = ",".join(sorted(app.scopes))
        raise SlackError("missing_scope", extra={"needed": scope, "provided": provided})


def require_for(app: App, kind: Kind, right: str) -> None:
    """Raise `missing_scope` unless the app may `read` or see the `history` of such a channel."""
    require(app, f"{_FAMILY[kind]}:{right}")
