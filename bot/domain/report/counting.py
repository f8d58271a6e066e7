"""Counts a report from the bodies of entries, one after the other, in little memory.

Only what a body shows to everybody is read. Of each case a Story is kept, of each period a Tally.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bot.domain.report.beside import BESIDE, Beside
from bot.domain.report.fold_notices import NOTICES
from bot.domain.report.fold_release import RELEASE
from bot.domain.report.fold_review import REVIEW, Fold
from bot.domain.report.grouping import Received
from bot.domain.report.period import Period
from bot.domain.report.standing import began, stand
from bot.domain.report.story import Payload, Story
from bot.domain.report.tally import Tally

Parse = Callable[[bytes], Any]
"""Reads JSON."""
OPENED: Final = "case.opened"
FOLDS: Final[Mapping[str, Fold]] = {**REVIEW, **RELEASE, **NOTICES}
_HEAD: Final = re.compile(
    rb'\{"actor":"([^"\\]*)","at":"([0-9T:.Z-]{27})","case":(?:null|"([^"\\]*)")'
    rb',"kind":"([a-z_.]+)","payload":'
)
_COUNTED: Final = frozenset(name.encode() for name in (OPENED, *FOLDS, *BESIDE))
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_SPANS: Final = 3
"""What came before, the period before, and the period itself."""


class BodyError(ValueError):
    """A body is none of an entry of its kind; says which entry, counted from 1."""


@dataclass(slots=True)
class Count:
    """A count under way. Feed it every body in order, then call `finish`."""

    period: Period
    parse: Parse = json.loads
    size: int = 0
    span: int = 0
    seen_until: str = ""
    over: bool = False
    tallies: list[Tally] = field(default_factory=lambda: [Tally() for _ in range(_SPANS)])
    received: list[list[Received]] = field(default_factory=lambda: [[] for _ in range(_SPANS)])
    stories: dict[bytes, Story] = field(default_factory=dict)
    beside: Beside = field(default_factory=Beside)
    _words: dict[str, str] = field(default_factory=dict)
    _bounds: tuple[bytes, ...] = ()
    _at: bytes = b""

    def __post_init__(self) -> None:
        before = self.period.before
        self._bounds = tuple(t.encode() for t in (before.first, before.over, self.period.over))

    def take(self, body: bytes) -> None:
        """Count one entry; raises BodyError for what is no entry's body."""
        self.size += 1
        head = _HEAD.match(body)
        if head is None:
            raise BodyError(f"entry {self.size} is no entry's body")
        actor, self._at, case, kind = head.groups()
        while self.span < _SPANS and self._at >= self._bounds[self.span]:
            self._turn(self._bounds[self.span].decode())
            self.over = self.span == _SPANS
        if self.over or kind not in _COUNTED:
            return
        try:
            payload = self.parse(body)["payload"]
            self._count(kind.decode(), case, payload, self._at.decode(), actor.decode())
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise BodyError(f"entry {self.size} is none of its kind") from error

    def finish(self) -> None:
        """Count what stands now, where the record ends before the period does."""
        self.seen_until = self._at.decode()
        for bound in self._bounds[self.span :]:
            self._turn(min(bound.decode(), self.seen_until) or bound.decode())

    def _count(self, kind: str, case: bytes | None, payload: Payload, at: str, who: str) -> None:
        tally = self.tallies[self.span]
        if case is None:
            if kind in BESIDE:
                BESIDE[kind](tally, self.beside, payload, who)
        elif kind == OPENED:
            self._open(tally, case, payload, at)
        elif kind in FOLDS:
            FOLDS[kind](tally, self.stories[case], payload, at, who)

    def _open(self, tally: Tally, case: bytes, payload: Payload, at: str) -> None:
        if case in self.stories:
            raise ValueError("expected a case that was not opened before")
        agency = payload["request"]["agency"]
        country = agency["country"] if _COUNTRY.fullmatch(agency["country"]) else "ZZ"
        cell = self._word(f"{country}/{agency['kind']}")
        self.stories[case] = Story(at, self.span, cell, self._word(agency["name"]))
        tally.add("requests.received")
        tally.add("requests.by_country_and_kind", cell)

    def _word(self, text: str) -> str:
        """Return a text once and for all: thousands of requests name the same agency."""
        return self._words.setdefault(text, text)

    def _turn(self, moment: str) -> None:
        """Count what stands at the end of a period, and begin the next."""
        tally, stories = self.tallies[self.span], self.stories
        stand(tally, stories.values(), self.span, moment)
        self.received[self.span] = [
            Received(s.cell, self._agency(s), s.result)
            for s in stories.values()
            if s.span == self.span and self.span
        ]
        self.span += 1
        if self.span < _SPANS:
            began(self.tallies[self.span], tally)

    def _agency(self, story: Story) -> str | None:
        return self.beside.agency(story.agency) if story.identity == "verified" else None
