"""The transparency report in Slack: what was refused, what was forged, and what is still open."""

from bot.practice.messages import Message
from bot.practice.scripts import deeds, look_alike, parcel, requests
from bot.practice.seed import REVIEW
from bot.practice.stage import Stage, expect


async def play(stage: Stage) -> str:
    """Three requests, and then somebody asks in the review channel what became of them."""
    case = await parcel.play(stage)
    await look_alike.play(stage)
    await deeds.request_comes_in(stage, requests.kidnapping(stage.law()), "msg_report_open")
    summary, chart = await ask(stage)
    said = f"{summary.text} {summary.blocks}"
    for part in ("1 of 3 refused", "Found to be forged: 1", "Still open: 1", "0 people told"):
        expect(part in said, f"the summary to say: {part}")
    (file,) = chart.files
    expect("Received 3 (0)" in file.alt, "the chart's words to have its figures")
    return case


async def ask(stage: Stage, text: str = "report") -> tuple[Message, Message]:
    """Ask in the review channel; return the summary and the chart, which stands below it."""
    hand = stage.hand(deeds.ANA)
    await hand.command("/edr", text, REVIEW)

    def look() -> tuple[Message, Message] | None:
        posted = [m for m in hand.messages(REVIEW) if m.seen_by is None]
        charts = [place for place, message in enumerate(posted) if message.files]
        return (posted[charts[-1] - 1], posted[charts[-1]]) if charts else None

    return await stage.until(look, "the report's chart in the review channel")
