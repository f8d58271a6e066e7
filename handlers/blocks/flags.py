"""Red flags in words: on the card as a count, in the forms with reasons; and the form for them.

A flag may hold a case and never approves one. What a person wrote about one stays sealed and is
shown to nobody but in the record.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from bot.domain.flag import (
    BARRING,
    BLOCK_NEEDS,
    BY_HAND,
    OF_THE_DIRECTORY,
    Flag,
    Sign,
    Weight,
    barring,
    standing,
)
from bot.domain.flag_words import REASONS
from bot.domain.flagging import LiftFlag, RaiseFlag
from bot.domain.rules.flagging import REASON_LENGTH
from bot.workflow.dossier import Dossier
from handlers.blocks import words
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.choices import fitting
from handlers.blocks.limits import Payload
from handlers.blocks.parts import (
    group,
    input_,
    modal,
    mrkdwn,
    option,
    plain,
    section,
    select,
    text_input,
)
from handlers.blocks.text import Markup

CALLBACK_ID: Final = "flag.file"
RAISE, LIFT = "raise", "lift"
WHY: Final = 600
"""Characters of a reason."""
_SIGNS: Final = frozenset(sign.value for sign in Sign)
_BYTES: Final = 9_000
"""Bytes of ASCII JSON for the flags shown in the form; those that bar come first."""
WEIGHED: Final = {
    Weight.BLOCK: "Bars an approval",
    Weight.HOLD: "Holds an approval",
    Weight.HIGH: "Weighs high",
    Weight.MEDIUM: "Weighs some",
    Weight.LOW: "Weighs little",
}


def counted(flags: Iterable[Flag]) -> str:
    """How many flags stand and how many of them bar, in one line; empty where none stands."""
    kept = standing(flags)
    if not kept:
        return ""
    bars = len(barring(kept))
    barred = f", of which {bars} must be lifted before anybody can approve" if bars else ""
    return f"Red flags: {len(kept)}{barred}."


def told(flags: Iterable[Flag]) -> Iterator[str]:
    """Each flag that stands: its weight, what was noticed, why it matters and what cures it."""
    for flag in _gravest_first(flags):
        reason = REASONS[flag.sign]
        yield (
            f"{WEIGHED[flag.weight]}{_progress(flag)}: {reason.noticed} {reason.matters}"
            f" {reason.cure}"
        )


def in_review(flags: Iterable[Flag]) -> str:
    """The flags as a reviewer reads them; says so where there is none."""
    lines = [f"• {line}" for line in told(flags)]
    head = words.counted(len(lines), "red flag") if lines else "No red flag was raised."
    return "\n".join([f"{head}:" if lines else head, *lines])


def view(dossier: Dossier) -> Payload:
    """The form: every flag that stands, then one to raise or to lift, and why."""
    case = dossier.case
    says = (
        f"*{case.number}*. A flag may hold a case and never approves one. One that bars an"
        " approval is lifted, once a call-back has passed, by two people of whom one is a senior;"
        " one that holds it, by one."
    )
    shown = [section(plain(line)) for line in told(case.flags)]
    inputs = list(_inputs(dossier))
    return modal(
        CALLBACK_ID,
        "Red flags",
        [
            section(mrkdwn(Markup(says))),
            *(fitting(shown, _BYTES) or [section(plain("No flag stands."))]),
            *inputs,
        ],
        ids={"c": case.number, "v": case.version},
        submit="Record" if inputs else None,
    )


def read(answers: Answers) -> RaiseFlag | LiftFlag | FieldErrors:
    """Read which flag is raised or lifted, and why."""
    act, _, sign = (answers.one("flag") or "").partition(":")
    why = answers.needed("why", "Say in a sentence what you saw, or what explains it.")
    if act not in (RAISE, LIFT) or sign not in _SIGNS:
        answers.fault("flag", "Choose what you raise or lift.")
    if why and len(why) < REASON_LENGTH:
        answers.fault("why", f"Say it in {REASON_LENGTH} characters or more.")
    if answers.faults:
        return answers.errors
    noticed = Sign(sign)
    return RaiseFlag(sign=noticed, why=why) if act == RAISE else LiftFlag(sign=noticed, why=why)


def _gravest_first(flags: Iterable[Flag]) -> list[Flag]:
    order = list(Weight)
    return sorted(standing(flags), key=lambda flag: order.index(flag.weight))


def _progress(flag: Flag) -> str:
    waits = flag.weight is Weight.BLOCK and flag.lifts
    return f" (1 of {BLOCK_NEEDS} people lifted it)" if waits else ""


def _inputs(dossier: Dossier) -> Iterator[Payload]:
    version, flags = dossier.case.version, dossier.case.flags
    known = {flag.sign for flag in flags}
    lifts = [
        option(REASONS[flag.sign].noticed, f"{LIFT}:{flag.sign}")
        for flag in _gravest_first(flags)
        if flag.weight in BARRING and flag.sign not in OF_THE_DIRECTORY
    ]
    raises = [
        option(REASONS[sign].noticed, f"{RAISE}:{sign}")
        for sign in Sign
        if sign in BY_HAND and sign not in known
    ]
    groups = [group("Lift: it was explained", lifts)] if lifts else []
    groups += [group("Raise: I noticed this", raises)] if raises else []
    if not groups:
        return
    yield input_("What you record", select("flag", groups), f"flag:v{version}")
    yield input_(
        "Why",
        text_input("why", least=REASON_LENGTH, most=WHY, multiline=True),
        f"why:v{version}",
        hint="What you saw, or what explains it and how you know. It is sealed in the record.",
    )
