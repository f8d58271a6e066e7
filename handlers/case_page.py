"""Draws an exported case as one page to read and to print: no script, nothing fetched."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.canonical import Json, canonical
from bot.workflow.export import Bundle
from handlers.blocks.history import sentence
from handlers.pages import drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry: its sentence, its hash, and what was said in it, by place."""

    sentence: str
    hash: str
    values: Mapping[str, str]


def case_page(bundle: Bundle) -> str:
    """Return the timeline of the case with its opened values, every one of them escaped."""
    found = bundle.dossier
    lines = [
        Line(
            sentence=sentence(entry, found),
            hash=entry.hash,
            values=_spoken(bundle.opened.get(entry.position, {})),
        )
        for entry in found.history
    ]
    return drawn(
        "case.html.j2",
        case=found.case,
        state=found.case.state.value.replace("_", " ").capitalize(),
        lines=lines,
        exported_at=found.now,
        size=bundle.size,
    )


def _spoken(values: Mapping[str, Json]) -> dict[str, str]:
    return {
        pointer.strip("/").replace("/", ", ").replace("_", " "): _text(value)
        for pointer, value in values.items()
    }


def _text(value: Json) -> str:
    return value if isinstance(value, str) else canonical(value).decode()
