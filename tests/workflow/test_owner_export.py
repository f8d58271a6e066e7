"""Claims about one owner's bundle: theirs alone, nothing of who helped, and it proves itself."""

import json
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.errors import ExigentError
from bot.domain.restriction import Restriction, RestrictionKind, RestrictionStatus
from bot.domain.standard import Ground
from bot.workflow.owner_export import by_role, refuse_owner
from storage import SqlDatabase
from tests import exported as given
from tests import story as stories
from tests.desk import office_over
from tests.exported import SECRETS, exported
from tests.factories import AT, ROSTER
from tests.fakes.clock import FrozenClock
from tests.workflow.test_export import checked, written


async def test_an_owner_reads_their_own_and_nobody_elses(
    database: SqlDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    """No name, narrative, other device or sign of danger is in any file; all of it verifies."""
    desk = await given.told(office_over(database, clock), clock)
    bundle = await exported(desk, owner="O1")
    found = [
        (name, secret)
        for name, content in bundle.files.items()
        for secret in SECRETS
        if name != "verify_case.py" and secret.encode() in content
    ]
    assert found == []
    assert checked(written(bundle, tmp_path / "bundle"))[0] == 0
    case = json.loads(bundle.files["case.json"])
    assert [g["device"] for g in case["given"]] == ["B8:7C:6F:12:34:56"]
    assert [n["kind"] for n in case["named"]] == [
        "case.opened",
        "determination.filed",
        "determination.filed",
        "case.approved",
        "release.cleared",
    ]
    assert case["people"]["p_ana"] == "reviewer 1"
    assert case["people"]["p_dee"] == "custodian"
    texts = json.loads(bundle.files["openings.json"]).values()
    assert [t["/text"]["value"] for t in texts] == ["Why me?", "Because of the film."]


async def test_an_owner_who_was_not_told_gets_no_bundle(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    """Who is not told, and who is none, gets nothing, and there is no entry of an export."""
    desk = await given.told(office_over(database, clock), clock)
    before = await desk.office.database.read(lambda db: db.record.peek())
    for alias, words in (("O2", "has not been told"), ("O9", r"\(O1, O2\), got O9")):
        with pytest.raises(ExigentError, match=words):
            await exported(desk, owner=alias)
    assert await desk.office.database.read(lambda db: db.record.peek()) == before


async def test_for_whom_it_was_is_on_the_record(database: SqlDatabase, clock: FrozenClock) -> None:
    """The entry of the export names the audience and the owner."""
    desk = await given.told(office_over(database, clock), clock)
    await exported(desk)
    await exported(desk, owner="O1")
    rows = await desk.office.database.read(lambda db: db.record.of_no_case("record.exported"))
    said = [json.loads(row.body)["payload"] for row in rows]
    assert [(p["audience"], p["owner"]) for p in said] == [("full", None), ("owner", "O1")]


def test_nobody_gets_a_bundle_while_a_restriction_is_in_force() -> None:
    """An owner who was told is refused as well while one that concerns them stands; others not."""
    case = stories.told().case
    refuse_owner(case, "O1", AT)
    for owner, refused in ((None, True), ("O1", True), ("O2", False)):
        hold = Restriction(
            number=1,
            owner=owner,
            kind=RestrictionKind.STATUTORY_SILENCE,
            ground=Ground.PROHIBITED,
            until=None,
            by="system",
            proposed_at=AT,
            status=RestrictionStatus.IN_FORCE,
        )
        silent = replace(case, restrictions=(hold,))
        with pytest.raises(ExigentError, match="keeps O1 from") if refused else nullcontext():
            refuse_owner(silent, "O1", AT)


def test_people_are_called_by_role_and_number() -> None:
    """Nobody by name; who is not on the roster any more is somebody."""
    people = ("p_ana", "p_dee", "p_ben", "p_ghost", "system", "owner")
    assert by_role(ROSTER, people) == {
        "p_ana": "reviewer 1",
        "p_ben": "reviewer 2",
        "p_dee": "custodian",
        "p_ghost": "somebody",
        "system": "the product",
        "owner": "you",
    }
