"""Reads and writes small secret files: nobody else may look, and a crash leaves old or new."""

import os
import stat
from pathlib import Path
from typing import Final

from bot.domain.errors import ExigentError

GREATEST_FILE: Final = 1024 * 1024
"""Bytes; a longer file in the key directory is no key file."""

_OTHERS: Final = 0o077


class KeyFileError(ExigentError):
    """A key file cannot be used; says which and what to do, never what it holds."""


def make_key_dir(key_dir: Path) -> None:
    """Create the directory with mode 0700, or check the one that is there.

    Raises KeyFileError when others may look into it, or it cannot be made.
    """
    try:
        key_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        _check(key_dir.stat(), key_dir, "700")
    except OSError as error:
        raise KeyFileError(f"cannot make {key_dir}: {error.strerror}") from None


def read_private(path: Path) -> str:
    """Return the text of a file that only its owner may read.

    Raises KeyFileError when file or directory are missing or open to others, or it is no text.
    """
    try:
        _check(path.parent.stat(), path.parent, "700")
        with path.open("rb") as file:
            _check(os.fstat(file.fileno()), path, "600")
            content = file.read(GREATEST_FILE + 1)
    except FileNotFoundError:
        raise KeyFileError(f"{path} is missing: make keys with `exigent keys new`") from None
    except OSError as error:
        raise KeyFileError(f"cannot read {path}: {error.strerror}") from None
    try:
        text = content.decode("ascii")
    except UnicodeDecodeError:
        raise KeyFileError(f"{path} is not a key file: expected ASCII text") from None
    if len(content) > GREATEST_FILE:
        raise KeyFileError(f"{path} is too long for a key file")
    return text


def write_private(path: Path, text: str) -> None:
    """Write a file of mode 0600 in one step, on the disk when this returns.

    Raises KeyFileError when it cannot be written; then the old file stands untouched.
    """
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.unlink(missing_ok=True)
        target = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(target, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise KeyFileError(f"cannot write {path}: {error.strerror}") from None


def _sync_folder(folder: Path) -> None:
    # The new name is on the disk only once the folder is.
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _check(state: os.stat_result, path: Path, mode: str) -> None:
    found = stat.S_IMODE(state.st_mode)
    if found & _OTHERS:
        raise KeyFileError(f"{path} is open to others (mode {found:o}): run chmod {mode} {path}")
    if state.st_uid not in (os.geteuid(), 0):
        raise KeyFileError(f"{path} belongs to another user: make its owner the one who runs this")
