"""Slack's markup as the practice page draws it."""

import pytest
from playwright.async_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

DRAW = """async ([text, zone, now]) => {
  const { mrkdwn } = await import("/mrkdwn.js");
  const place = document.createElement("div");
  place.append(...mrkdwn(text, { zone, now, names: new Map([["U01ANA", "Ana Ruiz"]]) }));
  return place.innerHTML;
}"""
NOW = 1_795_318_500  # 2026-11-22 03:35 UTC
OUTSIDE = 'target="_blank" rel="noopener noreferrer"'
MARKUP = {
    "*bold* and _it_ and ~gone~": "<strong>bold</strong> and <em>it</em> and <s>gone</s>",
    "*_both_*": "<strong><em>both</em></strong>",
    "2 * 3 * 4, snake_case_name, * no*": "2 * 3 * 4, snake_case_name, * no*",
    "(*in brackets*), *end*.": "(<strong>in brackets</strong>), <strong>end</strong>.",
    "`*code* &lt;b&gt;`": "<code>*code* &lt;b&gt;</code>",
    "```a\n*b*```": "<pre>a\n*b*</pre>",
    "a\nb": "a<br>b",
    "&gt; said\nafter": "<blockquote>said</blockquote>after",
    "&amp;lt; &lt;i&gt; &quot;": "&amp;lt; &lt;i&gt; &amp;quot;",
    "<https://a.example/?b=1&amp;c|*here*>": (
        f'<a href="https://a.example/?b=1&amp;c" {OUTSIDE}>*here*</a>'
    ),
    "*<tel:+15550100100|call>*": '<strong><a href="tel:+15550100100">call</a></strong>',
    "<javascript:alert(1)|x>": "&lt;javascript:alert(1)|x&gt;",
    "<@U01ANA>": '<span class="mention">@Ana Ruiz</span>',
    "<script>alert(1)</script>": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<!date^99^{nonsense}|then>": "then",
}
DATES = {
    ("{date_num} {time_secs}", "UTC"): "2026-11-22 4:05:00 AM",
    ("{date_long}", "UTC"): "Sunday, November 22nd, 2026",
    ("{date_short_pretty} at {time}", "America/Los_Angeles"): "today at 8:05 PM",
    ("{date_pretty} {time}", "Pacific/Kiritimati"): "today 6:05 PM",
    ("{ago}", "UTC"): "in 30 minutes",
}


async def test_markup(page: Page) -> None:
    """Each mark is drawn where Slack draws it, and nothing hostile becomes an element."""
    drawn = {text: await page.evaluate(DRAW, [text, "UTC", NOW]) for text in MARKUP}
    assert drawn == MARKUP


async def test_dates(page: Page) -> None:
    """A date is told in the reader's zone, as seen from the clock of the drill."""
    for (form, zone), words in DATES.items():
        text = f"By <!date^{NOW + 1800}^{form}|fallback>"
        drawn = await page.evaluate(DRAW, [text, zone, NOW])
        assert f">{words}</time>" in drawn.replace("\u00a0", " ").replace("&nbsp;", " "), form


async def test_wall_times(page: Page) -> None:
    """A wall time of the reader's zone and its moment are one another's inverse, DST or not."""
    there_and_back = """async (walls) => {
      const { moment, wallTime } = await import("/zones.js");
      const zone = "America/Los_Angeles";
      return walls.map((wall) => wallTime(moment(wall, zone), zone));
    }"""
    walls = ["2026-11-21T18:20", "2026-11-01T01:30", "2026-07-01T00:00", "2026-03-08T03:00"]
    assert await page.evaluate(there_and_back, walls) == walls


async def test_policy_is_strict(page: Page) -> None:
    """The page runs without inline scripts or styles, and asks nobody but its own server."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    answer = await page.reload()
    assert answer
    assert "unsafe" not in answer.headers["content-security-policy"]
    await expect(page.locator(".card")).to_be_visible()
    assert {url for url in asked if not url.startswith(page.url.rstrip("/"))} == set()
    assert await page.locator("[style], style, script:not([src])").count() == 0
