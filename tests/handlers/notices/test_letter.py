"""The words of the notice: everything owed is said, and nothing hostile gets through."""

from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.request import Category, Nature
from handlers.notices.content import BrokenPromise, RecordEntry
from handlers.notices.hostile import one_line
from handlers.notices.letter import language_for, write_letter
from tests.handlers.notices.letters import MOTION, ORDER, VIDEO, notice

HOSTILE = (
    "<script>alert(1)</script>\r\nBcc: eve@evil.example\u202e\u200b {{ 7 * 7 }} "
    "http://evil.example/x \"'"
)


class Words(HTMLParser):
    """Collects the words and the tags of a page."""

    def __init__(self, page: str) -> None:
        """Read the page."""
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count a tag."""
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        if self.tags and self.tags[-1] != "style":
            self.words.extend(data.split())

    @property
    def text(self) -> str:
        """All words, one space apart."""
        return " ".join(self.words)


def both(text: str, letter: tuple[str, str]) -> bool:
    """Whether a sentence stands in the plain and in the HTML part."""
    return all(text in " ".join(part.split()) for part in letter)


def read(**parts: object) -> tuple[str, str]:
    """Return the plain part and the words of the HTML part."""
    letter = write_letter(notice(**parts))
    return letter.plain, Words(letter.html).text


@pytest.mark.parametrize(
    "sentence",
    [
        "Hello Maria Okafor,",
        "Springfield Police Department asked us for information",
        "On November 21, 2026 at 6:58 PM PST",
        "It told us that somebody had been abducted",
        "danger of death or serious physical injury",
        "Its own number for this is 26-118203.",
        "Two people at Example Cameras Inc. each looked at the request on their own.",
        "on November 21, 2026 at 7:41 PM PST",
        "Front door: video (2 files)",
        "November 21, 2026, 6:00 PM to 6:30 PM PST",
        "UTC: 2026-11-22 02:00 to 02:30",
        "Garage: the list of times when the device saw motion",
        "November 21, 2026, 6:00 PM to November 22, 2026, 1:30:15 AM PST",
        "UTC: 2026-11-22 02:00 to 09:30:15",
        "18 U.S.C. 2702(b)(8), for what a device saw or heard, and 18 U.S.C. 2702(c)(4)",
        "No order held this notice back.",
        "You do not need to do anything.",
        "We will never ask for your password",
        "write to privacy@example.com and give the number EDR-2026-000001",
        "What we gave is entry 118",
        "ab" * 32,
    ],
)
def test_both_parts_say_everything_that_is_owed(sentence: str) -> None:
    """The plain and the HTML part each say who, what, when, why, the law, and how to check."""
    assert both(sentence, read())


def test_a_late_notice_says_why_who_and_under_which_law() -> None:
    """A delayed notice says until when, the ground, who authorised it and the provision."""
    letter = read(delay=ORDER)
    assert both("held back until December 30, 2026 at 12:00 AM PST", letter)
    assert both("because telling you earlier could have let somebody escape.", letter)
    assert both("Superior Court of Springfield decided that, under 18 U.S.C. 2705(b).", letter)
    assert not both("No order held this notice back.", letter)


def test_a_ground_that_may_not_be_told_is_left_out() -> None:
    """A delay without a ground that may be told still says that there was one, and by whom."""
    letter = read(delay=replace(ORDER, ground=""))
    assert both("until December 30, 2026 at 12:00 AM PST. Superior Court", letter)


@pytest.mark.parametrize(
    ("given_items", "cited", "not_cited"),
    [
        ((VIDEO,), "2702(b)(8)", "2702(c)(4)"),
        ((MOTION,), "2702(c)(4)", "2702(b)(8)"),
    ],
)
def test_the_law_cited_is_that_of_what_was_given(
    given_items: tuple[object, ...], cited: str, not_cited: str
) -> None:
    """Contents cite (b)(8), records (c)(4), and neither cites the other's paragraph."""
    letter = read(given=given_items)
    assert both(cited, letter)
    assert not any(not_cited in part for part in letter)


