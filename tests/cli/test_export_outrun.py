"""Claims about an export during which the case is erased: no bundle outlives the erasure."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.asks import EXPORTS, ExportAsks
from bot.bundle import export_to, put
from bot.clock import SystemClock
from bot.compose import House, open_office
from bot.domain.errors import ExigentError
from bot.removal import Removed, remove
from bot.settings import load
from tests.cli.conftest import Site, apart
from tests.cli.test_erase import agree, past

OUTRUN = "was erased while it was exported"


def house() -> House:
    """The house of the site, opened as another process would."""
    return open_office(load(), SystemClock())


def erase(case: str) -> Removed:
    """The operator erases it now, by a process of their own; return what they are told."""

    async def work() -> Removed:
        other = house()
        done = await remove(other, case)
        other.database.close()
        assert isinstance(done, Removed)
        return done

    return apart(lambda: asyncio.run(work()))


def erasing_as_it_signs(own: House, case: str) -> House:
    """A house in which the case is erased once all of a bundle is in memory: at its manifest."""

    def sign(text: bytes) -> bytes:
        if text.startswith(b"exigent case bundle manifest"):
            assert erase(case).position > 0
        return own.notary.sign(text)

    return replace(own, notary=replace(own.notary, sign=sign))


@dataclass(frozen=True)
class Interrupted(Mapping[str, bytes]):
    """Files of a bundle; something happens before the last of them is written."""

    files: Mapping[str, bytes]
    happens: Callable[[], object]

    def __getitem__(self, name: str) -> bytes:
        if name == max(self.files):
            self.happens()
        return self.files[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)


FILES = {"openings.json": b"clear", "proofs/5.tlog-proof": b"proof", "verify_case.py": b"pass"}


async def test_nothing_is_written_of_a_case_that_was_erased_meanwhile(ready: Site) -> None:
    """Not even for a moment: here no folder could be made, and that is never found out."""
    (case,) = past(agree)
    (ready.folder / "file").touch()
    own = house()
    outrun = erasing_as_it_signs(own, case)
    with pytest.raises(ExigentError, match=OUTRUN):
        await export_to(outrun, case, ready.folder / "file/bundle")
    own.database.close()


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("where", ["elsewhere", EXPORTS])
async def test_a_bundle_that_was_being_written_is_taken_back(
    ready: Site, where: str, there: bool
) -> None:
    """Wherever it is, of the folder nothing is left but what was there before."""
    (case,) = past(agree)
    folder = ready.folder / where / f"{case}-x"
    folder.parent.mkdir()
    if there:
        folder.mkdir()
    own, told = house(), list[Removed]()
    files = Interrupted(FILES, lambda: told.append(erase(case)))
    with pytest.raises(ExigentError, match=OUTRUN):
        await put(own, case, folder, files)
    own.database.close()
    assert [done.bundles for done in told] == [int(where == EXPORTS)]
    assert folder.exists() is (there and where != EXPORTS)
    assert [p for p in (ready.folder / where).rglob("*") if p.is_file()] == []


async def test_what_cannot_be_written_is_taken_back_and_nothing_else(ready: Site) -> None:
    """A half-written bundle holds personal values; what somebody else put there is theirs."""
    (case,) = past(None)
    folder = ready.folder / "bundle"
    own = house()
    theirs = folder / max(FILES)
    files = Interrupted(FILES, lambda: theirs.write_bytes(b"mine"))
    with pytest.raises(FileExistsError):
        await put(own, case, folder, files)
    assert list(folder.rglob("*")) == [theirs]
    theirs.unlink()
    assert len(await put(own, case, folder, FILES)) == len(FILES)
    own.database.close()


async def test_who_asked_in_slack_is_told_in_words(ready: Site) -> None:
    """And no folder is left."""
    (case,) = past(agree)
    own = house()
    (ana, *_) = own.office.roster.people
    told = await ExportAsks(erasing_as_it_signs(own, case))(case, ana.ref)
    own.database.close()
    assert told == [f"Nothing was exported: {case} {OUTRUN}: nothing of it was kept."]
    assert list((ready.folder / EXPORTS).glob("*")) == []


def test_a_bundle_that_would_not_go_is_told_and_the_rest_is_done(ready: Site) -> None:
    """The case is erased by then, so it is no error; the same command does what was left."""
    (case,) = past(agree)
    exports = ready.folder / EXPORTS
    kept: Path = ready.folder / "elsewhere"
    for folder in (kept, exports / f"{case}-b"):
        folder.mkdir(parents=True)
    stuck = exports / f"{case}-a"
    stuck.symlink_to(kept, target_is_directory=True)
    done = erase(case)
    assert (done.position > 0, done.bundles) == (True, 1)
    assert f"{stuck} could not be removed" in done.undone
    assert list(exports.iterdir()) == [stuck]
    stuck.unlink()
    assert erase(case).undone == ""
