"""Was it truly an emergency? The form for one person's answer, and what others have said."""

from collections.abc import Iterator
from typing import Final

from bot.domain.case import Case
from bot.domain.events.defrauding import OutcomeSaid
from bot.domain.outcome import RecordOutcome, Truth
from bot.workflow.dossier import Dossier
from handlers.blocks.after_words import TRUTHS
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.limits import Payload, clip
from handlers.blocks.parts import input_, modal, option, plain, radio, section, text_input

CALLBACK_ID: Final = "outcome.file"
TITLE: Final = "What it was in the end"
SOURCE: Final = 600
"""Characters of a source."""


def view(dossier: Dossier) -> Payload:
    """The form; once two people have said the same, only what they found."""
    case, owed = dossier.case, dossier.case.outcome
    ids: dict[str, str | int] = {"c": case.number, "v": case.version}
    if owed is None or not owed.open:
        return modal("outcome.seen", TITLE, [section(plain(_found(case)))], ids=ids)
    said = (
        f"{case.number}. Was it truly an emergency? It is recorded once two people say the same;"
        " where two differ, one of the two who agree is a senior. It is published."
    )
    offered = [option(words[:1].upper() + words[1:], truth) for truth, words in TRUTHS.items()]
    blocks = [
        section(plain(said)),
        *(section(plain(line)) for line in _others(dossier)),
        input_("Your answer", radio("truth", offered), f"truth:v{case.version}"),
        input_(
            "How you know",
            text_input("source", most=SOURCE, multiline=True),
            f"source:v{case.version}",
            hint="A report, a court's file, a call to the agency, or what you tried in vain.",
        ),
    ]
    return modal(CALLBACK_ID, TITLE, blocks, ids=ids, submit="Record Answer")


def _found(case: Case) -> str:
    owed = case.outcome
    if owed is None or owed.found is None:
        return f"{case.number} has not ended; it is asked about thirty days after its end."
    return f"{case.number}: two people found that {TRUTHS[owed.found]}."


def _others(dossier: Dossier) -> Iterator[str]:
    owed = dossier.case.outcome
    latest = {h.actor: h.event for h in dossier.history if isinstance(h.event, OutcomeSaid)}
    for said in owed.said if owed is not None else ():
        name = clip(dossier.names.get(said.by, "somebody"), 60)
        event = latest.get(said.by)
        source = f" Source: {clip(event.source, 300)}" if event is not None and event.source else ""
        yield f"{name} says: {TRUTHS[said.truth]}.{source}"


def read(answers: Answers) -> RecordOutcome | FieldErrors:
    """Read the form."""
    truth = answers.word("truth", Truth)
    source = answers.needed("source", "Say how you know, or what you tried in vain.")
    if truth is None:
        answers.fault("truth", "Choose your answer; that nobody can tell is one.")
    if answers.faults or truth is None:
        return answers.errors
    return RecordOutcome(truth=truth, source=source)
