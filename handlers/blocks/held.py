"""Requests that wait because too many came: what waits, and the form that lets one through."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Final

from bot.domain.events.housekeeping import HeardFrom
from bot.workflow.rows import HeldRow
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.limits import Payload
from handlers.blocks.parts import (
    button,
    context,
    input_,
    message,
    modal,
    option,
    plain,
    radio,
    section,
    stamp,
)
from handlers.blocks.text import Markup, escaped, mrkdwn
from handlers.blocks.times import ago
from handlers.blocks.words import counted

KIND: Final = "exigent_held"
OPEN: Final = "held.open"
CALLBACK_ID: Final = "held.file"
ROWS: Final = 20
_WHY: Final[Mapping[str, str]] = MappingProxyType(
    {"source": "one source sent many", "everybody": "many came from everywhere"}
)
_HEARD: Final = (
    (HeardFrom.DISPATCH, "Their dispatch or duty desk called us"),
    (HeardFrom.OFFICER, "The officer called us"),
)


def listing(rows: Sequence[HeldRow], now: datetime) -> Payload:
    """List what waits, oldest first, each with the button that lets it through."""
    if not rows:
        return message(
            "No request is held.", [section(plain("No request is held."))], kind=KIND, ids={}
        )
    text = f"{counted(len(rows), 'request')} held, because too many came at once."
    blocks = [section(plain(text)), *(_row(row, now) for row in rows[:ROWS])]
    if len(rows) > ROWS:
        blocks.append(context(plain(f"And {len(rows) - ROWS} more, which came later.")))
    return message(text, blocks, kind=KIND, ids={"held": len(rows)})


def _row(row: HeldRow, now: datetime) -> Payload:
    why = _WHY.get(row.reason, "too many came")
    said = f"*{row.number}* · by {escaped(row.channel, 40)}, {stamp(row.at)} ({ago(row.at, now)})"
    shown = section(mrkdwn(Markup(f"{said}\n{why}")))
    label = f"Let held request {row.number} through"
    shown["accessory"] = button("Let It Through", OPEN, str(row.number), label=label)
    return shown


def view(number: int) -> Payload:
    """Ask who called: a request is let through on the word of a call, and of no mail."""
    says = (
        f"Request {number} becomes a case, and its reviewers are called. Let it through once the"
        " agency has called about it. This call verifies nobody: the call-back comes after it."
    )
    heard = [option(text, who.value) for who, text in _HEARD]
    return modal(
        CALLBACK_ID,
        "Let a request through",
        [section(plain(says)), input_("Who called", radio("heard", heard), "heard:v1")],
        ids={"n": number},
        submit="Let It Through",
    )


def read(answers: Answers) -> tuple[int, HeardFrom] | FieldErrors:
    """Read who called, and about which request."""
    heard, number = answers.word("heard", HeardFrom), answers.ids.get("n")
    if heard is None or not isinstance(number, int):
        answers.fault("heard", "Say who called. If nobody did, leave it where it is.")
        return answers.errors
    return number, heard
