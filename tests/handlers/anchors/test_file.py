"""Publishing checkpoints in a file outside the database."""

import asyncio
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workflow.held_outside import Holds, Unread
from handlers.anchors.file import FileAnchor, Published, last_published, read_head
from handlers.outside import Permanent, Transient
from tests.handlers.anchors.outsiders import signed

ORIGIN = "example.com/exigent"


def checkpoint(size: int, letter: str = "A", origin: str = ORIGIN) -> str:
    """Return a signed checkpoint's text; nobody here checks the signature."""
    root = letter * 43 + "="
    return f"{origin}\n{size}\n{root}\n\n— {origin} {'S' * 90}==\n"


async def test_checkpoints_are_appended_with_a_blank_line_between(tmp_path: Path) -> None:
    """The file holds each text byte for byte, in order, a blank line after each."""
    anchor = FileAnchor(tmp_path / "checkpoints.txt")
    for size in (1, 2, 30):
        assert await anchor.publish(checkpoint(size)) == Published(fresh=True)
    written = (tmp_path / "checkpoints.txt").read_text()
    assert written == "".join(checkpoint(size) + "\n" for size in (1, 2, 30))


async def test_what_is_covered_is_not_written_again(tmp_path: Path) -> None:
    """The same checkpoint, or a smaller one that comes late, changes nothing."""
    path = tmp_path / "checkpoints.txt"
    anchor = FileAnchor(path)
    await anchor.publish(checkpoint(5))
    before = path.read_bytes()
    for late in (checkpoint(5), checkpoint(4), checkpoint(0)):
        assert await anchor.publish(late) == Published(fresh=False)
    assert path.read_bytes() == before


async def test_two_roots_at_one_size_are_never_passed_over(tmp_path: Path) -> None:
    """A fork is refused for good, so that somebody is alarmed; the file keeps the first."""
    path = tmp_path / "checkpoints.txt"
    await FileAnchor(path).publish(checkpoint(5, "A"))
    assert await FileAnchor(path).publish(checkpoint(5, "B")) == Permanent("root_differs")
    assert path.read_text() == checkpoint(5, "A") + "\n"


@pytest.mark.parametrize("kept", range(1, len((checkpoint(7) + "\n").encode())))
async def test_a_write_cut_off_anywhere_is_made_good(tmp_path: Path, kept: int) -> None:
    """After a power cut at any byte the checkpoint is published whole and found again."""
    path = tmp_path / "checkpoints.txt"
    torn = (checkpoint(7) + "\n").encode()[:kept]
    path.write_bytes((checkpoint(6) + "\n").encode() + torn)
    assert await FileAnchor(path).publish(checkpoint(7)) == Published(fresh=True)
    assert path.read_bytes().endswith((checkpoint(7) + "\n").encode())
    assert await FileAnchor(path).publish(checkpoint(7)) == Published(fresh=False)


async def test_the_file_is_only_ever_appended_to(tmp_path: Path) -> None:
    """What stands in the file is kept to the byte, whatever it is."""
    path = tmp_path / "checkpoints.txt"
    path.write_bytes(b"\xff\xfe notes of an operator")
    await FileAnchor(path).publish(checkpoint(1))
    assert path.read_bytes().startswith(b"\xff\xfe notes of an operator\n\n")


async def test_a_file_that_may_only_be_written_gets_the_checkpoint(tmp_path: Path) -> None:
    """Without leave to read, the checkpoint is written all the same (root may always read)."""
    path = tmp_path / "write_only.txt"
    path.touch(mode=0o200)
    assert await FileAnchor(path).publish(checkpoint(1)) == Published(fresh=True)
    path.chmod(0o600)
    assert path.read_text() == checkpoint(1) + "\n"


async def test_a_place_that_cannot_be_written_is_transient(tmp_path: Path) -> None:
    """A missing folder, or a folder in the file's place, may be put right: try again."""
    missing = FileAnchor(tmp_path / "no" / "such" / "file.txt")
    assert await missing.publish(checkpoint(1)) == Transient("file_enoent")
    assert await FileAnchor(tmp_path).publish(checkpoint(1)) == Transient("file_eisdir")


async def test_another_records_checkpoints_do_not_cover_ours(tmp_path: Path) -> None:
    """Only the origin's own last checkpoint counts."""
    anchor = FileAnchor(tmp_path / "checkpoints.txt")
    await anchor.publish(checkpoint(9, origin="example.com/other"))
    assert await anchor.publish(checkpoint(3)) == Published(fresh=True)


async def test_two_replicas_write_one_checkpoint_once(tmp_path: Path) -> None:
    """Twenty publishers at once leave each checkpoint whole, and none twice."""
    path = tmp_path / "checkpoints.txt"
    texts = [checkpoint(size) for size in range(1, 11) for _ in range(2)]
    outcomes = await asyncio.gather(*(FileAnchor(path).publish(text) for text in texts))
    written = path.read_text()
    fresh = [text for text, outcome in zip(texts, outcomes, strict=True) if outcome.fresh]  # type: ignore[union-attr]  # a failure has no `fresh` and fails the test
    assert len(written) == sum(len(text) + 1 for text in fresh)
    assert all(written.count(text + "\n") == 1 for text in fresh)
    assert checkpoint(10) in fresh


@given(st.lists(st.integers(0, 10**6), max_size=8), st.binary(max_size=40))
def test_the_last_whole_checkpoint_is_found(sizes: list[int], torn: bytes) -> None:
    """Whatever half line follows, the last whole checkpoint is the one that is read."""
    tail = "".join(checkpoint(size) + "\n" for size in sizes)
    tail += torn.decode(errors="replace").replace("\n", " ")
    found = last_published(tail, ORIGIN)
    assert (found and found.size) == (sizes[-1] if sizes else None)


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "hello\n",
        checkpoint(1).replace("\n\n", "\n"),
        checkpoint(1).replace("\n1\n", "\n01\n"),
        checkpoint(1).replace("\n1\n", "\n-1\n"),
        checkpoint(1).replace("— ", "- "),
        checkpoint(1).replace("A" * 43, "A" * 42),
    ],
)
async def test_text_that_is_no_checkpoint_is_refused(wrong: str, tmp_path: Path) -> None:
    """Nothing but a signed checkpoint is ever written to the file."""
    with pytest.raises(ValueError, match="checkpoint"):
        await FileAnchor(tmp_path / "checkpoints.txt").publish(wrong)
    assert not (tmp_path / "checkpoints.txt").exists()


def test_a_head_is_read() -> None:
    """Origin, size and root are the first three lines (C2SP tlog-checkpoint)."""
    head = read_head(checkpoint(12))
    assert (head.origin, head.size, head.root) == (ORIGIN, 12, "A" * 43 + "=")


async def test_what_stands_in_the_file_is_read_back(tmp_path: Path) -> None:
    """Every whole checkpoint of the file's end, in order; no file holds nothing."""
    path = tmp_path / "checkpoints.txt"
    anchor = FileAnchor(path)
    assert await anchor.read_back() == Holds()
    for size in (3, 4):
        await anchor.publish(signed(size, bytes(32)))
    path.write_bytes(path.read_bytes() + signed(9, bytes(32)).encode()[:60])
    held = await anchor.read_back()
    assert isinstance(held, Holds)
    assert [note.checkpoint.size for note in held.notes] == [3, 4]


async def test_a_place_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    """A missing mount, or a folder in the file's place, may be put right."""
    assert await FileAnchor(tmp_path / "no" / "f.txt").read_back() == Unread("file_no_folder")
    assert await FileAnchor(tmp_path).read_back() == Unread("file_eisdir")
