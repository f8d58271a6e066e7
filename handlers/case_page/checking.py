"""How somebody who does not trust us checks the page, and what is not on it and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from handlers.blocks.words import counted
from handlers.case_page.reading import MARK, SEALED, Reading

_OF_OWNER: Final = (
    (
        "This folder holds what concerns you, and what may be shown to anybody. The request itself,"
        " what people wrote about it, and entries about other people are left out. That is done in"
        " the same way for everybody, whatever a case is about, so nothing follows from it."
    ),
    (
        "Some entries are named and not opened: you see that there is one, when it was written and"
        " its fingerprint. If there is ever a dispute, the entry that is opened must have it."
    ),
    f"Where something personal stands that is not opened here, the page says {SEALED}.",
    "People appear by what they do here, not by name.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checking:
    """The record that the bundle is proved against, and the sentences of what is left out."""

    origin: str
    size: int
    root: str
    key: str
    exported_at: str
    entries: int
    left_out: tuple[str, ...]


def checking(reading: Reading, key: bytes) -> Checking:
    """Return what to hold the page against; `key` is the file with the key that signed."""
    record = reading.summary["record"]
    return Checking(
        origin=record["origin"],
        size=record["size"],
        root=record["root"],
        key=key.decode().strip(),
        exported_at=reading.summary["exported_at"],
        entries=len(reading.entries),
        left_out=tuple(_left_out(reading)),
    )


def _left_out(reading: Reading) -> Iterator[str]:
    if reading.by_role:
        yield from _OF_OWNER
        return
    left = reading.summary.get("left_out")
    if left is None:
        yield (
            "The case is not decided. What others determined, and whatever would tell of it, is"
            " left out: nobody may see another's view before their own."
        )
    elif left:
        said = "entry of the case is" if left == 1 else "entries of the case are"
        yield f"{left} {said} left out, because whoever made the export may not read it yet."
    else:
        yield "No entry of the case is left out."
    yield (
        "Entries of other cases are not here. Their fingerprints take part in the proofs, and tell"
        " nothing of what they hold."
    )
    hidden = sum(_hidden(e.payload) for e in reading.entries)
    if reading.erased:
        yield (
            "Personal values of this case were erased when the time came that was promised. Where"
            f" one stood, the page says {reading.hidden}. The fingerprints are those of the entries"
            " as they were, and every proof still holds."
        )
    elif hidden:
        yield (
            f"{counted(hidden, 'value')} not opened. Where one stands, the page says"
            f" {reading.hidden}: the record holds a keyed fingerprint in its place, by which it"
            " could be opened later and nothing else could be passed off for it."
        )


def _hidden(payload: object) -> int:
    if isinstance(payload, dict):
        return sum(_hidden(value) for value in payload.values())
    if isinstance(payload, list):
        return sum(_hidden(value) for value in payload)
    return payload == MARK
