"""A second person confirms or refuses what a first one asked for: the card, and its form.

The card stands in a channel, so its title and lines are our own words: never a requester's, never
a name of the request. What only an eligible person may read is shown in the form.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.limits import Payload
from handlers.blocks.parts import (
    actions,
    button,
    checkboxes,
    context,
    header,
    input_,
    message,
    modal,
    mrkdwn,
    option,
    plain,
    section,
    stamp,
    text_input,
)
from handlers.blocks.text import Markup, bare, escaped

CONFIRM: Final = "second.confirm"
REFUSE: Final = "second.refuse"
CALLBACK_ID: Final = "second.file"
KIND: Final = "exigent_second_person"
_ROOM: Final = 2_500
WHY: Final = 600
"""Characters of a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondPersonAsk:
    """What waits for a second person, or what became of it.

    `asked_by` is a name of the roster; empty where it may not be shown. `subject` is what the
    buttons carry: a kind, a colon and ids, such as `skip:EDR-2026-000001:1`. `settled` says how it
    ended, never by whom; None while it waits. `alone`: nobody of
    the roster asked, and one person is enough.
    """

    title: str
    lines: tuple[str, ...]
    asked_by: str
    asked_at: datetime
    subject: str
    settled: str | None = None
    alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondPersonAnswer:
    """What the second person filed. `why` is empty where they confirmed without a word."""

    subject: str
    confirmed: bool
    why: str


def second_person(ask: SecondPersonAsk) -> list[Payload]:
    """Return the card's blocks; a settled one has lost its buttons and says how it ended."""
    blocks = [header(ask.title), section(mrkdwn(Markup("\n".join(map(escaped, ask.lines)))))]
    by = f" by {bare(ask.asked_by, 80)}" if ask.asked_by else ""
    asked = f"Asked{by}, {stamp(ask.asked_at)}."
    if ask.settled is not None:
        said = section(mrkdwn(Markup(f"*{escaped(ask.settled)}*")))
        return [*blocks, said, context(mrkdwn(Markup(asked)))]
    whose = "One person" if ask.alone else "1 of 2 people; somebody else"
    counted = f"{asked} {whose} confirms or refuses it."
    return [*blocks, context(mrkdwn(Markup(counted))), _buttons(ask)]


def second_person_card(ask: SecondPersonAsk) -> Payload:
    """Return the whole message: what is read out says what is wanted, or how it ended."""
    who = "Somebody" if ask.alone else "A second person"
    wanted = ask.settled or f"{who} must confirm or refuse this."
    return message(f"{ask.title}. {wanted}", second_person(ask), kind=KIND, ids={})


def second_person_view(ask: SecondPersonAsk, told: Sequence[str], *, confirming: bool) -> Payload:
    """Return the form in which somebody confirms or refuses; `told` is for their eyes only.

    Text of `told` is shown as it was written, without markup.
    """
    field = text_input("why", most=WHY, multiline=True)
    if confirming:
        inputs = [
            input_("You", checkboxes("attest", _ATTESTED), "attest:second"),
            input_("Why", field, "why:second", optional=True),
        ]
    else:
        inputs = [input_("Why you refuse", field, "why:second")]
    return modal(
        CALLBACK_ID,
        "Confirm" if confirming else "Refuse",
        [section(plain(ask.title)), *_texts([*ask.lines, *told]), *inputs],
        ids={"s": ask.subject, "a": "confirm" if confirming else "refuse"},
        submit="Confirm" if confirming else "Refuse",
    )


def _texts(lines: Sequence[str]) -> Iterator[Payload]:
    """Yield as many texts as it takes: none of it is cut."""
    held = ""
    for line in lines:
        if held and len(held) + len(line) >= _ROOM:
            yield section(plain(held))
            held = ""
        held = f"{held}\n{line}" if held else line
    yield section(plain(held))


def read(answers: Answers) -> SecondPersonAnswer | FieldErrors:
    """Read the form: who confirms attests it, who refuses says why."""
    confirmed, why = answers.ids.get("a") == "confirm", answers.text("why") or ""
    if confirmed and "own" not in answers.many("attest"):
        answers.fault("attest", "Tick it only if it is true; without it nothing is confirmed.")
    if not confirmed and not why:
        answers.fault("why", "Say why in a few words; whoever asked for it reads them.")
    if answers.faults:
        return answers.errors
    subject = str(answers.ids.get("s", ""))
    return SecondPersonAnswer(subject=subject, confirmed=confirmed, why=why)


def _buttons(ask: SecondPersonAsk) -> Payload:
    yes = button("Confirm", CONFIRM, ask.subject, style="primary", label=f"Confirm: {ask.title}")
    no = button("Refuse", REFUSE, ask.subject, style="danger", label=f"Refuse: {ask.title}")
    return actions(yes, no, block_id=f"second:{ask.subject}"[:255])


_ATTESTED = [option("I looked at it myself and agree on my own judgement", "own")]
