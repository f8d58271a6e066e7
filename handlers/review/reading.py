"""From a draft to a determination: what the ticks mean, what they allow, and what is missing.

A tick is yes, a named no is no, neither is unsure. E1 and E2 are the product's, and may only be
lowered. Allowing a category says yes to E7 and E8 for it; of an order, to F4 and F5.
"""

from collections.abc import Mapping
from typing import Final

from bot.domain.commands import FileDetermination
from bot.domain.determination import (
    BARRED_BY_NO,
    GRANTS,
    RATIONALE_LENGTH,
    Answer,
    CategoryException,
    ClassAnswers,
    Decision,
    Element,
    ElementAnswer,
    OwnerRoute,
    Reason,
)
from bot.domain.request import Category, DataClass
from bot.domain.scope import Scope, intersection, merged
from bot.workflow.dossier import Dossier
from handlers.blocks.times import span, zone_of
from handlers.review import windows
from handlers.review.draft import Draft, block, scope_block
from handlers.review.facts import fact, product_answer
from handlers.review.remembering import once
from handlers.review.seen import Seen

Errors = dict[str, str]
"""Plain sentences by block id, for `response_action: errors`."""

_WORST_FIRST: Final = (Answer.NO, Answer.UNSURE, Answer.YES)
Answers = Mapping[Element, Answer]


def _worst(*answers: Answer) -> Answer:
    return min(answers, key=_WORST_FIRST.index)


def asked_elements(dossier: Dossier) -> tuple[Element, ...]:
    """The elements that step 1 asks: the imminence of policy only where the company has it."""
    ticked = dossier.test.ticked
    return tuple(e for e in ticked if e is not Element.E4I or dossier.policy.imminent)


@once
def tested(dossier: Dossier, draft: Draft, data_class: DataClass) -> dict[Element, Answer]:
    """The answers of step 1 for one class; those of step 2 are not yet among them."""
    test = dossier.test
    answers = {e: Answer.YES if e in draft.found else Answer.UNSURE for e in test.ticked}
    if Element.E4I in answers and not dossier.policy.imminent:
        # A rule that the company does not have is met by everything.
        answers[Element.E4I] = Answer.YES
    for element in (Element.E1, Element.E2):
        answers[element] = product_answer(dossier, element, data_class)
    for element, given in answers.items():
        lower = [a for a in (Answer.NO, Answer.UNSURE) if f"{element}:{a}" in draft.denied]
        answers[element] = _worst(given, *lower)
    if Element.E10 in test.elements:
        answers[Element.E10] = _owner_answer(draft.owner)
    return answers


def _owner_answer(route: OwnerRoute | None) -> Answer:
    if route is OwnerRoute.MOOT:
        return Answer.NO
    return Answer.UNSURE if route in (None, OwnerRoute.UNSURE) else Answer.YES


def route(dossier: Dossier, draft: Draft) -> OwnerRoute | None:
    """What is said of the owner; where the law keeps us silent nobody is asked, and it says so."""
    return draft.owner if dossier.test.asks_owner else OwnerRoute.AUTHORITY


def open_classes(dossier: Dossier, draft: Draft) -> tuple[DataClass, ...]:
    """The classes of which step 1 lets anything be allowed.

    Identity that is not verified yet closes nothing here: drafting goes on while it is verified.
    """
    if route(dossier, draft) is OwnerRoute.MOOT:
        return ()
    return tuple(c for c in dossier.case.classes if _leaves_open(dossier, draft, c))


@once
def _leaves_open(dossier: Dossier, draft: Draft, data_class: DataClass) -> bool:
    answers = dict(tested(dossier, draft, data_class))
    if not {"E2:no", "E2:unsure"} & draft.denied:
        answers[Element.E2] = Answer.YES
    without = {e: a for e, a in answers.items() if e in BARRED_BY_NO}
    asked = tuple(ElementAnswer(element=e, answer=a) for e, a in without.items())
    return not ClassAnswers(data_class=data_class, answers=asked).barred


@once
def choice(dossier: Dossier, draft: Draft, category: Category) -> str | None:
    """The choice of step 2 for a category, if it is one that the form offers."""
    if category.data_class not in open_classes(dossier, draft):
        return None
    chosen = draft.choices.get(category, "")
    zone = zone_of(dossier.zone)
    offered = {r.value for r in windows.ready(dossier.case, category, zone)}
    offered |= {value for value, _ in windows.own_days(dossier.case, zone)}
    offered |= {f"{e}:{a}" for e in dossier.test.lowered for a in (Answer.NO, Answer.UNSURE)}
    return chosen if chosen in offered else None


