"""Review: three steps with a draft that is never lost, then a determination or what stops it."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.domain import commands as cm
from bot.domain.case import UNDECIDED, Case
from bot.domain.determination import Decision, OwnerRoute, Reason
from bot.domain.errors import Refusal, Refused
from bot.domain.events import DeterminationFiled, Escalation
from bot.domain.roster import Person, Role
from bot.domain.rules.paging import stands_by
from bot.domain.rules.settling import QUORUM
from bot.workflow.dossier import Dossier
from bot.workflow.queries import dossier
from handlers.blocks.answers import Answers
from handlers.blocks.limits import Payload
from handlers.edge import Edge
from handlers.press import Press
from handlers.review import answer_refusal, drafts
from handlers.review.draft import Draft, block
from handlers.review.elements_view import review_test
from handlers.review.file_view import CHANGED, READ_BACK, review_file
from handlers.review.notes_view import review_changed, review_desk, review_filed, review_waiting
from handlers.review.reading import determination, open_classes, scope_errors, tick_errors
from handlers.review.scope_view import review_scope, too_large
from handlers.review.seen import Seen
from handlers.submitting import NO_CASE, Submitted, errors, file, push, refused, update
from handlers.views_open import Form, desk_link

SURFACE: Final = "review"
_STALE: Final = frozenset({Refusal.REQUEST_CHANGED, Refusal.PACKAGE_CHANGED})


def probe(person: Person, case: Case) -> cm.Command | None:
    """Return None to whoever may review now, else a determination that will be refused."""
    able = (
        person.may(Role.REVIEWER, Role.SENIOR)
        and case.state in UNDECIDED
        and case.escalation is not Escalation.STOPPED
        and person.ref not in case.recused | case.used
        and (len(case.filed) < QUORUM or person.may(Role.SENIOR))
        and (len(case.filed) >= QUORUM or not stands_by(case, person.ref))
    )
    if able or answer_refusal.awaited(case, person.ref):
        return None
    # It attests nothing and names no package, so it can never be filed.
    return cm.FileDetermination(
        version=case.version,
        package="",
        decision=Decision.REFUSE,
        reason=Reason.UNVERIFIED,
        scope=(),
        classes=(),
        owner=OwnerRoute.UNSURE,
        rationale="",
        attested=False,
        opened_at=case.opened_at,
    )


async def draw(edge: Edge, press: Press, opened: Dossier) -> Payload | Refused:
    """Draw what Review shows this person: the first step, or why there is none."""
    case = opened.case
    if answer_refusal.awaited(case, press.actor):
        return answer_refusal.view(opened)
    link = await desk_link(edge, case, press.actor)
    if not case.complete:
        return review_waiting(opened, link)
    draft = await drafts.load(edge.office, case, press.actor)
    return review_test(opened, draft, opened.now, link=link)


async def keep(edge: Edge, press: Press) -> None:
    """Keep what was ticked or typed: of a change its own input, of a closed form all of them.

    A change that comes late shows its neighbours as they were before the changes after it.
    """
    changed = {a.get("block_id") for a in press.body.get("actions") or ()}
    await _saved(edge, press, changed or None)


async def _saved(
    edge: Edge, press: Press, changed: Container[Any] | None = None
) -> tuple[Seen, Draft]:
    seen = Seen.read(str(press.view.get("private_metadata", "")))
    values = press.view.get("state", {}).get("values", {})
    if changed is not None:
        values = {block_id: value for block_id, value in values.items() if block_id in changed}
    # A change that is slower than the submission after it must not undo what was submitted.
    async with edge.turn(press.actor):
        return seen, await drafts.save(edge.office, seen, press.actor, values)


async def _merged(edge: Edge, press: Press) -> tuple[Seen, Draft]:
    seen = Seen.read(str(press.view.get("private_metadata", "")))
    values = press.view.get("state", {}).get("values", {})
    async with edge.turn(press.actor):
        return seen, await drafts.merged(edge.office, seen, press.actor, values)


@dataclass(frozen=True, slots=True)
class _Step:
    """One step as it was submitted: the case as it is now, the draft, and what was seen."""

    opened: Dossier
    draft: Draft
    seen: Seen


async def _kept(edge: Edge, press: Press) -> _Step | Payload:
    """Keep the step's answers, and return it, or what to say where it cannot go on."""
    seen, draft = await _saved(edge, press)
    opened = await dossier(edge.office, seen.case, press.actor)
    if opened is None:
        return refused(press, NO_CASE)
    if not seen.still(opened.case):
        return update(review_changed(opened, seen))
    return _Step(opened, draft, seen)


