"""What a reviewer has ticked and typed so far, merged from what Slack sends piece by piece."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final

from bot.domain.codec import read, write
from bot.domain.determination import FORMAL, Element, OwnerRoute
from bot.domain.digest import hexdigest
from bot.domain.legal_test import VOLUNTARY_TEST
from bot.domain.request import Category
from bot.domain.scope import Scope, Window

TESTED: Final = VOLUNTARY_TEST.ticked
"""The elements of step 1, which a reviewer ticks, names as no, or leaves unsure."""
_TICKED: Final = (*TESTED, *sorted(FORMAL))
"""Whatever any law lets a reviewer tick."""
DRAFT_BLOCKS: Final = re.compile(
    r"^(?:found|not|owner|devices|from|to|decision|why|attest|scope:[a-z_]+):v\d+$"
)
"""The block ids whose changes belong in a draft."""
_CLOCK: Final = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
_NO_CHOICES: Final[Mapping[Category, str]] = MappingProxyType({})

Values = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""`view.state.values` as Slack sends it: block id, action id, element."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One person's unfinished determination. The empty one says yes to nothing.

    `denied` holds `E3:no`, `E1:unsure`, …; `choices` a step 2 choice by category; `start` and
    `end` own times as HH:MM at the camera; `decision` is approve, narrow or a reason code;
    `desk` is what was chosen on the desk page, where a request is too large for step 2.
    """

    found: frozenset[Element] = frozenset()
    denied: frozenset[str] = frozenset()
    owner: OwnerRoute | None = None
    choices: Mapping[Category, str] = field(default_factory=lambda: _NO_CHOICES)
    devices: frozenset[str] = frozenset()
    start: str | None = None
    end: str | None = None
    decision: str | None = None
    why: str = field(default="", repr=False)
    attested: bool = False
    desk: Scope = ()

    def to_bytes(self) -> bytes:
        """The draft as ASCII JSON, to be sealed."""
        return json.dumps(
            {
                "found": sorted(self.found),
                "denied": sorted(self.denied),
                "owner": self.owner,
                "choices": dict(self.choices),
                "devices": sorted(self.devices),
                "start": self.start,
                "end": self.end,
                "decision": self.decision,
                "why": self.why,
                "attested": self.attested,
                "desk": [write(window) for window in self.desk],
            }
        ).encode()

    @property
    def answered(self) -> str:
        """What stands for the answers of steps 1 and 2 where step 3 reads them back."""
        answers = replace(self, decision=None, why="", attested=False)
        return hexdigest(answers.to_bytes())[:16]

    @classmethod
    def from_bytes(cls, body: bytes) -> "Draft":
        """Read what `to_bytes` wrote; raises ValueError or KeyError for anything else."""
        given = json.loads(body)
        return cls(
            found=frozenset(Element(e) for e in given["found"]),
            denied=frozenset(given["denied"]),
            owner=OwnerRoute(given["owner"]) if given["owner"] else None,
            choices={Category(c): choice for c, choice in given["choices"].items()},
            devices=frozenset(given["devices"]),
            start=given["start"],
            end=given["end"],
            decision=given["decision"],
            why=given["why"],
            attested=given["attested"],
            desk=tuple(read(Window, window) for window in given["desk"]),
        )


def block(name: str, version: int) -> str:
    """The block id of an input: it names the version, so that no answer outlives its question."""
    return f"{name}:v{version}"


def scope_block(category: Category, version: int) -> str:
    """The block id of a category's choice in step 2."""
    return block(f"scope:{category.value}", version)


def carried(draft: Draft) -> Draft:
    """What a new version keeps: the text that was typed, and no tick."""
    return Draft(why=draft.why)


def merge(draft: Draft, values: Values, version: int) -> Draft:
    """Bring in what Slack sent. An input that is absent is unchanged, an emptied one is empty.

    Blocks of another version are ignored, as are words that no form of ours offers.
    """
    suffix = f":v{version}"
    elements = {
        block_id.removesuffix(suffix): next(iter(actions.values()), {})
        for block_id, actions in values.items()
        if block_id.endswith(suffix)
    }
    changes: dict[str, Any] = {}
    for name, element in elements.items():
        if name in _READERS:
            attribute, read = _READERS[name]
            changes[attribute] = read(element)
    choices = dict(draft.choices)
    for category in Category:
        name = f"scope:{category.value}"
        if name in elements:
            choices.pop(category, None)
            if (choice := _chosen(elements[name])) is not None:
                choices[category] = choice
    return replace(draft, choices=choices, **changes)


def _chosen(element: Mapping[str, Any]) -> str | None:
    option = element.get("selected_option")
    return str(option["value"]) if option else None


def _ticked(element: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(str(option["value"]) for option in element.get("selected_options") or ())


def _found(element: Mapping[str, Any]) -> frozenset[Element]:
    return frozenset(e for e in _TICKED if e.value in _ticked(element))


def _owner(element: Mapping[str, Any]) -> OwnerRoute | None:
    return next((route for route in OwnerRoute if route.value == _chosen(element)), None)


def _time(element: Mapping[str, Any]) -> str | None:
    chosen = str(element.get("selected_time") or "")
    return chosen if _CLOCK.fullmatch(chosen) else None


def _typed(element: Mapping[str, Any]) -> str:
    # A lone surrogate cannot be written down anywhere; it becomes the replacement character.
    text = str(element.get("value") or "")
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


_READERS: Final[Mapping[str, tuple[str, Any]]] = MappingProxyType(
    {
        "found": ("found", _found),
        "not": ("denied", _ticked),
        "owner": ("owner", _owner),
        "devices": ("devices", _ticked),
        "from": ("start", _time),
        "to": ("end", _time),
        "decision": ("decision", _chosen),
        "why": ("why", _typed),
        "attest": ("attested", lambda element: bool(_ticked(element))),
    }
)
