"""The summary of a report as a message for Slack."""

from bot.domain.report.figures import Report
from handlers.blocks import report as shown
from handlers.blocks.limits import Payload
from handlers.report.again import counting
from handlers.report.answers import answers
from handlers.report.periods import in_words


def summary(made: Report, missing: str = "") -> Payload:
    """Return the message: the four answers beside those before, and how to get the whole.

    `missing` is a sentence on why the chart did not come; empty where it did.
    """
    counted, period, size = made.counted, made.counted.period, made.checkpoint.size
    answered = [(one.question, one.large, one.before, one.lines) for one in answers(counted)]
    before = f"Before: {in_words(period.before)}."
    so_far = "" if counted.over else " The period is not over: these are its figures so far."
    foot = [
        f"{before}{so_far}",
        f"Counted from {size:,} entries of the record. The whole, as a page, tables and data:",
        counting(made),
        missing,
    ]
    ids = {"from": period.start.isoformat(), "to": period.end.isoformat()}
    return shown.summary(in_words(period), answered, [line for line in foot if line], ids)
