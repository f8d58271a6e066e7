"""Named attacks on a database with history, and what whoever looks afterwards must find.

The attacker owns the database: triggers go, whatever is wanted is written, and triggers come back.
What was published outside and the keys are out of reach, unless the attack says otherwise.

The first eleven are those that every log is tried with. The others are what this record has
beside its chain: rows that rules read, sealed values, checkpoints in several places, and time.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bot.domain.audit import Reason
from bot.domain.checkpoint import Checkpoint, sign_checkpoint
from bot.domain.merkle import CompactRange
from bot.domain.record import entry_hash
from bot.workflow.findings import Sort
from tests.attacks.history import FILE, World
from tests.workflow.office_given import KEY, PRIVATE
from tests.workflow.tampering import bodies, forge, set_body, tamper

OUTSIDE = "checkpoints"
"""What some attacks need to be found: checkpoints that were published outside the database."""
FILED, APPROVED, CLEARED = "determination.filed", "case.approved", "release.cleared"
OPENED = "case.opened"


@dataclass(frozen=True)
class Attack:
    """What is done, and the first thing that must be found: where, of which sort, in which words.

    `needs` names what whoever looks must hold; with nothing the database alone gives it away.
    """

    name: str
    do: Callable[[World], None]
    position: Callable[[World], int | None]
    reason: str
    words: str
    needs: frozenset[str] = field(default_factory=frozenset)


def entry(kind: str, nth: int = 1, plus: int = 0) -> Callable[[World], int]:
    """The position of the nth entry of a kind, or of one after it."""
    return lambda world: world.entry(kind, nth) + plus


def end(plus: int = 0, stage: str = "whole") -> Callable[[World], int]:
    """The position of the last entry, or of one after it."""
    return lambda world: world.end(stage) + plus


def nowhere(_world: World) -> None:
    """No entry is at fault."""


def sql(*statements: str) -> Callable[[World], None]:
    """Run SQL in which `{filed}` and the like are positions, `{first}` and `{second}` cases."""

    def do(world: World) -> None:
        names = {
            "filed": world.entry(FILED),
            "approved": world.entry(APPROVED),
            "opened": world.entry(OPENED),
            "other": world.entry(OPENED, 2),
            "end": world.end(),
            "first": f"'{world.first}'",
            "second": f"'{world.second}'",
        }
        tamper(world.address, *[statement.format(**names) for statement in statements])

    return do


def edited(world: World) -> bytes:
    """The first determination as somebody else's, and its body in the record."""
    return bodies(world.address)[world.entry(FILED)].replace(b"p_ana", b"p_cyd")


def edit(world: World) -> None:
    """Change a body."""
    set_body(world.address, world.entry(FILED), edited(world))


def edit_with_hash(world: World) -> None:
    """Change a body and the hash beside it."""
    digest = entry_hash(edited(world))
    edit(world)
    sql(f"UPDATE record_entry SET hash = '{digest}' WHERE position = {{filed}}")(world)


def chain_anew(world: World) -> None:
    """Change an entry and everything after it, as somebody would who knows how it is made."""
    forge(world.address, world.entry(FILED), lambda e: replace(e, actor="p_cyd"))


def sign(world: World) -> str:
    """A checkpoint over the database as it stands, by whoever has the signing key."""
    tree = CompactRange()
    for _, body in sorted(bodies(world.address).items()):
        tree.append(bytes.fromhex(entry_hash(body)))
    point = Checkpoint(KEY.name, tree.size, tree.root())
    return sign_checkpoint(point, KEY, PRIVATE.sign).text


def chain_and_sign_anew(world: World) -> None:
    """Chain anew and publish it with stolen keys; another copy of what was published remains."""
    chain_anew(world)
    signed = sign(world)
    world.files["b"] = f"{signed}\n"
    tamper(
        world.address,
        "DELETE FROM checkpoint",
        f"INSERT INTO checkpoint (anchor, size, text) VALUES ('{FILE}', {world.end()}, :text)",
        text=signed,
    )


def fork(world: World) -> None:
    """Two databases went on from one backup; whoever looks at one has the files of both."""
    world.files["b"] = world.stages["forked"].file


def fork_from_the_other(world: World) -> None:
    """The same, looked at from the database that came less far."""
    fork(world)
    world.go_back_to("forked")


def fork_of_one_size(world: World) -> None:
    """Both databases were signed at one size: the two notes prove it by themselves."""
    size = world.end("forked")
    tree = CompactRange()
    for _, body in sorted(bodies(world.address).items())[:size]:
        tree.append(bytes.fromhex(entry_hash(body)))
    signed = sign_checkpoint(Checkpoint(KEY.name, size, tree.root()), KEY, PRIVATE.sign)
    fork(world)
    world.files["a"] += f"{signed.text}\n"


def edit_the_file(world: World) -> None:
    """Say in the file that the last checkpoint covers one entry less."""
    end = world.end()
    world.files["a"] = world.files["a"].replace(f"\n{end}\n", f"\n{end - 1}\n")


