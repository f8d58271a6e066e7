"""From the short forms to commands."""

from datetime import datetime, timedelta

from bot.domain.commands import (
    AskAgency,
    EndEmergency,
    ReconfirmFacts,
    Recuse,
    StopCase,
    WithdrawRequest,
)
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.ask import READY, TO_CALLER, TO_OFFICER, TO_PAGE
from handlers.blocks.recuse import GROUNDS

AHEAD = timedelta(minutes=1)
"""How far a picked minute may lie ahead of our clock."""


def asked(answers: Answers) -> AskAgency | FieldErrors:
    """Read the questions; at least one, ready or own."""
    ticked, own, to = answers.many("ready"), answers.text("own"), answers.one("to")
    if not ticked and own is None:
        answers.fault("own", "Tick a question above, or write one here.")
    if to not in (TO_OFFICER, TO_PAGE, TO_CALLER):
        answers.fault("to", "Choose how the question reaches them.")
    if answers.faults:
        return answers.errors
    return AskAgency(questions=tuple(q for q in READY if q in ticked), own=own, to=to or TO_PAGE)


def recused(answers: Answers) -> Recuse | FieldErrors:
    """Read why somebody steps out; another reason than the listed ones needs a note."""
    ground, note = answers.one("kind"), answers.text("note")
    if ground not in GROUNDS:
        answers.fault("kind", "Choose the reason that comes closest.")
    elif ground == "other" and note is None:
        answers.fault("note", "Say in a few words what the reason is.")
    if answers.faults or ground is None:
        return answers.errors
    return Recuse(ground=ground, note=note)


def stopped(answers: Answers) -> StopCase | FieldErrors:
    """Read why a case must stop."""
    why = answers.needed("why", "Say in a sentence why it must stop.")
    return answers.errors if answers.faults else StopCase(why=why)


def ended(answers: Answers, now: datetime) -> EndEmergency | FieldErrors:
    """Read when and how the emergency ended; `now` (UTC) is the latest that it can have."""
    when = answers.moment("ended")
    how = answers.needed("how", "Say who told you, and how you reached them.")
    if when is None:
        answers.fault("ended", "Pick the day and the time.")
    elif when > now + AHEAD:
        answers.fault("ended", "That is still to come. Pick when it did end.")
    if answers.faults or when is None:
        return answers.errors
    return EndEmergency(ended_at=min(when, now), how=how)


def reconfirmed(answers: Answers) -> ReconfirmFacts | FieldErrors:
    """Read who confirmed that the emergency goes on."""
    how = answers.needed("how", "Say who confirmed it, and how you reached them.")
    return answers.errors if answers.faults else ReconfirmFacts(how=how)


def withdrawn(answers: Answers) -> WithdrawRequest | FieldErrors:
    """Read who withdrew the request, and by which call that was confirmed."""
    how = answers.needed("how", "Say who withdrew it, and how you confirmed it by telephone.")
    return answers.errors if answers.faults else WithdrawRequest(how=how)
