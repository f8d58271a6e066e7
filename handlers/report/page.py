"""The transparency report as one page: no script, nothing fetched, the same bytes every time."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from bot.domain.report.catalogue import AS_OF
from bot.domain.report.figures import Report
from handlers.report.again import comparing, counting
from handlers.report.answers import Answer, answers
from handlers.report.bars import LONGEST, alternative, bars
from handlers.report.periods import in_short, in_words
from handlers.report.shown import Agencies, Part
from handlers.report.tables import agencies, clean, parts
from handlers.sandbox import sandboxed

TITLE: Final = "Emergency requests by police for people’s data"
_ABOUT: Final = (
    "When lives are in danger, police may ask a company for somebody’s data without a judge’s "
    "order. This report says how many such requests {company} received, what became of them, and "
    "whether the people whose data was given were told."
)
_FOR: Final = (
    "It is for everybody: people whose data may be asked for, journalists, courts and police. It "
    "holds numbers, and no name but those of agencies that asked often enough not to be known by a "
    "single request."
)
_TEMPLATES: Final = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What the template shows; every text is escaped there."""

    title: str
    company: str
    period: str
    before: str
    period_short: str
    before_short: str
    opening: Sequence[str]
    answers: Sequence[Answer]
    parts: Sequence[Part]
    agencies: Agencies
    as_of: str
    commands: Sequence[str]
    checkpoint: str
    size: str


def report_page(report: Report, company: str) -> str:
    """Return the page of a report of `company`; the same report gives the same text."""
    counted = report.counted
    period = counted.period
    shown = _Page(
        title=TITLE,
        company=clean(company),
        period=in_words(period),
        before=in_words(period.before),
        period_short=in_short(period) or "This period",
        before_short=in_short(period.before) or "Before",
        opening=_opening(report, clean(company)),
        answers=answers(counted),
        parts=parts(counted),
        agencies=agencies(counted.agencies),
        as_of=AS_OF.replace("`", ""),
        commands=[counting(report), comparing()],
        checkpoint=report.checkpoint.text,
        size=f"{report.checkpoint.size:,}",
    )
    return (
        _environment()
        .get_template("report.html.j2")
        .render(r=shown, style=_style(), policy=_policy())
    )


def _opening(report: Report, company: str) -> list[str]:
    counted = report.counted
    said = [_ABOUT.format(company=company), _FOR]
    if not counted.over:
        until = _until(counted.seen_until)
        said.append(f"The period is not over: these are its figures so far, {until}.")
    return said


def _until(instant: str) -> str:
    return (
        f"up to {instant[:10]}, {instant[11:16]} UTC" if instant else "and nothing has happened yet"
    )


def _shape(kind: str, length: int) -> Markup:
    """Return a bar, or a thin line where there is nothing."""
    if not length:
        return Markup('<line class="none" y2="100%"/>')
    share = f"{length * 100 / LONGEST:g}"
    return Markup('<rect class="bar {}" width="{}%" height="100%"/>').format(kind, share)


@cache
def _style() -> Markup:
    css = (_TEMPLATES / "report.css").read_text(encoding="utf-8").strip()
    return Markup(css)  # noqa: S704 - our own file, with nothing of anybody's in it


@cache
def _policy() -> str:
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = sandboxed(_TEMPLATES)
    environment.filters.update(bars=bars, alternative=alternative)
    environment.globals["shape"] = _shape
    return environment
