"""Checks an exported case without Exigent.

Usage: python3 verify_case.py [FOLDER] [--key VKEY] [--checkpoints FILE]... [--receipt N:HASH]...
                              [--fresh]
   or: python3 verify_case.py --proof FILE --hash FINGERPRINT --key VKEY
The first checks a case's folder, that
1. key.vkey is a key of keys.txt, in which each key was endorsed by an earlier one; and that the
   key given with --key is that key, or endorsed it.
2. manifest.txt is signed by that key (Ed25519, RFC 8032), and every file is the one it names.
3. checkpoint.txt is signed by that key.
4. Every line of entries.jsonl is an entry in canonical form, of this case, in its place and time;
   it stands in the tree that the checkpoint signs (RFC 6962, by its proof in proofs/), and names
   the entry before where that one is here.
5. Every value in openings.json is the one that its entry committed to (HMAC-SHA256), and every
   call log the file that its entry tells of. What case.json says agrees with the entries.
6. The checkpoints of checkpoints.txt, which were published when the case was young, and those of
   every FILE given, are signed, and the record began as they say (by the proofs in consistency/).
   With --fresh, for a bundle that was made after all of those: none of them is of a longer record.
7. The entry of every receipt given is in the bundle.
The second checks one entry of which only the fingerprint is known, as in an owner's notice: that
the proof leads from it to the tree that the key signed.
It needs Python's standard library alone, and ends with 0 when all holds and with 1 otherwise.
Whoever made the bundle chose the key in it, and this program: get both in another way as well.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple, Sequence  # noqa: UP035  # Python 3.8

from bot.workflow.verify_case.bundle import (
    Files,
    check_checkpoint,
    check_keys,
    check_listed,
    check_names,
    manifest_of,
    reading,
    text_of,
)
from bot.workflow.verify_case.contents import (
    check_logs,
    check_openings,
    check_record,
    check_summary,
    leaves_of,
    read_entries,
    summary_of,
)
from bot.workflow.verify_case.curve import Fault
from bot.workflow.verify_case.notes import checkpoint_of, key_of, note_of, unhex
from bot.workflow.verify_case.outside import OWN, check_receipt, compare
from bot.workflow.verify_case.trees import proof_of, root_of

FRESH = "--fresh"
LEFT_OUT = "Only receipts show whether an entry was left out."
"""Said where none was given: a full bundle proves what is in it, not that it is all there was."""
NAMES = ("", "--key", "--checkpoints", "--receipt", "--proof", "--hash", FRESH)


class Held(NamedTuple):
    """What the reader has from elsewhere: a key, (name, text) of checkpoint files, receipts.

    `fresh`: the bundle was made after all of those checkpoints.
    """

    vkey: str = ""
    checkpoints: Sequence[tuple[str, str]] = ()
    receipts: Sequence[str] = ()
    fresh: bool = False


def check_files(files: Files, held: Held) -> list[str]:
    """Check a bundle's files by path and return sentences about them; raises Fault."""
    keys = check_keys(files, held.vkey)
    listed = manifest_of(files, keys)
    check_listed(files, listed)
    tree = check_checkpoint(files, keys)
    case = summary_of(files)
    with reading("case.json"):
        if case["number"] != listed.number:
            raise Fault("it is of another case than manifest.txt")
    entries = read_entries(files, case)
    leaves = leaves_of(case, entries)
    for receipt in held.receipts:
        check_receipt(receipt, leaves, tree)
    check_record(files, entries, leaves, tree)
    opened = check_openings(files, entries)
    logs = check_logs(files, entries)
    check_summary(case, entries, tree)
    check_names(files, logs | {f"proofs/{position}.tlog-proof" for position in leaves})
    published = OWN, text_of(files, "checkpoints.txt")
    compared = []
    for name, text in (published, *held.checkpoints):
        found = compare(files, keys, tree, sorted(leaves), (name, text))
        if found.larger and held.fresh:
            words = f"entry {tree.size + 1}: it is missing: a checkpoint of {name} covers"
            raise Fault(f"{words} {found.larger[0]} entries, the record of this bundle ends before")
        compared.append(found.words(name))
    alone = len(leaves) - len(entries)
    by_hash = f", {alone} more by their hash alone," if alone else ""
    said = f"{listed.number}: {len(entries)} entries{by_hash} and {opened} values are as recorded."
    receipts = [f"The receipt {receipt} holds." for receipt in held.receipts]
    return [said, *compared, *(receipts or [LEFT_OUT] * (case["audience"] == "full"))]


def check_alone(proof: str, fingerprint: str, vkey: str) -> list[str]:
    """Check the proof of an entry by its hash and return a sentence; raises Fault."""
    with reading("the proof"):
        index, path, text = proof_of(proof)
        note = note_of(text)
        tree = checkpoint_of(note)
        if note.signer([key_of(vkey.strip())]).name != tree.origin:
            raise Fault("it is of another record than the key's")
        if not 0 <= index < tree.size:
            raise Fault(f"entry {index + 1} is not in a tree of {tree.size}")
        if root_of(unhex(fingerprint), index, tree.size, path) != tree.root:
            raise Fault("the record holds no entry with this fingerprint there")
    return [f"entry {index + 1} of {tree.size} has this fingerprint."]


def options(arguments: Sequence[str]) -> dict[str, list[str]]:
    """Return what was said by each name; a folder under an empty one. A slip must not pass."""
    said: dict[str, list[str]] = {name: [] for name in NAMES}
    words = list(arguments)
    while words:
        word = words.pop(0)
        if word == FRESH:
            said[FRESH] = [word]
        elif word in NAMES and words:
            said[word].append(words.pop(0))
        elif word.startswith("--") or said[""]:
            raise Fault(f"{word}: it is not understood; read the first lines of this program")
        else:
            said[""] = [word]
    if len(said["--key"]) > 1 or "" in said["--key"]:
        raise Fault("--key: expected one key")
    return said


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path in it."""
    paths = [path for path in sorted(folder.rglob("*")) if not path.is_dir()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def checked(arguments: Sequence[str]) -> list[str]:
    """Check what the arguments say; return sentences about it."""
    said = options(arguments)
    vkey = "".join(said["--key"])
    if said["--proof"] or said["--hash"]:
        proof = Path(said["--proof"][0]).read_text(encoding="utf-8")
        return [*check_alone(proof, said["--hash"][0], vkey), f"The key is {vkey}"]
    folder = Path(said[""][0]) if said[""] else Path(__file__).resolve().parent
    texts = [(name, Path(name).read_text(encoding="utf-8")) for name in said["--checkpoints"]]
    files = read_folder(folder)
    found = check_files(files, Held(vkey, texts, said["--receipt"], bool(said[FRESH])))
    return [*found, f"The key is {text_of(files, 'key.vkey').strip()}"]


def main(arguments: Sequence[str]) -> int:
    """Check the folder or the proof that is named; return the exit code."""
    try:
        said = checked(arguments)
    except Fault as fault:
        sys.stdout.write(f"NOT VERIFIED: {fault}\n")
        return 1
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        sys.stdout.write(f"NOT VERIFIED: it cannot be read ({type(error).__name__})\n")
        return 1
    sys.stdout.write("VERIFIED: " + "\n".join(said) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
