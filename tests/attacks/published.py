"""Attacks on checkpoints: the file outside, and the table of what was published where."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bot.domain.checkpoint import Checkpoint, VerifierKey, sign_checkpoint, split_file
from bot.workflow.findings import Sort
from tests.attacks.history import FILE, World
from tests.attacks.ways import OUTSIDE, Attack, nowhere, sql
from tests.workflow.office_given import KEY
from tests.workflow.tampering import tamper

STRANGER = Ed25519PrivateKey.from_private_bytes(bytes(32))


def cut_the_file(world: World) -> None:
    """Leave out the last checkpoint."""
    notes = split_file(world.files["a"]).notes
    world.files["a"] = "".join(f"{note.text}\n" for note in notes[:-1])


def remove_the_file(world: World) -> None:
    """Leave nothing of it."""
    world.files["a"] = ""


def sign_by_a_stranger(world: World) -> None:
    """Put a file of another key, which has the record's name, in place of ours."""
    key = VerifierKey(KEY.name, STRANGER.public_key().public_bytes_raw())
    last = split_file(world.files["a"]).notes[-1].checkpoint
    signed = sign_checkpoint(Checkpoint(KEY.name, last.size, last.root), key, STRANGER.sign)
    world.files["a"] = f"{signed.text}\n"


def edit_a_size(world: World) -> None:
    """Say in the file that the last checkpoint covers one entry less."""
    end = world.end()
    world.files["a"] = world.files["a"].replace(f"\n{end}\n", f"\n{end - 1}\n")


def edit_a_root(world: World) -> None:
    """Leave one character out of a root in the middle of the file."""
    notes = split_file(world.files["a"]).notes
    root = notes[1].text.split("\n")[2]
    world.files["a"] = world.files["a"].replace(root, root[:9] + root[10:])


def edit_a_signature(world: World) -> None:
    """Put a sign that is no base64 into a signature in the middle of the file."""
    signature = split_file(world.files["a"]).notes[1].signatures[0].line
    world.files["a"] = world.files["a"].replace(signature, f"{signature[:-9]}*{signature[-8:]}")


def edit_the_table(world: World) -> None:
    """Change a checkpoint that the database keeps."""
    tamper(
        world.address,
        f"UPDATE checkpoint SET text = replace(text, '{KEY.name}', 'example.com/exigens')",
    )


PUBLISHED = (
    Attack(
        "checkpoint file cut short",
        cut_the_file,
        nowhere,
        Sort.TRUNCATED,
        "the file was cut short",
        frozenset({OUTSIDE}),
    ),
    Attack(
        "checkpoint file emptied",
        remove_the_file,
        nowhere,
        Sort.TRUNCATED,
        "what is at hand ends at 0",
        frozenset({OUTSIDE}),
    ),
    Attack(
        "checkpoint file of another key",
        sign_by_a_stranger,
        nowhere,
        Sort.SIGNATURE,
        "at line 1 of checkpoint file 1 is not signed by a key of this record",
        frozenset({OUTSIDE}),
    ),
    Attack(
        "root in a checkpoint file edited",
        edit_a_root,
        nowhere,
        Sort.EDITED,
        "What stands at line 7 of checkpoint file 1 is no checkpoint any more",
        frozenset({OUTSIDE}),
    ),
    Attack(
        "signature in a checkpoint file edited",
        edit_a_signature,
        nowhere,
        Sort.EDITED,
        "What stands at line 7 of checkpoint file 1 is no checkpoint any more",
        frozenset({OUTSIDE}),
    ),
    Attack(
        "kept checkpoint edited",
        edit_the_table,
        nowhere,
        Sort.SIGNATURE,
        "that is kept for anchor.file is not signed by a key of this record",
    ),
    Attack(
        "kept checkpoint under another size",
        sql("UPDATE checkpoint SET size = size + 1 WHERE size = {end}"),
        nowhere,
        Sort.CHECKPOINT,
        "says that it covers",
    ),
    Attack(
        "kept checkpoint for no such anchor",
        sql(f"UPDATE checkpoint SET anchor = 'anchor.fil' WHERE anchor = '{FILE}'"),
        nowhere,
        Sort.CHECKPOINT,
        "is for an anchor that there is not",
    ),
)
