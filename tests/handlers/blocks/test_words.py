"""Words and times: every enum has its words, every instant reads right."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import pytest

from bot.domain.determination import Element, OwnerRoute, Reason
from bot.domain.events import Escalation
from bot.domain.notice import Safety
from bot.domain.release import OwnerFlag, OwnerRole
from bot.domain.request import (
    AgencyKind,
    Category,
    DataClass,
    Harm,
    Nature,
    NoWarrant,
    Ongoing,
    OwnerConsent,
)
from bot.domain.verification import NumberSource, StepKind, StepResult
from handlers.blocks import times, words
from handlers.blocks.parts import stamp

PAIRS = [
    (AgencyKind, words.KINDS),
    (Nature, words.NATURES),
    (Harm, words.HARMS),
    (Ongoing, words.GOING_ON),
    (NoWarrant, words.NO_WARRANT),
    (OwnerConsent, words.CONSENT),
    (Category, words.CATEGORIES),
    (DataClass, words.CLASSES),
    (Element, words.ELEMENTS),
    (Element, words.SHORT),
    (OwnerRoute, words.OWNER),
    (Reason, words.REASONS),
    (Escalation, words.ESCALATIONS),
    (StepKind, words.STEPS),
    (NumberSource, words.SOURCES),
    (StepResult, words.RESULTS),
    (Safety, words.SAFETY),
    (OwnerRole, words.OWNER_ROLES),
    (OwnerFlag, words.OWNER_FLAGS),
]


@pytest.mark.parametrize(("enum", "said"), PAIRS)
def test_every_word_of_the_domain_has_words_for_people(
    enum: type[StrEnum], said: Mapping[str, str]
) -> None:
    """Nothing on a screen reads like an identifier, and no two members read alike."""
    assert set(said) == set(enum)
    assert not any("_" in text for text in said.values())
    assert len(set(said.values())) == len(enum)


PACIFIC = times.zone_of("America/Los_Angeles")
AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def test_a_window_is_said_in_both_zones() -> None:
    """Local time first, then UTC with its own day."""
    assert times.span(AT, AT + timedelta(minutes=30), PACIFIC) == (
        "Sat 21 Nov 2026 18:00 to 18:30 PST (Sun 22 Nov 2026 02:00 to 02:30 UTC)"
    )


def test_a_window_over_a_change_of_clocks_names_both() -> None:
    """Where the zone's word changes inside, both ends carry theirs."""
    start = datetime(2026, 11, 1, 8, 30, tzinfo=UTC)
    said = times.span(start, start + timedelta(hours=1), PACIFIC)
    assert said.startswith("Sun 1 Nov 2026 01:30 PDT to 01:30 PST")


@pytest.mark.parametrize(
    "name", ["", "Nowhere/Land", "../../etc/passwd", "/etc", "x\0y", "a" * 500]
)
def test_a_zone_that_is_none_is_utc(name: str) -> None:
    """A requester's zone is text like any other: nonsense reads as UTC."""
    assert times.zone_of(name) is UTC


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(), "no time"),
        (timedelta(seconds=61), "1 minute 1 second"),
        (timedelta(minutes=20), "20 minutes"),
        (timedelta(hours=1, minutes=5, seconds=9), "1 hour 5 minutes"),
        (timedelta(days=2, seconds=5), "2 days"),
    ],
)
def test_lengths_read_in_two_units(length: timedelta, said: str) -> None:
    """A length is said in its two largest units that follow each other."""
    assert times.lasting(length) == said


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (59, "just now"),
        (60, "1 minute ago"),
        (3_700, "1 hour 1 minute ago"),
        (-600, "in 10 minutes"),
    ],
)
def test_ago_counts_minutes(passed: int, said: str) -> None:
    """How long ago is said to the minute, and a moment to come as such."""
    assert times.ago(AT, AT + timedelta(seconds=passed)) == said


def test_a_stamp_is_the_readers_time_and_utc() -> None:
    """Slack's date with a fallback, and UTC beside it for the record's sake."""
    assert stamp(datetime(2026, 11, 22, 3, 25, tzinfo=UTC)) == (
        "<!date^1795317900^{date_short_pretty} {time}|2026-11-22 03:25 UTC> (03:25 UTC)"
    )


def test_counts_have_their_plural() -> None:
    """One device, two devices, two categories."""
    assert [words.counted(n, w) for n, w in ((1, "device"), (0, "device"), (2, "category"))] == [
        "1 device",
        "0 devices",
        "2 categories",
    ]
