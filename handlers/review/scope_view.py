"""Review, step 2: what may go out, category by category, in the camera's own time."""

from typing import Final

from bot.domain.request import Category
from bot.workflow.dossier import Dossier
from handlers.blocks import words
from handlers.blocks.parts import (
    Payload,
    checkboxes,
    group,
    input_,
    modal,
    option,
    plain,
    section,
    select,
    time_picker,
)
from handlers.blocks.times import short, span, zone_of
from handlers.review import windows
from handlers.review.asking import lowered
from handlers.review.draft import Draft, block, scope_block
from handlers.review.facts import category_fact
from handlers.review.reading import open_classes
from handlers.review.seen import Seen

MOST_DEVICES: Final = 10
MOST_CATEGORIES: Final = 3
NEXT_DAY: Final = (
    "Only for “own times”. Local time at the camera, to the minute; an end before the start means"
    " the next day."
)
_ALLOW: Final = "Allow: it relates, helps and is the least (E7, E8 yes)"
_GIVE: Final = "Give: the order covers it and names it precisely (F4, F5 yes)"


def too_large(dossier: Dossier) -> bool:
    """Whether the request needs the desk page: over 10 devices, 3 categories or 7 days."""
    case = dossier.case
    days = {v for v, _ in windows.own_days(case, zone_of(dossier.zone)) if not v.endswith(":1")}
    return (
        len(windows.devices(case)) > MOST_DEVICES
        or len(windows.categories(case)) > MOST_CATEGORIES
        or len(days) > windows.MOST_DAYS
    )


def review_scope(dossier: Dossier, draft: Draft, seen: Seen) -> Payload:
    """Step 2 as a view, for the classes that step 1 leaves open; `seen` is step 1's."""
    still_open = open_classes(dossier, draft)
    wanted = [c for c in windows.categories(dossier.case) if c.data_class in still_open]
    blocks = [section(plain(_asked(dossier)))]
    closed = [c for c in dossier.case.classes if c not in still_open]
    if closed:
        shut = " and ".join(words.CLASSES[c].lower() for c in closed)
        blocks.append(section(plain(f"Your answers in step 1 allow nothing of the {shut}.")))
    blocks += [_category(dossier, draft, category) for category in wanted]
    if len(windows.devices(dossier.case)) > 1:
        blocks.append(_devices(dossier, draft))
    blocks += _own_times(dossier, draft)
    return modal(
        "review.scope",
        "Review, step 2 of 3",
        blocks,
        ids=seen.ids(),
        submit="Next",
        close="Back",
    )


def _asked(dossier: Dossier) -> str:
    zone = zone_of(dossier.zone)
    lines = [
        f"{s.alias}: {words.listed(words.CATEGORIES[c] for c in s.categories)}, "
        f"{span(s.start, s.end, zone)}"
        for s in dossier.case.sought
    ]
    at = dossier.case.occurred_at
    event = f"The event: {short(at, zone)}." if at else "The officer gave no time of the event."
    return "\n".join(["Asked for:", *lines, event])


def _category(dossier: Dossier, draft: Draft, category: Category) -> Payload:
    zone = zone_of(dossier.zone)
    allow = [option(r.label, r.value) for r in windows.ready(dossier.case, category, zone)]
    allow += [option(label, value) for value, label in windows.own_days(dossier.case, zone)]
    lower = [option(text, f"{e}:{a}") for e, a, text in lowered(dossier)]
    formal = dossier.test.formal
    choices = [
        group(_GIVE if formal else _ALLOW, allow),
        group("Do not give" if formal else "Do not allow", lower),
    ]
    name = words.CATEGORIES[category]
    return input_(
        f"{name[:1].upper()}{name[1:]} ({category.data_class}): what may go out?",
        select("window", choices, initial=draft.choices.get(category)),
        scope_block(category, dossier.case.version),
        dispatch=True,
        hint=category_fact(dossier, category),
    )


def _devices(dossier: Dossier, draft: Draft) -> Payload:
    request = dossier.opened.request
    known = {s.alias: s.device for s in request.data_sought} if request else {}
    named = [
        option(f"{alias}, ending {(known.get(alias) or '?')[-5:]}", alias)
        for alias in windows.devices(dossier.case)
    ]
    return input_(
        "Devices whose data may go out",
        checkboxes("devices", named, initial=draft.devices),
        block("devices", dossier.case.version),
        optional=True,
        dispatch=True,
    )


def _own_times(dossier: Dossier, draft: Draft) -> list[Payload]:
    version = dossier.case.version
    zone = str(zone_of(dossier.zone))
    return [
        input_(
            "Own times: from",
            time_picker("from", zone=zone, initial=draft.start),
            block("from", version),
            optional=True,
            dispatch=True,
        ),
        input_(
            "Own times: to",
            time_picker("to", zone=zone, initial=draft.end),
            block("to", version),
            optional=True,
            dispatch=True,
            hint=NEXT_DAY,
        ),
    ]
