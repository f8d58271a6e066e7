"""What a form calls the elements of a case: ours for the voluntary test, the law's for an order."""

from typing import Final

from bot.domain.determination import COMMON, Answer, Element
from bot.workflow.dossier import Dossier
from handlers.blocks import words

_HINT: Final = (
    "What you neither tick nor deny below is recorded as unsure. After unsure in E3 to E6 a senior"
    " reviewer joins. A no in E1 to E9 allows nothing, and neither does unsure in E1, E2 or E9."
)
_HINT_OF_ORDER: Final = (
    "What you neither tick nor deny below is recorded as unsure, and brings a senior reviewer. A no"
    " lets nothing be given, and neither does unsure in E1 or E2."
)
_LOWERED: Final = {
    Element.E7: ("it does not relate or help", "that it relates or helps"),
    Element.E8: ("it is more than the least needed", "that it is the least needed"),
    Element.E6: ("this data can wait for a warrant", "that this data cannot wait"),
    Element.E9: ("a legal bar for this data", "about a legal bar for this data"),
    Element.F4: ("the order does not cover this kind of data", "that the order covers it"),
    Element.F5: ("the order does not name it precisely", "that the order names it precisely"),
    Element.F8: ("a ground to raise for this data", "about a ground to raise for this data"),
}


def spelt(dossier: Dossier, element: Element) -> str:
    """What the element says. E1 and E2 are asked of every request in the same words."""
    law = provision(dossier, element)
    return law[0] if law is not None else words.ELEMENTS[element]


def provision(dossier: Dossier, element: Element) -> tuple[str, str] | None:
    """The law's own words for an element of an order's form, and where they stand."""
    if not dossier.test.formal or element in COMMON:
        return None
    found = (one for one in dossier.standard.elements if one.key == element.value)
    return next(((one.question, one.provision) for one in found), None)


def hint(dossier: Dossier) -> str:
    """What becomes of what a reviewer leaves open in step 1."""
    return _HINT_OF_ORDER if dossier.test.formal else _HINT


def lowered(dossier: Dossier) -> tuple[tuple[Element, Answer, str], ...]:
    """The answers other than yes that step 2 offers for a category, in words."""
    said = [(e, *_LOWERED[e]) for e in dossier.test.scoped + _others(dossier)]
    return tuple(
        choice
        for element, no, unsure in said
        for choice in (
            (element, Answer.NO, f"No: {no} ({element})"),
            (element, Answer.UNSURE, f"Unsure {unsure} ({element})"),
        )
    )


def _others(dossier: Dossier) -> tuple[Element, ...]:
    return tuple(e for e in dossier.test.lowered if e not in dossier.test.scoped)
