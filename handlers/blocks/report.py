"""The transparency report's summary as a message: public counts in words, and nothing else."""

from collections.abc import Mapping, Sequence
from typing import Final

from handlers.blocks.limits import Payload
from handlers.blocks.parts import Markup, context, escaped, header, message, mrkdwn, plain, section

KIND: Final = "exigent_report"
NO_SCOPE: Final = (
    "No chart: Slack lets this app show no pictures here. Whoever installed it installs it anew"
    " from exigent manifest; exigent doctor names the scope that is missing."
)
DOUBT: Final = (
    "Slack did not say whether the chart arrived. If it does not stand below, ask for the report"
    " again."
)
NOT_TAKEN: Final = "No chart: Slack did not take the picture ({}). The figures above are whole."

Answered = tuple[str, str, str, Sequence[str]]
"""A question, what answers it now, what answered it before, and what must be known beside it."""


def summary(
    period: str, answered: Sequence[Answered], foot: Sequence[str], ids: Mapping[str, str]
) -> Payload:
    """The four questions with their answers; `foot` says what was counted, and what is amiss."""
    heading = f"Transparency report: {period}"
    spoken = ", ".join(large for _, large, _, _ in answered)
    blocks = [header(heading), *(_answer(one) for one in answered)]
    remarks = context(*(plain(line) for line in foot))
    return message(f"{heading}. {spoken}.", [*blocks, remarks], kind=KIND, ids=ids)


def _answer(answered: Answered) -> Payload:
    question, large, before, lines = answered
    said = "\n".join((f"{escaped(large)} (before: {escaped(before)})", *map(escaped, lines)))
    return section(mrkdwn(Markup(f"*{escaped(question)}*\n{said}")))
