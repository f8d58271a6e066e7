"""Writes an exported case into a folder, readable by its owner alone."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.compose import House
from bot.domain.errors import ExigentError, Refused
from bot.domain.roster import SYSTEM, Ref, Standing
from bot.workflow.bundle_files import Signer, finished, sizes_asked
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
    folder that holds something, for a case that is none, and for an owner who may not have one.
    """
    if not _free(folder):
        raise ExigentError(f"expected an empty or a new folder, got {folder}; name another")
    notary = house.notary
    asked = sizes_asked(checkpoints, notary.key.name)
    bundle = await export_case(house.office, notary, number, reader, standings, owner, asked)
    if isinstance(bundle, Refused):
        return bundle
    page = case_page(bundle, house.settings.legal.company)
    signer = Signer(key=notary.key, sign=notary.sign, chain=house.keys.chain)
    files = finished(bundle.files, number, page, signer)
    return tuple(_write(folder / name, content) for name, content in sorted(files.items()))


def _free(folder: Path) -> bool:
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def _write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(target, "wb") as file:
        file.write(content)
    return path
