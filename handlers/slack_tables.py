"""The tables by which each listener finds what a press, a form, a search or a word means."""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Final

from handlers.blocks.limits import Payload
from handlers.edge import Edge, Press
from handlers.review import listeners as review
from handlers.submitting import Submitted
from handlers.views_open import Form

Acted = Callable[[Edge, Press], Coroutine[Any, Any, None]]
"""Works on a press that was acknowledged already."""
Word = Callable[[Edge, Press, str], Coroutine[Any, Any, Payload | None]]
"""Answers a word and what was typed after it with a private message; None when a form opens."""
Searched = Callable[[Edge, Press], Coroutine[Any, Any, Payload]]
"""Answers what was typed into a search field so far."""

FORMS: Final[Mapping[str, Form]] = {**review.FORMS}
"""Forms that a button or a word opens, by action id."""
VIEWS: Final[Mapping[str, Submitted]] = {**review.VIEWS}
"""What a submitted form does, by callback id."""
KEPT: Final[Mapping[str, Acted]] = {**review.KEPT}
"""What keeps a form's draft when it changes or is closed, by callback id."""
ACTIONS: Final[Mapping[str, Acted]] = {}
"""Buttons that open no form, by action id."""
WORDS: Final[Mapping[str, Word]] = {}
"""Words that answer with a message."""
OPENS: Final[Mapping[str, str]] = {}
"""Words that open a form on a case, with its action id."""
OPTIONS: Final[Mapping[str, Searched]] = {}
"""Search fields, by action id."""
