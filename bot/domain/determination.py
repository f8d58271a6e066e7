"""A reviewer's good-faith determination: elements, answers, decision, reason code."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from bot.domain.request import Category, DataClass
from bot.domain.roster import Ref
from bot.domain.scope import Scope

RATIONALE_LENGTH = (20, 1500)
"""Characters of a rationale: enough for a sentence, little enough to be read."""


class Element(StrEnum):
    """The parts of the legal test, after 18 U.S.C. 2702(b)(8) and (c)(4); E4i is company policy.

    E1 and E2 are asked of every request. F1 to F9 are the formal validity of an order that binds
    us, in place of the rest; their words and provisions are the standard's (bot.domain.legal_test).
    """

    E1 = "E1"
    E2 = "E2"
    E3 = "E3"
    E4 = "E4"
    E4I = "E4i"
    E5 = "E5"
    E6 = "E6"
    E7 = "E7"
    E8 = "E8"
    E9 = "E9"
    E10 = "E10"
    E11 = "E11"
    F1 = "F1"
    F2 = "F2"
    F3 = "F3"
    F4 = "F4"
    F5 = "F5"
    F6 = "F6"
    F7 = "F7"
    F8 = "F8"
    F9 = "F9"


class Answer(StrEnum):
    """An answer to an element; unanswered is unsure."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class OwnerRoute(StrEnum):
    """E10: what the reviewer finds about the owner of the data.

    `authority`: the law keeps us silent, and the authority that ordered informs the owner.
    """

    CONSENT = "consent"
    TELL = "tell"
    UNSAFE = "unsafe"
    UNREACHABLE = "unreachable"
    UNSURE = "unsure"
    MOOT = "moot"
    AUTHORITY = "authority"


class Decision(StrEnum):
    """What a determination decides."""

    APPROVE = "approve"
    NARROW = "narrow"
    REFUSE = "refuse"


class Reason(StrEnum):
    """Reason codes, as published in the transparency report."""

    GRANTED_FULL = "granted_full"
    GRANTED_PARTIAL = "granted_partial"
    NOT_EMERGENCY = "refused_not_emergency"
    NO_SERIOUS_DANGER = "refused_no_serious_danger"
    NO_PERSON = "refused_no_person"
    NOT_IMMINENT_POLICY = "refused_not_imminent_policy"
    DELAY_NOT_REQUIRED = "refused_delay_not_required"
    NO_NEXUS = "refused_no_nexus"
    OVERBROAD = "refused_overbroad"
    UNVERIFIED = "refused_unverified"
    FRAUD = "refused_fraud"
    WRONG_ENTITY = "refused_wrong_entity"
    PROHIBITED_PURPOSE = "refused_prohibited_purpose"
    PROSPECTIVE = "refused_prospective_surveillance"
    NO_SUCH_IDENTIFIER = "no_such_identifier"
    NO_RESPONSIVE_DATA = "no_responsive_data"
    NO_DATA_RETAINED = "no_data_retained"
    NO_SUBSCRIPTION = "no_subscription"
    E2EE_NO_ACCESS = "e2ee_no_access"
    WITHDRAWN = "withdrawn"
    EMERGENCY_ENDED = "emergency_ended"
    SUPERSEDED = "superseded_by_legal_process"
    OWNER_CONSENTED = "owner_consented"
    NO_REPLY = "expired_no_reply"
    INVALID_ORDER = "refused_invalid_order"
    GROUND_RAISED = "order_ground_raised"


GRANTS: Mapping[Decision, Reason] = MappingProxyType(
    {Decision.APPROVE: Reason.GRANTED_FULL, Decision.NARROW: Reason.GRANTED_PARTIAL}
)
REFUSALS: Mapping[Reason, Element | None] = MappingProxyType(
    {
        Reason.NOT_EMERGENCY: Element.E3,
        Reason.NO_SERIOUS_DANGER: Element.E4,
        Reason.NOT_IMMINENT_POLICY: Element.E4I,
        Reason.NO_PERSON: Element.E5,
        Reason.DELAY_NOT_REQUIRED: Element.E6,
        Reason.NO_NEXUS: Element.E7,
        Reason.OVERBROAD: Element.E8,
        Reason.PROHIBITED_PURPOSE: Element.E9,
        Reason.PROSPECTIVE: Element.E9,
        Reason.WRONG_ENTITY: Element.E1,
        Reason.UNVERIFIED: Element.E2,
        Reason.FRAUD: None,
        Reason.NO_REPLY: None,
    }
)
"""Reasons a refusal may give, each with the element that must not be answered yes."""

