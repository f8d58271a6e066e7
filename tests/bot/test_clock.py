"""The clocks: what moves, what cannot, and how ids sort."""

import inspect
import re
import time
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import ALPHABET, Clock, PracticeClock, SystemClock, id_text
from tests.fakes.clock import START, FrozenClock


def test_law_clock_is_aware_utc() -> None:
    """The law clock tells UTC, agrees with the machine, and carries its zone."""
    before = datetime.now(UTC)
    now = SystemClock().law()
    assert now.utcoffset() == timedelta(0)
    assert before <= now <= datetime.now(UTC)


def test_ids_sort_by_time_and_never_repeat() -> None:
    """Ten thousand ids drawn in a burst are all different and come in sorted order."""
    clock = SystemClock()
    ids = [clock.new_id() for _ in range(10_000)]
    assert ids == sorted(set(ids))
    assert all(len(one) == 26 and set(one) <= set(ALPHABET) for one in ids)


def test_id_text_keeps_order() -> None:
    """The text of a greater number sorts after that of a smaller one."""
    numbers = [0, 1, 31, 32, 2**80 - 1, 2**80, 2**128 - 1]
    texts = [id_text(number) for number in numbers]
    assert texts == sorted(texts)
    assert texts[0] == "0" * 26
    assert texts[3] == "0" * 24 + "10"


def test_tokens_and_codes_have_their_shape() -> None:
    """Tokens are URL-safe and of full length; codes are six digits; neither repeats as a rule."""
    clock = SystemClock()
    tokens = {clock.token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", token) for token in tokens)
    codes = {clock.code() for _ in range(100)}
    assert all(re.fullmatch(r"\d{6}", code) for code in codes)
    assert len(codes) > 90
    assert all(0 <= clock.random() < 1 for _ in range(100))


def test_production_clock_cannot_be_moved() -> None:
    """The system clock has nothing that takes an instant, an offset or a step."""
    public = {name for name in dir(SystemClock) if not name.startswith("_")}
    assert public == {
        "code",
        "law",
        "monotonic",
        "new_id",
        "random",
        "random_bytes",
        "token",
        "wall",
    }
    assert not inspect.signature(SystemClock).parameters


def test_practice_law_clock_moves_on_and_wall_stays() -> None:
    """Eight hours forward shows on the law clock and not on the wall clock."""
    clock = PracticeClock()
    law, wall = clock.law(), clock.wall()
    clock.advance(8 * 3600)
    assert timedelta(hours=8) <= clock.law() - law < timedelta(hours=8, seconds=30)
    assert clock.wall() - wall < 30
    assert abs(clock.wall() - time.time()) < 30
    assert clock.offset == timedelta(hours=8)


@pytest.mark.parametrize("seconds", [-0.001, -1.0, float("nan")])
def test_practice_clock_never_goes_back(seconds: float) -> None:
    """A step back, or no number at all, is refused and changes nothing."""
    clock = PracticeClock(timedelta(minutes=1))
    with pytest.raises(ValueError, match="time only goes on"):
        clock.advance(seconds)
    assert clock.offset == timedelta(minutes=1)


def test_frozen_clock_stands_still_and_counts() -> None:
    """The tests' clock moves only when told, and its ids sort and look like real ones."""
    clock: Clock = FrozenClock()
    assert clock.law() == clock.law() == START
    first, second = clock.new_id(), clock.new_id()
    assert first < second
    assert len(first) == 26
    assert len(clock.token()) == 43
    assert re.fullmatch(r"\d{6}", clock.code())
