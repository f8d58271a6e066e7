"""The page of the calls over the cases: each look and each log on the record."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain import events as ev
from bot.domain.errors import Refusal, Refused
from bot.domain.verification import CALLS, StepResult
from bot.workflow.call_logs import ByDesk, LogFile, attach
from bot.workflow.dossier import Dossier
from bot.workflow.links import DESK, find
from handlers.desk_calls import CallsView, StepLine
from handlers.desk_source import CaseDesk
from handlers.review.request_text import step_lines


@dataclass(frozen=True, slots=True)
class CaseCalls:
    """The `CallsSource` over the cases."""

    desk: CaseDesk

    async def calls(self, token: str) -> CallsView | None:
        """Return the steps of the case that the token opens, once the look is on the record."""
        opened = await self.desk.open(token, "calls")
        if opened is None:
            return None
        link, found = opened
        return CallsView(
            case=link.case,
            reader=found.names.get(link.person or "", "somebody"),
            expires_at=link.expires_at,
            zone=found.zone,
            steps=tuple(_steps(found)),
        )

    async def attach(self, token: str, step: int, file: LogFile, form: str) -> Refused | None:
        """Keep a log in the name of whoever the link was made for."""
        office = self.desk.office
        link = await find(office, DESK, token)
        if link is None or link.person is None:
            return Refused(Refusal.NO_SUCH_CASE)
        standings = await self.desk.standings([link.person])
        by = ByDesk(person=link.person, standings=standings, form=form)
        return (await attach(office, link.case, step, file, by)).refused


def _steps(found: Dossier) -> Iterator[StepLine]:
    logs = [h.event for h in found.history if isinstance(h.event, ev.CallLogAttached)]
    for number, (step, said) in enumerate(
        zip(found.case.steps, step_lines(found), strict=True), start=1
    ):
        yield StepLine(
            number=number,
            said=said,
            at=step.at,
            call=step.kind in CALLS and step.result is not StepResult.SKIPPED,
            logs=tuple(log.attachment for log in logs if log.step == number),
        )
