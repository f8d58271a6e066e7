"""The anchors as the workflow knows them: bring one checkpoint to one place outside."""

from bot.domain.checkpoint import SignedCheckpoint
from bot.workflow.checkpoints import Publish
from bot.workflow.ports import Delivered
from handlers.anchors.file import FileAnchor
from handlers.anchors.slack import SlackAnchor
from handlers.outcomes import delivered


def to_file(anchor: FileAnchor) -> Publish:
    """Publish by appending to a file."""

    async def publish(signed: SignedCheckpoint, _key: str) -> Delivered:
        return delivered(await anchor.publish(signed.text))

    return publish


def to_slack(anchor: SlackAnchor) -> Publish:
    """Publish by posting in a channel."""

    async def publish(signed: SignedCheckpoint, key: str) -> Delivered:
        return delivered(await anchor.publish(signed.text, key))

    return publish
