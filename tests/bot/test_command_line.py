"""The command line: exit codes, errors in a line, and the words that print."""

import hashlib
import os
import re
import stat
from pathlib import Path

import pytest

from bot import __main__, manifest

Printed = pytest.CaptureFixture[str]


def test_help_names_every_word(capsys: Printed) -> None:
    """Without a word, or with --help, the words are listed and the exit code is 0."""
    assert __main__.run([]) == 0
    bare = capsys.readouterr().out
    assert __main__.run(["--help"]) == 0
    assert capsys.readouterr().out == bare
    assert {"manifest", "items", "settings"} <= set(bare.split())


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["manifest"], ["manifest", "--mode", "pigeon"], ["items"], ["items", "absent"]],
)
def test_misuse_is_one_line_and_two(arguments: list[str], capsys: Printed) -> None:
    """A wrong word or option is told in one line on standard error, and the exit code is 2."""
    assert __main__.run(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
    assert printed.err.startswith("exigent: ")


def test_unreadable_file_is_one_line(tmp_path: Path, capsys: Printed) -> None:
    """What cannot be opened is told in one line with exit code 1, and with --debug its place."""
    door = tmp_path / "socket"
    os.mknod(door, stat.S_IFSOCK | 0o600)
    assert __main__.run(["items", str(door)]) == 1
    quiet = capsys.readouterr().err
    assert len(quiet.splitlines()) == 1
    assert __main__.run(["--debug", "items", str(door)]) == 1
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_manifest_is_printed(mode: manifest.Mode, capsys: Printed) -> None:
    """The word prints the manifest of the mode and nothing else."""
    assert __main__.run(["manifest", "--mode", mode]) == 0
    assert capsys.readouterr().out == manifest.manifest(mode)


def test_manifest_takes_our_address(capsys: Printed) -> None:
    """In HTTP mode the address given stands in all three places, and no other address does."""
    assert __main__.run(["manifest", "--mode", "http", "--url", "https://a.example/"]) == 0
    found = re.findall(r'https?://[^"]+', capsys.readouterr().out)
    assert found == ["https://a.example/slack/events"] * 3


def test_items_are_lines_for_the_form(tmp_path: Path, capsys: Printed) -> None:
    """A file's line holds placeholders, its size in bytes, its SHA-256 and its name."""
    content = b"frame" * 300_000
    (tmp_path / "front door.mp4").write_bytes(content)
    (tmp_path / "two\nlines").write_bytes(b"")
    assert __main__.run(["items", *(str(one) for one in sorted(tmp_path.iterdir()))]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"LINE START END 1500000 {hashlib.sha256(content).hexdigest()} front door.mp4",
        f"LINE START END 0 {hashlib.sha256(b'').hexdigest()} two_lines",
    ]