def test_what_may_not_be_told_is_named_in_general_words() -> None:
    """Without agency and emergency the notice names neither, and leaves no gap."""
    letter = read(agency="", emergency="", agency_reference="", owner_name="")
    assert both("a public agency that we may not name here asked us", letter)
    assert both("It told us that there was an emergency, and", letter)
    assert both("Hello,", letter)
    assert not any("Its own number" in part for part in letter)


@pytest.mark.parametrize("nature", [n for n in Nature if n is not Nature.OTHER])
def test_every_kind_of_emergency_has_plain_words(nature: Nature) -> None:
    """No emergency is told by its code, and only `other` by the general words."""
    plain = write_letter(notice(emergency=str(nature))).plain
    assert "that there was an emergency" not in plain
    assert "_" not in plain


@pytest.mark.parametrize("category", list(Category))
def test_every_category_has_plain_words(category: Category) -> None:
    """A category reads as words; where the code is not a plain word it does not appear."""
    plain = write_letter(notice(given=(replace(VIDEO, category=str(category)),))).plain
    assert "Front door: " in plain
    assert "_" not in plain


def test_hostile_text_stays_text() -> None:
    """Markup, template code, line ends, bidi marks and links in any text come to nothing."""
    hostile = replace(VIDEO, device=HOSTILE, category=HOSTILE)
    delay = replace(ORDER, ground=HOSTILE, authorised_by=HOSTILE, provision=HOSTILE)
    parts = dict.fromkeys(("owner_name", "agency", "agency_reference", "emergency"), HOSTILE)
    letter = write_letter(notice(given=(hostile,), delay=delay, company=HOSTILE, **parts))
    page = Words(letter.html)
    assert "script" not in page.tags
    assert page.tags.count("a") == 1
    for part in (letter.plain, letter.html, letter.subject):
        assert not {"\u202e", "\u200b", "\r"} & set(part)
        assert "evil.example" not in part
    assert "{{ 7 * 7 }}" in letter.plain
    assert "\n" not in letter.subject
    assert not any(line.startswith("Bcc:") for line in letter.plain.splitlines())


def test_an_unknown_zone_is_told_in_utc() -> None:
    """A zone that does not exist does not stop the notice; times are then in UTC."""
    for zone in ("Mars/Olympus", "../../etc/passwd", ""):
        assert both("On November 22, 2026 at 2:58 AM UTC", read(zone=zone))


def test_a_window_over_the_clock_change_names_both_zones() -> None:
    """Where summer time ends inside a window, each end names its own zone."""
    begins = VIDEO.begins.replace(month=11, day=1, hour=8)
    over = replace(VIDEO, begins=begins, ends=begins.replace(hour=10))
    assert both("November 1, 2026, 1:00 AM PDT to 2:00 AM PST", read(given=(over,)))


def test_an_unknown_language_gets_english() -> None:
    """Any locale gives a language that exists, and no path is made of it."""
    assert {language_for(text) for text in ("en-US", "EN_gb", "fr", "../x", "")} == {"en"}


def test_the_link_is_shown_only_where_there_is_one() -> None:
    """The page's address stands in both parts, or no sentence about it does."""
    url = "https://edr.example.com/notice/abc"
    assert both(f"You can also read this notice, and complain, here: {url}", read(page_url=url))
    assert not any("You can also read" in part for part in read())


@pytest.mark.parametrize("wrong", ["javascript:alert(1)", "https://", "edr.example.com/x"])
def test_a_link_to_no_web_page_is_refused(wrong: str) -> None:
    """Only http and https addresses with a host can be a notice's link."""
    with pytest.raises(ValueError, match="page_url"):
        notice(page_url=wrong)


