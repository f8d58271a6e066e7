"""The four questions that the public asks, answered in a few figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.report import figures as fg
from bot.domain.report.keys import MEDIAN, PERCENTILE
from handlers.report.shown import Row, Table, lasting

WHO: Final = "Who decided, and how?"
TRUE: Final = "Was it truly an emergency?"
TOLD: Final = "Was the owner told?"
REFUSED: Final = "How many were refused?"
NO_REQUEST: Final = "no requests"
UNKNOWN: Final = "not known of any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One question, the figure that answers it in both periods, and what must be known beside it.

    `always` is what holds whatever the figures are; whoever knows the product need not read it.
    """

    question: str
    large: str
    before: str
    always: str = ""
    lines: Sequence[str]


def answers(counted: fg.Counted) -> list[Answer]:
    """Return the four, in the order in which they are asked."""
    return [_who(counted), _true(counted), _told(counted), _refused(counted)]


def summary(counted: fg.Counted) -> list[Table]:
    """Return the few figures that a picture shows: what became of requests, and who was told."""
    became = counted["decisions"]["became"]
    received = counted["requests"]["received"][""]
    told, owing = counted["notices"]["people_told"][""], counted["notices"]["owing_at_end"]
    return [
        Table(
            title="What became of the requests",
            what="Result",
            rows=[
                _row("Received", received.value, received.previous),
                _sum("Granted in full", became, "granted_full"),
                _sum("Granted in part", became, "granted_partial"),
                _sum("Refused", became, "refused"),
                _sum("Found to be forged", became, "fraud"),
                _sum(
                    "Ended in another way",
                    became,
                    *("withdrawn", "emergency_ended", "owner_consented", "lapsed"),
                ),
                _sum("Still open", became, "open"),
            ],
        ),
        Table(
            title="Was the owner told?",
            what="People",
            rows=[
                _row("People told", told.value, told.previous),
                _sum("Not told yet: withheld on a ground", owing, "withheld"),
                _sum("Not told yet: not due", owing, "not_yet_due"),
                _sum("Not told yet: overdue", owing, "overdue"),
            ],
        ),
    ]


def _who(counted: fg.Counted) -> Answer:
    decided = counted["times"]["decided"][""]
    approved = _now(counted, "decisions", "approvals")
    apart = _now(counted, "decisions", "disagreements")
    lapsed = _now(counted, "decisions", "became", "lapsed")
    half = counted["times"]["to_decision"][MEDIAN].value
    most = counted["times"]["to_decision"][PERCENTILE].value
    lines = [
        f"Allowed by two people: {_times(approved)}.",
        f"They disagreed {_times(apart)}; then a senior reviewer was called."
        if apart
        else "They never disagreed.",
    ]
    if half is not None and most is not None:
        lines.append(
            f"Half of the decisions came within {lasting(half)}, 95 in 100 within {lasting(most)}."
        )
    lines.append(f"Time alone never grants anything: {_requests(lapsed)} lapsed undecided.")
    return Answer(
        question=WHO,
        large=f"{_requests(decided.value or 0)} decided",
        before=f"{_requests(decided.previous or 0)} decided",
        always="Nothing is given unless two people allow it, each alone and before seeing what the "
        "other found.",
        lines=lines,
    )


def _true(counted: fg.Counted) -> Answer:
    found = counted["outcomes"]["found"]
    now = {row.key: row.value or 0 for row in found.rows}
    before = {row.key: row.previous or 0 for row in found.rows}
    late = _now(counted, "outcomes", "unanswered")
    return Answer(
        question=TRUE,
        large=_of(now["confirmed"], sum(now.values()), "confirmed", UNKNOWN).capitalize(),
        before=_of(before["confirmed"], sum(before.values()), "confirmed", UNKNOWN),
        always="Thirty days after a request has ended, two people find out what it truly was.",
        lines=[
            f"Honestly mistaken: {now['mistaken']:,}. Misrepresented: {now['misrepresented']:,}.",
            f"Could not be found out: {now['unknown']:,}. Answer overdue: {late:,}.",
        ],
    )


def _told(counted: fg.Counted) -> Answer:
    told = counted["notices"]["people_told"][""]
    lost = _now(counted, "notices", "ended", "unreachable")
    withheld, waiting, overdue = (
        _now(counted, "notices", "owing_at_end", key)
        for key in ("withheld", "not_yet_due", "overdue")
    )
    return Answer(
        question=TOLD,
        large=f"{_people(told.value or 0)} told",
        before=f"{_people(told.previous or 0)} told",
        lines=[
            f"Still to be told at the end: {withheld + waiting + overdue:,}.",
            f"Withheld on a ground: {withheld:,}. Not yet due: {waiting:,}. Overdue: {overdue:,}.",
            f"Could not be reached by any channel: {lost:,}.",
        ],
    )


def _refused(counted: fg.Counted) -> Answer:
    received = counted["requests"]["received"][""]
    became = counted["decisions"]["became"]
    now = {row.key: row.value or 0 for row in became.rows}
    named = ("refused", "granted_full", "granted_partial", "fraud", "open")
    rest = sum(now.values()) - sum(now[key] for key in named)
    return Answer(
        question=REFUSED,
        large=_of(now["refused"], received.value or 0, "refused", NO_REQUEST).capitalize(),
        before=_of(became["refused"].previous or 0, received.previous or 0, "refused", NO_REQUEST),
        lines=[
            f"Granted in full: {now['granted_full']:,}, in part: {now['granted_partial']:,}.",
            f"Found to be forged: {now['fraud']:,}. Ended in another way: {rest:,}.",
            f"Still open: {now['open']:,}.",
        ],
    )


def _now(counted: fg.Counted, chapter: str, figure: str, key: str = "") -> int:
    return counted[chapter][figure][key].value or 0


def _row(label: str, now: int | None, before: int | None) -> Row:
    now, before = now or 0, before or 0
    return Row(label=label, now=now, before=before, now_text=f"{now:,}", before_text=f"{before:,}")


def _sum(label: str, figure: fg.Figure, *keys: str) -> Row:
    rows = [figure[key] for key in keys]
    return _row(label, sum(r.value or 0 for r in rows), sum(r.previous or 0 for r in rows))


def _of(some: int, everything: int, what: str, nothing: str) -> str:
    return f"{some:,} of {everything:,} {what}" if everything else nothing


def _times(number: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(number) or f"{number:,} times"


def _requests(number: int) -> str:
    return f"{number:,} request" if number == 1 else f"{number:,} requests"


def _people(number: int) -> str:
    return f"{number:,} person" if number == 1 else f"{number:,} people"
