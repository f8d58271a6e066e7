"""Filing a determination, and everything else that reviewers do to a case."""

from dataclasses import replace

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import UNDECIDED, Case, State
from bot.domain.decision import Answered, Asked
from bot.domain.determination import (
    BARRED_BY_NO,
    BARRED_BY_UNSURE,
    GRANTS,
    RATIONALE_LENGTH,
    SENIOR_ON_UNSURE,
    Answer,
    CategoryException,
    ClassAnswers,
    Decision,
    Element,
    OwnerRoute,
    Reason,
)
from bot.domain.errors import Refusal, Refused
from bot.domain.events import Escalation
from bot.domain.flag import barring
from bot.domain.legal_test import legal_test
from bot.domain.levels import verified, within_exception
from bot.domain.request import DataClass
from bot.domain.roster import Role
from bot.domain.rules import governing
from bot.domain.rules.paging import page, reviewers, seniors, stands_by
from bot.domain.rules.settling import QUORUM, after, settle, withdrawn
from bot.domain.scope import covers, merged

_RANK = {Answer.NO: 0, Answer.UNSURE: 1, Answer.YES: 2}


def product_answers(asked: Asked, data_class: DataClass) -> dict[Element, Answer]:
    """Return E1 and E2 as the product answers them; a reviewer may only lower them."""
    case = asked.case
    lawful, _ = asked.facts.standard.lawful_requester(
        case.agency.kind, case.agency.country, data_class
    )
    identity = verified(case, deciding=frozenset({asked.actor}))
    return {Element.E1: lawful, Element.E2: Answer.YES if identity else Answer.NO}


def file(asked: Asked, command: cm.FileDetermination) -> Answered:
    """File a determination, and settle the case if it is the one that was awaited."""
    test = legal_test(asked.facts.standard)
    command = replace(command, classes=tuple(test.completed(c) for c in command.classes))
    refused = (
        _person(asked)
        or _seen(asked.case, command)
        or _unflagged(asked.case, command)
        or _form(asked, command)
        or _content(asked, command)
        or governing.outside(asked, command.scope)
        or governing.unsettled(asked, command.decision)
    )
    if refused is not None:
        return refused
    senior = len(asked.case.filed) >= QUORUM
    filed = ev.DeterminationFiled(
        version=command.version,
        package=command.package,
        decision=command.decision,
        reason=command.reason,
        scope=merged(command.scope),
        classes=command.classes,
        exceptions=command.exceptions,
        owner=command.owner,
        rationale=command.rationale,
        basis=tuple(asked.facts.standard.provision(c.data_class) for c in command.classes),
        senior=senior,
        opened_at=command.opened_at,
    )
    return (filed, *settle(asked, (filed,)))


def _person(asked: Asked) -> Refused | None:
    case, person = asked.case, asked.facts.roster.get(asked.actor)
    if asked.actor in case.recused:
        return Refused(Refusal.RECUSED)
    if asked.actor in case.used:
        return Refused(Refusal.ALREADY_FILED)
    if case.escalation is Escalation.STOPPED:
        return Refused(Refusal.WRONG_STATE, "stopped")
    if len(case.filed) < QUORUM and stands_by(case, asked.actor):
        return Refused(Refusal.STANDING_BY)
    if len(case.filed) >= QUORUM and (person is None or not person.may(Role.SENIOR)):
        return Refused(Refusal.SENIOR_NEEDED)
    return None


def _seen(case: Case, command: cm.FileDetermination) -> Refused | None:
    if command.version != case.version:
        return Refused(Refusal.REQUEST_CHANGED, f"version {case.version}")
    if command.package != case.package:
        return Refused(Refusal.PACKAGE_CHANGED)
    if not case.complete:
        return Refused(Refusal.REQUEST_INCOMPLETE)
    return None


def _unflagged(case: Case, command: cm.FileDetermination) -> Refused | None:
    bars = barring(case.flags)
    if not bars or command.decision is Decision.REFUSE:
        return None
    return Refused(Refusal.RED_FLAGS, ", ".join(flag.sign.value for flag in bars))


def _form(asked: Asked, command: cm.FileDetermination) -> Refused | None:
    if not command.attested:
        return Refused(Refusal.NOT_ATTESTED)
    low, high = RATIONALE_LENGTH
    if not low <= len(command.rationale.strip()) <= high:
        return Refused(Refusal.RATIONALE_LENGTH, f"{low} to {high} characters")
    strange = _strange(asked, command)
    if strange is not None:
        return strange
    given = sorted(c.data_class for c in command.classes)
    if given != sorted(asked.case.classes):
        return Refused(Refusal.DECISION_CONTRADICTS, "one set of answers for each class")
    for answers in command.classes:
        product = product_answers(asked, answers.data_class)
        for element, most in product.items():
            if _RANK[answers.to(element)] > _RANK[most]:
                if element is Element.E2 and command.decision is not Decision.REFUSE:
                    return Refused(Refusal.IDENTITY_NOT_VERIFIED)
                return Refused(Refusal.PRODUCT_ANSWER_RAISED, element.value)
    return None


def _strange(asked: Asked, command: cm.FileDetermination) -> Refused | None:
    """Refuse answers that the law of the case does not ask: another form than it needs was used."""
    test = legal_test(asked.facts.standard)
    known = set(test.elements)
    given = {a.element for c in command.classes for a in c.answers}
    given |= {e.element for e in command.exceptions}
    if not given <= known:
        return Refused(Refusal.DECISION_CONTRADICTS, "elements of another law")
    if (command.owner is OwnerRoute.AUTHORITY) is test.asks_owner:
        return Refused(Refusal.DECISION_CONTRADICTS, "who informs the owner")
    return None