COMMON = frozenset({Element.E1, Element.E2})
"""Asked of every request, and answered by the product."""
FORMAL = frozenset(e for e in Element if e.value.startswith("F"))
"""The formal validity of an order. A standard asks the ones that its law has."""
VOLUNTARY = frozenset(Element) - FORMAL
"""The test of a disclosure that nobody can order."""
ORDER_REFUSALS: Mapping[Reason, frozenset[Element] | None] = MappingProxyType(
    {
        Reason.WRONG_ENTITY: frozenset({Element.E1, Element.F1}),
        Reason.INVALID_ORDER: frozenset({Element.F2, Element.F3, Element.F6, Element.F9}),
        Reason.OVERBROAD: frozenset({Element.F4, Element.F5}),
        Reason.NO_RESPONSIVE_DATA: frozenset({Element.F7}),
        Reason.GROUND_RAISED: frozenset({Element.F8}),
        Reason.UNVERIFIED: frozenset({Element.E2}),
        Reason.FRAUD: None,
        Reason.NO_REPLY: None,
    }
)
"""Reasons not to carry out an order, each with the elements of which one is not answered yes."""

OF_ORDERS_ALONE = frozenset({Reason.INVALID_ORDER, Reason.GROUND_RAISED})
"""Reasons that only an order can be refused for."""

BARRED_BY_NO = frozenset(e for e in Element if e not in (Element.E10, Element.E11))
BARRED_BY_UNSURE = frozenset({Element.E1, Element.E2, Element.E9})
SENIOR_ON_UNSURE = BARRED_BY_NO - BARRED_BY_UNSURE
"""Unsure in E3 to E8 does not bar: the test is belief, not certainty; it brings a senior.

Unsure of an order's form does the same: an order that binds us is not refused for a doubt.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementAnswer:
    """One answer, with the fact that stood beside it when it was given."""

    element: Element
    answer: Answer
    fact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassAnswers:
    """All answers for one data class."""

    data_class: DataClass
    answers: tuple[ElementAnswer, ...]

    def to(self, element: Element) -> Answer:
        """The answer to `element`; unanswered is unsure."""
        return next((a.answer for a in self.answers if a.element is element), Answer.UNSURE)

    @property
    def asked(self) -> frozenset[Element]:
        """The elements that belong to these answers, given or not.

        Of an order those of its form that were written down: filing writes down all of them.
        """
        formal = FORMAL & {a.element for a in self.answers}
        return COMMON | formal if formal else VOLUNTARY

    @property
    def barred(self) -> bool:
        """Whether these answers forbid to allow anything of the class."""
        return any(self.to(e) is Answer.NO for e in BARRED_BY_NO) or any(
            self.to(e) is Answer.UNSURE for e in BARRED_BY_UNSURE & self.asked
        )

    @property
    def wants_senior(self) -> bool:
        """Whether an unsure answer, in E3 to E8 or of an order's form, brings a senior."""
        return any(self.to(e) is Answer.UNSURE for e in SENIOR_ON_UNSURE & self.asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryException:
    """An answer that differs for one category from the one given for its class."""

    category: Category
    element: Element
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A determination as the fold keeps it: nothing personal, enough to settle on."""

    by: Ref
    at: datetime
    version: int
    package: str
    decision: Decision
    reason: Reason
    scope: Scope
    classes: tuple[ClassAnswers, ...]
    owner: OwnerRoute
    senior: bool = False

    @property
    def allows(self) -> bool:
        """Whether it lets anything out."""
        return self.decision is not Decision.REFUSE

    @property
    def wants_senior(self) -> bool:
        """Whether a class that it allows has a doubt for a senior, or the owner was unsure."""
        allowed = {w.category.data_class for w in self.scope}
        unsure = any(c.wants_senior for c in self.classes if c.data_class in allowed)
        return self.allows and (unsure or self.owner is OwnerRoute.UNSURE)
