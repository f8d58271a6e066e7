"""What the examination says of the anchors: reached, read back, in agreement, in other hands."""

from collections.abc import AsyncIterator, Iterator
from typing import Final

import aiohttp

from bot.anchoring import Yard, append_only, built
from bot.compose import House, own_domains
from bot.domain.errors import ExigentError
from bot.domain.likeness import domain_of
from bot.settings import Settings
from bot.workflow.anchor_names import ANCHOR_EMAIL, ANCHOR_HTTP
from bot.workflow.checkpoints import Notary
from bot.workflow.checkup import Check, Grade
from bot.workflow.held_outside import PATIENCE
from bot.workflow.look_back import ADVICE
from handlers.notices.email import EmailNotice
from handlers.notices.relay import Relay
from handlers.outside import Failure
from handlers.slack_api import SlackApi

NAME: Final = "anchor"


async def anchor_checks(
    house: House, session: aiohttp.ClientSession, api: SlackApi, relay: Relay
) -> AsyncIterator[Check]:
    """Read every anchor back, compare them with the record, and say who holds them."""
    settings, notary = house.settings, house.notary
    mail = EmailNotice(relay, settings.notice.sender, settings.legal.privacy_contact)
    yard = Yard(house=house, session=session, api=api, mail=mail)
    try:
        anchors = built(yard)
    except ExigentError as error:
        yield Check(NAME, Grade.FAIL, str(error))
        return
    for name, anchor in anchors.items():
        if anchor.read is not None:
            notary.held.readers[name] = anchor.read
            await notary.read_back(name)
        yield _held(name, notary, settings)
    if ANCHOR_HTTP in anchors:
        yield await _overwritable(yard)
    await notary.signed()
    found = notary.held.contradicted
    if found is not None:
        yield Check(NAME, Grade.FAIL, f"{found.sentence}: {ADVICE}")
    yield _hands(settings)


def _held(name: str, notary: Notary, settings: Settings) -> Check:
    held = notary.held
    if name in held.lost:
        words = (
            f"{name}: holds {held.size_at(name)} entries, and took {held.lost[name]}: somebody "
            "shortened or changed it; keep what is there, and run exigent verify"
        )
        return Check(NAME, Grade.FAIL, words)
    if name in held.disputed:
        words = (
            f"{name}: says that it holds {held.disputed[name]} entries of ours, which are not "
            "here, and shows no signature of ours; ask who keeps it, and run exigent verify"
        )
        return Check(NAME, Grade.FAIL, words)
    if name in held.unread:
        words = f"{name}: cannot be read back ({held.unread[name]}; given {PATIENCE:.0f} s)"
        return Check(NAME, Grade.WARN, words)
    if held.strangers.get(name):
        count = held.strangers[name]
        words = f"{name}: {count} of its checkpoints are signed by no key of ours"
        return Check(NAME, Grade.WARN, words)
    if name in held.readers:
        return Check(NAME, Grade.OK, f"{name}: read back, {held.size_at(name)} entries")
    where = f"{len(settings.anchors.email)} mailboxes; " if name == ANCHOR_EMAIL else ""
    return Check(NAME, Grade.OK, f"{name}: {where}cannot be read back, by its nature")


async def _overwritable(yard: Yard) -> Check:
    found = await append_only(yard).overwritable()
    if isinstance(found, Failure):
        words = f"{ANCHOR_HTTP}: could not be tried ({found.reason}): check its address and token"
        return Check(NAME, Grade.FAIL, words)
    if found:
        words = f"{ANCHOR_HTTP}: lets a checkpoint be written over: it must keep If-None-Match"
        return Check(NAME, Grade.FAIL, words)
    return Check(NAME, Grade.OK, f"{ANCHOR_HTTP}: writes nothing twice")


def _hands(settings: Settings) -> Check:
    elsewhere = [*in_other_hands(settings)]
    if elsewhere:
        return Check(NAME, Grade.OK, f"out of your own hands: {', '.join(elsewhere)}")
    words = (
        "every anchor is in your own hands, so whoever runs all this can rewrite both: add a "
        "witness, a time stamp, or a mailbox of somebody else's"
    )
    return Check(NAME, Grade.WARN, words)


def in_other_hands(settings: Settings) -> Iterator[str]:
    """Yield the anchors that our own operators cannot change.

    Slack is none: the workspace's owners can delete what stands in a channel.
    """
    anchors, ours = settings.anchors, own_domains(settings)
    if anchors.witness.url:
        yield "a witness"
    if anchors.stamp.url:
        yield "time stamps"
    theirs = [address for address in anchors.email if domain_of(address) not in ours]
    if theirs:
        yield f"{len(theirs)} mailboxes elsewhere"
    if anchors.http.url and anchors.http.held_by:
        yield f"a store held by {anchors.http.held_by}, as your settings say"
