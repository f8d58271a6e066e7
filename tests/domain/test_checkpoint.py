"""Claims about signed checkpoints and the files they are published in."""

import hashlib
from base64 import b64encode

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.checkpoint import (
    Checkpoint,
    CheckpointError,
    Signature,
    SignedCheckpoint,
    VerifierKey,
    parse_signed,
    parse_verifier_key,
    sign_checkpoint,
    split_file,
)

PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = VerifierKey("example.com/exigent", PRIVATE.public_key().public_bytes_raw())
OTHER_PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(32))
OTHER = VerifierKey("example.com/exigent", OTHER_PRIVATE.public_key().public_bytes_raw())

lines = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8).filter(
    lambda line: not line.startswith("\N{EM DASH} ")
)
checkpoints = st.builds(
    Checkpoint,
    origin=lines,
    size=st.integers(0, 2**60),
    root=st.binary(min_size=32, max_size=32),
    extensions=st.lists(lines, max_size=2).map(tuple),
)


def verify(public: bytes, signature: bytes, message: bytes) -> bool:
    """Check an Ed25519 signature with the library that production uses."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def signed(size: int = 3, *, extensions: tuple[str, ...] = ()) -> SignedCheckpoint:
    """Build a good checkpoint."""
    root = hashlib.sha256(str(size).encode()).digest()
    checkpoint = Checkpoint("example.com/exigent", size, root, extensions)
    return sign_checkpoint(checkpoint, KEY, PRIVATE.sign)


def test_the_note_has_the_published_form() -> None:
    """Origin, size, root, a blank line, and an em dash line with key id and signature."""
    note = signed().text
    root = b64encode(hashlib.sha256(b"3").digest()).decode()
    text = f"example.com/exigent\n3\n{root}\n"
    key_id = hashlib.sha256(b"example.com/exigent\n\x01" + KEY.public).digest()[:4]
    mark = b64encode(key_id + PRIVATE.sign(text.encode())).decode()
    assert note == f"{text}\n\u2014 example.com/exigent {mark}\n"


def test_a_published_verifier_key_is_read() -> None:
    """The key of Go's checksum database, an Ed25519 vkey known to everybody, is read."""
    text = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
    key = parse_verifier_key(text)
    assert (key.name, key.key_id.hex(), key.text) == ("sum.golang.org", "033de0ae", text)


@given(checkpoints)
def test_a_signed_checkpoint_survives_its_text(checkpoint: Checkpoint) -> None:
    """What was signed is read back equal, and its signature holds."""
    note = sign_checkpoint(checkpoint, KEY, PRIVATE.sign)
    assert parse_signed(note.text) == note
    assert note.signed_by([KEY], verify) == KEY


@given(st.data())
def test_a_changed_note_is_refused_or_unsigned(draw: st.DataObject) -> None:
    """After any change of one character nobody's signature holds."""
    note = signed(extensions=("more",)).text
    place = draw.draw(st.integers(0, len(note) - 1))
    mark = draw.draw(st.characters(exclude_categories=["Cs"]).filter(lambda c: c != note[place]))
    try:
        changed = parse_signed(note[:place] + mark + note[place + 1 :])
    except CheckpointError:
        return
    assert changed.signed_by([KEY, OTHER], verify) is None


def test_several_signatures_are_tolerated() -> None:
    """Unknown signers are passed over; the first known key with a good one is named."""
    note = signed()
    text = note.checkpoint.text.encode()
    other = Signature(OTHER.name, OTHER.key_id, OTHER_PRIVATE.sign(text))
    witness = Signature("witness.example", b"wxyz", b"of another type")
    both = SignedCheckpoint(note.checkpoint, (witness, other, *note.signatures))
    read = parse_signed(both.text)
    assert read.signed_by([KEY], verify) == KEY
    assert read.signed_by([OTHER, KEY], verify) == OTHER
    assert read.signed_by([], verify) is None


def test_so_many_signatures_are_read_and_no_more() -> None:
    """c2sp.org/signed-note wants at least 16 taken, and a limit; ours is 64."""
    note = signed()
    witnesses = tuple(Signature(f"w{n}.example", b"wxyz", b"another") for n in range(64))
    many = SignedCheckpoint(note.checkpoint, (*witnesses[:63], *note.signatures))
    assert parse_signed(many.text).signed_by([KEY], verify) == KEY
    with pytest.raises(CheckpointError, match="at most 64"):
        parse_signed(SignedCheckpoint(note.checkpoint, (*witnesses, *note.signatures)).text)


def test_one_bad_signature_of_a_known_key_spoils_the_note() -> None:
    """A good signature does not make up for a bad one that claims a known key."""
    note = signed()
    bad = Signature(OTHER.name, OTHER.key_id, bytes(64))
    spoiled = SignedCheckpoint(note.checkpoint, (*note.signatures, bad))
    assert spoiled.signed_by([KEY, OTHER], verify) is None