async def tested(edge: Edge, press: Press) -> Payload:
    """Step 1 is done: go on to the scope, or straight to the decision."""
    step = await _kept(edge, press)
    if not isinstance(step, _Step):
        return step
    opened, draft, seen = step.opened, step.draft, step.seen
    wrong = tick_errors(opened, draft)
    if wrong:
        return errors(wrong)
    if open_classes(opened, draft) and too_large(opened):
        link = await desk_link(edge, opened.case, press.actor)
        return push(review_desk(link, seen, chosen=bool(draft.desk)))
    following = review_scope if open_classes(opened, draft) else review_file
    return push(following(opened, draft, seen))


async def desked(edge: Edge, press: Press) -> Payload:
    """Step 2 was done on the desk page: read everything back."""
    step = await _kept(edge, press)
    if not isinstance(step, _Step):
        return step
    return push(review_file(step.opened, step.draft, step.seen))


async def scoped(edge: Edge, press: Press) -> Payload:
    """Step 2 is done: read everything back."""
    step = await _kept(edge, press)
    if not isinstance(step, _Step):
        return step
    wrong = scope_errors(step.opened, step.draft)
    return errors(wrong) if wrong else push(review_file(step.opened, step.draft, step.seen))


async def filed(edge: Edge, press: Press) -> Payload:
    """Step 3: file it, once, on what was seen. Only what is not filed is kept as a draft."""
    seen, draft = await _merged(edge, press)
    opened = await dossier(edge.office, seen.case, press.actor)
    if opened is None:
        return refused(press, NO_CASE)
    command = determination(opened, draft, seen)
    if Answers.of(press.view).ids.get(READ_BACK) != draft.answered:
        command = {block("attest", seen.version): CHANGED}
    if isinstance(command, dict):
        await _saved(edge, press)
        return await _unfit(edge, press, seen, command)
    outcome = await edge.carry(press, seen.case, command)
    if outcome.refused is None:
        return update(review_filed(opened, command.decision, outcome.position, outcome.hash))
    await _saved(edge, press)
    if outcome.refused.reason in _STALE:
        return await _stale(edge, press, seen)
    return refused(press, outcome.refused)


async def _unfit(edge: Edge, press: Press, seen: Seen, wrong: Mapping[str, str]) -> Payload:
    """Answer a draft that cannot be filed: it was filed already, is stale, or lacks something."""
    if await edge.settled(press, cm.FileDetermination):
        return await _receipt(edge, press, seen)
    case = await edge.case(seen.case)
    if case is not None and not seen.still(case):
        await edge.carry(press, seen.case, cm.ViewCase(surface="review_changed"))
        return await _stale(edge, press, seen)
    return errors(wrong)


async def _stale(edge: Edge, press: Press, seen: Seen) -> Payload:
    opened = await dossier(edge.office, seen.case, press.actor)
    return refused(press, NO_CASE) if opened is None else update(review_changed(opened, seen))


async def _receipt(edge: Edge, press: Press, seen: Seen) -> Payload:
    opened = await dossier(edge.office, seen.case, press.actor)
    if opened is None:
        return refused(press, NO_CASE)
    for entry in reversed(opened.history):
        event = entry.event
        if isinstance(event, DeterminationFiled) and entry.actor == press.actor:
            return update(review_filed(opened, event.decision, entry.position, entry.hash))
    return refused(press, Refused(Refusal.WRONG_STATE))


async def answered(edge: Edge, press: Press) -> Payload:
    """File a senior's answer to a refusal for fraud."""
    read = answer_refusal.read(Answers.of(press.view))
    return await file(edge, press, read, lambda _: "your answer is on the record.")


FORMS: Final = {"review.open": Form(surface=SURFACE, draw=draw, probe=probe)}
VIEWS: Final[Mapping[str, Submitted]] = {
    "review.test": tested,
    "review.scope": scoped,
    "review.desk": desked,
    "review.file": filed,
    answer_refusal.CALLBACK_ID: answered,
}
KEPT: Final = dict.fromkeys(("review.test", "review.scope", "review.file"), keep)
"""Forms whose changes and closing are kept, by callback id."""
