"""An append-only store: numbers without gaps, nothing written twice, and all of it read back."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.domain.checkpoint import parse_signed
from bot.workflow.held_outside import Holds, Unread
from bot.workflow.ports import Again, Done, GiveUp
from handlers.anchors.append_only import AppendOnly
from tests.handlers.anchors.outsiders import TOKEN, Store, calling, serving, signed


@asynccontextmanager
async def anchored(
    store: Store, token: str = TOKEN
) -> AsyncIterator[tuple[AppendOnly, AppendOnly]]:
    """Two anchors on one store, as two replicas have them."""
    async with serving(store.routes()) as url, calling(token) as caller:
        yield AppendOnly(caller, url + "/log"), AppendOnly(caller, url + "/log/")


def note(size: int) -> str:
    """A checkpoint's text."""
    return signed(size, bytes([size % 256]) * 32)


async def sizes(anchor: AppendOnly) -> list[int]:
    """Return the sizes that are read back."""
    held = await anchor.read_back()
    assert isinstance(held, Holds), held
    return [one.checkpoint.size for one in held.notes]


async def test_checkpoints_get_numbers_in_order() -> None:
    """Each is put byte for byte under the next number."""
    store = Store()
    async with anchored(store) as (anchor, _):
        assert await anchor.read_back() == Holds()
        for size in (3, 9, 12):
            assert await anchor.publish(parse_signed(note(size)), "") == Done()
    assert store.objects == {
        f"{number:08d}": note(size).encode() for number, size in ((1, 3), (2, 9), (3, 12))
    }


@pytest.mark.parametrize("count", [1, 2, 3, 4, 7, 8, 9, 100])
async def test_the_newest_is_found_by_asking_alone(count: int) -> None:
    """However many there are, and with few questions."""
    store = Store({f"{n:08d}": note(n).encode() for n in range(1, count + 1)})
    async with anchored(store) as (anchor, _):
        assert await sizes(anchor) == [count]
        assert len(store.asked) <= 2 * count.bit_length() + 1
        store.asked.clear()
        assert await sizes(anchor) == [count]
        assert len(store.asked) == 2


async def test_a_number_is_never_written_twice() -> None:
    """Of two replicas that come at once the second is told, reads back, and takes the next."""
    store = Store()
    async with anchored(store) as (one, other):
        await one.read_back()
        await other.read_back()
        assert await one.publish(parse_signed(note(3)), "") == Done()
        assert await other.publish(parse_signed(note(4)), "") == Again("number_taken")
        assert await sizes(other) == [3]
        assert await other.publish(parse_signed(note(4)), "") == Done()
    assert store.objects["00000001"] == note(3).encode()


async def test_a_lost_answer_is_no_second_checkpoint() -> None:
    """The same bytes under the number that was tried are ours."""
    store = Store({"00000001": note(3).encode()})
    async with anchored(store) as (anchor, _):
        assert await anchor.publish(parse_signed(note(3)), "") == Done()
    assert list(store.objects) == ["00000001"]


async def test_troubles_say_whether_trying_again_helps() -> None:
    """A store that is out of order, and one that does not know us."""
    store = Store(failing=[503, 503, 409])
    async with anchored(store) as (anchor, _):
        assert await anchor.read_back() == Unread("http_503")
        assert await anchor.publish(parse_signed(note(1)), "") == Again("http_503")
        assert await anchor.publish(parse_signed(note(1)), "") == Again("at_once")
    async with anchored(store, "another") as (stranger, _):
        assert await stranger.read_back() == Unread("http_401")
        assert await stranger.publish(parse_signed(note(1)), "") == GiveUp("http_401")


@pytest.mark.parametrize("count", [1, 16, 17])
async def test_where_no_checkpoint_stands_nothing_was_read(count: int) -> None:
    """Somebody else's bytes under our numbers are not an empty store, and it may be asked again."""
    objects = {f"{n:08d}": b"\xff hello" for n in range(1, count + 1)}
    async with anchored(Store(objects)) as (anchor, _):
        assert await anchor.read_back() == Unread("no_checkpoint")


async def test_what_somebody_put_after_our_checkpoint_hides_nothing() -> None:
    """The newest that is one is found behind it, and the next number is taken."""
    store = Store({"00000001": note(2).encode(), "00000002": note(3).encode()})
    store.objects |= {f"{n:08d}": b"\xff hello" for n in (3, 4)}
    async with anchored(store) as (anchor, _):
        assert await sizes(anchor) == [3]
        assert await anchor.publish(parse_signed(note(4)), "") == Done()
        assert await sizes(anchor) == [4]
    assert store.objects["00000005"] == note(4).encode()


async def test_a_store_that_overwrites_is_found_out() -> None:
    """It is asked to take again what it has; a store that does is no anchor."""
    store = Store({"00000001": note(3).encode()})
    async with anchored(store) as (anchor, _):
        assert await anchor.overwritable() is False
        store.strict = False
        assert await anchor.overwritable() is True
    assert store.objects == {"00000001": note(3).encode()}
