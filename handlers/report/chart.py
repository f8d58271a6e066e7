"""The chart of a report as a picture for Slack, with its words."""

from typing import Final

from bot.domain.report.figures import Report
from handlers.report.answers import summary
from handlers.report.periods import in_words
from handlers.report.picture import picture, spoken
from handlers.report.tables import clean
from handlers.slack_files import ALT_TEXT, Picture

TITLE: Final = "Emergency requests by police"


def chart(made: Report, company: str) -> Picture:
    """Return the picture; loads the typesetter, so not to be called on the loop."""
    period = made.counted.period
    periods = in_words(period), in_words(period.before)
    tables = summary(made.counted)
    return Picture(
        name=f"report-{period.start}-{period.end}.png",
        title=f"{TITLE}, {periods[0]}",
        alt=spoken(TITLE, periods, tables, ALT_TEXT),
        content=picture(TITLE, clean(company), periods, tables),
    )
