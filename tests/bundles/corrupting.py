"""Bundles that somebody changed: a byte, a file, an entry, or everything and a manifest anew."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bot.domain.checkpoint import Checkpoint, VerifierKey, sign_checkpoint
from bot.key_chain import key_line
from bot.workflow.bundle_files import MANIFEST, Signer, manifest
from tests.bundles.histories import PRIVATES, Made, positions
from tests.factories import AT, NUMBER
from tests.workflow.office_given import KEY

Files = dict[str, bytes]
THIEF = Ed25519PrivateKey.from_private_bytes(bytes([9] * 32))
"""A key that nobody endorsed."""


@dataclass(frozen=True)
class Case:
    """A bundle with what its reader holds of the record from elsewhere."""

    name: str
    files: Files
    held: str
    outside: str
    receipts: tuple[str, ...]


def signed_anew(files: Files, made: Made) -> Files:
    """The same with a manifest over it as it is now, by the key that the reader accepts."""
    rest = {name: content for name, content in files.items() if name != MANIFEST}
    sign = PRIVATES[len(made.keys) - 1].sign
    signer = Signer(key=made.keys[-1], sign=sign, chain="")
    return {**rest, MANIFEST: manifest(rest, NUMBER, signer)}


def untouched(made: Made) -> Case:
    """Nothing is changed."""
    held = made.keys[0].text
    return Case("untouched", dict(made.files), held, made.outside, made.receipts)


def _flipped(content: bytes, chance: random.Random) -> bytes:
    if not content:
        return b"\n"
    place = chance.randrange(len(content))
    return (
        content[:place] + bytes([content[place] ^ 1 << chance.randrange(8)]) + content[place + 1 :]
    )


def _byte(made: Made, chance: random.Random) -> Files:
    name = chance.choice(sorted(made.files))
    return {**made.files, name: _flipped(made.files[name], chance)}


def _byte_signed(made: Made, chance: random.Random) -> Files:
    name = chance.choice(sorted(set(made.files) - {MANIFEST}))
    return signed_anew({**made.files, name: _flipped(made.files[name], chance)}, made)


def _gone(made: Made, chance: random.Random) -> Files:
    name = chance.choice(sorted(set(made.files) - {MANIFEST}))
    left = {n: content for n, content in made.files.items() if n != name}
    return signed_anew(left, made) if chance.random() < 0.7 else left


def _more(made: Made, chance: random.Random) -> Files:
    name = chance.choice(
        ("notes.txt", "proofs/9999.tlog-proof", "call_logs/L9", "consistency/1.md")
    )
    more = {**made.files, name: b"more\n"}
    return signed_anew(more, made) if chance.random() < 0.7 else more


def _swapped(made: Made, chance: random.Random) -> Files:
    folder = chance.choice(("proofs/", "consistency/", ""))
    names = sorted(n for n in made.files if n.startswith(folder) and n != MANIFEST)
    one, other = chance.sample(names, 2) if len(names) > 1 else ("keys.txt", "key.vkey")
    files = {**made.files, one: made.files[other], other: made.files[one]}
    return signed_anew(files, made)


def _lines(made: Made, chance: random.Random) -> Files:
    """Leave an entry out, put two in the other order, or write one twice; count them rightly."""
    *lines, _ = made.files["entries.jsonl"].split(b"\n")
    place = chance.randrange(len(lines))
    what = chance.choice(("out", "order", "twice"))
    if what == "out":
        del lines[place]
    elif what == "order":
        lines = [*lines[1:], lines[0]]
    else:
        lines.insert(place, lines[place])
    case = json.loads(made.files["case.json"])
    case["entries"] = len(lines)
    body = b"".join(line + b"\n" for line in lines)
    return signed_anew({**made.files, "entries.jsonl": body, "case.json": _pretty(case)}, made)


def _summary(made: Made, chance: random.Random) -> Files:
    case = json.loads(made.files["case.json"])
    name = chance.choice(sorted(case))
    case[name] = chance.choice(("released", "fraud", 7, None, [], case["opened_at"], "owner", {}))
    return signed_anew({**made.files, "case.json": _pretty(case)}, made)


def _value(made: Made, chance: random.Random) -> Files:
    opened = json.loads(made.files["openings.json"])
    if not opened:
        return dict(made.files)
    place = chance.choice(sorted(opened))
    pointer = chance.choice(sorted(opened[place]))
    change = chance.choice(("value", "pointer", "place", "gone"))
    opening = opened[place].pop(pointer)
    if change == "value":
        opened[place][pointer] = {**opening, "value": "another"}
    elif change == "pointer":
        opened[place][pointer + "/x"] = opening
    elif change == "place":
        opened["1"] = {pointer: opening}
    return signed_anew({**made.files, "openings.json": _pretty(opened)}, made)


def _forged(made: Made, chance: random.Random) -> Files:
    """Everything signed by a key that only its own chain endorses."""
    key = VerifierKey(KEY.name, THIEF.public_key().public_bytes_raw())
    chain = key_line(AT, key.public, THIEF.sign)
    if chance.random() < 0.5:
        chain = made.files["keys.txt"].decode() + chain
    rest = {**made.files, "key.vkey": key.text.encode() + b"\n", "keys.txt": chain.encode()}
    del rest[MANIFEST]
    return {**rest, MANIFEST: manifest(rest, NUMBER, Signer(key=key, sign=THIEF.sign, chain=""))}


def _pretty(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    return text.encode() + b"\n"


CHANGES: tuple[Callable[[Made, random.Random], Files], ...] = (
    *(_byte, _byte_signed, _byte_signed, _gone, _more, _swapped, _lines, _summary, _value),
    _forged,
)


def _history(made: Made, chance: random.Random, case: Case) -> Case:
    """What the reader holds is of another record, or longer, or torn, or of an old key."""
    size = chance.choice((1, made.bundle.size, made.bundle.size + 5, chance.randrange(1, 40)))
    which = chance.randrange(len(made.keys))
    point = Checkpoint(KEY.name, size, chance.randbytes(32))
    note = sign_checkpoint(point, made.keys[which], PRIVATES[which].sign).text
    return replace(case, outside=f"{case.outside}\n{note}")


def _receipt(made: Made, chance: random.Random, case: Case) -> Case:
    digest = chance.randbytes(32).hex()
    place = chance.choice((1, made.bundle.size, made.bundle.size + 1, *positions(made.bundle)))
    return replace(case, receipts=(f"{place}:{digest}",))


def corrupted(made: Made, chance: random.Random) -> Case:
    """One change by chance."""
    case = untouched(made)
    if chance.random() < 0.2:
        what = chance.choice((_history, _receipt))
        return replace(what(made, chance, case), name=what.__name__)
    change = chance.choice(CHANGES)
    return replace(case, name=change.__name__, files=change(made, chance))
