"""Scenario 7: California. Three court days with a holiday in them, and the proof of filing chased.

Released on the Tuesday before Thanksgiving, the agency has Wednesday, Monday and Tuesday to file:
Thursday is a holiday, the courts rest on Friday, then comes a weekend.
"""

from datetime import UTC, datetime, timedelta

from bot.practice.scripts import deeds, paperwork, requests
from bot.practice.stage import Stage, expect

LAWS = {
    "EXIGENT_LEGAL__STANDARDS": '["us_federal", "california"]',
    "EXIGENT_LEGAL__STORED_IN": "US",
}
"""The company lets California's duties count for agencies of that state."""
MESSAGE = "msg_court_holiday"
LAW = "Cal. Penal Code 1546.1(h)"
_TUESDAY_AND_WEEK = timedelta(days=7)


def tuesday_before_thanksgiving(now: datetime) -> datetime:
    """Return the next one that lies ahead, at ten in the morning in California (18:00 UTC)."""
    for year in (now.year, now.year + 1):
        first = datetime(year, 11, 1, 18, tzinfo=UTC)
        thursday = first + timedelta(days=(3 - first.weekday()) % 7 + 21)
        if thursday - timedelta(days=2) > now:
            return thursday - timedelta(days=2)
    raise ValueError("every year has a Thanksgiving")


async def play(stage: Stage) -> str:
    """The due time skips the holiday, the courts' Friday and the weekend; then it is chased."""
    tuesday = tuesday_before_thanksgiving(stage.law())
    await stage.pass_time(tuesday - stage.law())
    request = requests.kidnapping(stage.law())
    case, code = await deeds.request_comes_in(stage, request, MESSAGE)
    await deeds.verify(stage, case, code)
    await deeds.review(stage, deeds.ANA, case)
    await deeds.review(stage, deeds.BEN, case)
    await stage.card(case, "release.open")
    await deeds.record_owner(stage, case)
    await deeds.release(stage, case)
    # Midnight in California at the end of the Tuesday after: 08:00 UTC, a week and a day later.
    due = (tuesday + timedelta(days=8)).replace(hour=8, minute=0, second=0, microsecond=0)
    await stage.card(case, f"owed by {due:%Y-%m-%d %H:%M} UTC; a filing with the court, by {LAW}")
    await stage.pass_time(_TUESDAY_AND_WEEK)
    expect(_asked(stage) == [], "nobody to be chased on the last court day")
    await stage.pass_time(timedelta(days=2))
    await stage.until(lambda: _asked(stage), "the agency to be asked for the proof of filing")
    (letter,) = _asked(stage)
    last = due - timedelta(days=1)
    expect(f"files with the court by {last.day} {last:%B %Y}" in letter, "the last court day")
    await paperwork.officer_sends(
        stage, await paperwork.page_of(stage, request, MESSAGE), "proof-of-filing.pdf"
    )
    await stage.card(case, "not read yet")
    await paperwork.read(stage, deeds.DIA, case)
    await stage.card(case, "It came as document P1, late")
    return case


def _asked(stage: Stage) -> list[str]:
    came = stage.mailbox.to(requests.OFFICER)
    return [mail.part("plain") for mail in came if "is owed" in mail.parsed["Subject"]]
