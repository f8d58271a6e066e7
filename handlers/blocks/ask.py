"""Asking the agency for more: ready questions, own words, and to whom they go."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from bot.domain.verification import StepKind, counting
from bot.workflow.dossier import Dossier
from handlers.blocks.limits import Payload
from handlers.blocks.parts import (
    checkboxes,
    input_,
    modal,
    mrkdwn,
    option,
    section,
    select,
    text_input,
)
from handlers.blocks.text import Markup

CALLBACK_ID = "ask.file"
READY: Mapping[str, str] = MappingProxyType(
    {
        "confirmed": "When was the emergency last confirmed, and how?",
        "warrant": "What was done to get a warrant?",
        "narrow": "Can a shorter time or fewer devices serve?",
        "person": "Who is in danger? A name or a description",
        "supervisor": "Name a supervisor whom we can reach",
    }
)
"""The ready questions by the word that the record keeps of each."""
TO_OFFICER, TO_PAGE, TO_CALLER = "officer", "status_page", "telephone"


def view(dossier: Dossier) -> Payload:
    """The form: three inputs."""
    case = dossier.case
    minutes = int(dossier.limits.answer.total_seconds() // 60)
    text = (
        f"*{case.number}*. The review clocks rest for {minutes} minutes, or until the answer is "
        "in. Say nothing of accounts or of what we hold."
    )
    return modal(
        CALLBACK_ID,
        "Ask the agency",
        [section(mrkdwn(Markup(text))), *_inputs(dossier)],
        ids={"c": case.number, "v": case.version},
        submit="Ask Agency",
    )


def _inputs(dossier: Dossier) -> Iterator[Payload]:
    version = dossier.case.version
    questions = [option(text, word) for word, text in READY.items()]
    yield input_(
        "Questions the request leaves open",
        checkboxes("ready", questions),
        f"ready:v{version}",
        optional=True,
    )
    yield input_(
        "A question in your words",
        text_input("own", most=600, multiline=True),
        f"own:v{version}",
        optional=True,
        hint="The officer reads this word for word, and so may a court.",
    )
    yield input_("How it reaches them", select("to", list(_ways(dossier))), f"to:v{version}")


def _ways(dossier: Dossier) -> Iterator[Payload]:
    """Offer the officer's mailbox only once a call-back passed: a mailbox proves nothing."""
    request = dossier.opened.request
    called = any(s.kind is StepKind.CALLBACK for s in counting(dossier.case.steps))
    if called and request is not None and request.officer.email:
        yield option(f"By mail to {request.officer.email}", TO_OFFICER)
    yield option("On the officer's status page only", TO_PAGE)
    yield option("By telephone: somebody here calls them", TO_CALLER)