def _allowed(dossier: Dossier, draft: Draft, category: Category) -> Scope:
    """What one category's choice allows; raises NoWindowError with a sentence for own times."""
    if draft.desk and category.data_class in open_classes(dossier, draft):
        chosen_there = tuple(w for w in draft.desk if w.category is category)
        return intersection(chosen_there, windows.asked(dossier.case, category))
    chosen = choice(dossier, draft, category) or ""
    zone = zone_of(dossier.zone)
    every = windows.devices(dossier.case)
    wanted = draft.devices if len(every) > 1 else frozenset(every)
    whole = tuple(w for w in windows.asked(dossier.case, category) if w.alias in wanted)
    for ready in windows.ready(dossier.case, category, zone):
        if ready.value == chosen:
            return tuple(w for w in ready.scope if w.alias in wanted)
    if not chosen.startswith(windows.OWN):
        return ()
    if draft.start is None or draft.end is None:
        raise windows.NoWindowError("Own times need both a start and an end below.")
    start, end = windows.own(chosen, draft.start, draft.end, zone)
    if whole and not any(w.start <= start and end <= w.end for w in whole):
        limits = "; ".join(dict.fromkeys(span(w.start, w.end, zone) for w in whole))
        raise windows.NoWindowError(f"Own times must lie inside what was asked for: {limits}.")
    return windows.cut(whole, start, end)


@once
def _granted(dossier: Dossier, draft: Draft, category: Category) -> Scope:
    try:
        return _allowed(dossier, draft, category)
    except windows.NoWindowError:
        return ()


def scope(dossier: Dossier, draft: Draft) -> Scope:
    """Everything that the draft allows, in UTC; nothing while own times are wrong or missing."""
    wanted = windows.categories(dossier.case)
    return merged(w for c in wanted for w in _granted(dossier, draft, c))


@once
def by_category(dossier: Dossier, draft: Draft, category: Category) -> dict[Element, Answer]:
    """Every answer for one category, steps 1 and 2 together."""
    answers = dict(tested(dossier, draft, category.data_class))
    yes = bool(_granted(dossier, draft, category))
    later = dossier.test.scoped
    answers |= dict.fromkeys(later, Answer.YES if yes else Answer.UNSURE)
    chosen = choice(dossier, draft, category) or ""
    for element in dossier.test.lowered:
        for lower in (Answer.NO, Answer.UNSURE):
            if chosen == f"{element}:{lower}":
                given = Answer.YES if element in later else answers[element]
                answers[element] = _worst(given, lower)
    return {element: answers[element] for element in dossier.test.elements}


@once
def _of_class(dossier: Dossier, draft: Draft, data_class: DataClass) -> dict[Element, Answer]:
    """One answer per element: of the categories allowed, else the worst of all."""
    wanted = [c for c in windows.categories(dossier.case) if c.data_class is data_class]
    allowed = [c for c in wanted if _granted(dossier, draft, c)]
    answers = [by_category(dossier, draft, c) for c in allowed or wanted]
    return {e: _worst(*(a[e] for a in answers)) for e in dossier.test.elements}


def answers(dossier: Dossier, draft: Draft) -> tuple[ClassAnswers, ...]:
    """The answers for each class asked for, each with the fact shown beside it."""
    return tuple(
        ClassAnswers(
            data_class=c,
            answers=tuple(
                ElementAnswer(element=e, answer=a, fact=fact(dossier, e, c))
                for e, a in _of_class(dossier, draft, c).items()
            ),
        )
        for c in dossier.case.classes
    )


def exceptions(dossier: Dossier, draft: Draft) -> tuple[CategoryException, ...]:
    """Where a category was answered otherwise than its class."""
    of_class = {c: _of_class(dossier, draft, c) for c in dossier.case.classes}
    return tuple(
        CategoryException(category=category, element=element, answer=answer)
        for category in windows.categories(dossier.case)
        for element, answer in by_category(dossier, draft, category).items()
        if answer is not of_class[category.data_class][element]
    )


