"""The anchors that the settings name, built: where each publishes, and how it is read back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import aiohttp

from bot.compose import House
from bot.workflow.anchor_names import ANCHOR_FILE, ANCHOR_SLACK
from bot.workflow.checkpoints import AnchorPort, Publish
from bot.workflow.held_outside import ReadBack
from bot.workflow.ports import Port
from handlers.anchors.file import FileAnchor
from handlers.anchors.ports import to_file, to_slack
from handlers.anchors.slack import SlackAnchor
from handlers.blocks.parts import message, mrkdwn, section
from handlers.blocks.text import Markup
from handlers.notices.email import EmailNotice
from handlers.slack_api import SlackApi


@dataclass(frozen=True, slots=True, kw_only=True)
class Yard:
    """What anchors are made of."""

    house: House
    session: aiohttp.ClientSession
    api: SlackApi
    mail: EmailNotice


@dataclass(frozen=True, slots=True)
class Anchor:
    """One place outside; `read` where what it holds can be asked for."""

    publish: Publish
    read: ReadBack | None = None


def _file(yard: Yard) -> Anchor:
    anchor = FileAnchor(Path(yard.house.settings.anchors.file))
    return Anchor(to_file(anchor), anchor.read_back)


def _slack(yard: Yard) -> Anchor:
    async def post(channel: str, text: str, key: str) -> object:
        blocks = [section(mrkdwn(Markup(text)))]
        note = message("Checkpoint of the record", blocks, kind="exigent_anchor", ids={})
        return await yard.api.post(channel, note, key)

    return Anchor(to_slack(SlackAnchor(yard.house.settings.anchors.slack_channel, post)))


BUILDERS: Final[Mapping[str, Callable[[Yard], Anchor]]] = {
    ANCHOR_FILE: _file,
    ANCHOR_SLACK: _slack,
}
"""One line for each kind of anchor, by its name."""


def built(yard: Yard) -> dict[str, Anchor]:
    """Build the anchors that the settings name."""
    named = yard.house.office.ways.anchors
    return {name: build(yard) for name, build in BUILDERS.items() if name in named}


def anchor_ports(yard: Yard) -> dict[str, Port]:
    """Return the ports of the anchors, and let the notary read back what each of them holds."""
    notary, ports = yard.house.notary, dict[str, Port]()
    for name, anchor in built(yard).items():
        ports[name] = AnchorPort(name, notary, anchor.publish)
        if anchor.read is not None:
            notary.held.readers[name] = anchor.read
    return ports
