"""What the bundle of one owner is made of: what bot.domain.owner_view lets them read."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from bot.domain.canonical import Json
from bot.domain.case import Case, State
from bot.domain.codec import instant_text, kind_of
from bot.domain.decision import Opened
from bot.domain.errors import ExigentError
from bot.domain.owner_view import SHOWN, owner_view
from bot.domain.release import Item, told_devices
from bot.domain.restriction import held
from bot.domain.roster import OWNER, REQUESTER, SYSTEM, Ref, Role, Roster
from bot.workflow.dossier import Dossier, Happened

_WORDS: Final[Mapping[Role, str]] = MappingProxyType(
    {
        Role.SENIOR: "senior reviewer",
        Role.REVIEWER: "reviewer",
        Role.CUSTODIAN: "custodian",
        Role.INTAKE: "intake desk",
        Role.AUDITOR: "auditor",
    }
)
_FIXED: Final[Mapping[Ref, str]] = MappingProxyType(
    {SYSTEM: "the product", REQUESTER: "the agency", OWNER: "you"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One thing that was given of a device of this owner; `device` as the request named it."""

    device: str
    category: str
    start: datetime
    end: datetime
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An entry that is told of by its kind and its hash alone."""

    position: int
    hash: str
    kind: str
    at: datetime
    actor: Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class ForOwner:
    """What an owner's bundle is made of; `opened` are the pointers of each entry shown.

    `dossier` is cut down to it: its history and names are what may be read; its case holds the
    agency, the law and the day of the release, and nothing of how the case went.
    """

    alias: str
    told_at: datetime
    dossier: Dossier
    opened: Mapping[int, Sequence[str]]
    named: tuple[Named, ...]
    given: tuple[Given, ...]


def refuse_owner(case: Case, alias: str, now: datetime) -> None:
    """Raise ExigentError, in words for the operator, where no bundle may be made for the owner.

    Nobody reads a bundle before the notice, nor while anything keeps them from being told.
    """
    known = [n.owner for n in case.notices]
    notice = next((n for n in case.notices if n.owner == alias), None)
    if notice is None:
        names = ", ".join(known) or "nobody"
        raise ExigentError(f"expected an owner who is owed a notice ({names}), got {alias}")
    if held(case, alias, now) is not None:
        raise ExigentError(
            f"a restriction keeps {alias} from being told: no bundle is made for an owner while "
            "one is in force"
        )
    if notice.told_at is None:
        raise ExigentError(
            f"{alias} has not been told yet: an owner's bundle comes after the notice, never before"
        )


def for_owner(found: Dossier, alias: str) -> ForOwner:
    """Return what the bundle for `alias` holds of a case; refuse_owner comes first."""
    case = found.case
    view = owner_view(case, alias, found.history)
    shown = [h for h in found.history if view.shows(h)]
    named = [h for h in found.history if view.names(h)]
    notice = next(n for n in case.notices if n.owner == alias)
    cut = replace(
        found,
        case=_bare(case),
        opened=Opened(),
        names=by_role(found.roster, [h.actor for h in (*named, *shown)]),
        agency=None,
        determinations=(),
        deadlines=(),
        on_duty={},
        history=tuple(shown),
        owners=(),
        items=(),
    )
    return ForOwner(
        alias=alias,
        told_at=notice.told_at or case.opened_at,
        dossier=cut,
        opened={h.position: SHOWN[kind_of(h.event)].opens for h in shown},
        named=tuple(map(_named, named)),
        given=tuple(_given(found, item) for item in _items(found, alias)),
    )


def _bare(case: Case) -> Case:
    """Return a case of what every notice tells, put together anew: nothing else came along."""
    return Case(
        number=case.number,
        state=State.RELEASED,
        opened_at=case.opened_at,
        channel="",
        agency=case.agency,
        agency_listed=False,
        agency_first_seen=False,
        vouched=False,
        standard=case.standard,
        standard_version=case.standard_version,
        version_at=case.opened_at,
        review_from=case.opened_at,
        stop_from=case.opened_at,
        complete=True,
        mark="",
        released_at=case.released_at,
    )


def by_role(roster: Roster, people: Sequence[Ref]) -> dict[Ref, str]:
    """Call people by role and number, in the order in which they come."""
    roles = {ref: _role(roster, ref) for ref in dict.fromkeys(people) if ref not in _FIXED}
    many, counted = Counter(roles.values()), Counter[str]()
    called: dict[Ref, str] = {ref: word for ref, word in _FIXED.items() if ref in people}
    for ref, role in roles.items():
        counted[role] += 1
        called[ref] = f"{role} {counted[role]}" if many[role] > 1 else role
    return called


def _role(roster: Roster, ref: Ref) -> str:
    person = roster.get(ref)
    roles = person.roles if person is not None else frozenset()
    return next((word for role, word in _WORDS.items() if role in roles), "somebody")


def _named(entry: Happened) -> Named:
    return Named(
        position=entry.position,
        hash=entry.hash,
        kind=kind_of(entry.event),
        at=entry.at,
        actor=entry.actor,
    )


def _items(found: Dossier, alias: str) -> list[Item]:
    devices = told_devices(found.case.owners, alias)
    return [item for item in found.items if item.window.alias in devices]


def _given(found: Dossier, item: Item) -> Given:
    window, request = item.window, found.opened.request
    sought = request.data_sought if request is not None else ()
    return Given(
        device=next((s.device for s in sought if s.alias == window.alias and s.device), ""),
        category=window.category.value,
        start=window.start,
        end=window.end,
        size=item.size,
        sha256=item.sha256,
    )


def owner_summary(part: ForOwner) -> dict[str, Any]:
    """Return what `case.json` says to an owner beside what it says to everybody.

    `given`, and kind, time and actor of what is `named`, are our word; the hashes have proofs.
    """
    return {
        "owner": part.alias,
        "told_at": instant_text(part.told_at),
        "named": [
            {
                "position": n.position,
                "hash": n.hash,
                "kind": n.kind,
                "at": instant_text(n.at),
                "actor": n.actor,
            }
            for n in part.named
        ],
        "given": [
            {
                "device": g.device,
                "category": g.category,
                "from": instant_text(g.start),
                "to": instant_text(g.end),
                "bytes": g.size,
                "sha256": g.sha256,
            }
            for g in part.given
        ],
    }


def only(values: Mapping[str, Json], pointers: Sequence[str]) -> dict[str, Json]:
    """Return the values that may be opened."""
    return {pointer: values[pointer] for pointer in pointers if pointer in values}
