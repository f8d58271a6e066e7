"""`report [PERIOD]`: the transparency report's summary and chart.

Asked in a channel of ours, both come there; asked elsewhere, they come to whoever asked, alone.
"""

import asyncio
from typing import Final

from bot.domain.errors import ExigentError
from bot.domain.report.figures import Report
from bot.domain.report.period import Period, PeriodError
from handlers.blocks import report as shown
from handlers.blocks.limits import Payload
from handlers.blocks.private import said
from handlers.edge import Counts, Edge
from handlers.outside import Failure, Unknown
from handlers.press import Press
from handlers.refusals import say
from handlers.report.chart import chart
from handlers.report.periods import in_words, read
from handlers.report.summary import summary
from handlers.slack_api import Posted
from handlers.slack_files import NO_SCOPE, share

NOT_HERE: Final = "Slack cannot do that here. On the server: exigent report --help"
HERE: Final = "everybody in this channel can read it"
ALONE: Final = "it comes to you alone, as a direct message"


async def report(edge: Edge, press: Press, text: str) -> Payload | None:
    """Say that it is being counted, and begin."""
    why = await edge.eligible(press)
    if why is not None:
        return said(say(why))
    if edge.injected.report is None:
        return said(NOT_HERE)
    try:
        period = read(text, edge.office.clock.law().date())
    except PeriodError as error:
        return said(str(error))
    edge.spawn(_make(edge, press, edge.injected.report, period), "report")
    where = HERE if press.channel in edge.injected.channels else ALONE
    return said(f"Counting {in_words(period)} from the record; {where}.")


async def _make(edge: Edge, press: Press, count: Counts, period: Period) -> None:
    try:
        made = await count(period, press.actor)
    except ExigentError as error:
        await edge.tell(press, said(f"No report was made: {error}"))
        return
    place = press.channel if press.channel in edge.injected.channels else ""
    room = place or await edge.api.open_dm(press.user)
    posted = room if isinstance(room, Failure) else await _post(edge, press, room, made)
    if isinstance(posted, Failure):
        # The figures are public: whoever asked gets them by whatever way is left.
        await edge.tell(press, summary(made))
        return
    missing = await _chart(edge, posted.channel, made)
    if missing:
        await edge.api.update(posted.channel, posted.ts, summary(made, missing))


async def _post(edge: Edge, press: Press, room: str, made: Report) -> Posted | Failure:
    key = f"report:{press.id}"[:255]
    posted = await edge.api.post(room, summary(made), key)
    if isinstance(posted, Unknown):
        return await edge.api.find_posted(room, key) or posted
    return posted


async def _chart(edge: Edge, room: str, made: Report) -> str:
    """Show the chart; returns what to say where it did not come."""
    # Typesetting would hold up everybody else on the loop.
    picture = await asyncio.to_thread(chart, made, edge.injected.company)
    failed = await share(edge.api, room, picture)
    if failed is None:
        return ""
    if isinstance(failed, Unknown):
        return shown.DOUBT
    return shown.NO_SCOPE if failed.reason == NO_SCOPE else shown.NOT_TAKEN.format(failed.reason)


WORDS: Final = {"report": report}
