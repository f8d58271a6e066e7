"""The words of the domain as choices in a form."""

from collections.abc import Iterable

from bot.domain.release import Stored
from bot.domain.request import Category, DataClass, Ongoing
from handlers.blocks.limits import Payload, ascii_bytes
from handlers.blocks.parts import option
from handlers.blocks.words import CATEGORIES, HARMS, NO_WARRANT, Words

STORED: Words = {
    Stored.YES: "Yes",
    Stored.NO_SUBSCRIPTION: "No: no subscription",
    Stored.DELETED: "No: deleted",
    Stored.EXPIRED: "No: expired",
    Stored.E2EE: "Encrypted end to end: we cannot read it",
    Stored.WRONG_ID: "No such device: wrong identifier",
    Stored.UNKNOWN: "Not known",
}


def choices(words: Words) -> list[Payload]:
    """One option for each word, its value the word itself; a capital begins it."""
    return [option(text[:1].upper() + text[1:], word) for word, text in words.items()]


def categories() -> list[Payload]:
    """The data categories, with the contents marked as such."""
    return choices({c: CATEGORIES[c] + _mark(c) for c in Category})


def _mark(category: Category) -> str:
    return " (contents)" if category.data_class is DataClass.CONTENTS else ""


def harms() -> list[Payload]:
    """The two harms of the statute."""
    return choices(HARMS)


def no_warrant() -> list[Payload]:
    """Why legal process cannot come in time."""
    return choices(NO_WARRANT)


def ongoing() -> list[Payload]:
    """Whether the emergency still goes on."""
    return choices({Ongoing.YES: "Yes", Ongoing.NO: "No", Ongoing.UNKNOWN: "Not known"})


def fitting(options: Iterable[Payload], most: int) -> list[Payload]:
    """The first options that together take at most `most` bytes of ASCII JSON."""
    kept: list[Payload] = []
    for one in options:
        most -= ascii_bytes(one) + 2
        if most < 0:
            break
        kept.append(one)
    return kept
