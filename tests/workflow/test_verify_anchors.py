"""Claims about checkpoints from outside: whose they are, whether they agree, what is torn."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bot.domain.checkpoint import Checkpoint, VerifierKey, sign_checkpoint
from bot.workflow.findings import KEPT, Sort, Trouble, Troubles
from bot.workflow.verify_anchors import read_anchors
from tests.workflow.office_given import KEY, PRIVATE

OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))


def signed(size: int, root: bytes = bytes(32), by: Ed25519PrivateKey = PRIVATE) -> str:
    """A signed checkpoint under our name."""
    key = VerifierKey(KEY.name, by.public_key().public_bytes_raw())
    return sign_checkpoint(Checkpoint(KEY.name, size, root), key, by.sign).text


def test_good_checkpoints_give_their_roots() -> None:
    """Files of several replicas are read together."""
    found = read_anchors([signed(3) + "\n" + signed(5), signed(4)], [KEY])
    assert found.roots == {3: bytes(32), 4: bytes(32), 5: bytes(32)}
    assert (found.troubles, found.notes) == ([], [])


def test_a_strangers_signature_is_trouble() -> None:
    """A checkpoint that no key of this record signed is told and not used."""
    found = read_anchors([signed(3, by=OTHER)], [KEY])
    assert found.roots == {}
    assert [t.sort for t in found.troubles] == [Sort.SIGNATURE]


def test_a_rotated_key_still_counts() -> None:
    """Every key that ever signed this record is good for its checkpoints."""
    other = VerifierKey(KEY.name, OTHER.public_key().public_bytes_raw())
    assert read_anchors([signed(3), signed(4, by=OTHER)], [KEY, other]).troubles == []


REVOKED = VerifierKey(KEY.name, OTHER.public_key().public_bytes_raw(), covers=4)


def test_what_a_revoked_key_signed_later_proves_nothing() -> None:
    """It is told in one note, and no trouble: the record's own past checkpoints are among it."""
    texts = [signed(size, by=OTHER) for size in (3, 5, 6)]
    found = read_anchors([*texts, signed(6)], [KEY, REVOKED])
    found.compare(complete=False)
    assert (found.troubles, found.proven) == ([], {3, 6})
    assert set(found.roots) == {3, 5, 6}
    [note] = found.notes
    assert note.sentence.startswith("A revoked key alone signed 1 of the checkpoints, up to 5 ")


def test_to_revoke_a_key_does_not_silence_it() -> None:
    """Whoever has the keys cannot change the record and take back what speaks against it."""
    found = read_anchors([signed(5, bytes([1]) * 32, by=OTHER), signed(5)], [KEY, REVOKED])
    assert [t.sort for t in found.troubles] == [Sort.FORK]


def test_two_roots_of_one_size_are_two_records() -> None:
    """Signed checkpoints that contradict each other prove a fork."""
    found = read_anchors([signed(3), signed(3, bytes([1]) * 32)], [KEY])
    assert [t.sort for t in found.troubles] == [Sort.FORK]


def test_a_torn_piece_is_told_and_is_no_trouble() -> None:
    """What a crash left in the file is named by its line; the notes around it count."""
    whole = signed(3)
    found = read_anchors([whole + "\n" + signed(5)[:40] + "\n\n" + signed(7)], [KEY])
    assert set(found.roots) == {3, 7}
    assert found.troubles == []
    assert "at line 7 of checkpoint file 1" in found.notes[0].sentence


OLDER = "example.com/older"


def older(size: int, root: bytes = bytes(32)) -> str:
    """A checkpoint signed under an origin that was given up."""
    key = VerifierKey(OLDER, KEY.public)
    return sign_checkpoint(Checkpoint(OLDER, size, root), key, PRIVATE.sign).text


def test_what_was_lost_under_an_older_origin_is_no_trouble() -> None:
    """After the size that agreed, another root is no fork: the loss is on the record."""
    texts = [older(3) + "\n" + older(9), signed(9, bytes([1]) * 32)]
    found = read_anchors(texts, [KEY], {OLDER: 3})
    assert found.troubles == []
    assert found.roots == {3: bytes(32), 9: bytes([1]) * 32}


def test_what_agreed_under_an_older_origin_still_binds() -> None:
    """Up to the loss both names are of one record."""
    found = read_anchors([older(3), signed(3, bytes([1]) * 32)], [KEY], {OLDER: 3})
    assert [t.sort for t in found.troubles] == [Sort.FORK]


def test_the_origin_in_use_is_never_given_up() -> None:
    """An entry that somebody slips into the database excuses no roll-back."""
    found = read_anchors([signed(9)], [KEY], {KEY.name: 3})
    assert (found.roots, found.notes) == ({9: bytes(32)}, [])


def test_a_file_without_checkpoints_is_told() -> None:
    """An empty file is no proof, and is said to be none."""
    [note] = read_anchors([""], [KEY]).notes
    assert note.sentence == "Checkpoint file 1 holds no checkpoint."


def test_the_earliest_of_many_troubles_are_kept() -> None:
    """A record that is bad throughout fills no memory: the earliest stay, the rest are counted."""
    troubles = Troubles()
    for position in range(3 * KEPT, 0, -1):
        troubles.add(Trouble(position=position, sort=Sort.HEAD, sentence=""))
    troubles.add(Trouble(position=None, sort=Sort.STATE, sentence=""))
    kept = troubles.sorted()
    assert [t.position for t in kept] == list(range(1, KEPT + 1))
    assert troubles.more == 2 * KEPT + 1
