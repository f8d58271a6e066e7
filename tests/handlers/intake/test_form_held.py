"""The form beyond its limit: the request waits, its page says so, and the desk can let it in."""

from pathlib import Path

from bot.workflow.holding import Flood, lift, waiting
from tests import factories as make
from tests.handlers.intake.officer import FIELDS, PHONE, officer


async def test_a_request_too_many_waits_on_a_page_of_its_own(
    sqlite_template: Path, tmp_path: Path
) -> None:
    """The officer reads that it waits and whom to call; once lifted the page is the case's."""
    async with officer(sqlite_template, tmp_path, Flood(per_source=1, everybody=9)) as alvarez:
        assert make.NUMBER in (await alvarez.send()).text
        held = await alvarez.send()
        assert held.status == 200
        assert "HELD-000001" in held.text
        assert "it waits until a person lets it through" in held.text
        assert PHONE in held.text
        assert len(await waiting(alvarez.office)) == 1
        await lift(alvarez.office, 1, make.ANA)
        page = await alvarez.get(held.path.partition("?")[0])
        assert "EDR-2026-000002" in page.text


async def test_each_source_has_its_own_measure(sqlite_template: Path, tmp_path: Path) -> None:
    """Behind our proxy the last address that it added counts, whatever stands before it."""
    async with officer(sqlite_template, tmp_path, Flood(per_source=1, everybody=9)) as alvarez:
        for address in ("203.0.113.9, 192.0.2.1", "203.0.113.9, 192.0.2.2", "1.1.1.1, 192.0.2.1"):
            held_by = alvarez.held_by(await alvarez.get())
            await alvarez.post("/request", {**FIELDS, **held_by}, **{"X-Forwarded-For": address})
        assert await alvarez.cases() == [make.NUMBER, "EDR-2026-000002"]
        assert len(await waiting(alvarez.office)) == 1


async def test_without_room_the_officer_is_told_to_call(
    sqlite_template: Path, tmp_path: Path
) -> None:
    """503 with Retry-After, the telephone, in their language; counted, and nothing kept half."""
    none = Flood(per_source=0, everybody=0)
    async with officer(sqlite_template, tmp_path, none, held_most=10) as alvarez:
        answer = await alvarez.send()
        assert (answer.status, answer.headers["Retry-After"]) == (503, "600")
        assert "Call the desk now" in answer.text
        assert PHONE in answer.text
        assert [reason for _, reason in alvarez.refusals] == ["held_full"]
        assert (await alvarez.cases(), await waiting(alvarez.office)) == ([], [])
