"""Which elements the law of a case asks, where they are asked, and what refuses it.

An order that is valid in form binds us; whether it is needed was for who issued it. So of an order
is asked whether it is what it claims to be, in the standard's own words:

F1 who issued it may do so; F2 it is complete and in its form; F3 the emergency is claimed as the
law has it; F4 the category is covered; F5 the data is named precisely; F6 we are the addressee;
F7 no manifest error, and it can be done; F8 no immunity, privilege or right stands against it;
F9 a responsible specialist has looked at it before anything else happened.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.determination import (
    COMMON,
    ORDER_REFUSALS,
    REFUSALS,
    VOLUNTARY,
    Answer,
    ClassAnswers,
    Element,
    ElementAnswer,
    Reason,
)
from bot.domain.standard import NoticeDuty, Standard

Refusals = Mapping[Reason, frozenset[Element] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalTest:
    """The elements in their order. `ticked` are found or not, `scoped` follow from what is allowed.

    `lowered` may be answered otherwise for one category; `refusals` name for each reason the
    elements of which one is not answered yes. `asks_owner` is False where the law keeps us silent:
    then nobody answers for the owner, and the authority informs them.
    """

    @property
    def formal(self) -> bool:
        """Whether it checks the form of an order; else it is the voluntary test."""
        return not set(self.elements) <= VOLUNTARY

    elements: tuple[Element, ...]
    ticked: tuple[Element, ...]
    scoped: tuple[Element, ...]
    lowered: tuple[Element, ...]
    refusals: Refusals
    asks_owner: bool = True

    def completed(self, given: ClassAnswers) -> ClassAnswers:
        """Return the answers with everything that an order's law asks and nobody answered: unsure.

        A voluntary test is left as it came: what is missing from it is unsure by itself.
        """
        if not self.formal:
            return given
        answered = {a.element for a in given.answers}
        missing = tuple(
            ElementAnswer(element=e, answer=Answer.UNSURE)
            for e in self.elements
            if e not in answered
        )
        return replace(given, answers=(*given.answers, *missing))


VOLUNTARY_TEST: Final = LegalTest(
    elements=tuple(e for e in Element if e in VOLUNTARY),
    ticked=(
        Element.E3,
        Element.E4,
        Element.E4I,
        Element.E5,
        Element.E6,
        Element.E9,
        Element.E11,
    ),
    scoped=(Element.E7, Element.E8),
    lowered=(Element.E6, Element.E7, Element.E8, Element.E9),
    refusals={r: None if e is None else frozenset({e}) for r, e in REFUSALS.items()},
)
"""The test of a disclosure that is the provider's choice."""
_SCOPED: Final = (Element.F4, Element.F5)
"""That the data is covered, and named precisely: said of what is given, category by category."""


EVERY_ORDER: Final = frozenset({Element.F1, Element.F2, *_SCOPED})
"""Who issued it, in what form, for which data, and how precisely: no law of orders asks less."""
LONGEST_QUESTION: Final = 60
"""Characters of an element of form, so that it fits on a box to tick behind a "no to"."""
LONGEST_PROVISION: Final = 40
"""Characters of its provision, so that a fact of the case fits beside it."""


def legal_test(standard: Standard) -> LegalTest:
    """Return the test that `standard` asks: the form of an order, or the voluntary test."""
    if standard.voluntary:
        return VOLUNTARY_TEST
    asked = COMMON | {Element(one.key) for one in standard.elements}
    elements = tuple(e for e in Element if e in asked)
    return LegalTest(
        elements=elements,
        ticked=tuple(e for e in elements if e not in COMMON and e not in _SCOPED),
        scoped=_SCOPED,
        lowered=tuple(e for e in (*_SCOPED, Element.F8) if e in asked),
        refusals={r: of for r, of in ORDER_REFUSALS.items() if of is None or of & asked},
        asks_owner=standard.notice_duty is not NoticeDuty.MUST_NOT,
    )
