"""Entries of one matter in order of time: what somebody did, and what they wrote or answered."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from bot.domain.events.consenting import ConsentAnswered
from bot.domain.events.defrauding import OutcomeSaid
from bot.domain.events.telling import SafetyAnswered
from handlers.blocks.after_words import TRUTHS
from handlers.blocks.words import SAFETY
from handlers.case_page.reading import Entry, Reading

_TYPED: Final = (
    *("why", "how", "said", "text", "own", "note"),
    *("source", "issuer", "court", "authority", "receipt"),
)
"""Members in which people write what they found, in the order in which they are read."""
_ANSWERED: Final[Mapping[type, Callable[[Any], str]]] = MappingProxyType(
    {
        SafetyAnswered: lambda e: f"{SAFETY[e.answer]}.",
        OutcomeSaid: lambda e: f"Their answer: {TRUTHS[e.truth]}.",
        ConsentAnswered: lambda e: f"Their answer: {e.answer}.",
    }
)
"""Answers that the sentence of an entry leaves out, because not everybody may read them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One entry: its sentence, the answer that was given, and what was written, if any."""

    entry: Entry
    said: str
    answered: str
    wrote: str


def step(entry: Entry, reading: Reading) -> Step:
    """Return an entry as a step."""
    answered = _ANSWERED.get(type(entry.event))
    typed = (getattr(entry.event, name, None) for name in _TYPED)
    return Step(
        entry=entry,
        said=reading.did(entry),
        answered=answered(entry.event) if answered is not None else "",
        wrote=" ".join(one for one in typed if isinstance(one, str) and one),
    )


def steps(entries: Iterable[Entry], reading: Reading) -> tuple[Step, ...]:
    """Return entries as steps."""
    return tuple(step(entry, reading) for entry in entries)


def steps_of(reading: Reading, *kinds: type) -> tuple[Step, ...]:
    """Return the entries of some kinds as steps."""
    return steps((entry for entry, _ in reading.of(*kinds)), reading)
