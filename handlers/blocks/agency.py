"""`/edr agency`: a search in the directory, and the file of one agency, for one reader alone."""

from collections.abc import Iterator, Mapping, Sequence

from bot.domain.directory.merging import difference
from bot.domain.directory.score import score
from bot.domain.directory.state import Proposal
from bot.domain.listed import ListedAgency
from bot.domain.roster import Ref
from bot.workflow.agency_dossier import AgencyFile
from handlers.blocks import agency_words as words
from handlers.blocks.limits import Payload, clip
from handlers.blocks.parts import (
    actions,
    button,
    context,
    header,
    message,
    plain,
    section,
)
from handlers.blocks.text import utc
from handlers.blocks.words import counted

KIND = "exigent_agency"
MOST = 10
"""Agencies that a search shows."""
CASES = 15
HISTORY = 8
WAITING = 3
"""Open proposals with buttons of their own; the others are named."""
_TEXT = 1_800

NEW, OPEN = "agency.new", "agency.show"
NUMBER, DOMAIN = "agency.number", "agency.domain"
STANDING, FACTS = "agency.standing", "agency.facts"
COMPROMISED = "agency.compromised"
CALL, VOUCH = "agency.call", "agency.vouch"


def found(
    agencies: Sequence[ListedAgency], waiting: Sequence[Proposal], typed: str, *, more: bool
) -> Payload:
    """What a search found, each with a button, and how many proposals wait."""
    heading = f"{counted(len(agencies), 'agency')} found." if typed else "The agency directory."
    blocks: list[Payload] = [section(plain(heading))]
    for agency in agencies:
        shown = section(plain(f"{agency.name}\n{words.STANDINGS[agency.standing]}"))
        shown["accessory"] = button(
            "Show Agency", OPEN, agency.key, label=clip(f"Show {agency.name}", 75)
        )
        blocks.append(shown)
    if more:
        blocks.append(context(plain("There are more. Type a part of the name: /edr agency WORDS")))
    if waiting:
        said = f"{counted(len(waiting), 'proposal')} for a second person in the review channel."
        blocks.append(context(plain(said)))
    press = button("Propose New Agency", NEW, "new", label="Propose a new agency")
    blocks.append(actions(press, block_id="agency:new"))
    return message(heading, blocks, kind=KIND, ids={"agencies": len(agencies)})


def one(file: AgencyFile, names: Mapping[Ref, str]) -> Payload:
    """One agency: what it is, what waits, its history and its cases by number and state only."""
    agency = file.agency
    blocks = [
        header(agency.name),
        section(plain("\n".join(_facts(file)), _TEXT)),
        section(plain("\n".join(_reached(agency)), _TEXT)),
        section(plain("\n".join(_history(file, names)), _TEXT)),
        section(plain("\n".join(_cases(file)), _TEXT)),
        *_waiting(file),
        *_presses(agency),
    ]
    return message(
        f"{agency.name}: {words.STANDINGS[agency.standing]}", blocks, kind=KIND, ids={"agencies": 1}
    )


def _facts(file: AgencyFile) -> Iterator[str]:
    agency, past = file.agency, file.conduct
    yield f"Standing: {words.STANDINGS[agency.standing]}"
    yield words.place_words(agency)
    if agency.former:
        yield "Before: " + ", ".join(agency.former)
    yield f"First seen: {utc(file.first_seen) if file.first_seen else 'not yet'}"
    yield (
        f"Score: {score(agency.standing, past)} of 100 ({counted(past.cases, 'case')}, "
        f"{past.unverified} refused as unverified, {past.fraud} fraud, process "
        f"{past.process_received} received and {past.process_missed} missed)."
        " It is there to be read and decides nothing."
    )


def _reached(agency: ListedAgency) -> Iterator[str]:
    yield from (words.number_words(n) for n in agency.numbers)
    yield from (f"Mail from {d}" for d in agency.domains)
    for coming in agency.coming:
        yield from words.coming_words(coming)
    if not agency.numbers:
        yield "No number is in force: a call-back needs one that two of you find elsewhere."


def _history(file: AgencyFile, names: Mapping[Ref, str]) -> Iterator[str]:
    yield "History"
    if file.agency.listed_at is not None:
        yield f"{utc(file.agency.listed_at)}: listed"
    for proposal in file.proposals[-HISTORY:]:
        by = names.get(proposal.by, "the operator")[:60]
        yield f"{utc(proposal.at)}: proposal {proposal.number} by {by}, {proposal.state.value}"
        if proposal.settled_by is not None and proposal.settled_at is not None:
            who = names.get(proposal.settled_by, "a colleague")[:60]
            yield f"{utc(proposal.settled_at)}: {proposal.state.value} by {who}"


def _cases(file: AgencyFile) -> Iterator[str]:
    if not file.cases:
        yield "No case yet."
        return
    distrusted = " to examine again" if file.agency.distrusted else ""
    yield f"{counted(len(file.cases), 'case')}{distrusted}"
    for number, state in file.cases[:CASES]:
        yield f"{number}: {state.value.replace('_', ' ')}"
    if len(file.cases) > CASES:
        yield f"and {len(file.cases) - CASES} more"


def _waiting(file: AgencyFile) -> Iterator[Payload]:
    waits = [p for p in file.proposals if p.open]
    for proposal in waits[:WAITING]:
        said = words.title(proposal, file.agency)
        yield section(plain(f"{said} waits for a second person in the review channel."))
        if proposal.agency is None or not difference(file.agency, proposal.wanted[0]).reachable:
            continue
        yield actions(
            button(
                "Record Old-Number Call",
                CALL,
                str(proposal.number),
                label=f"Record a call to an old number about proposal {proposal.number}",
            ),
            button(
                "Vouch as Senior",
                VOUCH,
                str(proposal.number),
                label=f"Vouch for proposal {proposal.number}: no old number answers",
            ),
            block_id=f"agency:waits:{proposal.number}",
        )


def _presses(agency: ListedAgency) -> Iterator[Payload]:
    def press(text: str, action: str, about: str) -> Payload:
        return button(text, action, agency.key, label=clip(f"{about} {agency.name}", 75))

    row = [
        press("Propose Number", NUMBER, "Propose a number of"),
        press("Propose Domain", DOMAIN, "Propose a mail domain of"),
        press("Propose Standing", STANDING, "Propose another standing of"),
        press("Propose Facts", FACTS, "Propose a name, place or time zone of"),
    ]
    if not agency.distrusted:
        mark = press("Mark Compromised", COMPROMISED, "Mark as compromised:")
        row.append(mark | {"style": "danger"})
    yield actions(*row, block_id=f"agency:do:{agency.key}"[:255])
