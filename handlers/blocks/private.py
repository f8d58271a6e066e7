"""What is said to one person only: refusals, results, and a form that opens too late."""

from collections.abc import Sequence
from typing import Final

from handlers.blocks.limits import Payload
from handlers.blocks.parts import actions, button, divider, message, modal, plain, section

KIND: Final = "exigent_private"
STILL: Final = (
    "Still recording. Do not press again: what you sent is being written down, and this window"
    " says so when it is done. If you close it, use /edr show to see the outcome."
)
DOUBT: Final = (
    "Something went wrong on our side, and we cannot say from here whether it was recorded. Use"
    " /edr show to see where the case stands before you do it again. What you typed in Review is"
    " kept."
)


def said(text: str, *more: Payload) -> Payload:
    """A message in one paragraph, with any blocks after it."""
    return message(text, [section(plain(text)), *more], kind=KIND, ids={})


def listing(text: str, blocks: Sequence[Payload]) -> Payload:
    """A message with a headline that is also its notification."""
    return message(text, [section(plain(text)), divider(), *blocks], kind=KIND, ids={})


def open_again(action_id: str, value: str) -> Payload:
    """A form came too late to be shown: Slack lets us open one within three seconds only."""
    text = "The form did not open in time. Nothing was lost; open it here."
    press = button("Open the Form", action_id, value, style="primary")
    return said(text, actions(press, block_id=f"again:{action_id}"[:255]))


def aside(title: str, *paragraphs: str) -> Payload:
    """A view that only says something."""
    return modal("aside", title, [section(plain(text)) for text in paragraphs], ids={})


def still() -> Payload:
    """The view while a transaction outlives the answer to Slack."""
    return aside("Still recording", STILL)


def doubt() -> Payload:
    """The view after a failure of ours: it looks neither like success nor like a refusal."""
    return aside("Not certain", DOUBT)