def grant(dossier: Dossier, draft: Draft) -> Decision | None:
    """The one grant that the answers permit: in full, in part, or none."""
    allowed = scope(dossier, draft)
    if not allowed:
        return None
    return Decision.APPROVE if allowed == dossier.case.scope else Decision.NARROW


def refusals(dossier: Dossier, draft: Draft) -> tuple[Reason, ...]:
    """The reasons for a refusal that the answers permit, in the order of the elements."""
    test, asked = dossier.test, bool(open_classes(dossier, draft))
    given = [by_category(dossier, draft, c) for c in windows.categories(dossier.case)]

    def fits(reason: Reason, elements: frozenset[Element] | None) -> bool:
        if elements is None:
            return reason is not Reason.NO_REPLY or dossier.case.asked_at is not None
        # What step 2 asks was never asked where step 1 allows nothing.
        known = (e for e in elements if e in test.elements and (asked or e not in test.scoped))
        return any(a[e] is not Answer.YES for e in known for a in given)

    return tuple(reason for reason, elements in test.refusals.items() if fits(reason, elements))


def tick_errors(dossier: Dossier, draft: Draft) -> Errors:
    """What stands in the way after step 1."""
    version, errors = dossier.case.version, Errors()
    both = [e for e in dossier.test.ticked if e in draft.found and f"{e}:no" in draft.denied]
    if both:
        names = ", ".join(both)
        errors[block("not", version)] = f"{names}: ticked above and named no here. Choose one."
    if route(dossier, draft) is None:
        errors[block("owner", version)] = "Choose what you find about the owner of the data."
    return errors


def scope_errors(dossier: Dossier, draft: Draft) -> Errors:
    """What stands in the way after step 2."""
    version, errors, allowing = dossier.case.version, Errors(), False
    for category in windows.categories(dossier.case):
        if category.data_class not in open_classes(dossier, draft):
            continue
        chosen = choice(dossier, draft, category)
        lowers = chosen is not None and chosen.partition(":")[0] in dossier.test.lowered
        allowing = allowing or (chosen is not None and not lowers)
        if chosen is None:
            errors[scope_block(category, version)] = "Choose what may go out, or a no or unsure."
            continue
        try:
            _allowed(dossier, draft, category)
        except windows.NoWindowError as wrong:
            place = "from" if draft.start is None else "to"
            errors[block(place, version)] = str(wrong)
    if allowing and len(windows.devices(dossier.case)) > 1 and not draft.devices:
        errors[block("devices", version)] = "Tick the devices whose data may go out."
    return errors


def file_errors(dossier: Dossier, draft: Draft) -> Errors:
    """What stands in the way of filing."""
    version, errors = dossier.case.version, Errors()
    least, most = RATIONALE_LENGTH
    decision = draft.decision
    granted = grant(dossier, draft)
    if decision is None or decision not in {granted, *refusals(dossier, draft)}:
        errors[block("decision", version)] = "Choose a decision that your answers permit."
    elif decision == granted and dossier.level < dossier.level_needed:
        errors[block("decision", version)] = (
            f"Identity is at level {dossier.level} of {dossier.level_needed} needed, so nothing can"
            " be allowed yet. Your draft is kept: have the agency called back, then file."
        )
    if not least <= len(draft.why.strip()) <= most:
        errors[block("why", version)] = f"Write {least} to {most:,} characters."
    if not draft.attested:
        errors[block("attest", version)] = (
            "Tick it only if it is true; without it nothing is filed."
        )
    return errors


def determination(dossier: Dossier, draft: Draft, seen: Seen) -> FileDetermination | Errors:
    """The command that files the draft on what was seen, or what stands in its way."""
    errors = file_errors(dossier, draft)
    if errors or draft.decision is None:
        return errors
    granted = grant(dossier, draft)
    grants = granted is not None and draft.decision == granted
    return FileDetermination(
        version=seen.version,
        package=seen.package,
        decision=granted if grants and granted else Decision.REFUSE,
        reason=GRANTS[granted] if grants and granted else Reason(draft.decision),
        scope=scope(dossier, draft) if grants else (),
        classes=answers(dossier, draft),
        exceptions=exceptions(dossier, draft),
        owner=route(dossier, draft) or OwnerRoute.UNSURE,
        rationale=draft.why.strip(),
        attested=draft.attested,
        opened_at=seen.opened_at,
    )