@pytest.mark.parametrize(("size", "good"), [(2, True), (3, True), (4, False)])
def test_a_revoked_key_counts_up_to_its_last_checkpoint(size: int, good: bool) -> None:
    """What its thief signs over more entries is signed by nobody; another's signature stands."""
    revoked = VerifierKey(KEY.name, KEY.public, covers=3)
    note = signed(size)
    assert (note.signed_by([revoked], verify) == revoked) is good
    mark = sign_checkpoint(note.checkpoint, OTHER, OTHER_PRIVATE.sign).signatures
    both = SignedCheckpoint(note.checkpoint, (*note.signatures, *mark))
    assert both.signed_by([revoked, OTHER], verify) == (revoked if good else OTHER)


NOTE = signed().text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        NOTE.replace("\n\n", "\n"),
        NOTE.removesuffix("\n"),
        NOTE + "\n",
        "\n" + NOTE,
        NOTE.replace("\n3\n", "\n03\n"),
        NOTE.replace("\n3\n", "\n-3\n"),
        NOTE.replace("\n3\n", "\n\u0663\n"),
        NOTE.replace("\n3\n", "\n3\r\n"),
        NOTE.replace("\n3\n", "\n"),
        NOTE.replace("\u2014 ", "- "),
        NOTE.replace("=\n\n", "\n\n"),
        NOTE.replace("exigent\n3", "exigent\n\n3"),
        NOTE[: NOTE.index("\u2014")] + "\u2014 name AAAA\n",
        NOTE[: NOTE.index("\u2014")] + "\u2014 na+me AAAAAAAA\n",
        NOTE[: NOTE.index("\u2014")] + "\u2014  AAAAAAAA\n",
        NOTE[: NOTE.index("\u2014")] + "\u2014 na\u00a0me AAAAAAAA\n",
        NOTE[: NOTE.index("\u2014")] + "\u2014 na\u2028me AAAAAAAA\n",
        NOTE[: NOTE.index("\u2014")] + "\u2014 name\ud800 AAAAAAAA\n",
        "\u2014 a\n" + NOTE.split("\n", 1)[1],
        "origin\n1\nAAAA\n\n\u2014 name AAAAAAAA\n",
        "origin\n1\n\n\u2014 name AAAAAAAA\n",
    ],
)
def test_other_texts_are_no_signed_checkpoints(text: str) -> None:
    """The parser takes the one form and nothing near it."""
    with pytest.raises(CheckpointError):
        parse_signed(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name",
        KEY.text.replace("+", " ", 1),
        KEY.text.replace("exigent", "other"),
        KEY.text[:-4],
        "n+00000000+AAAA",
        KEY.text.replace("+A", "+B"),
    ],
)
def test_other_texts_are_no_verifier_keys(text: str) -> None:
    """A vkey with another name, id, type or length is refused."""
    with pytest.raises(CheckpointError):
        parse_verifier_key(text)


@given(st.lists(checkpoints, max_size=4), st.integers(1, 3))
def test_a_file_gives_back_its_notes(texts: list[Checkpoint], gap: int) -> None:
    """Notes with any number of blank lines between them are told apart."""
    notes = tuple(sign_checkpoint(text, KEY, PRIVATE.sign) for text in texts)
    file = split_file("".join(note.text + "\n" * gap for note in notes))
    assert file.notes == notes
    assert file.torn == ()


@given(st.integers(0, len(NOTE) - 1))
def test_a_torn_note_hides_no_other(length: int) -> None:
    """Whatever a crash left of a note, the notes before and behind are found and it is named."""
    torn = NOTE[:length]
    before, behind = signed(1), signed(9)
    file = split_file(f"{before.text}\n{torn}\n\n{behind.text}")
    good = [note.checkpoint.size for note in file.notes if note.signed_by([KEY], verify)]
    assert [size for size in good if size != 3] == [1, 9]
    assert set(file.torn) <= {before.text.count("\n") + 2}
    assert len(file.notes) + len(file.torn) == (3 if torn else 2)


def test_an_empty_file_holds_nothing() -> None:
    """A file before its first checkpoint is not an error."""
    assert split_file("").notes == split_file("\n\n").notes == ()


@pytest.mark.parametrize(
    ("origin", "size", "root", "extensions"),
    [
        ("", 1, bytes(32), ()),
        ("a\nb", 1, bytes(32), ()),
        ("a", -1, bytes(32), ()),
        ("a", 1, bytes(31), ()),
        ("a", 1, bytes(32), ("",)),
        ("a\tb", 1, bytes(32), ()),
        ("a", 1, bytes(32), ("b\rc",)),
        ("a\ud800", 1, bytes(32), ()),
        ("\u2014 a", 1, bytes(32), ()),
    ],
)
def test_a_checkpoint_that_cannot_be_written_is_not_made(
    origin: str, size: int, root: bytes, extensions: tuple[str, ...]
) -> None:
    """Lines that would run into one another are refused before they are signed."""
    with pytest.raises(CheckpointError):
        Checkpoint(origin, size, root, extensions)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb", "a\u00a0b", "a\x01b", "a\udfff"])
def test_a_key_name_fits_its_line(name: str) -> None:
    """Names with spaces or plus signs would break the formats."""
    with pytest.raises(CheckpointError):
        VerifierKey(name, bytes(32))
