"""The owner's page: everything about one owner's part, nothing of anybody else's, no effect."""

import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.notice import NoticeKind, NoticeStatus
from bot.domain.release import OwnerRole
from bot.workflow.notice_links import NOTICE_PAGE_LIFE, notice_token, notice_url
from handlers.notices.content import Fraud
from handlers.owners.source import as_told
from tests import factories as make
from tests.handlers.notices.letters import notice
from tests.handlers.owners.visiting import PUBLIC, Visitor, read
from tests.handlers.release import told
from tests.storage import raw

GONE = "This link does not open anything"


async def test_the_page_says_what_was_given_to_whom_when_and_why(jo: Visitor) -> None:
    """What the letter said stands on the page, in the same words, with the entry's fingerprint."""
    page = await jo.words(await jo.told())
    for sentence in (
        f"We gave information from your account to {make.AGENCY.name}",
        "It told us that somebody had been abducted",
        "Device CAM-D1: video",
        "18 U.S.C. 2702(b)(8)",
        "We will never ask for your password",
        "write to privacy@example.com",
        jo.case,
    ):
        assert sentence in page
    entries = await jo.entries()
    cleared = next(e for e in entries if type(e.event).__name__ == "ReleaseCleared")
    assert f"entry {cleared.position} of it" in page
    assert cleared.hash in page


async def test_the_page_speaks_the_owners_language(jo: Visitor) -> None:
    """By the locale that the accounts have, whatever the browser says; another one by choice."""
    path = await jo.told((make.owner(locale="es-MX"),))
    status, page = await jo.get(path, **{"Accept-Language": "en"})
    assert (status, '<html lang="es">' in page) == (200, True)
    assert "Entregamos datos de su cuenta" in page
    assert "We gave information" in await jo.words(f"{path}?lang=en")


async def test_a_wrong_link_looks_like_an_unknown_one(jo: Visitor) -> None:
    """One page for what is unknown, mistyped, of another kind or expired; none names a case."""
    path = await jo.told()
    status, unknown = await jo.get("/notice/" + "a" * 32)
    assert (status, GONE in unknown) == (404, True)
    officers = jo.house.office.status_token(jo.case)
    for wrong in (path[:-1] + "x", "/notice/short", f"/notice/{officers}", "/notice/%00"):
        assert await jo.get(wrong) == (404, unknown)
        assert await jo.get(f"{wrong}/proof") == (404, unknown)
        assert await jo.get(f"{wrong}/verify_case.py") == (404, unknown)
    jo.house.clock.advance(NOTICE_PAGE_LIFE - timedelta(minutes=1))
    assert (await jo.get(path))[0] == 200
    jo.house.clock.advance(timedelta(minutes=1))
    assert await jo.get(path) == (404, unknown)


async def test_nobody_reads_a_page_before_the_notice_goes_out(jo: Visitor) -> None:
    """The link opens with the attempt that carries it, and not with the release."""
    jo.case = await told.handed_over(jo.house)
    assert (await jo.get(jo.path("O1")))[0] == 404
    await told.found_safe(jo.house, jo.case)
    assert (await jo.get(jo.path("O1")))[0] == 404
    await told.tell(jo.house, jo.case, told.Remembering())
    assert (await jo.get(jo.path("O1")))[0] == 200


async def test_each_owner_reads_their_own_part(jo: Visitor) -> None:
    """Two owners of two devices: neither page names the other's device or person."""
    kim = make.owner("O2", name="Kim Oye", email="kim@home.example", account="acct-2")
    await jo.told((make.owner(),), (kim,))
    mine, theirs = await jo.words(jo.path("O1")), await jo.words(jo.path("O2"))
    assert ("CAM-D1" in mine, "CAM-D2" in mine) == (True, False)
    assert ("CAM-D1" in theirs, "CAM-D2" in theirs) == (False, True)
    for secret in ("Kim", "kim@home.example", "acct-2", "O2"):
        assert secret not in mine


async def test_a_landlord_reads_nothing_of_a_tenants_release(jo: Visitor) -> None:
    """A landlord has no notice of a let device, and so no page."""
    landlord = make.owner("O2", name="Lee", email="lee@home.example", account="acct-9")
    tenant = make.owner(role=OwnerRole.TENANT)
    await jo.told((tenant, replace(landlord, role=OwnerRole.LANDLORD)))
    assert (await jo.get(jo.path("O1")))[0] == 200
    assert (await jo.get(jo.path("O2")))[0] == 404


async def test_a_scanner_that_opens_the_link_changes_nothing(jo: Visitor) -> None:
    """Opened, fetched ahead and asked for its head, the record stays as it was."""
    path = await jo.told()
    before = await jo.entries()
    for part in ("", "?lang=es", "/proof", "/verify_case.py"):
        assert (await jo.get(path + part))[0] == 200
        async with jo.client.head(path + part) as response:
            assert response.status == 200
    assert await jo.entries() == before
    (notice,) = (await jo.house.case(jo.case)).notices
    assert notice.status is NoticeStatus.SENT


