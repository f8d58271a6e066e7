"""Draws an exported case as one page to read and to print: no script, nothing fetched."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.canonical import Json, canonical
from bot.workflow.export import Bundle
from handlers.blocks.history import sentence
from handlers.pages import drawn

UNSPOKEN: Final = frozenset({"schema", "mark", "package"})
"""Members for programs: the form's number, and digests of what stands beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry: its sentence, its hash, and what was said in it, by place."""

    sentence: str
    hash: str
    said: Sequence[tuple[str, str]]


def case_page(bundle: Bundle) -> str:
    """Return the timeline of the case with what each entry says, every one of them escaped."""
    found = bundle.dossier
    lines = [
        Line(
            sentence=sentence(entry, found),
            hash=entry.hash,
            said=[
                (place, found.names.get(text, text))
                for place, text in _spoken(bundle.payloads[entry.position])
                if text
            ],
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


def _spoken(payload: Json, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield what an entry says, place by place; small things of one place share a line."""
    if isinstance(payload, dict):
        plain = {n: _text(v) for n, v in payload.items() if not isinstance(v, dict | list)}
        if place and len(plain) == len(payload):
            yield place, ", ".join(f"{_words(n)}: {text}" for n, text in plain.items() if text)
            return
        for name, value in payload.items():
            if name not in UNSPOKEN:
                yield from _spoken(value, f"{place}, {_words(name)}" if place else _words(name))
    elif isinstance(payload, list):
        if not any(isinstance(item, dict | list) for item in payload):
            yield from ((place, _text(item)) for item in payload)
            return
        for number, item in enumerate(payload, 1):
            yield from _spoken(item, f"{place} {number}")
    else:
        yield place, _text(payload)


def _words(name: str) -> str:
    return name.replace("_", " ")


def _text(value: Json) -> str:
    if value is None or isinstance(value, bool):
        return {None: "", True: "yes", False: "no"}[value]
    return value if isinstance(value, str) else canonical(value).decode()
