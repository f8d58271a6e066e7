"""Paging a person by webhook."""

from handlers.outside import Permanent, Transient
from handlers.paging import SUMMARY_CAP, Page, Paged, PagingDesk
from tests.handlers.receivers import Receiver, posting, says

PAGE = Page(
    key="EDR-2026-000001/acknowledge/ana",
    case="EDR-2026-000001",
    person="ana",
    summary="Emergency request waits for a first look",
)


async def test_a_page_says_who_and_why() -> None:
    """Trigger and resolve carry the documented members; any answer of success will do."""
    receiver = Receiver([says(202, "accepted"), says(204, "")])
    async with posting(receiver) as post:
        desk = PagingDesk(post)
        assert await desk.trigger(PAGE) == Paged()
        assert await desk.resolve(PAGE) == Paged()
    members = {
        "key": "EDR-2026-000001/acknowledge/ana",
        "case": "EDR-2026-000001",
        "person": "ana",
        "summary": "Emergency request waits for a first look",
        "severity": "critical",
    }
    assert receiver.bodies == [
        {"type": "page.trigger", **members},
        {"type": "page.resolve", **members},
    ]


async def test_a_repeated_page_wakes_nobody_twice() -> None:
    """The same page again has the same id, its end another one."""
    receiver = Receiver([says()])
    async with posting(receiver) as post:
        desk = PagingDesk(post)
        for call in (desk.trigger, desk.trigger, desk.resolve):
            await call(PAGE)
    first, again, end = receiver.ids
    assert first == again != end


async def test_a_summary_is_one_short_line() -> None:
    """What is read on a lock screen has no line ends and a cap."""
    receiver = Receiver([says()])
    async with posting(receiver) as post:
        await PagingDesk(post).trigger(
            Page(key="k", case="c", person="p", summary="a\n" * 500, severity="warning")
        )
    summary = receiver.bodies[0]["summary"]
    assert (len(summary), "\n" in summary) == (SUMMARY_CAP, False)


async def test_a_page_that_was_not_taken_says_whether_to_try_again() -> None:
    """Failures of the call are passed on as they are."""
    async with posting(Receiver([says(500), says(403)])) as post:
        desk = PagingDesk(post)
        assert await desk.trigger(PAGE) == Transient("http_500")
        assert await desk.trigger(PAGE) == Permanent("http_403")
