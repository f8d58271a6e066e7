"""A witness that really verifies: what it signs, what it refuses, and what we make of that."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bot.domain.checkpoint import CheckpointError, SignedCheckpoint, parse_signed
from bot.domain.cosignature import WitnessKey, cosigned_at, parse_witness_key
from bot.domain.merkle import consistency_proof, root_of
from bot.keyring import verify
from bot.workflow.checkpoints import Conflicting, Taken
from bot.workflow.held_outside import Holds, Unread
from bot.workflow.ports import GiveUp
from handlers.anchors.witness import Witness, largest
from tests.fakes.clock import START
from tests.handlers.anchors.outsiders import LOG_KEY, PretendWitness, calling, serving, signed


class Log:
    """A record of leaves, with another beginning where `branch` says so."""

    def __init__(self, branch: str = "") -> None:
        self.branch = branch
        self.last: SignedCheckpoint | None = None

    def leaves(self, start: int, stop: int) -> list[bytes]:
        """Return the hashes of the leaves."""
        return [sha256(f"{self.branch}{n}".encode()).digest() for n in range(start, stop)]

    def at(self, size: int) -> SignedCheckpoint:
        """Return the signed checkpoint of a size."""
        return parse_signed(signed(size, root_of(self.leaves(0, size))))

    async def prove(self, older: int, newer: int) -> Sequence[bytes]:
        """Return a consistency proof."""
        return consistency_proof(
            older, newer, lambda start, stop: root_of(self.leaves(start, stop))
        )

    async def stored(self) -> SignedCheckpoint | None:
        """Return what was signed before."""
        return self.last


@asynccontextmanager
async def watched(
    witness: PretendWitness, log: Log, key: WitnessKey | None = None
) -> AsyncIterator[Witness]:
    """Our side of a witness."""
    async with serving(witness.routes()) as url, calling() as caller:
        yield Witness(caller, url, key or witness.key, verify, log.prove, log.stored)


async def test_checkpoints_are_cosigned_one_after_the_other() -> None:
    """Each is proved from the one before, and comes back with the witness's mark on it."""
    pretend, log = PretendWitness(), Log()
    async with watched(pretend, log) as witness:
        for size in (1, 2, 7, 7, 300):
            taken = await witness.publish(log.at(size), "")
            assert isinstance(taken, Taken), taken
            note = parse_signed(taken.text)
            assert note.signed_by([LOG_KEY], verify) == LOG_KEY
            mark = note.signatures[1]
            assert cosigned_at(note.checkpoint, mark, pretend.key, verify) == START.timestamp()
    assert pretend.asked == [0, 1, 2, 7, 7]
    assert pretend.size == 300


async def test_a_new_process_catches_up() -> None:
    """Told where the witness is, we prove from there."""
    pretend, log = PretendWitness(), Log()
    async with watched(pretend, log) as first:
        await first.publish(log.at(5), "")
    async with watched(pretend, log) as second:
        assert isinstance(await second.publish(log.at(9), ""), Taken)
    assert pretend.asked == [0, 0, 5]


async def test_a_roll_back_is_told_by_its_size() -> None:
    """The witness has seen more entries than there are: before anything new is signed."""
    pretend, log = PretendWitness(), Log()
    async with watched(pretend, log) as first:
        await first.publish(log.at(9), "")
    async with watched(pretend, log) as late:
        log.last = log.at(4)
        assert await late.read_back() == Holds(size=9)
        assert await late.publish(log.at(6), "") == Conflicting(9)


async def test_a_fork_gets_no_cosignature() -> None:
    """Another history, longer or as long: 422 and 409, and both are told as another root."""
    pretend, log, fork = PretendWitness(), Log(), Log("fork")
    async with watched(pretend, log) as ours:
        await ours.publish(log.at(5), "")
    async with watched(pretend, fork) as theirs:
        assert await theirs.publish(fork.at(8), "") == Conflicting(5, other=True)
        assert await theirs.publish(fork.at(5), "") == Conflicting(5, other=True)
        fork.last = fork.at(5)
        assert await theirs.read_back() == Unread("other_root")
    assert pretend.root == root_of(log.leaves(0, 5))


async def test_without_an_earlier_signature_nothing_is_asked() -> None:
    """A fresh record has nothing to show."""
    async with watched(PretendWitness(), Log()) as witness:
        assert await witness.read_back() == Holds()