def test_a_notice_of_nothing_or_of_naive_times_is_refused() -> None:
    """A notice lists at least one thing, and all its instants are aware."""
    with pytest.raises(ValueError, match="given"):
        notice(given=())
    with pytest.raises(ValueError, match="naive"):
        notice(given=(replace(VIDEO, ends=VIDEO.ends.replace(tzinfo=None)),))


def test_the_page_loads_nothing_from_elsewhere() -> None:
    """The HTML part has no script, picture, frame or outside style."""
    page = write_letter(notice()).html
    assert not {"script", "img", "link", "iframe", "form", "object"} & set(Words(page).tags)
    assert "url(" not in page


@given(st.text(max_size=400))
def test_a_line_is_one_visible_line(text: str) -> None:
    """Whatever comes in, one line without controls or formats comes out, and again unchanged."""
    line = one_line(text)
    assert len(line) <= 120
    assert line.isprintable()
    assert one_line(line) == line


def test_templates_are_shipped_beside_the_code() -> None:
    """The layout is there, and holds none of the words."""
    folder = Path(__file__).parents[3] / "handlers" / "notices" / "templates"
    assert "emergency" not in (folder / "page.j2").read_text()


@pytest.mark.parametrize(
    ("process", "sentence"),
    [
        ("warrant", "said that it would send us a search warrant for this by November 25, 2026"),
        ("other", "said that it would send us a legal document for this by November 25, 2026"),
        ("", "was to send us a legal document for this by November 25, 2026"),
    ],
)
def test_a_promise_that_was_not_kept_is_said(process: str, sentence: str) -> None:
    """What was promised, by when, when the waiting ended, and that this is why they hear now."""
    broken = BrokenPromise(
        process=process,
        due=datetime(2026, 11, 26, 1, 0, tzinfo=UTC),
        missed=datetime(2026, 12, 6, 1, 0, tzinfo=UTC),
    )
    said = read(broken=broken)
    assert both(f"Springfield Police Department {sentence}", said)
    assert both("By December 5, 2026 at 5:00 PM PST we had none", said)
    assert not both("we had none", read())


def test_an_agency_that_may_not_be_named_begins_a_sentence() -> None:
    """The general words get their capital, and markup in a name stays text."""
    moment = datetime(2026, 12, 6, 1, 0, tzinfo=UTC)
    broken = BrokenPromise(process="warrant", due=moment, missed=moment)
    assert both("A public agency that we may not name here said", read(broken=broken, agency=""))
    hostile = write_letter(notice(broken=broken, agency="<b>x</b>"))
    assert "<b>x" not in hostile.html


def test_one_letter_tells_of_two_requests() -> None:
    """Each under its own number, with what was given, when, and its own proof; the rest once."""
    other = notice(
        case="EDR-2026-000002",
        agency="Shelbyville Police Department",
        emergency="missing_at_risk",
        given=(MOTION,),
        entry=RecordEntry(position=240, hash="cd" * 32),
    )
    said = read(given=(VIDEO,), also=(other,))
    for sentence in (
        "to Springfield Police Department and Shelbyville Police Department because",
        "There were 2 separate requests",
        "somebody had been abducted",
        "somebody at risk was missing",
        "ab" * 32,
        "cd" * 32,
    ):
        assert both(sentence, said), sentence
    assert [part.count("We will never ask for your password") for part in said] == [1, 1]
    assert "(EDR-2026-000001, EDR-2026-000002)" in write_letter(notice(also=(other,))).subject
    alone = read(given=(VIDEO,))
    assert not both("separate requests", alone)
    assert not both("EDR-2026-000002", alone)


def test_what_another_agency_wrote_is_cleaned_as_well() -> None:
    """The second request of a letter is as hostile as the first."""
    other = notice(agency=HOSTILE, case="EDR-2026-000002")
    letter = write_letter(notice(also=(other,)))
    assert "<script>" not in letter.html
    assert "\u202e" not in letter.plain
