"""Attacks on the entries and on what was published of them.

The first eleven are those that every log is tried with: one entry changed, with its hash or
without, removed, moved or inserted; a column beside it; all that follows chained anew; the tail
cut; an old backup put back; two that go on from one backup; and the checkpoints changed.
"""

from dataclasses import replace

from bot.domain.audit import Reason
from bot.domain.checkpoint import Checkpoint, sign_checkpoint
from bot.domain.merkle import CompactRange
from bot.domain.record import entry_hash
from bot.workflow.findings import Sort
from tests.attacks.history import FILE, World
from tests.attacks.published import edit_a_size
from tests.attacks.ways import FILED, OUTSIDE, VIEWED, Attack, covered, end, entry, nowhere, sql
from tests.workflow.office_given import KEY, PRIVATE
from tests.workflow.tampering import bodies, forge, set_body, tamper


def edited(world: World) -> bytes:
    """The body of an entry that no other table knows of, as somebody else's."""
    return bodies(world.address)[world.entry(VIEWED)].replace(b"p_ana", b"p_cyd")


def edit(world: World) -> None:
    """Change a body."""
    set_body(world.address, world.entry(VIEWED), edited(world))


def edit_with_hash(world: World) -> None:
    """Change a body and the hash beside it."""
    digest = entry_hash(edited(world))
    edit(world)
    sql(f"UPDATE record_entry SET hash = '{digest}' WHERE position = {{viewed}}")(world)


def chain_anew(world: World) -> None:
    """Change an entry and everything after it, as somebody would who knows how it is made."""
    forge(world.address, world.entry(VIEWED), lambda e: replace(e, actor="p_cyd"))


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


CLASSIC = (
    Attack("body edited", edit, entry(VIEWED), Reason.HASH, "does not have the stored hash"),
    Attack(
        "body edited and hashed anew",
        edit_with_hash,
        entry(VIEWED, plus=1),
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
        covered(VIEWED),
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
        edit_a_size,
        nowhere,
        Sort.SIGNATURE,
        "at line 13 of checkpoint file 1 is not signed by a key of this record",
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
        covered(VIEWED),
        Reason.ROOT,
        "at least one was changed and chained anew",
        frozenset({OUTSIDE}),
    ),
)
