"""Compares the rows by which the database guards a release with the entries that call for them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.domain import events as ev
from bot.domain.case import Case
from bot.domain.events.authorizing import ReleaseAuthorized
from bot.domain.roster import Ref
from bot.workflow.dossier import Happened
from bot.workflow.findings import Sort, Trouble
from bot.workflow.inspection import Cleared, Slot
from bot.workflow.rows import FiledRow


@dataclass(slots=True)
class Called:
    """What the entries of one case call for so far, each with the entry that does."""

    filed: dict[tuple[int, Ref], int] = field(default_factory=dict)
    slots: Counter[tuple[int, int, Ref, bool]] = field(default_factory=Counter)
    approved: dict[int, int] = field(default_factory=dict)
    cleared: dict[tuple[int, int], int] = field(default_factory=dict)

    def saw(self, before: Case | None, after: Case, entry: Happened) -> None:
        """Take one more entry, and the case before and after it."""
        event = entry.event
        if isinstance(event, ev.DeterminationFiled):
            self.filed[event.version, entry.actor] = entry.position
        elif isinstance(event, ev.CaseApproved):
            self.approved[after.version] = entry.position
            for slot, person in enumerate(event.pair, 1):
                self.slots[after.version, slot, person, False] += 1
        elif isinstance(event, ev.ReleaseCleared | ReleaseAuthorized):
            self.cleared[after.version, event.number] = entry.position
        if before is not None and before.approval is not None and after.approval is None:
            self._withdrawn(before.version)

    def _withdrawn(self, version: int) -> None:
        for (of, slot, person, withdrawn), count in list(self.slots.items()):
            if of == version and not withdrawn:
                del self.slots[of, slot, person, False]
                self.slots[of, slot, person, True] += count


def check_filed(case: str, called: Called, rows: Iterable[FiledRow]) -> Iterator[Trouble]:
    """Yield where determinations and their rows are not the same."""
    there = {(row.version, row.person): row.position for row in rows}
    for (version, person), position in called.filed.items():
        found = there.pop((version, person), None)
        if found == position:
            continue
        which = f"names entry {found}" if found is not None else "is not there"
        words = (
            f"Entry {position} of {case} is the determination of {person} on version {version}; "
            f"its row {which}."
        )
        yield _trouble(position, case, Sort.DETERMINATION, words)
    for (version, person), position in there.items():
        words = (
            f"There is a row of a determination by {person} on version {version} of {case}, "
            "but no such entry."
        )
        yield _trouble(position, case, Sort.DETERMINATION, words)


def check_slots(case: str, called: Called, rows: Iterable[Slot]) -> Iterator[Trouble]:
    """Yield where approvals and their slots are not the same."""
    there = Counter((row.version, row.slot, row.person, row.withdrawn) for row in rows)
    wrong = {version for version, *_ in (there - called.slots) + (called.slots - there)}
    for version in sorted(wrong):
        position = called.approved.get(version)
        words = (
            f"The approval slots of version {version} of {case} hold "
            f"{_slots(there, version)}; its entries say {_slots(called.slots, version)}."
        )
        yield _trouble(position, case, Sort.APPROVAL, words)


def check_cleared(case: str, called: Called, rows: Iterable[Cleared]) -> Iterator[Trouble]:
    """Yield where clearances and their rows are not the same."""
    there = {(row.version, row.number) for row in rows}
    for (version, number), position in called.cleared.items():
        if (version, number) not in there:
            words = f"Entry {position} of {case} clears a release; its row is not there."
            yield _trouble(position, case, Sort.CLEARANCE, words)
    for version, number in sorted(there - called.cleared.keys()):
        words = (
            f"There is a row of clearance {number} on version {version} of {case}, "
            "but no such entry."
        )
        yield _trouble(None, case, Sort.CLEARANCE, words)


def _slots(found: Counter[tuple[int, int, Ref, bool]], version: int) -> str:
    said = [
        f"{person} in {slot}{' (withdrawn)' if withdrawn else ''}"
        for of, slot, person, withdrawn in sorted(found.elements())
        if of == version
    ]
    return ", ".join(said) or "nobody"


def _trouble(position: int | None, case: str, sort: Sort, words: str) -> Trouble:
    return Trouble(position=position, case=case, sort=sort, sentence=words)
