"""What waits for a second person: which part of the product answers for it, and the presses.

A subject is a kind, a colon and ids (`skip:EDR-2026-000001:1`). Each kind registers a `Matter`.
"""

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any, Final

import structlog

from bot.domain.errors import Refusal, Refused
from bot.workflow.office import Office
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.limits import Payload
from handlers.blocks.private import aside, said
from handlers.blocks.second_person import (
    CALLBACK_ID,
    CONFIRM,
    REFUSE,
    SecondPersonAnswer,
    SecondPersonAsk,
    read,
    second_person_view,
)
from handlers.edge import Edge
from handlers.outside import Failure
from handlers.press import Press
from handlers.slack_api import EXCHANGED
from handlers.submitting import Submitted, refused, update

Acted = Callable[[Edge, Press], Coroutine[Any, Any, None]]
Told = tuple[str, ...]
"""Sentences for one eligible reader, which may hold what was sealed."""
GONE: Final = Refused(Refusal.NOTHING_WAITS)
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One kind of what waits for a second person.

    `ask` draws it as it stands now, for the channel; None where there is no such. `told` refuses
    whoever may not decide it, on the record, or gives what they alone may read. `settle` carries
    the answer out and says what came of it.
    """

    ask: Callable[[Office, str], Awaitable[SecondPersonAsk | None]]
    told: Callable[[Edge, Press, str], Awaitable[Told | Refused]]
    settle: Callable[[Edge, Press, SecondPersonAnswer], Awaitable[str | Refused]]


@dataclass(frozen=True, slots=True)
class Seconding:
    """Finds what a press or a form is about by the kind that its subject begins with."""

    matters: Mapping[str, Matter]

    def of(self, subject: str) -> Matter | None:
        """Return the matter of a subject; None for a kind that nobody registered."""
        return self.matters.get(subject.partition(":")[0])

    @property
    def actions(self) -> Mapping[str, Acted]:
        """The card's two buttons."""
        return {CONFIRM: self.confirm, REFUSE: self.refuse}

    @property
    def views(self) -> Mapping[str, Submitted]:
        """The form that they open."""
        return {CALLBACK_ID: self.filed}

    async def confirm(self, edge: Edge, press: Press) -> None:
        """Open the form in which somebody confirms."""
        await self._open(edge, press, confirming=True)

    async def refuse(self, edge: Edge, press: Press) -> None:
        """Open the form in which somebody refuses."""
        await self._open(edge, press, confirming=False)

    async def _open(self, edge: Edge, press: Press, *, confirming: bool) -> None:
        view = await self._drawn(edge, press, confirming=confirming)
        if isinstance(view, Refused):
            await edge.refuse(press, view)
            return
        shown = await edge.api.open_view(press.trigger, view)
        if isinstance(shown, Failure) and shown.reason != EXCHANGED:
            _log.warning("form.not_shown", reason=shown.reason)
            await edge.tell(press, said("The form did not open in time. Please press again."))

    async def _drawn(self, edge: Edge, press: Press, *, confirming: bool) -> Payload | Refused:
        matter = self.of(press.value)
        ask = await matter.ask(edge.office, press.value) if matter is not None else None
        if matter is None or ask is None:
            return GONE
        told = await matter.told(edge, press, press.value)
        if isinstance(told, Refused):
            return told
        if ask.settled is not None:
            return GONE
        return second_person_view(ask, told, confirming=confirming)

    async def filed(self, edge: Edge, press: Press) -> Payload:
        """Carry out what the second person answered."""
        answer = read(Answers.of(press.view))
        if isinstance(answer, FieldErrors):
            return answer.response
        matter = self.of(answer.subject)
        came = await matter.settle(edge, press, answer) if matter is not None else GONE
        return (
            refused(press, came) if isinstance(came, Refused) else update(aside("Recorded", came))
        )
