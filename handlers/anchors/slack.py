"""Publishes checkpoints in a Slack channel, where the bot can post but not silently unpost."""

from collections.abc import Awaitable, Callable, Iterable, Iterator

from bot.domain.checkpoint import CheckpointError, SignedCheckpoint, parse_signed
from bot.workflow.held_outside import Holds, Unread
from handlers.outside import Failure

Texts = Callable[[str], Awaitable[list[str] | Failure]]
"""Returns the texts of a channel's newest messages."""
Post = Callable[[str, str, str], Awaitable[object]]
"""Posts (channel, text, key); the key makes a doubtful post findable before it is repeated."""

_FENCE = "```"
_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))  # Slack's three control characters


class SlackAnchor:
    """Posts the checkpoint's text in one channel; what goes wrong is told by `post`."""

    def __init__(self, channel: str, post: Post, texts: Texts) -> None:
        self._channel = channel
        self._post = post
        self._texts = texts

    async def read_back(self) -> Holds | Unread:
        """Return the checkpoints among the channel's newest messages, whoever posted them."""
        texts = await self._texts(self._channel)
        if isinstance(texts, Failure):
            return Unread(texts.reason)
        return Holds(notes=tuple(_notes(reversed(texts))))

    async def publish(self, text: str, key: str) -> object:
        """Post one signed checkpoint, byte for byte inside a code block, and pass on the answer.

        Raises ValueError for a text that would end the code block.
        """
        return await self._post(self._channel, fenced(text), key)


def _notes(texts: Iterable[str]) -> Iterator[SignedCheckpoint]:
    for text in texts:
        try:
            yield parse_signed(unfenced(text))
        except CheckpointError:
            continue  # what people write there, or a checkpoint that was edited


def unfenced(text: str) -> str:
    """Return the text that `fenced` wrapped; what is not of that form stays as it is."""
    for character, escape in reversed(_ESCAPES):
        text = text.replace(escape, character)
    return text.removeprefix(f"{_FENCE}\n").removesuffix(_FENCE)


def fenced(text: str) -> str:
    """Wrap a checkpoint so that Slack turns no part of it into a link or a mention."""
    if _FENCE in text:
        raise ValueError("checkpoint: expected no code fence in its text")
    for character, escape in _ESCAPES:
        text = text.replace(character, escape)
    return f"{_FENCE}\n{text.rstrip(chr(10))}\n{_FENCE}"
