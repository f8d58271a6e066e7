"""Releasing by the evidence store: authorizing it, and taking over where it does not answer."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.workflow.dossier import Dossier
from handlers.blocks.choices import fitting
from handlers.blocks.limits import TYPED, Payload, clip_bytes
from handlers.blocks.local_times import zone_word
from handlers.blocks.owners import next_device
from handlers.blocks.parts import (
    input_,
    modal,
    mrkdwn,
    option,
    plain,
    radio,
    section,
    select,
    text_input,
)
from handlers.blocks.release import (
    LINE_BYTES,
    NOBODY,
    WHOSE,
    allowed,
    clocks,
    recipients,
    scope_line,
    still,
)
from handlers.blocks.store_words import FAULTS
from handlers.blocks.text import utc
from handlers.blocks.times import zone_of

AUTHORIZE: Final = "store.authorize"
TAKE_OVER: Final = "store.take_over"
BY_STORE, BY_HAND = "store", "hand"
LISTED, CLAIMED, NOTHING = "listed", "claimed", "nothing"


def authorize(dossier: Dossier) -> Payload:
    """Confirm the facts and the recipient; the store does the rest, or a person lists the items."""
    case, ways = dossier.case, fitting(recipients(dossier), LINE_BYTES)
    known = next_device(dossier) is None
    blocks = [section(plain(allowed(dossier))), section(mrkdwn(clocks(dossier)))]
    if not known:
        blocks.append(section(plain(WHOSE.format(case.number))))
    elif ways:
        blocks.extend(_facts(dossier, ways))
    else:
        blocks.append(section(plain(NOBODY)))
    return modal(
        AUTHORIZE,
        "Release",
        blocks,
        ids={"c": case.number, "v": case.version},
        submit="Release" if ways and known else None,
    )


def _facts(dossier: Dossier, ways: Sequence[Payload]) -> Iterator[Payload]:
    version = dossier.case.version
    yield still(dossier)
    yield input_(
        "Confirmed by whom and how", text_input("confirmed", most=200), f"confirmed:v{version}"
    )
    yield input_("Hand over to", select("recipient", ways), f"recipient:v{version}")
    through = [
        option(
            "The evidence store",
            BY_STORE,
            "It is authorized to hand over exactly the lines above, once, within half an hour",
        ),
        option("By hand", BY_HAND, "You list the items on the next form, where the store is down"),
    ]
    yield input_("Through", radio("through", through), f"through:v{version}")


def take_over(dossier: Dossier) -> Payload:
    """Say what left the store, where it did not say so or not so that it counts."""
    case = dossier.case
    found = case.store.of(case.clearance)
    lines = [
        f"{number}. {scope_line(window, dossier)}"
        for number, window in enumerate(found.scope if found is not None else (), start=1)
    ]
    head = "The evidence store was authorized to hand over, and nothing else:"
    return modal(
        TAKE_OVER,
        "What left the store",
        [
            section(plain(clip_bytes("\n".join([head, *lines]), LINE_BYTES))),
            section(plain(_trouble(dossier))),
            *_inputs(dossier),
        ],
        ids={"c": case.number, "v": case.version},
        submit="Record",
    )


def _trouble(dossier: Dossier) -> str:
    found = dossier.case.store.of(dossier.case.clearance)
    if found is None:
        return ""
    if found.fault is None:
        said = "It has not answered yet. It is asked again and again"
    else:
        said = f"A person takes over, since {FAULTS[found.fault]}"
    return (
        f"{said}. That nothing left can be recorded from {utc(found.dead)} on; until then the"
        " store might still act. Look in the store's own log before you answer."
    )


def _inputs(dossier: Dossier) -> Iterator[Payload]:
    version, claimed = dossier.case.version, dossier.opened.claimed
    left = [option("Exactly the items that I list here", LISTED)]
    if claimed:
        said = f"What the store says, {len(claimed)} in all, also beyond what was allowed"
        left.append(option(said, CLAIMED))
    left.append(option("Nothing left, and nothing will", NOTHING))
    yield input_("What left the store?", radio("left", left), f"left:v{version}")
    yield input_(
        "Items, one a line",
        text_input(
            "items", most=TYPED, multiline=True, hint="scope-line start end bytes sha256 name"
        ),
        f"items:v{version}",
        optional=True,
        hint=f"Times are local in {zone_word(zone_of(dossier.zone))}. "
        "Example: 1 18:10:00 18:30:00 48211034 9f86…0a08 front-door.mp4",
    )
    yield input_("Where you saw it", text_input("receipt", most=200), f"receipt:v{version}")
