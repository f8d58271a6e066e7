"""Publishes checkpoints in a Slack channel, where the bot can post but not silently unpost."""

from collections.abc import Awaitable, Callable

Post = Callable[[str, str, str], Awaitable[object]]
"""Posts (channel, text, key); the key makes a doubtful post findable before it is repeated."""

_FENCE = "```"
_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))  # Slack's three control characters


class SlackAnchor:
    """Posts the checkpoint's text in one channel; what goes wrong is told by `post`."""

    def __init__(self, channel: str, post: Post) -> None:
        self._channel = channel
        self._post = post

    async def publish(self, text: str, key: str) -> object:
        """Post one signed checkpoint, byte for byte inside a code block, and pass on the answer.

        Raises ValueError for a text that would end the code block.
        """
        return await self._post(self._channel, fenced(text), key)


def fenced(text: str) -> str:
    """Wrap a checkpoint so that Slack turns no part of it into a link or a mention."""
    if _FENCE in text:
        raise ValueError("checkpoint: expected no code fence in its text")
    for character, escape in _ESCAPES:
        text = text.replace(character, escape)
    return f"{_FENCE}\n{text.rstrip(chr(10))}\n{_FENCE}"
