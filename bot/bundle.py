"""Writes an exported case into a folder, readable by its owner alone.

A case may be erased while its bundle is made. An erasure commits first and looks for bundles then:
so whoever has written one asks the database once more, and takes it back where the key is gone.
"""

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from bot.compose import House
from bot.domain.errors import ExigentError, Refused
from bot.domain.roster import SYSTEM, Ref, Standing
from bot.workflow.bundle_files import Signer, finished, sizes_asked
from bot.workflow.erasure import can_be_read
from bot.workflow.export import export_case
from handlers.case_page import case_page


async def export_to(
    house: House,
    number: str,
    folder: Path,
    reader: Ref = SYSTEM,
    standings: Mapping[Ref, Standing] | None = None,
    owner: str | None = None,
    checkpoints: Sequence[str] = (),
) -> tuple[Path, ...] | Refused:
    """Export a case for `reader` into an empty folder and return the files, or the refusal.

    With `owner`, an alias, it is what that one owner may read. `checkpoints` are texts of files
    that the reader holds: the bundle has the proofs to compare them by. Raises ExigentError for a
    folder that holds something, for a case that is none, for one that is erased meanwhile, and for
    an owner who may not have one.
    """
    if not _free(folder):
        raise ExigentError(f"expected an empty or a new folder, got {folder}; name another")
    notary, readable = house.notary, await can_be_read(house.office, number)
    asked = sizes_asked(checkpoints, notary.key.name)
    bundle = await export_case(house.office, notary, number, reader, standings, owner, asked)
    if isinstance(bundle, Refused):
        return bundle
    page = case_page(bundle, house.settings.legal.company)
    signer = Signer(key=notary.key, sign=notary.sign, chain=house.keys.chain)
    files = finished(bundle.files, number, page, signer)
    # What was erased before the export began has nothing left that could outlive its erasure.
    return await put(house, number, folder, files) if readable else _Writing(folder).all(files)


async def put(
    house: House, number: str, folder: Path, files: Mapping[str, bytes]
) -> tuple[Path, ...]:
    """Write what a case's key opened, and return the files; nothing stays unless the key did.

    Raises ExigentError where the case was erased meanwhile.
    """
    if not await can_be_read(house.office, number):
        raise _outrun(number)
    writing, kept = _Writing(folder), False
    try:
        written = writing.all(files)
        kept = await can_be_read(house.office, number)
    except FileNotFoundError as error:  # the erasure took the folder away as it was filled
        if await can_be_read(house.office, number):
            raise
        raise _outrun(number) from error
    finally:
        if not kept:
            writing.take_back()
    if not kept:
        raise _outrun(number)
    return written


def _outrun(number: str) -> ExigentError:
    return ExigentError(f"{number} was erased while it was exported: nothing of it was kept")


def _free(folder: Path) -> bool:
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


class _Writing:
    """The files of one bundle on their way into its folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: list[Path] = []
        self._written: list[Path] = []

    def all(self, files: Mapping[str, bytes]) -> tuple[Path, ...]:
        """Write them, and return where they are.

        Folders are made first: one that is removed meanwhile is not made again.
        """
        self._folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        inner = {self._folder / above for name in files for above in Path(name).parents}
        for folder in sorted(inner):
            self._make(folder)
        for name in sorted(files):
            self._write(self._folder / name, files[name])
        return tuple(self._written)

    def take_back(self) -> None:
        """Remove what was written and made, and nothing else."""
        for path in self._written:
            path.unlink(missing_ok=True)
        for folder in reversed(self._made):
            with suppress(OSError):  # it is gone, or holds what is not ours
                folder.rmdir()

    def _make(self, folder: Path) -> None:
        if not folder.is_dir():
            folder.mkdir(mode=0o700)
            self._made.append(folder)

    def _write(self, path: Path, content: bytes) -> None:
        target = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(target, "wb") as file:
            self._written.append(path)
            file.write(content)
