"""The legal test: what the law asks, what each person answered, and what came of it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from bot.domain import events as ev
from bot.domain.determination import Answer, ClassAnswers, Decision, Element, OwnerRoute
from bot.domain.request import DataClass
from bot.domain.roster import Ref
from bot.domain.scope import Scope
from bot.domain.standard import LegalElement
from handlers.blocks.governing import title
from handlers.blocks.times import lasting, span
from handlers.blocks.words import CATEGORIES, CLASSES, ELEMENTS, OWNER, REASONS, SHORT, listed
from handlers.case_page.reading import Entry, Reading
from handlers.case_page.steps import Step, steps

ANSWERS: Final[Mapping[Answer, str]] = {
    Answer.YES: "Yes",
    Answer.NO: "No",
    Answer.UNSURE: "Unsure",
}
DECISIONS: Final[Mapping[Decision, str]] = {
    Decision.APPROVE: "Allow all that is asked for",
    Decision.NARROW: "Allow part of it",
    Decision.REFUSE: "Refuse",
}
_BETWEEN: Final = (
    ev.CaseEscalated,
    ev.CaseApproved,
    ev.CaseRefused,
    ev.CaseStopped,
    ev.CaseStoppedForAgency,
    ev.ApprovalWithdrawn,
    ev.DeterminationVoided,
    ev.ReviewerRecused,
    ev.RefusalAnswered,
    ev.AgencyAsked,
    ev.HoldEnded,
    ev.LifeSafetySupported,
)
"""Entries that say what came of determinations, and who stepped out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One person's answer to one element, with the fact that stood beside it."""

    answer: str
    fact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementRow:
    """One element: its short name, what is asked, where that is said, and all answers to it."""

    short: str
    asked: str
    provision: str
    answers: tuple[Given, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassTable:
    """The test for one class of data; `provision` is what would allow its disclosure."""

    name: str
    provision: str
    rows: tuple[ElementRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Determination:
    """One person's determination, whole; `came` is what came of it."""

    who: str
    entry: Entry
    senior: bool
    decision: str
    reason: str
    took: str
    owner: str
    scope: tuple[str, ...]
    basis: str
    exceptions: tuple[str, ...]
    rationale: str | None
    came: str

    @property
    def title(self) -> str:
        """Whose it is, for headings and columns."""
        return f"{self.who} (senior)" if self.senior else self.who


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """The determinations on one version, and what came of them."""

    version: int
    determinations: tuple[Determination, ...]
    tables: tuple[ClassTable, ...]
    followed: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """Every round; `law` is the standard's name and `formal` whether it checks an order's form."""

    law: str
    version: str
    formal: bool
    rounds: tuple[Round, ...]
    unverified: tuple[str, ...]


def decisions(reading: Reading) -> Decisions:
    """Return who answered what, version by version."""
    found = reading.dossier
    numbers = [event.version for _, event in reading.of(ev.DeterminationFiled)]
    rounds = (_round(number, reading) for number in sorted(set(numbers)))
    return Decisions(
        law=title(found, found.case.standard),
        version=found.case.standard_version,
        formal=found.test.formal,
        rounds=tuple(rounds),
        unverified=found.standard.unverified,
    )


def _round(number: int, reading: Reading) -> Round:
    filed = [(e, f) for e, f in reading.of(ev.DeterminationFiled) if f.version == number]
    pairs = [f.pair for _, f in reading.of(ev.CaseApproved)]
    pair: Collection[Ref] = pairs[-1] if pairs and number == reading.dossier.case.version else ()
    return Round(
        version=number,
        determinations=tuple(_determination(e, f, pair, reading) for e, f in filed),
        tables=tuple(_tables([f for _, f in filed], reading)),
        followed=steps(_between(number, reading), reading),
    )


def _determination(
    entry: Entry, filed: ev.DeterminationFiled, pair: Collection[Ref], reading: Reading
) -> Determination:
    return Determination(
        who=reading.who(entry.actor),
        entry=entry,
        senior=filed.senior,
        decision=DECISIONS[filed.decision],
        reason=f"{REASONS[filed.reason]} ({filed.reason})",
        took=_took(entry.at - filed.opened_at),
        owner=OWNER[filed.owner],
        scope=tuple(windows(filed.scope, reading)),
        basis=listed(filed.basis),
        exceptions=tuple(
            f"{CATEGORIES[x.category]}, {SHORT[x.element]}: {ANSWERS[x.answer].lower()}"
            for x in filed.exceptions
        ),
        rationale=filed.rationale,
        came=_came(entry, filed, pair, reading),
    )


def _came(
    entry: Entry, filed: ev.DeterminationFiled, pair: Collection[Ref], reading: Reading
) -> str:
    if entry.actor in pair:
        return "One of the two determinations that were approved together"
    newest = reading.dossier.case.version
    if filed.version < newest:
        return f"It counts no more: the review began anew with version {newest}"
    if any(event.person == entry.actor for _, event in reading.of(ev.DeterminationVoided)):
        return "It counts no more: its reviewer may not decide any more"
    return "Not one of two that were approved together"


def _took(length: timedelta) -> str:
    return lasting(length) if length >= timedelta(seconds=1) else "less than a second"


def windows(scope: Scope, reading: Reading) -> Iterator[str]:
    """Yield each window of a scope in words, in the request's zone and in UTC."""
    for window in scope:
        when = span(window.start, window.end, reading.zone)
        yield f"{window.alias}, {CATEGORIES[window.category]}: {when}"


def _tables(filed: Sequence[ev.DeterminationFiled], reading: Reading) -> Iterator[ClassTable]:
    standard = reading.dossier.standard
    laws = {Element(one.key): one for one in standard.elements}
    for data_class in DataClass:
        given = [_of_class(f, data_class) for f in filed]
        if any(given):
            routes = [f.owner for f in filed]
            rows = (_row(e, laws.get(e), given, routes) for e in reading.dossier.test.elements)
            yield ClassTable(
                name=CLASSES[data_class],
                provision=standard.provision(data_class),
                rows=tuple(rows),
            )


def _of_class(filed: ev.DeterminationFiled, data_class: DataClass) -> ClassAnswers | None:
    return next((c for c in filed.classes if c.data_class is data_class), None)


def _row(
    element: Element,
    law: LegalElement | None,
    given: Sequence[ClassAnswers | None],
    routes: Sequence[OwnerRoute],
) -> ElementRow:
    """Return an element's row; E10 is answered by a way to the owner and not by yes or no."""
    answers = tuple(_given(element, one) for one in given)
    if element is Element.E10:
        answers = tuple(
            replace(one, answer=OWNER[route]) for one, route in zip(answers, routes, strict=True)
        )
    return ElementRow(
        short=SHORT[element],
        asked=law.question if law is not None else ELEMENTS[element],
        provision=law.provision if law is not None else "",
        answers=answers,
    )


def _given(element: Element, classes: ClassAnswers | None) -> Given:
    found = next((a for a in classes.answers if a.element is element), None) if classes else None
    if found is None:
        return Given(answer="Not answered, which counts as unsure")
    return Given(answer=ANSWERS[found.answer], fact=found.fact)


def _between(number: int, reading: Reading) -> Iterator[Entry]:
    """Yield what came of the determinations on a version, before the next one began."""
    version = 1
    for entry in reading.entries:
        event = entry.event
        if isinstance(event, _BETWEEN) and version == number:
            yield entry
        if isinstance(event, ev.RequestAmended | ev.ApprovalWithdrawn):
            version = max(version, event.version)
