"""The tables by which each listener finds what a press, a form, a search or a word means."""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Final

from handlers import (
    changes_filed,
    complaint_filed,
    consent_filed,
    ends_filed,
    erasing_filed,
    flags_filed,
    held_lifted,
    objection_filed,
    process_filed,
    senior_call_filed,
    short_filed,
    standard_filed,
)
from handlers.blocks.limits import Payload
from handlers.commands import agency, forms, listing, opening, record, report, showing
from handlers.directory import listeners as directory
from handlers.edge import Edge
from handlers.intake import listeners as intake
from handlers.matters import SECONDING
from handlers.press import Press
from handlers.release import listeners as release
from handlers.release import reaching, telling
from handlers.restricting import filed as restricting
from handlers.review import listeners as review
from handlers.submitting import Submitted
from handlers.verification import beside
from handlers.verification import listeners as verification
from handlers.views_open import Form

Acted = Callable[[Edge, Press], Coroutine[Any, Any, None]]
"""Works on a press that was acknowledged already."""
Word = Callable[[Edge, Press, str], Coroutine[Any, Any, Payload | None]]
"""Answers a word and what was typed after it with a private message; None when a form opens."""
Searched = Callable[[Edge, Press], Coroutine[Any, Any, Payload]]
"""Answers what was typed into a search field so far."""

FORMS: Final[Mapping[str, Form]] = {
    **review.FORMS,
    **verification.FORMS,
    **beside.FORMS,
    **release.FORMS,
    **telling.FORMS,
    **reaching.FORMS,
    **intake.FORMS,
    **short_filed.FORMS,
    **changes_filed.FORMS,
    **consent_filed.FORMS,
    **flags_filed.FORMS,
    **process_filed.FORMS,
    **objection_filed.FORMS,
    **complaint_filed.FORMS,
    **restricting.FORMS,
    **ends_filed.FORMS,
    **senior_call_filed.FORMS,
    **standard_filed.FORMS,
    **erasing_filed.FORMS,
}
"""Forms that a button or a word opens, by action id."""
VIEWS: Final[Mapping[str, Submitted]] = {
    **review.VIEWS,
    **verification.VIEWS,
    **beside.VIEWS,
    **release.VIEWS,
    **telling.VIEWS,
    **reaching.VIEWS,
    **intake.VIEWS,
    **short_filed.VIEWS,
    **changes_filed.VIEWS,
    **consent_filed.VIEWS,
    **flags_filed.VIEWS,
    **directory.VIEWS,
    **senior_call_filed.VIEWS,
    **held_lifted.VIEWS,
    **SECONDING.views,
    **process_filed.VIEWS,
    **objection_filed.VIEWS,
    **complaint_filed.VIEWS,
    **restricting.VIEWS,
    **ends_filed.VIEWS,
    **standard_filed.VIEWS,
    **erasing_filed.VIEWS,
}
"""What a submitted form does, by callback id."""
KEPT: Final[Mapping[str, Acted]] = {**review.KEPT}
"""What keeps a form's draft when it changes or is closed, by callback id."""
ACTIONS: Final[Mapping[str, Acted]] = {
    **agency.ACTIONS,
    **directory.ACTIONS,
    **opening.ACTIONS,
    **held_lifted.ACTIONS,
    **showing.ACTIONS,
    **SECONDING.actions,
}
"""Buttons that open no form on a case, by action id."""
WORDS: Final[Mapping[str, Word]] = {
    **agency.WORDS,
    **listing.WORDS,
    **held_lifted.WORDS,
    **opening.WORDS,
    **record.WORDS,
    **report.WORDS,
    **showing.WORDS,
}
"""Words that answer with a message, or open a form of their own."""
OPENS: Final[Mapping[str, str]] = forms.OPENS
"""Words that open a form on a case, with its action id."""
OPTIONS: Final[Mapping[str, Searched]] = {"agency": intake.agencies}
"""Search fields, by action id."""