async def test_what_was_shown_before_is_known() -> None:
    """The witness stands where we were: that is its size, and it is asked each time."""
    pretend, log = PretendWitness(), Log()
    async with watched(pretend, log) as first:
        await first.publish(log.at(5), "")
    async with watched(pretend, log) as again:
        log.last = log.at(5)
        assert await again.read_back() == Holds(size=5)
        assert await again.read_back() == Holds(size=5)
    assert pretend.asked == [0, 5, 5]


async def test_one_wrong_number_is_forgotten_at_the_next_answer() -> None:
    """Nobody signs for a size that is told; a witness that is right again is believed again."""
    pretend, log = PretendWitness(), Log()
    log.last = log.at(5)
    async with watched(pretend, log) as witness:
        await witness.publish(log.at(5), "")
        pretend.lies = [999_999_999]
        assert await witness.read_back() == Holds(size=999_999_999)
        assert await witness.read_back() == Holds(size=5)
        assert isinstance(await witness.publish(log.at(7), ""), Taken)
        log.last, pretend.lies = None, [999_999_999]
        assert await witness.publish(log.at(8), "") == Conflicting(999_999_999)
        assert await witness.read_back() == Holds()
        assert isinstance(await witness.publish(log.at(8), ""), Taken)


async def test_a_mark_of_another_key_is_none() -> None:
    """The configured key alone counts: another's mark is left out, and alone it is refused."""
    pretend, log = PretendWitness(), Log()
    stranger = Ed25519PrivateKey.from_private_bytes(bytes([9]) * 32)
    wrong = WitnessKey(pretend.name, stranger.public_key().public_bytes_raw())
    async with watched(pretend, log, wrong) as witness:
        assert await witness.publish(log.at(3), "") == GiveUp("cosignature_not_verified")
    other = PretendWitness(private=stranger, name="witness.example/w2")
    pretend.lines_besides = other.cosigned(log.at(4).checkpoint)
    async with watched(pretend, log) as witness:
        taken = await witness.publish(log.at(4), "")
        assert isinstance(taken, Taken)
        assert "witness.example/w2" not in taken.text


async def test_a_cosignature_over_another_checkpoint_is_none() -> None:
    """A good mark of the right witness, made for another size, proves nothing."""
    pretend, log = PretendWitness(), Log()
    checkpoint, other = log.at(3).checkpoint, log.at(4).checkpoint
    mark = parse_signed(signed(4, other.root) + pretend.cosigned(other)).signatures[1]
    assert cosigned_at(other, mark, pretend.key, verify) is not None
    assert cosigned_at(checkpoint, mark, pretend.key, verify) is None


async def test_a_witness_that_does_not_know_us_is_said() -> None:
    """An unknown origin is the operators' to put right."""
    pretend, log = PretendWitness(), Log()
    async with watched(pretend, log) as witness:
        stranger = parse_signed(log.at(3).text.replace("example.com/exigent", "example.com/other"))
        assert await witness.publish(stranger, "") == GiveUp("http_404")
        log.last = stranger
        assert await witness.read_back() == Unread("http_404")


def test_the_key_of_a_witness_is_read_strictly() -> None:
    """Type 4, an id that fits, a name; a log's own key is none."""
    key = PretendWitness().key
    assert parse_witness_key(key.text) == key
    for wrong in (LOG_KEY.text, key.text.replace("w1", "w2"), key.text[:-4], "", "w+00+!!"):
        with pytest.raises(CheckpointError):
            parse_witness_key(wrong)


def test_a_cosignature_of_the_specification_has_this_form() -> None:
    """The example of c2sp.org/tlog-cosignature: its time, and what was signed."""
    note = parse_signed(
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
        "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/"
        "Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
        "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJ"
        "sX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
    )
    mark, signed_texts = note.signatures[1], []

    def remember(_public: bytes, _signature: bytes, text: bytes) -> bool:
        signed_texts.append(text)
        return True

    class AnyKey(WitnessKey):
        """The key of the example, whose public half is not printed there."""

        @property
        def key_id(self) -> bytes:
            """The id in the example."""
            return mark.key_id

    named = AnyKey("witness.example.com/w1", bytes(32))
    assert cosigned_at(note.checkpoint, mark, named, remember) == 1679315147
    assert signed_texts == [b"cosignature/v1\ntime 1679315147\n" + note.checkpoint.text.encode()]


def test_the_largest_stored_checkpoint_of_the_origin_is_shown() -> None:
    """Another origin's, and what is no checkpoint alone, are passed over."""
    log = Log()
    other = log.at(9).text.replace("example.com/exigent", "example.com/other")
    assert largest([log.at(3).text, "stamp", other, log.at(5).text], LOG_KEY.name) == log.at(5)
    assert largest([], LOG_KEY.name) is None
