"""Matters about one thing of one case: who may decide it, and what comes of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.domain.case import Case
from bot.domain.commands import Command, ViewCase
from bot.domain.errors import Refused
from bot.domain.roster import SYSTEM, Ref
from bot.workflow.dossier import Dossier
from bot.workflow.office import Office
from bot.workflow.queries import dossier
from handlers.blocks.second_person import SecondPersonAnswer, SecondPersonAsk
from handlers.edge import Edge
from handlers.press import Press
from handlers.seconding import GONE, Matter, Told

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Generic[T]):
    """How one kind of subject is found, shown and decided.

    `out` is who may not decide it, whoever proposed it among them; `waits` whether it still waits;
    `ask` is for the channel, `told` for whoever may decide it; `yes` and `no` make the commands
    from a number and a reason, and `done` says what came of each.
    """

    find: Callable[[Case, int], T | None]
    out: Callable[[Case, T], frozenset[Ref | None]]
    waits: Callable[[Case, T], bool]
    ask: Callable[[Dossier, T, str], SecondPersonAsk]
    told: Callable[[Dossier, T], Told]
    yes: Callable[[int, str], Command]
    no: Callable[[int, str], Command]
    done: tuple[str, str]

    @property
    def matter(self) -> Matter:
        """Return it as what the card's buttons, its form and its port look up."""
        return Matter(ask=self.asked, told=self.reason, settle=self.settle)

    async def asked(self, office: Office, subject: str) -> SecondPersonAsk | None:
        """Draw it as it stands; None where there is no such."""
        case, number = place_of(subject)
        found = await dossier(office, case, SYSTEM)
        thing = self.find(found.case, number) if found is not None else None
        return self.ask(found, thing, subject) if found is not None and thing is not None else None

    async def reason(self, edge: Edge, press: Press, subject: str) -> Told | Refused:
        """Refuse whoever may not decide it, on the record; else what they alone may read."""
        case, number = place_of(subject)
        yes = self.yes(number, "")
        look = ViewCase(surface="second_person", files=type(yes))
        outcome = await edge.carry(press, case, look)
        if outcome.refused is not None:
            return outcome.refused
        found = await dossier(edge.office, case, press.actor)
        thing = self.find(found.case, number) if found is not None else None
        if found is None or thing is None:
            return GONE
        out = self.out(found.case, thing)
        if press.actor in out or not self.waits(found.case, thing):
            # What makes it so never changes back, so this can only be refused, on the record.
            return (await edge.carry(press, case, yes)).refused or GONE
        return self.told(found, thing)

    async def settle(self, edge: Edge, press: Press, answer: SecondPersonAnswer) -> str | Refused:
        """Carry the second person's answer out."""
        case, number = place_of(answer.subject)
        make = self.yes if answer.confirmed else self.no
        outcome = await edge.carry(press, case, make(number, answer.why))
        if outcome.refused is not None:
            return outcome.refused
        said = self.done[0] if answer.confirmed else self.done[1]
        return f"{case}: {said} Entry {outcome.position} of the record."


def place_of(subject: str) -> tuple[str, int]:
    """Return the case's number and the thing's from `restriction:EDR-2026-000001:1`."""
    _, _, rest = subject.partition(":")
    case, _, number = rest.partition(":")
    return case, int(number) if number.isascii() and number.isdecimal() else 0
