"""How the requester was verified, step by step, and what looked wrong about the request."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain import events as ev
from bot.domain.checking import Looked
from bot.domain.flag import Flag
from bot.domain.flag_words import REASONS
from bot.domain.verification import Reached
from handlers.blocks.card_state import identity_words
from handlers.blocks.flags import WEIGHED
from handlers.blocks.step_words import DOCUMENT_RESULTS, LOOKED, ended_words, result_words
from handlers.blocks.text import utc
from handlers.blocks.words import FINDINGS, SOURCES, STEPS, listed
from handlers.case_page.reading import Entry, Reading

_REACHED = {
    Reached.OFFICER: "the officer answered",
    Reached.SUPERVISOR: "the supervisor answered",
    Reached.DISPATCH: "the dispatch desk answered",
    Reached.NOBODY: "nobody answered",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One step: what was done, how it ended and what it is worth, and how one knows."""

    entry: Entry
    step: str
    result: str
    by: str
    how: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagRow:
    """One red flag: what was noticed, its weight, why it matters, and who explained it."""

    noticed: str
    weight: str
    matters: str
    stands: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The level in words, the steps, and the flags."""

    level: str
    steps: tuple[StepRow, ...]
    flags: tuple[FlagRow, ...]


def verification(reading: Reading) -> Verification:
    """Return what is known of who asked."""
    case = reading.dossier.case
    taken = reading.of(ev.StepRecorded, ev.DocumentExamined)
    worth = ended_words(case.steps) if len(case.steps) == len(taken) else [""] * len(taken)
    return Verification(
        level=identity_words(reading.dossier),
        steps=tuple(
            _step(entry, event, said, reading)
            for (entry, event), said in zip(taken, worth, strict=True)
        ),
        flags=tuple(_flag(flag, reading) for flag in case.flags),
    )


def _step(
    entry: Entry, event: ev.StepRecorded | ev.DocumentExamined, worth: str, reading: Reading
) -> StepRow:
    by = reading.who(entry.actor)
    if isinstance(event, ev.DocumentExamined):
        looked = listed(LOOKED[Looked(one)] for one in sorted(event.looked))
        how = [f"Looked at: {looked}.", event.note or ""]
        result = worth or DOCUMENT_RESULTS[event.result]
        step = f"Document {event.document}"
    else:
        how = list(_how(event))
        result = worth or result_words(event.step, event.result)
        step = STEPS[event.step]
    return StepRow(entry=entry, step=step, result=result, by=by, how=tuple(filter(None, how)))


def _how(event: ev.StepRecorded) -> Iterator[str]:
    if event.source is not None:
        yield f"The number was found {SOURCES[event.source]} ({event.number})."
    if event.reached is not None:
        said = f" ({event.answered})" if event.answered else ""
        yield f"On the line: {_REACHED[event.reached]}{said}."
    if event.code_matched is not None:
        matched = "is the one" if event.code_matched else "is not the one"
        yield f"What was read to us {matched} that only the agency could know."
    if event.duty_confirmed:
        yield "The agency's desk confirmed that the officer is on duty."
    if event.findings:
        yield f"Found: {listed(FINDINGS[one] for one in event.findings)}."


def _flag(flag: Flag, reading: Reading) -> FlagRow:
    reason = REASONS[flag.sign]
    lifted = listed(reading.who(lift.by) for lift in flag.lifts)
    return FlagRow(
        noticed=reason.noticed,
        weight=WEIGHED[flag.weight],
        matters=reason.matters,
        stands=f"Explained, by {lifted}" if flag.lifted else "Stands",
        reasons=tuple(_reasons(flag, reading)),
    )


def _reasons(flag: Flag, reading: Reading) -> Iterator[str]:
    """Yield what people wrote of a flag."""
    for entry, event in reading.of(ev.FlagAdded, ev.FlagLifted):
        if event.sign is flag.sign and event.why:
            did = "raised it" if isinstance(event, ev.FlagAdded) else "held it explained"
            yield f"{reading.who(entry.actor)} {did} on {utc(entry.at)}: {event.why}"
