"""Flips every byte of a bundle in turn, and counts what was not noticed.

`signed`: the bundle as it is, whose manifest covers every byte. `deeper`: without the manifest, as
if it had been made anew by somebody with the record's key: what carries the proof must notice by
itself.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.workflow.verify_case.bundle import (
    Files,
    check_checkpoint,
    check_file,
    check_keys,
    check_listed,
    manifest_of,
)
from bot.workflow.verify_case.contents import (
    check_openings,
    check_record,
    leaves_of,
    read_entries,
    summary_of,
)
from bot.workflow.verify_case.curve import Fault
from tests.bundles.histories import Made, Maker
from tests.story import received

BY_THEMSELVES = ("keys.txt", "key.vkey", "manifest.txt")
"""What the manifest rests on, and so does not cover, or covers in vain."""


@dataclass(frozen=True)
class Count:
    """How many bytes were flipped, and where nobody noticed."""

    flipped: int
    missed: tuple[str, ...]


async def small() -> Made:
    """A bundle of a case that was just opened, with what was published around it."""
    maker = Maker(received(), 5)
    return await maker.made()


def flips(content: bytes, step: int = 1) -> Iterator[bytes]:
    """The content with one byte changed, every `step`th in turn, by one bit that goes round."""
    for place in range(0, len(content), step):
        changed = content[place] ^ 1 << place % 8
        yield content[:place] + bytes([changed]) + content[place + 1 :]


def _noticed(check: Callable[[], object]) -> bool:
    try:
        check()
    except Fault:
        return True
    return False


def signed(files: Files, step: int = 1) -> Count:
    """Flip every byte of every file of a bundle, or every `step`th."""
    keys = check_keys(files, "")
    listed = manifest_of(files, keys)
    check_listed(files, listed)

    def bottom(name: str, content: bytes) -> None:
        changed = {**files, name: content}
        check_listed(changed, manifest_of(changed, check_keys(changed, "")))

    def caught(name: str, content: bytes) -> bool:
        if name in BY_THEMSELVES:
            return _noticed(lambda: bottom(name, content))
        return _noticed(lambda: check_file(name, content, listed))

    return _counted(files, sorted(files), caught, step)


def deeper(files: Files) -> Count:
    """Flip every byte of what carries the proof, with no manifest to notice it."""
    keys = check_keys(files, "")
    tree, case = check_checkpoint(files, keys), summary_of(files)
    entries = read_entries(files, case)
    check_openings(files, entries)

    def check(changed: Files, name: str) -> None:
        if name == "openings.json":
            check_openings(changed, entries)
        elif name == "checkpoint.txt":
            check_checkpoint(changed, keys)
        else:
            found = read_entries(changed, case)
            check_record(changed, found, leaves_of(case, found), tree)

    def caught(name: str, content: bytes) -> bool:
        return _noticed(lambda: check({**files, name: content}, name))

    names = [n for n in files if n.startswith("proofs/")]
    return _counted(files, ["checkpoint.txt", "entries.jsonl", "openings.json", *names], caught)


def _counted(
    files: Files, names: list[str], caught: Callable[[str, bytes], bool], step: int = 1
) -> Count:
    count, missed = 0, list[str]()
    for name in names:
        for place, content in enumerate(flips(files[name], step)):
            count += 1
            if not caught(name, content):
                missed.append(f"{name} at byte {place * step}")
    return Count(count, tuple(missed))