CLASSIC = (
    Attack("body edited", edit, entry(FILED), Reason.HASH, "does not have the stored hash"),
    Attack(
        "body edited and hashed anew",
        edit_with_hash,
        entry(FILED, plus=1),
        Reason.PREVIOUS,
        "does not name the entry before it",
    ),
    Attack(
        "deleted in the middle",
        sql("DELETE FROM record_entry WHERE position = {filed}"),
        entry(FILED),
        Reason.POSITION,
        "is missing",
    ),
    Attack(
        "deleted at the end",
        sql(
            "DELETE FROM record_entry WHERE position = {end}",
            "UPDATE record_head SET position = {end} - 1, hash = (SELECT hash FROM record_entry"
            " WHERE position = {end} - 1), at = (SELECT at FROM record_entry"
            " WHERE position = {end} - 1)",
        ),
        end(),
        Reason.SHORT,
        "is missing",
        frozenset({OUTSIDE}),
    ),
    Attack(
        "reordered",
        sql(
            "UPDATE record_entry SET position = 9999 WHERE position = {filed}",
            "UPDATE record_entry SET position = {filed} WHERE position = {approved}",
            "UPDATE record_entry SET position = {approved} WHERE position = 9999",
        ),
        entry(FILED),
        Reason.PREVIOUS,
        "does not name the entry before it",
    ),
    Attack(
        "inserted",
        sql(
            "UPDATE record_entry SET position = position + 1000 WHERE position > {filed}",
            "UPDATE record_entry SET position = position - 999 WHERE position > 1000",
            "UPDATE record_head SET position = {end} + 1",
            "INSERT INTO record_entry (position, case_number, kind, at, body, hash)"
            " SELECT {filed} + 1, case_number, kind, at, body, 'f' FROM record_entry"
            " WHERE position = {filed}",
        ),
        entry(FILED, plus=1),
        Reason.PREVIOUS,
        "does not name the entry before it",
    ),
    Attack(
        "column changed beside the body",
        sql("UPDATE record_entry SET kind = 'case.viewed' WHERE position = {filed}"),
        entry(FILED),
        Reason.COLUMNS,
        "the column kind differs from the body",
    ),
    Attack(
        "chained anew to the end",
        chain_anew,
        lambda world: world.end("earlier"),
        Reason.ROOT,
        "at least one was changed and chained anew",
        frozenset({OUTSIDE}),
    ),
    Attack(
        "rolled back to a backup",
        lambda world: world.go_back_to("earlier"),
        end(1, "earlier"),
        Reason.SHORT,
        "is missing",
        frozenset({OUTSIDE}),
    ),
    Attack(
        "forked",
        fork,
        end(0, "forked"),
        Reason.ROOT,
        "at least one was changed and chained anew",
        frozenset({OUTSIDE}),
    ),
    Attack(
        "checkpoint file edited",
        edit_the_file,
        nowhere,
        Sort.SIGNATURE,
        "is not signed by a key of this record",
        frozenset({OUTSIDE}),
    ),
)
FURTHER = (
    Attack(
        "forked, seen from the shorter one",
        fork_from_the_other,
        end(1, "forked"),
        Reason.SHORT,
        "is missing",
        frozenset({OUTSIDE}),
    ),
    Attack(
        "forked, both signed at one size",
        fork_of_one_size,
        end(0, "forked"),
        Sort.FORK,
        "there are two records under this name",
        frozenset({OUTSIDE}),
    ),
    Attack(
        "chained and signed anew with stolen keys",
        chain_and_sign_anew,
        lambda world: world.end("earlier"),
        Reason.ROOT,
        "at least one was changed and chained anew",
        frozenset({OUTSIDE}),
    ),
    Attack(
        "sealed values of two cases swapped",
        sql(
            "CREATE TABLE swap AS SELECT position, sealed FROM record_entry"
            " WHERE position IN ({opened}, {other})",
            "UPDATE record_entry SET sealed = (SELECT sealed FROM swap WHERE position = {other})"
            " WHERE position = {opened}",
            "UPDATE record_entry SET sealed = (SELECT sealed FROM swap WHERE position = {opened})"
            " WHERE position = {other}",
        ),
        entry(OPENED),
        Reason.OPENING,
        "its sealed values were changed, or the key is another",
    ),
    Attack(
        "keys of two cases swapped",
        sql(
            "CREATE TABLE swap AS SELECT case_number, sealed FROM case_key",
            "UPDATE case_key SET sealed = (SELECT sealed FROM swap WHERE swap.case_number ="
            " CASE case_key.case_number WHEN {first} THEN {second} ELSE {first} END)",
        ),
        entry(OPENED),
        Reason.OPENING,
        "its sealed values were changed, or the key is another",
    ),
    Attack(
        "state of a case changed",
        sql("UPDATE edr_case SET state = 'approved' WHERE number = {second}"),
        nowhere,
        Sort.STATE,
        "has state approved, its entries say in_review",
    ),
)
ATTACKS = (*CLASSIC, *FURTHER)
