"""The anchors that the settings name, built: where each publishes, and how it is read back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import aiohttp

from bot.compose import House, mail_domain
from bot.domain.checkpoint import CheckpointError, SignedCheckpoint
from bot.domain.cosignature import parse_witness_key
from bot.domain.errors import ExigentError
from bot.keyring import verify
from bot.workflow.anchor_names import (
    ANCHOR_EMAIL,
    ANCHOR_FILE,
    ANCHOR_HTTP,
    ANCHOR_SLACK,
    ANCHOR_STAMP,
    ANCHOR_WITNESS,
)
from bot.workflow.checkpoints import AnchorPort, Publish
from bot.workflow.held_outside import ReadBack
from bot.workflow.ports import Port
from handlers.anchors.append_only import AppendOnly
from handlers.anchors.calls import Caller
from handlers.anchors.file import FileAnchor
from handlers.anchors.mail import Enclosing, MailAnchor
from handlers.anchors.ports import to_file, to_slack
from handlers.anchors.slack import SlackAnchor
from handlers.anchors.stamp import StampAnchor, read_roots
from handlers.anchors.witness import Witness, largest
from handlers.blocks.parts import message, mrkdwn, section
from handlers.blocks.text import Markup
from handlers.notices.email import EmailNotice
from handlers.notices.message import message_id_for
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

    channel = yard.house.settings.anchors.slack_channel
    anchor = SlackAnchor(channel, post, yard.api.texts)
    return Anchor(to_slack(anchor), anchor.read_back)


def _email(yard: Yard) -> Anchor:
    settings, clock = yard.house.settings, yard.house.office.clock

    async def send(to: Sequence[str], mail: Enclosing, key: str) -> object:
        message_id = message_id_for(key, mail_domain(settings))
        return await yard.mail.send_enclosed(to, mail, message_id, clock.law())

    return Anchor(MailAnchor(settings.anchors.email, settings.legal.company, send).publish)


def _http(yard: Yard) -> Anchor:
    store = append_only(yard)
    return Anchor(store.publish, store.read_back)


def append_only(yard: Yard) -> AppendOnly:
    """Return the append-only store of the settings."""
    http = yard.house.settings.anchors.http
    token = http.token.get_secret_value()
    secrets = {"Authorization": f"Bearer {token}"} if token else {}
    return AppendOnly(_caller(yard, secrets), http.url)


def _stamp(yard: Yard) -> Anchor:
    stamp = yard.house.settings.anchors.stamp
    roots, folder = read_roots(Path(stamp.roots)), Path(stamp.folder)
    law = yard.house.office.clock.law
    return Anchor(StampAnchor(_caller(yard, {}), stamp.url, roots, folder, law).publish)


def _witness(yard: Yard) -> Anchor:
    house, named = yard.house, yard.house.office.ways.anchors
    origin, setting = house.settings.record.origin, house.settings.anchors.witness

    async def stored() -> SignedCheckpoint | None:
        texts = await house.database.read(lambda db: [db.record.checkpoint(a) for a in named])
        return largest([text for text in texts if text is not None], origin)

    try:
        key = parse_witness_key(setting.key)
    except CheckpointError as error:
        raise ExigentError(f"anchors.witness.key: {error}") from None
    witness = Witness(_caller(yard, {}), setting.url, key, verify, house.notary.consistency, stored)
    return Anchor(witness.publish, witness.read_back)


def _caller(yard: Yard, secrets: Mapping[str, str]) -> Caller:
    return Caller(yard.session, yard.house.office.clock.wall, secrets)


BUILDERS: Final[Mapping[str, Callable[[Yard], Anchor]]] = {
    ANCHOR_FILE: _file,
    ANCHOR_SLACK: _slack,
    ANCHOR_EMAIL: _email,
    ANCHOR_HTTP: _http,
    ANCHOR_STAMP: _stamp,
    ANCHOR_WITNESS: _witness,
}
"""One line for each kind of anchor, by its name."""


def built(yard: Yard) -> dict[str, Anchor]:
    """Build the anchors that the settings name."""
    return {name: BUILDERS[name](yard) for name in yard.house.office.ways.anchors}


def anchor_ports(yard: Yard) -> dict[str, Port]:
    """Return the ports of the anchors, and let the notary read back what each of them holds."""
    notary, ports = yard.house.notary, dict[str, Port]()
    for name, anchor in built(yard).items():
        ports[name] = AnchorPort(name, notary, anchor.publish)
        if anchor.read is not None:
            notary.held.readers[name] = anchor.read
    return ports