async def test_the_page_is_not_kept_and_tells_no_other_site(jo: Visitor) -> None:
    """No store, no referrer, no frame, nothing loaded from anywhere, no script."""
    path = await jo.told()
    for part in ("", "/proof", "/verify_case.py"):
        async with jo.client.get(path + part) as response:
            heads, text = response.headers, await response.text()
        assert heads["Cache-Control"] == "no-store"
        assert heads["Referrer-Policy"] == "no-referrer"
        assert heads["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in heads["Content-Security-Policy"]
        if not part:
            assert not re.search(r"<(script|img|link|iframe|object)\b", text)
            assert set(re.findall(r'(?:href|src)="(https?:[^"]*)"', text)) == set()
        else:
            assert heads["Content-Disposition"].startswith("attachment; filename=")


async def test_the_proof_is_checked_by_the_program_beside_it(jo: Visitor, tmp_path: Path) -> None:
    """Run as the page says, it verifies; with another fingerprint, key or place it does not."""
    path = await jo.told()
    _, page = await jo.get(path)
    command = read(page).partition("python3 verify_case.py ")[2].partition('" ')[0]
    asked = re.fullmatch(r'--proof (\S+) --hash (\S+) --key "([^"]+)', command)
    assert asked is not None
    proof, fingerprint, key = asked.groups()
    (tmp_path / proof).write_text((await jo.get(f"{path}/proof"))[1])
    (tmp_path / "verify_case.py").write_text((await jo.get(f"{path}/verify_case.py"))[1])

    def run(*arguments: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-I", "verify_case.py", *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout

    code, said = run("--proof", proof, "--hash", fingerprint, "--key", key)
    assert (code, said.startswith("VERIFIED: entry ")) == (0, True), said
    other = fingerprint[:-1] + ("0" if fingerprint[-1] != "0" else "1")
    assert run("--proof", proof, "--hash", other, "--key", key)[0] == 1
    name, _, rest = key.partition("+")
    assert run("--proof", proof, "--hash", fingerprint, "--key", f"{name}x+{rest}")[0] == 1
    moved = (tmp_path / proof).read_text().replace("index ", "index 1")
    (tmp_path / proof).write_text(moved)
    assert run("--proof", proof, "--hash", fingerprint, "--key", key)[0] == 1


async def test_an_erased_case_shows_that_it_happened_and_nothing_else(
    jo: Visitor, tmp_path: Path
) -> None:
    """Once the case's key is gone, also from a memory that still holds it, only the proof stays."""
    path = await jo.told()
    await jo.get(path)
    raw.run(f"sqlite:///{tmp_path / 'exigent.db'}", "DELETE FROM case_key")
    page = await jo.words(path)
    assert "What stood here was deleted" in page
    for gone in ("CAM-D1", make.AGENCY.name, "abducted", "Jo Doe"):
        assert gone not in page
    status, proof = await jo.get(f"{path}/proof")
    assert (status, proof.startswith("c2sp.org/tlog-proof@v1")) == (200, True)


@pytest.mark.parametrize("case", [("EDR-2026-000001", "O2"), ("EDR-2026-000002", "O1")])
async def test_a_token_is_of_one_owner_of_one_case(jo: Visitor, case: tuple[str, str]) -> None:
    """Nothing can be worked out from one's own token, which is 32 letters that one can type."""
    office = jo.house.office
    own = notice_token(office, "EDR-2026-000001", "O1")
    assert re.fullmatch(r"[a-z2-7]{32}", own)
    assert notice_token(office, *case) != own
    assert notice_token(office, "EDR-2026-000001", "O1") == own
    assert notice_url(office, PUBLIC + "/", "EDR-2026-000001", "O1") == f"{PUBLIC}/notice/{own}"


async def test_a_link_typed_in_capitals_opens(jo: Visitor) -> None:
    """Whoever types it from paper need not mind the shift key."""
    head, _, token = (await jo.told()).rpartition("/")
    assert (await jo.get(f"{head}/{token.upper()}"))[0] == 200


async def test_the_stored_link_does_not_hold_the_token(jo: Visitor) -> None:
    """Whoever reads the database finds a digest only."""
    path = await jo.told()
    token = path.rpartition("/")[2]
    found = await jo.house.database.read(lambda db: db.cabinet.link(token, jo.house.clock.law()))
    assert found is None


@pytest.mark.parametrize("careful", [True, False])
def test_the_page_does_not_run_ahead_of_the_notice(careful: bool) -> None:
    """A fraud stands on the page once the owner was told after it was found, and not before."""
    found = datetime(2026, 12, 1, tzinfo=UTC)
    told = notice(kind=NoticeKind.FRAUD, fraud=Fraud(found=found))
    before, after = found - timedelta(days=3), found + timedelta(minutes=1)
    kept = as_told(told, [before], careful=careful)
    assert (kept.fraud, kept.kind is NoticeKind.SAFETY_REVIEWED) == (None, careful)
    assert as_told(told, [before, after], careful=careful) == told
    assert as_told(notice(), [], careful=careful) == notice()
