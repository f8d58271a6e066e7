"""Ed25519 signatures (RFC 8032)."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Tuple  # noqa: UP035  # the alias below is made when it runs, on Python 3.8 too

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
WINDOWS = 64

Point = Tuple[int, int, int, int]  # noqa: UP006  # as above
ZERO: Point = (0, 1, 1, 0)


class Fault(Exception):  # noqa: N818 - what it is, as the reader of its sentence says it
    """Something does not hold; says in which file or entry, and what."""


def point(encoded: bytes) -> Point:
    """Return a point of the curve in extended coordinates (section 5.1.3)."""
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        raise Fault("a key is no point of the curve")
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def add(one: Point, two: Point) -> Point:
    """Return the sum of two points (section 5.1.4)."""
    a = (one[1] - one[0]) * (two[1] - two[0]) % P
    b = (one[1] + one[0]) * (two[1] + two[0]) % P
    c = 2 * one[3] * two[3] * D % P
    d = 2 * one[2] * two[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


@lru_cache(maxsize=64)
def multiples(encoded: bytes) -> list[list[Point]]:
    """Return 0 to 15 times the point, and the same of it for every window of four bits."""
    windows = []
    base = point(encoded)
    for _ in range(WINDOWS):
        row = [ZERO]
        for _ in range(15):
            row.append(add(row[-1], base))
        windows.append(row)
        base = add(row[-1], base)
    return windows


def times(number: int, windows: list[list[Point]]) -> Point:
    """Return a point, by its multiples, added up so many times."""
    total = ZERO
    for row in windows:
        if number & 15:
            total = add(total, row[number & 15])
        number >>= 4
    return total


BASE = (4 * pow(5, P - 2, P) % P).to_bytes(32, "little")


def signed(public: bytes, signature: bytes, message: bytes) -> bool:
    """Say whether a signature is good (section 5.1.7)."""
    if len(public) != 32 or len(signature) != 64:  # noqa: PLR2004 - bytes of both
        return False
    s = int.from_bytes(signature[32:], "little")
    if s >= Q:
        return False
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    k = int.from_bytes(digest, "little") % Q
    # [s]B - [k]A must be R.
    x, y, z, _ = add(times(s, multiples(BASE)), times(Q - k, multiples(public)))
    inverse = pow(z, P - 2, P)
    x, y = x * inverse % P, y * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]
