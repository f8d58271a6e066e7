"""Bundles of random histories: a case's life between other entries, with checkpoints published."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bot.domain import events as ev
from bot.domain.case import Case
from bot.domain.checkpoint import Checkpoint, VerifierKey, sign_checkpoint
from bot.domain.errors import ExigentError
from bot.domain.folding import evolve, opened
from bot.domain.limits import Limits, Policy
from bot.domain.merkle import root_of
from bot.domain.roster import SYSTEM, Ref
from bot.domain.stamp import Stamp
from bot.key_chain import key_line
from bot.workflow.bundle_files import Signer, finished
from bot.workflow.checkpoints import Notary
from bot.workflow.entries import Place, chain
from bot.workflow.export import Bundle, export_case
from bot.workflow.office import Office
from tests import factories as make
from tests.bundles.memory import SECRET, MemoryDatabase, MemoryRecord
from tests.desk import NAMES
from tests.factories import AT, NUMBER, ROSTER
from tests.fakes.clock import FrozenClock
from tests.properties.histories import ONE_TOLD, STAGES, TELLING, Stage, by_chance, play
from tests.story import Story
from tests.workflow.office_given import KEY

Entries = list[tuple[Ref, ev.Event]]
PRIVATES = tuple(Ed25519PrivateKey.from_private_bytes(bytes([n] * 32)) for n in range(3))


def keys_of(count: int) -> tuple[list[VerifierKey], str]:
    """So many keys of one record, oldest first, and the chain of them."""
    keys = [VerifierKey(KEY.name, p.public_key().public_bytes_raw()) for p in PRIVATES[:count]]
    signers = (PRIVATES[0], *PRIVATES)
    days = (AT - timedelta(days=90 - n) for n in range(count))
    lines = [
        key_line(day, key.public, signer.sign)
        for day, key, signer in zip(days, keys, signers[:count], strict=True)
    ]
    return keys, "".join(lines)


@dataclass(frozen=True)
class Made:
    """A bundle, what was published outside of its record, and receipts of its entries."""

    files: dict[str, bytes]
    outside: str
    receipts: tuple[str, ...]
    keys: tuple[VerifierKey, ...]
    bundle: Bundle


def positions(bundle: Bundle) -> list[int]:
    """Return where the entries of a bundle stand in the record."""
    return [json.loads(body)["position"] for body in bundle.files["entries.jsonl"].splitlines()]


class Maker:
    """Makes the record of one history and the bundle of it."""

    def __init__(self, story: Story, seed: int, keys: int = 0) -> None:
        self.chance = random.Random(seed)
        self.story = story
        several = keys or self.chance.choice((1, 1, 2, 3))
        made, self.chain = keys_of(several)
        self.keys = tuple(made)
        self.record = MemoryRecord()
        self.outside: list[str] = []

    def written(self) -> Case:
        """Write the story's entries, one commit after another, between those of others."""
        case: Case | None = None
        entries = list(self.story.entries)
        while entries:
            at = entries[0][0]
            together = [(who, event) for when, who, event in entries if when == at]
            entries = entries[len(together) :]
            self._others(at)
            version = case.version if case is not None else None
            head = self.record.head()
            place = Place(
                head=head, blinding=SECRET, at=at, case=NUMBER, version=version, secret=SECRET
            )
            self.record.append(chain(place, together))
            for who, event in together:
                stamp = Stamp(at, who)
                case = opened(event, NUMBER, stamp) if case is None else evolve(case, event, stamp)
        assert case is not None
        return case

    def _others(self, at: datetime) -> None:
        """Let other things happen, and some of it be published."""
        for number in range(self.chance.choice((0, 0, 0, 1, 3))):
            other = ev.RequestHeld(number=number + 1, channel="form", reason="source")
            place = Place(head=self.record.head(), blinding=SECRET, at=at)
            self.record.append(chain(place, [(SYSTEM, other)]))
        if self.record.rows and self.chance.random() < 0.3:
            self.publish(self.chance.choice(("anchor.file", "anchor.slack")))

    def publish(self, anchor: str) -> None:
        """Publish where the record stands, by a key of that time."""
        size = len(self.record.rows)
        root = root_of(bytes.fromhex(row.hash) for row in self.record.rows)
        which = self.chance.randrange(len(self.keys))
        point = Checkpoint(KEY.name, size, root)
        text = sign_checkpoint(point, self.keys[which], PRIVATES[which].sign).text
        if not any(size == known for _, known, _ in self.record.kept):
            self.record.publish(anchor, size, text)
            self.outside.append(text)

    async def made(self, *, owner: bool | None = None) -> Made:
        """Export the case: for an owner who may have it, or for somebody of the desk.

        By chance, unless it is said which.
        """
        case = self.written()
        key, private = self.keys[-1], PRIVATES[len(self.keys) - 1]
        database = MemoryDatabase(case, self.record)
        office = _office(database, self.story)
        notary = Notary(database, key, private.sign)  # type: ignore[arg-type]  # as much as is used
        theirs = self.chance.random() < 0.5 if owner is None else owner
        owners = [n.owner for n in case.notices] if theirs else []
        bundle = await _exported(office, notary, owners)
        signer = Signer(key=key, sign=private.sign, chain=self.chain)
        files = finished(bundle.files, NUMBER, "<p>page</p>", signer)
        named = bundle.owner.named if bundle.owner is not None else ()
        hashes = {row.position: row.hash for row in self.record.rows}
        known = [*positions(bundle), *(n.position for n in named)]
        receipts = self.chance.sample(known, min(2, len(known)))
        return Made(
            files=files,
            outside="\n".join(self.outside),
            receipts=tuple(f"{p}:{hashes[p]}" for p in receipts),
            keys=self.keys,
            bundle=bundle,
        )


async def _exported(office: Office, notary: Notary, owners: list[str]) -> Bundle:
    for owner in owners:
        try:
            bundle = await export_case(office, notary, NUMBER, owner=owner)
        except ExigentError:
            continue  # not told yet, or held back
        assert isinstance(bundle, Bundle)
        return bundle
    bundle = await export_case(office, notary, NUMBER)
    assert isinstance(bundle, Bundle)
    return bundle


def _office(database: MemoryDatabase, story: Story) -> Office:
    clock = FrozenClock(story.now)
    return Office(
        database=database,  # type: ignore[arg-type]  # as much as an export uses
        clock=clock,
        roster=ROSTER,
        names=NAMES,
        accounts={},
        limits=Limits(),
        policy=Policy(),
        law=story.outside.get("law", make.LAW),
        site_secret=bytes(32),
    )


LIVES = (*STAGES, *(Stage((*TELLING, *ONE_TOLD), (("time", "view", "arrived"),)),) * 6)
"""Every stage of a case, and more of those at which an owner may have a bundle."""


def makers(count: int) -> Iterator[Maker]:
    """So many histories, the same in every run."""
    for seed, history in enumerate(by_chance(count, LIVES)):
        yield Maker(play(history), seed)


async def bundles(count: int) -> list[Made]:
    """The bundles of so many histories, the same in every run."""
    return [await maker.made() for maker in makers(count)]
