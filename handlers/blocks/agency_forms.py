"""The forms by which a person of the desk proposes something of the directory."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.domain.directory.state import Proposal
from bot.domain.listed import STANDINGS, ListedAgency
from bot.domain.request import AgencyKind
from handlers.blocks import agency_words as words
from handlers.blocks.agency import CALL, COMPROMISED, DOMAIN, FACTS, NEW, NUMBER, STANDING, VOUCH
from handlers.blocks.choices import choices
from handlers.blocks.limits import OPTION, Payload, clip
from handlers.blocks.parts import (
    checkboxes,
    date_picker,
    input_,
    modal,
    option,
    plain,
    radio,
    section,
    select,
    text_input,
)
from handlers.blocks.words import KINDS, Words

ADD: Final = "add"
REPLACE: Final = "replace"
REMOVE: Final = "remove"
LONG: Final = 200
MOST: Final = 40
"""Numbers or domains that a form offers to change; Slack lets us list a hundred choices."""
_TWO: Final = "It counts only when another person confirms it on the card in the review channel. "
_OLD: Final = "It also needs a call to a number that is in force, and what is new waits seven days."


def number_form(agency: ListedAgency, today: date) -> Payload:
    """Add, replace or take away a number."""
    known = agency.settled.numbers
    blocks = [
        section(plain(f"{agency.name}. {_TWO}{_OLD}")),
        input_("What", select("what", _whats([n.number for n in known])), "what"),
        *_number_inputs(today, optional=True),
        _source("Where you found it"),
    ]
    return _form(NUMBER, "Propose a number", blocks, agency)


def domain_form(agency: ListedAgency) -> Payload:
    """Add, replace or take away a mail domain."""
    field = text_input("domain", most=253, hint="police.example")
    blocks = [
        section(plain(f"{agency.name}. {_TWO}{_OLD}")),
        input_("What", select("what", _whats(agency.settled.domains)), "what"),
        input_("New domain", field, "domain", optional=True),
        _source("Where you found it"),
    ]
    return _form(DOMAIN, "Propose a domain", blocks, agency)


def standing_form(agency: ListedAgency) -> Payload:
    """Another standing; a lower one counts as soon as two people agree."""
    others = {s: words.STANDINGS[s] for s in reversed(STANDINGS) if s != agency.standing}
    blocks = [
        section(plain(f"{agency.name} is {agency.standing}. {_TWO}")),
        input_("Standing", radio("standing", choices(others)), "standing"),
        _source("Why, and where you know it from"),
    ]
    return _form(STANDING, "Propose a standing", blocks, agency)


def facts_form(agency: ListedAgency) -> Payload:
    """Name, kind, place and time zone."""
    blocks = [
        section(plain(_TWO)),
        *_facts(agency),
        _source("Where you found it"),
    ]
    return _form(FACTS, "Propose facts", blocks, agency)


def new_form(today: date) -> Payload:
    """A whole new agency; its first numbers wait for nothing but the second person."""
    standings: Words = {s: words.STANDINGS[s] for s in ("unverified", "verified", "watch")}
    blocks = [
        section(plain(_TWO)),
        *_facts(None),
        input_(
            "Mail domains, separated by spaces",
            text_input("domains", most=1_000, hint="police.example"),
            "domains",
            optional=True,
        ),
        *_number_inputs(today, optional=False),
        input_("Standing", radio("standing", choices(standings), initial="unverified"), "standing"),
        _source("Where you found the agency itself"),
    ]
    return modal(NEW, "Propose an agency", blocks, ids={}, submit="Propose")


def compromised_form(agency: ListedAgency) -> Payload:
    """One person's word that stops everything of an agency at once."""
    said = (
        f"{agency.name}. Every open case of it stops at once, on your word alone; nothing is"
        " released to it. Another person must confirm within a day, or a senior is told. Only two"
        " people can raise its standing again."
    )
    blocks = [section(plain(said)), _source("Why, and where you know it from")]
    return _form(COMPROMISED, "Mark compromised", blocks, agency, submit="Stop Everything")


def call_form(proposal: Proposal, agency: ListedAgency) -> Payload:
    """What was heard on a number in force about a proposal."""
    numbers = [option(clip(f"{n.number} {n.label}", OPTION), n.key) for n in agency.numbers]
    blocks = [
        section(plain("\n".join(words.change_lines(agency, proposal.wanted[0])))),
        input_("Number that you called", select("key", numbers), "key"),
        input_("Who answered", select("answered", choices(words.ANSWERED)), "answered"),
        input_("What they said", radio("said", choices(words.HEARD)), "said"),
    ]
    return modal(CALL, "Old-number call", blocks, ids={"p": proposal.number}, submit="Record Call")


def vouch_form(proposal: Proposal, agency: ListedAgency) -> Payload:
    """A senior's word where no old number answers any more."""
    field = text_input("why", most=600, least=1, multiline=True)
    blocks = [
        section(plain("\n".join(words.change_lines(agency, proposal.wanted[0])))),
        section(plain("You are the third person: who proposed it and who confirms it are others.")),
        input_("Why no old number answers, without names of people", field, "why"),
    ]
    return modal(VOUCH, "Vouch", blocks, ids={"p": proposal.number}, submit="Vouch")


def _form(
    callback: str,
    title: str,
    blocks: Sequence[Payload],
    agency: ListedAgency,
    submit: str = "Propose",
) -> Payload:
    ids: dict[str, str | int] = {"a": agency.key, "n": agency.changes}
    return modal(callback, title, blocks, ids=ids, submit=submit)


def _whats(known: Sequence[str]) -> list[Payload]:
    found = [option("Add", ADD)]
    for place, text in enumerate(known[:MOST]):
        found.append(option(clip(f"Replace {text}", OPTION), f"{REPLACE}:{place}"))
        found.append(option(clip(f"Take away {text}", OPTION), f"{REMOVE}:{place}"))
    return found


def _number_inputs(today: date, *, optional: bool) -> list[Payload]:
    box = option("It is the dispatch desk, day and night", "yes")
    return [
        input_(
            "Number",
            text_input("number", most=32, hint="+1 555 010 0100"),
            "number",
            optional=optional,
        ),
        input_(
            "What answers there",
            text_input("label", most=LONG, hint="front desk"),
            "label",
            optional=optional,
        ),
        input_("Dispatch", checkboxes("dispatch", [box]), "dispatch", optional=True),
        input_("Checked on", date_picker("checked", initial=today.isoformat()), "checked"),
    ]


def _facts(agency: ListedAgency | None) -> list[Payload]:
    kind = agency.kind if agency is not None else AgencyKind.LOCAL
    kinds = choices({k: KINDS[k] for k in AgencyKind})
    return [
        _line("Name", "name", agency.name if agency else None, most=LONG),
        input_("Kind", select("kind", kinds, initial=kind.value), "kind"),
        _line("Country, two letters", "country", agency.country if agency else "US", most=2),
        _line("State", "state", agency.state if agency else None, most=3, optional=True),
        _line(
            "Time zone",
            "zone",
            agency.zone if agency else None,
            most=60,
            hint="America/Los_Angeles",
        ),
    ]


def _line(
    label: str,
    name: str,
    initial: str | None,
    *,
    most: int,
    optional: bool = False,
    hint: str | None = None,
) -> Payload:
    field = text_input(name, most=most, initial=initial, hint=hint)
    return input_(label, field, name, optional=optional)


def _source(label: str) -> Payload:
    field = text_input("source", most=LONG, least=1)
    return input_(label, field, "source", hint="A page, a list, a letter; no names of people.")
