"""The evidence folder."""

import hashlib
from pathlib import Path

import pytest

from bot.practice.errors import PracticeError
from bot.practice.evidence import Evidence


def test_sample_files(tmp_path: Path) -> None:
    """A sample has the size asked for, its true SHA-256, and the same bytes each time."""
    evidence = Evidence(tmp_path / "evidence")
    made = evidence.make("front-door.mp4", 5000)
    content = (tmp_path / "evidence" / "front-door.mp4").read_bytes()
    assert (made.size, made.sha256) == (5000, hashlib.sha256(content).hexdigest())
    assert content[4:8] == b"ftyp"
    assert evidence.make("front-door.mp4", 5000) == made
    assert evidence.make("back-door.mp4", 5000).sha256 != made.sha256
    assert [f.name for f in evidence.all()] == ["back-door.mp4", "front-door.mp4"]
    assert made.line.startswith("front-door.mp4, 5000 bytes, SHA-256 ")


@pytest.mark.parametrize("name", ["../key", "/etc/passwd", "", ".hidden", "a/b"])
def test_nothing_outside(tmp_path: Path, name: str) -> None:
    """A name that leads out of the folder is refused."""
    with pytest.raises(PracticeError):
        Evidence(tmp_path).make(name)


def test_absent(tmp_path: Path) -> None:
    """A file that is not there is said to be missing, with those that are."""
    evidence = Evidence(tmp_path)
    evidence.make("a.mp4")
    with pytest.raises(PracticeError, match=r"a\.mp4"):
        evidence.look("b.mp4")
