"""Claims about the page itself: nothing runs, nothing is fetched, and it can be found one's way in.

What a browser and its accessibility checker say of it is in tests/browser/test_case_page.py.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from bot.domain.request import Agency, AgencyKind
from handlers.case_page import case_page
from tests import factories as make
from tests.handlers.case_page.bundles import bundle_of, owner_bundle_of
from tests.orders import bound
from tests.story import released, told

BOTH = pytest.mark.parametrize("name", ["full", "owner"])
HOSTILE = "<script>alert(1)</script> \u202eevil\u2066 \"' onload=x {{ 7*7 }} </title>\u200b"


class Outline(HTMLParser):
    """What of a page a program can check: headings, ids, links, tables, tags."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a tag down."""
        self.tags.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src", "action", "data"):
                self.links.append(value or "")


@cache
def hostile_pages() -> Mapping[str, str]:
    """Both pages of a case whose every text was written to do harm, drawn once."""
    emergency = make.request().emergency
    assert emergency is not None
    wanted = make.request(
        agency=Agency(name=HOSTILE, kind=AgencyKind.LOCAL, country="US"),
        incident_number=HOSTILE,
        emergency=replace(emergency, narrative=HOSTILE, person_at_risk=HOSTILE),
        data_sought=(make.sought(device=HOSTILE),),
    )
    story = told()
    at, actor, opening = story.entries[0]
    story.entries[0] = (at, actor, replace(opening, request=wanted))
    story.case = replace(story.case, agency=wanted.agency)
    story.opened = replace(story.opened, request=wanted)
    return {
        "full": case_page(bundle_of(story)),
        "owner": case_page(owner_bundle_of(story)),
    }


@BOTH
def test_hostile_text_stays_text(name: str) -> None:
    """Neither markup nor a template of a requester works, and unseen characters are shown."""
    page = hostile_pages()[name]
    outline = Outline(page)
    assert not {"script", "img", "iframe", "link", "object", "form"} & set(outline.tags)
    assert not any(name.startswith("on") or name == "style" for name in outline.attributes)
    assert "&lt;script&gt;" in page
    assert "⟨U+202E⟩evil⟨U+2066⟩" in page
    assert "\u202e" not in page
    assert "{{ 7*7 }}" in page


@BOTH
def test_nothing_is_fetched_and_every_link_leads_somewhere(name: str) -> None:
    """All links go to places on the page; its own policy forbids it everything but its style."""
    page = hostile_pages()[name]
    outline = Outline(page)
    assert {link[:1] for link in outline.links} <= {"#"}
    assert {link[1:] for link in outline.links} <= set(outline.ids)
    assert len(outline.ids) == len(set(outline.ids))
    assert "content=\"default-src 'none'; style-src 'sha256-" in page.replace("&#39;", "'")
    assert '<html lang="en">' in page


@BOTH
def test_headings_come_in_order_and_tables_are_named(name: str) -> None:
    """No level of heading is left out; each table has a caption and cells that head a row."""
    page = hostile_pages()[name]
    levels = Outline(page).levels
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for table in re.findall(r"<table.*?</table>", page, re.DOTALL):
        assert "<caption>" in table
        assert 'scope="col"' in table
        assert 'scope="row"' in table


def test_every_entry_has_its_place_and_its_fingerprint() -> None:
    """As many entries as the bundle has, each with all of its hash."""
    bundle = bundle_of(released())
    page = case_page(bundle)
    entries = bundle.files["entries.jsonl"].count(b"\n")
    assert len(re.findall(r'<li id="entry-\d+">', page)) == entries
    assert len(re.findall(r'<dd class="hash">[0-9a-f]{64}</dd>', page)) == entries + 1


def test_an_order_is_introduced_as_one() -> None:
    """Where the law compels, the page does not say that the company could choose."""
    page = case_page(bundle_of(released(**bound())))
    assert "sent the company an order" in page
    assert "without a warrant" not in page


def test_the_owners_page_says_nothing_of_the_case_but_what_is_theirs() -> None:
    """No word of who was in danger, why, who called whom, or what anybody wrote."""
    page = case_page(owner_bundle_of(told()), "Example Cameras Inc.")
    for private in ("Abduction", "girl, 9", "R. Alvarez", "26-118203", make.WHY, "no link", "safe"):
        assert private not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    assert "Springfield Police Department" in page
    assert "B8:7C:6F:12:34:56" in page
    assert "a" * 64 in page


def test_what_is_left_out_is_said() -> None:
    """An undecided case and a part that a reader may not see are each said, with the reason."""
    assert "No entry of the case is left out." in case_page(bundle_of(released()))
    assert "2 entries of the case are left out" in case_page(bundle_of(released(), left_out=2))
    assert "The case is not decided." in case_page(bundle_of(released(), left_out=None))
