"""Proofs in the record's Merkle tree (RFC 6962; RFC 9162, section 2.1)."""

from __future__ import annotations

import hashlib

from bot.workflow.verify_case.curve import Fault
from bot.workflow.verify_case.notes import number_of, unbase64

PROOF = "c2sp.org/tlog-proof@v1"
CONSISTENCY = "exigent consistency proof 1"


def leaf_of(body: bytes) -> bytes:
    """Return the hash of an entry's body."""
    return hashlib.sha256(b"\0" + body).digest()


def parent(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node."""
    return hashlib.sha256(b"\1" + left + right).digest()


def root_of(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """Return the root that a leaf's path leads to (section 2.1.3.2)."""
    place, last = index, size - 1
    for sibling in path:
        if last == 0:
            raise Fault("the proof is too long")
        if place & 1 or place == last:
            leaf = parent(sibling, leaf)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            leaf = parent(leaf, sibling)
        place, last = place >> 1, last >> 1
    if last:
        raise Fault("the proof is too short")
    return leaf


def roots_of(older: int, newer: int, old_root: bytes, path: list[bytes]) -> tuple[bytes, bytes]:
    """Return both roots that a consistency proof leads to (section 2.1.4.2).

    `old_root` begins the proof where the older tree is complete. `0 < older < newer`.
    """
    nodes = [old_root, *path] if older & (older - 1) == 0 else list(path)
    place, last = older - 1, newer - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    if not nodes:
        raise Fault("the proof is too short")
    old = new = nodes[0]
    for node in nodes[1:]:
        if last == 0:
            raise Fault("the proof is too long")
        if place & 1 or place == last:
            old, new = parent(node, old), parent(node, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = parent(new, node)
        place, last = place >> 1, last >> 1
    if last:
        raise Fault("the proof is too short")
    return old, new


def hashes_of(lines: list[str]) -> list[bytes]:
    """Return the hashes of a proof's lines."""
    nodes = [unbase64(line) for line in lines]
    if any(len(node) != 32 for node in nodes):  # noqa: PLR2004 - bytes of SHA-256
        raise Fault("expected hashes of 32 bytes")
    return nodes


def proof_of(text: str) -> tuple[int, list[bytes], str]:
    """Return index (from 0), path and checkpoint of an inclusion proof (c2sp.org/tlog-proof)."""
    head, blank, note = text.partition("\n\n")
    first, index, *path = [*head.split("\n"), ""] if "\n" not in head else head.split("\n")
    if first != PROOF or not blank or not index.startswith("index "):
        raise Fault("it is no proof")
    return number_of(index[len("index ") :]), hashes_of(path), note


def consistency_of(text: str) -> tuple[int, list[bytes]]:
    """Return the older size and the hashes of a consistency proof."""
    lines = text.split("\n")
    if lines[0] != CONSISTENCY or lines[-1] != "" or not lines[1].startswith("old "):
        raise Fault("it is no consistency proof")
    return number_of(lines[1][len("old ") :]), hashes_of(lines[2:-1])
