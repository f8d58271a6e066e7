"""What Slack sends of a filled form, and a draft that allows everything."""

from typing import Any

from bot.domain.determination import OwnerRoute
from bot.domain.request import Category
from handlers.review.draft import TESTED, Draft
from handlers.review.seen import Seen
from tests.handlers.review.dossiers import NOW, case

WHY = "A girl was taken; the camera faces the kerb and may show the plate."
ALL = frozenset(TESTED)
YES = Draft(
    found=ALL,
    owner=OwnerRoute.TELL,
    choices={Category.VIDEO: "asked"},
    decision="approve",
    why=WHY,
    attested=True,
)


def seen() -> Seen:
    """What a reviewer saw who opened the form."""
    return Seen.of(case(), NOW)


def ticked(*values: str) -> dict[str, Any]:
    """Ticked boxes, or chosen options."""
    return {"selected_options": [{"value": value} for value in values]}


def picked(value: str | None) -> dict[str, Any]:
    """One chosen option, or none."""
    return {"selected_option": {"value": value} if value else None}


def state(**elements: dict[str, Any]) -> dict[str, Any]:
    """`view.state.values` of version 1; `scope_video` stands for the block `scope:video`."""
    named = {
        name.replace("_", ":", 1) if name.startswith("scope") else name: element
        for name, element in elements.items()
    }
    return {f"{name}:v1": {name: element} for name, element in named.items()}