def _content(asked: Asked, command: cm.FileDetermination) -> Refused | None:
    if command.decision is Decision.REFUSE:
        return _refusal(asked, command)
    case, scope = asked.case, merged(command.scope)
    if not scope or command.reason is not GRANTS[command.decision]:
        return Refused(Refusal.DECISION_CONTRADICTS, "an allowed scope and its reason")
    if not covers(case.scope, scope):
        return Refused(Refusal.SCOPE_OUTSIDE_REQUEST)
    if (scope == case.scope) is not (command.decision is Decision.APPROVE):
        return Refused(Refusal.DECISION_CONTRADICTS, "approve is all, narrow is less")
    if command.owner is OwnerRoute.MOOT:
        return Refused(Refusal.OWNER_UNANSWERED)
    if not verified(case, deciding=frozenset({asked.actor})):
        return Refused(Refusal.IDENTITY_NOT_VERIFIED)
    if not within_exception(case, scope):
        return Refused(Refusal.SCOPE_TOO_WIDE_FOR_EXCEPTION)
    return _barred(command)


def _barred(command: cm.FileDetermination) -> Refused | None:
    answers = {c.data_class: c for c in command.classes}
    for window in command.scope:
        given = answers[window.category.data_class]
        if given.barred:
            return Refused(Refusal.CLASS_BARRED, given.data_class.value)
        for exception in command.exceptions:
            if exception.category is window.category:
                refused = _excepted(given, exception)
                if refused is not None:
                    return refused
    return None


def _excepted(given: ClassAnswers, exception: CategoryException) -> Refused | None:
    """Refuse what would slip a doubt about an allowed category past the answers of its class."""
    element, answer = exception.element, exception.answer
    if (answer is Answer.NO and element in BARRED_BY_NO) or (
        answer is Answer.UNSURE and element in BARRED_BY_UNSURE
    ):
        return Refused(Refusal.CLASS_BARRED, exception.category.value)
    if answer is Answer.UNSURE and element in SENIOR_ON_UNSURE and given.to(element) is Answer.YES:
        return Refused(Refusal.DECISION_CONTRADICTS, element.value)
    return None


def _refusal(asked: Asked, command: cm.FileDetermination) -> Refused | None:
    reasons = legal_test(asked.facts.standard).refusals
    if command.scope or command.reason not in reasons:
        return Refused(Refusal.DECISION_CONTRADICTS, "a refusal allows nothing")
    elements = reasons[command.reason]
    if elements is None or _doubted(command.classes, elements):
        return None
    if any(e.element in elements and e.answer is not Answer.YES for e in command.exceptions):
        return None
    return Refused(Refusal.DECISION_CONTRADICTS, " or ".join(sorted(elements)))


def _doubted(classes: tuple[ClassAnswers, ...], elements: frozenset[Element]) -> bool:
    return any(c.to(e) is not Answer.YES for c in classes for e in elements & c.asked)


def answer_refusal(asked: Asked, command: cm.AnswerRefusal) -> Answered:
    """Answer a refusal for fraud; only the senior whose own determination would overrule it."""
    if len(command.text.strip()) < RATIONALE_LENGTH[0]:
        return Refused(Refusal.RATIONALE_LENGTH)
    own = asked.case.by(asked.actor)
    frauds = any(f.reason is Reason.FRAUD for f in asked.case.filed)
    if own is None or not own.senior or not own.allows or not frauds:
        return Refused(Refusal.WRONG_STATE, "no refusal for fraud to answer")
    answered = ev.RefusalAnswered(text=command.text)
    return (answered, *settle(asked, (answered,)))


def recuse(asked: Asked, command: cm.Recuse) -> Answered:
    """Take oneself out; a determination of one's own no longer counts, a backup is called."""
    case = asked.case
    if asked.actor in case.recused:
        return Refused(Refusal.RECUSED)
    happened: list[ev.Event] = [ev.ReviewerRecused(ground=command.ground, note=command.note)]
    if case.approval is not None and asked.actor in case.approval.pair:
        if case.clearance is not None:
            return Refused(Refusal.ALREADY_CLEARED)
        return (*happened, *withdrawn(asked, happened, "recused"))
    settled = settle(asked, happened)
    left, roster = after(asked, (*happened, *settled)), asked.facts.roster
    if left.state not in UNDECIDED:
        return (*happened, *settled)
    backup = page(reviewers(left, roster, 1), "backup", "recused")
    called = backup or page(seniors(left, roster), "senior", "recused")
    return (*happened, *settled, *called)


def ask_agency(asked: Asked, command: cm.AskAgency) -> Answered:
    """Ask for more. The review clocks rest; a determination is not used up by asking."""
    if not command.questions and not (command.own or "").strip():
        return Refused(Refusal.NO_REASON)
    if asked.case.asked_at is not None:
        return Refused(Refusal.WRONG_STATE, State.ON_HOLD.value)
    if asked.case.escalation is Escalation.STOPPED:
        return Refused(Refusal.WRONG_STATE, "stopped")
    due = asked.now + asked.facts.limits.answer
    return (ev.AgencyAsked(questions=command.questions, own=command.own, to=command.to, due=due),)


def stop(asked: Asked, command: cm.StopCase) -> Answered:
    """Stop the case. A clearance stays until the custodian says whether anything left."""
    if not command.why.strip():
        return Refused(Refusal.NO_REASON)
    if asked.case.escalation is Escalation.STOPPED:
        return Refused(Refusal.WRONG_STATE, "stopped")
    others = tuple(p for p in seniors(asked.case, asked.facts.roster) if p != asked.actor)
    return (ev.CaseStopped(why=command.why), *page(others, "senior", "stopped"))
