"""Review, step 3: scope and answers read back, then decision, reasons and attestation."""

from typing import Final

from bot.domain.determination import RATIONALE_LENGTH, Answer, Decision, Element, OwnerRoute
from bot.domain.request import DataClass
from bot.domain.scope import Scope
from bot.workflow.dossier import Dossier
from handlers.blocks import governing, words
from handlers.blocks.limits import VIEW_BYTES, ascii_bytes
from handlers.blocks.parts import (
    Payload,
    checkboxes,
    context,
    group,
    input_,
    modal,
    option,
    plain,
    section,
    select,
    text_input,
)
from handlers.blocks.times import lasting, span, zone_of
from handlers.review.asking import spelt
from handlers.review.draft import Draft, block
from handlers.review.reading import answers, exceptions, grant, refusals, route, scope
from handlers.review.seen import Seen

_GRANTS: Final = {
    Decision.APPROVE: "Approve: allow all that was asked for, as shown above",
    Decision.NARROW: "Narrow: allow exactly what is shown above",
}
_GRANTS_OF_ORDER: Final = {
    Decision.APPROVE: "Carry out: give all that the order names, as shown above",
    Decision.NARROW: "Carry out in part: give exactly what is shown above",
}
READ_BACK: Final = "r"
"""The member of the form's metadata that stands for the answers it reads back."""
ATTESTED: Final = "I decided this myself, in good faith, on the facts shown here"
CHANGED: Final = (
    "Your answers changed after they were read back here. Choose Back, look at them, and go on."
)
_ROOM: Final = VIEW_BYTES - 6_500
"""Bytes that a saved rationale may take; the rest of the view takes less than what is left."""
_LINES: Final = 30


def review_file(dossier: Dossier, draft: Draft, seen: Seen) -> Payload:
    """Step 3 as a view; `seen` is step 1's."""
    blocks = [
        section(plain(allowed_words(dossier, scope(dossier, draft)))),
        section(plain(answer_words(dossier, draft))),
        context(plain(governing.read_back(dossier))),
    ]
    if dossier.level < dossier.level_needed:
        blocks.append(context(plain(_waiting(dossier))))
    blocks += _questions(dossier, draft)
    return modal(
        "review.file",
        "Review, step 3 of 3",
        blocks,
        ids=seen.ids() | {READ_BACK: draft.answered},
        submit="File Determination",
        close="Back",
    )


def _waiting(dossier: Dossier) -> str:
    return (
        f"Identity is at level {dossier.level} of {dossier.level_needed} needed. A refusal can be"
        " filed now; anything else only once identity is verified. Your draft is kept until then."
    )


def allowed_words(dossier: Dossier, allowed: Scope) -> str:
    """What is allowed, window by window, in local time and UTC, against what was asked for."""
    if not allowed:
        return "You allow nothing."
    zone = zone_of(dossier.zone)
    lines = [
        f"{w.alias}, {words.CATEGORIES[w.category]}: {span(w.start, w.end, zone)}, "
        f"{lasting(w.end - w.start)} of {_asked(dossier.case.scope, w.alias, w.category)}"
        for w in allowed[:_LINES]
    ]
    more = len(allowed) - len(lines)
    return "\n".join(["You allow:", *lines, *([f"and {more} more"] if more else [])])


def _asked(whole: Scope, alias: str, category: str) -> str:
    same = [w for w in whole if (w.alias, w.category) == (alias, category)]
    return " and ".join(lasting(w.end - w.start) for w in same)


def answer_words(dossier: Dossier, draft: Draft) -> str:
    """Every answer, class by class, and where a category differs from its class."""
    lines = []
    for of_class in answers(dossier, draft):
        given = {a.element: a.answer for a in of_class.answers}
        lines += [f"{words.CLASSES[of_class.data_class]}:", *_sorted(dossier, given)]
        lines += _differing(dossier, draft, of_class.data_class)
    found = route(dossier, draft)
    owner = words.OWNER[found] if found else "not answered"
    lines.append(f"The owner: {owner}.")
    if _brings_senior(dossier, draft):
        lines.append(
            "If you allow it, a senior reviewer joins, because of what you are unsure about."
        )
    return "\n".join(lines)


def _brings_senior(dossier: Dossier, draft: Draft) -> bool:
    allowed = {w.category.data_class for w in scope(dossier, draft)}
    unsure = any(c.wants_senior for c in answers(dossier, draft) if c.data_class in allowed)
    return bool(allowed) and (unsure or route(dossier, draft) is OwnerRoute.UNSURE)


def _sorted(dossier: Dossier, given: dict[Element, Answer]) -> tuple[str, ...]:
    """Each answer's elements: yes by their numbers, what stands against a release in words."""

    def named(answer: Answer, *, whole: bool) -> str:
        found = [e for e, a in given.items() if a is answer]
        return words.listed(
            f"{words.SHORT[e]} ({spelt(dossier, e)})" if whole else words.SHORT[e] for e in found
        )

    return (
        f"Yes: {named(Answer.YES, whole=False)}.",
        f"No: {named(Answer.NO, whole=True)}.",
        f"Unsure: {named(Answer.UNSURE, whole=True)}.",
    )


def _differing(dossier: Dossier, draft: Draft, data_class: DataClass) -> list[str]:
    return [
        f"But {words.CATEGORIES[x.category]}: {words.SHORT[x.element]} {x.answer}."
        for x in exceptions(dossier, draft)
        if x.category.data_class is data_class
    ]


def _questions(dossier: Dossier, draft: Draft) -> list[Payload]:
    version = dossier.case.version
    about = "I know nobody named here and have no interest in the case"
    return [
        input_(
            "Your decision",
            select("decision", _decisions(dossier, draft), initial=draft.decision),
            block("decision", version),
            dispatch=True,
            hint="Only what your answers permit is offered. To change an answer, go back.",
        ),
        _why(draft, version),
        input_(
            "Your determination",
            checkboxes("attest", [option(ATTESTED, "yes", about)]),
            block("attest", version),
        ),
    ]


def _decisions(dossier: Dossier, draft: Draft) -> list[Payload]:
    granted = grant(dossier, draft)
    choices = []
    if granted is not None:
        said = (_GRANTS_OF_ORDER if dossier.test.formal else _GRANTS)[granted]
        choices.append(group("Allow", [option(said, granted.value)]))
    refused = [
        option(f"Refuse: {words.REASONS[reason]}", reason.value)
        for reason in refusals(dossier, draft)
    ]
    return [*choices, group("Refuse", refused)]


def _why(draft: Draft, version: int) -> Payload:
    least, most = RATIONALE_LENGTH
    fits = ascii_bytes(draft.why) <= _ROOM
    kept = "" if fits else " Your saved text is kept whole; type here only to replace it."
    return input_(
        "Why: the facts you rely on, and each no or unsure",
        text_input(
            "why",
            least=least if fits else 0,
            most=most,
            multiline=True,
            initial=draft.why or None if fits else None,
        ),
        block("why", version),
        optional=not fits,
        dispatch=True,
        hint="Two sentences are enough; you can dictate. Auditors and courts may read it, and the"
        " other reviewer once both are filed." + kept,
    )
