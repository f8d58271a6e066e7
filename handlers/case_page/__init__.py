"""Draws an exported case as one page to read and to print: no script, nothing fetched.

The same bundle gives the same bytes. What is not opened in the bundle is not on the page either.
"""

from typing import Final

from bot.workflow.export import Bundle
from handlers.blocks.text import utc
from handlers.case_page.afterwards import afterwards
from handlers.case_page.checking import checking
from handlers.case_page.clocks import clock_rows, tally
from handlers.case_page.decisions import decisions
from handlers.case_page.given import released
from handlers.case_page.owners import telling
from handlers.case_page.reading import MARK, read
from handlers.case_page.scope_bars import diagrams
from handlers.case_page.summary import summary
from handlers.case_page.timeline import timeline
from handlers.case_page.verification import verification
from handlers.case_page.versions import versions
from handlers.pages import drawn, kept_policy

__all__ = ["case_page"]

SHEET: Final = "case/case.css"


def case_page(bundle: Bundle, company: str = "") -> str:
    """Return the page of a bundle, every value of it escaped; `company` is who decided."""
    reading = read(bundle)
    clocks = clock_rows(reading)
    page = drawn(
        "case/page.html.j2",
        SHEET,
        policy=kept_policy(SHEET),
        company=company or "the company",
        case=reading.dossier.case,
        now=reading.dossier.now,
        utc=utc,
        summary=summary(reading, clocks),
        versions=versions(reading),
        verification=verification(reading),
        decisions=decisions(reading),
        diagrams=diagrams(reading),
        released=released(reading),
        clocks=clocks,
        tally=tally(clocks),
        telling=telling(reading),
        afterwards=afterwards(reading),
        days=timeline(reading),
        checking=checking(reading, bundle.files["key.vkey"]),
        did=reading.did,
    )
    return page.replace(MARK, reading.hidden)
