"""The fact that stands beside each element, on the form and in the record.

Facts are instants, counts and words of enums: they go into the record unsealed, so nothing
personal may ever stand in one. What the officer wrote is shown above the questions, whole.
"""

from typing import Final

from bot.domain.determination import Answer, Element
from bot.domain.request import Category, DataClass
from bot.workflow.dossier import Dossier
from handlers.blocks import words
from handlers.blocks.times import lasting, short, zone_of
from handlers.review.asking import provision
from handlers.review.windows import asked

FACT: Final = 75
"""Characters of a fact: what Slack shows beneath a box to tick."""


def product_answer(dossier: Dossier, element: Element, data_class: DataClass) -> Answer:
    """E1 from the legal standard and E2 from the verification, as the product answers them."""
    if element is Element.E2:
        return Answer.YES if dossier.level >= dossier.level_needed else Answer.NO
    agency = dossier.case.agency
    return dossier.standard.lawful_requester(agency.kind, agency.country, data_class)[0]


def fact(dossier: Dossier, element: Element, data_class: DataClass) -> str:
    """The fact beside `element`, at most FACT characters; empty where there is none to show."""
    found = _FACTS[element](dossier, data_class)
    law = provision(dossier, element)
    return (f"{law[1]}. {found}" if law is not None else found)[:FACT]


def category_fact(dossier: Dossier, category: Category) -> str:
    """What stands beside E7 and E8 for one category: how much is asked for, of how many devices."""
    windows = asked(dossier.case, category)
    if not windows:
        return ""
    longest = max(w.end - w.start for w in windows)
    count = words.counted(len({w.alias for w in windows}), "device")
    return f"{words.CATEGORIES[category]}: {lasting(longest)} asked for, {count}".capitalize()


def _lawful(dossier: Dossier, data_class: DataClass) -> str:
    agency = dossier.case.agency
    return dossier.standard.lawful_requester(agency.kind, agency.country, data_class)[1]


def _identity(dossier: Dossier, _: DataClass) -> str:
    return f"level {dossier.level} of {dossier.level_needed} needed"


def _exists(dossier: Dossier, _: DataClass) -> str:
    case = dossier.case
    said = words.GOING_ON[case.ongoing]
    if case.confirmed_at is None:
        return f"Officer: {said}. Never confirmed since"
    return f"Officer: {said}. Confirmed {short(case.confirmed_at, zone_of(dossier.zone))}"


def _danger(dossier: Dossier, _: DataClass) -> str:
    request = dossier.opened.request
    harm = request.emergency.harm if request and request.emergency else frozenset()
    nature = dossier.case.nature
    said = words.listed(words.HARMS[one] for one in sorted(harm))
    return f"Officer: {said}. {words.NATURES[nature] if nature else 'Kind not given'}"


def _imminent(dossier: Dossier, _: DataClass) -> str:
    if not dossier.policy.imminent:
        return "Not asked: the company has no such rule"
    at = dossier.case.occurred_at
    return f"Happened {short(at, zone_of(dossier.zone))}" if at else "Officer gave no time"


def _person(dossier: Dossier, _: DataClass) -> str:
    request = dossier.opened.request
    given = bool(request and request.emergency and request.emergency.person_at_risk)
    return "A person is named or described above" if given else "Nobody is named or described"


def _delay(dossier: Dossier, _: DataClass) -> str:
    request = dossier.opened.request
    why = request.emergency.why_no_warrant if request and request.emergency else None
    until = dossier.case.deadline
    by = f". Answer asked by {short(until, zone_of(dossier.zone))}" if until else ""
    return f"Warrant, says the officer: {words.NO_WARRANT[why] if why else 'not said'}{by}"


def _relates(dossier: Dossier, data_class: DataClass) -> str:
    sought = [c for s in dossier.case.sought for c in s.categories if c.data_class is data_class]
    return "Asked for: " + words.listed(words.CATEGORIES[c] for c in dict.fromkeys(sought))


def _purpose(dossier: Dossier, _: DataClass) -> str:
    request = dossier.opened.request
    attested = "attested" if request and request.attested else "not attested"
    return f"Lawful purpose {attested} by the officer. {dossier.standard.title}"


def _owner(dossier: Dossier, _: DataClass) -> str:
    request = dossier.opened.request
    consent = request.emergency.owner_consent if request and request.emergency else None
    return f"Owner, says the officer: {words.CONSENT[consent] if consent else 'not said'}"


def _others(dossier: Dossier, data_class: DataClass) -> str:
    if data_class is DataClass.CONTENTS:
        return "Passers-by, visitors and neighbours may be seen or heard"
    holders = words.counted(len(dossier.case.owners), "account holder")
    return f"Records may name others; {holders} known"


def _issuer(dossier: Dossier, _: DataClass) -> str:
    agency = dossier.case.agency
    return f"Asked by: {words.KINDS[agency.kind]}, {agency.country}"


def _papers(dossier: Dossier, _: DataClass) -> str:
    count = dossier.case.attachments
    return f"{words.counted(count, 'document')} came along" if count else "No document came"


def _claimed(dossier: Dossier, _: DataClass) -> str:
    nature = dossier.case.nature
    return f"Claimed: {words.NATURES[nature] if nature else 'not given'}"


def _stored(dossier: Dossier, _: DataClass) -> str:
    known = len(dossier.case.accounts)
    return f"Stored: looked up for {words.counted(known, 'device')}" if known else ""


def _nothing_known(_dossier: Dossier, _: DataClass) -> str:
    return ""


_FACTS: Final = {
    Element.E1: _lawful,
    Element.E2: _identity,
    Element.E3: _exists,
    Element.E4: _danger,
    Element.E4I: _imminent,
    Element.E5: _person,
    Element.E6: _delay,
    Element.E7: _relates,
    Element.E8: _relates,
    Element.E9: _purpose,
    Element.E10: _owner,
    Element.E11: _others,
    Element.F1: _issuer,
    Element.F2: _papers,
    Element.F3: _claimed,
    Element.F4: _relates,
    Element.F5: _relates,
    Element.F6: _nothing_known,
    Element.F7: _stored,
    Element.F8: _nothing_known,
    Element.F9: _nothing_known,
}
