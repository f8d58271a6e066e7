"""A first set of keys in a folder, made of chance that repeats."""

from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from bot.keyring import Keys, new_keys

CREATED = datetime(2026, 11, 21, 20, 58, 1, tzinfo=UTC)
LATER = CREATED + timedelta(days=400)
FILES = ["record.keys", "record.pem", "ring.json", "site.secret"]


class CountingBytes:
    """Never draws the same bytes twice, and is the same in every run."""

    def __init__(self) -> None:
        self.counter = count(1)

    def __call__(self, length: int) -> bytes:
        """Return the next number as that many bytes."""
        return next(self.counter).to_bytes(length, "big")


@pytest.fixture
def chance() -> CountingBytes:
    """Give one source of bytes to a test."""
    return CountingBytes()


@pytest.fixture
def key_dir(tmp_path: Path, chance: CountingBytes) -> Path:
    """Make a directory with a first set of keys."""
    new_keys(tmp_path / "keys", created=CREATED, random_bytes=chance)
    return tmp_path / "keys"


def same(one: Keys, other: Keys) -> bool:
    """Compare what can be compared; a signature stands for the signing function."""
    return (one.public, one.publics, one.ring, one.ring_current, one.site_secret) == (
        other.public,
        other.publics,
        other.ring,
        other.ring_current,
        other.site_secret,
    ) and one.sign(b"x") == other.sign(b"x")
