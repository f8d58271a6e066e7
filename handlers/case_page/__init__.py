"""Draws an exported case as one page to read and to print: no script, nothing fetched.

The same bundle gives the same bytes. What is not opened in the bundle is not on the page either.
"""

from typing import Final

from bot.domain.codec import instant_of
from bot.workflow.export import Bundle
from handlers.blocks.text import utc
from handlers.case_page.afterwards import afterwards
from handlers.case_page.checking import checking
from handlers.case_page.clocks import clock_rows, tally
from handlers.case_page.decisions import decisions
from handlers.case_page.for_owner import for_owner
from handlers.case_page.given import released
from handlers.case_page.owners import telling
from handlers.case_page.reading import MARK, Reading, read
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
    owner = bundle.owner
    if owner is not None:
        page = _drawn(
            "case/owner.html.j2", bundle, reading, company, view=for_owner(reading, owner)
        )
    else:
        page = _drawn("case/page.html.j2", bundle, reading, company, **_parts(reading))
    return page.replace(MARK, reading.hidden)


def _drawn(template: str, bundle: Bundle, reading: Reading, company: str, **values: object) -> str:
    return drawn(
        template,
        SHEET,
        policy=kept_policy(SHEET),
        company=company or "the company",
        case=reading.dossier.case,
        now=instant_of(reading.summary["exported_at"]),
        utc=utc,
        checking=checking(reading, bundle.files["key.vkey"]),
        **values,
    )


def _parts(reading: Reading) -> dict[str, object]:
    clocks = clock_rows(reading)
    return {
        "summary": summary(reading, clocks),
        "versions": versions(reading),
        "verification": verification(reading),
        "decisions": decisions(reading),
        "diagrams": diagrams(reading),
        "released": released(reading),
        "clocks": clocks,
        "tally": tally(clocks),
        "telling": telling(reading),
        "afterwards": afterwards(reading),
        "days": timeline(reading),
        "did": reading.did,
    }
