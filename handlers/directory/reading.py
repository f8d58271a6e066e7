"""From the forms of the directory to what is wanted; the rules say whether it may be."""

from dataclasses import replace

from bot.domain.directory.commands import ProposeAgency, RecordOldCall
from bot.domain.directory.writing import key_of
from bot.domain.events import AnsweredBy, OldNumber
from bot.domain.listed import DirectoryNumber, ListedAgency
from bot.domain.request import AgencyKind
from handlers.blocks.agency_forms import ADD, REMOVE
from handlers.blocks.answers import Answers, FieldErrors

Read = ProposeAgency | FieldErrors


def number(answers: Answers, agency: ListedAgency) -> Read:
    """Read what should become of a number."""
    known = agency.settled.numbers
    what, place = _what(answers, len(known))
    if what == REMOVE:
        kept = tuple(n for i, n in enumerate(known) if i != place)
        return _proposed(answers, replace(agency, numbers=kept))
    new = _number(answers)
    numbers = (
        (*known, new)
        if what == ADD
        else tuple(new if i == place else n for i, n in enumerate(known))
    )
    return _proposed(answers, replace(agency, numbers=numbers))


def domain(answers: Answers, agency: ListedAgency) -> Read:
    """Read what should become of a domain."""
    known = agency.settled.domains
    what, place = _what(answers, len(known))
    if what == REMOVE:
        kept = tuple(d for i, d in enumerate(known) if i != place)
        return _proposed(answers, replace(agency, domains=kept))
    new = answers.needed("domain", "Write the domain, as police.example.").lower()
    domains = (
        (*known, new)
        if what == ADD
        else tuple(new if i == place else d for i, d in enumerate(known))
    )
    return _proposed(answers, replace(agency, domains=domains))


def standing(answers: Answers, agency: ListedAgency) -> Read:
    """Read another standing."""
    chosen = answers.one("standing")
    if chosen is None:
        answers.fault("standing", "Choose a standing.")
    return _proposed(answers, replace(agency, standing=chosen or agency.standing))


def facts(answers: Answers, agency: ListedAgency) -> Read:
    """Read name, kind, place and zone."""
    return _proposed(answers, _facts(answers, agency))


def listing(answers: Answers) -> Read:
    """Read a whole new agency."""
    bare = ListedAgency(key="", name="", domains=(), numbers=(), zone="", standing="unverified")
    made = _facts(answers, bare)
    return _proposed(
        answers,
        replace(
            made,
            key=key_of(made.name),
            domains=tuple((answers.text("domains") or "").lower().split()),
            numbers=(replace(_number(answers), key="n1"),),
            standing=answers.one("standing") or "unverified",
        ),
    )


def call(answers: Answers, proposal: int) -> RecordOldCall | FieldErrors:
    """Read what was heard on an old number."""
    answered, said = answers.word("answered", AnsweredBy), answers.word("said", OldNumber)
    key = answers.one("key")
    for name, value in (("answered", answered), ("said", said), ("key", key)):
        if value is None:
            answers.fault(name, "Choose one.")
    if answered is None or said is None or key is None:
        return answers.errors
    return RecordOldCall(number=proposal, key=key, answered=answered, said=said)


def _proposed(answers: Answers, wanted: ListedAgency) -> Read:
    source = answers.needed("source", "Say where you found it.")
    if answers.faults:
        return answers.errors
    return ProposeAgency(wanted=replace(wanted, coming=(), former=()), source=source)


def _what(answers: Answers, known: int) -> tuple[str, int]:
    what, _, place = (answers.one("what") or "").partition(":")
    if what == ADD:
        return ADD, 0
    if not place.isdecimal() or int(place) >= known:
        answers.fault("what", "Choose what should happen.")
        return ADD, 0
    return what, int(place)


def _number(answers: Answers) -> DirectoryNumber:
    checked = answers.day("checked")
    return DirectoryNumber(
        key="new",
        number=answers.needed("number", "Write the number, as +1 555 010 0100."),
        label=answers.needed("label", "Say what answers there, such as front desk."),
        source=_first(answers.text("source")),
        checked=checked.isoformat() if checked is not None else "",
        dispatch="yes" in answers.many("dispatch"),
    )


def _facts(answers: Answers, agency: ListedAgency) -> ListedAgency:
    return replace(
        agency,
        name=answers.needed("name", "Write the agency's full name."),
        kind=answers.word("kind", AgencyKind) or agency.kind,
        country=answers.needed("country", "Write the country, as US.").upper(),
        state=(answers.text("state") or "").upper() or None,
        zone=answers.needed("zone", "Write the time zone, as America/Denver."),
    )


def _first(text: str | None) -> str:
    return (text or "").strip()
