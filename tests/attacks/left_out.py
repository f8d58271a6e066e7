"""Attacks by leaving out or putting in: files, links, kept checkpoints, a timer's task."""

from bot.workflow.findings import Sort
from tests.attacks.ways import OPENED, Attack, entry, nowhere, sql


def _link(kind: str, case: str) -> str:
    return (
        "INSERT INTO capability_link (digest, kind, case_number, version, person, expires_at)"
        f" SELECT 'ab', '{kind}', {case}, 1, 'p_zed', expires_at FROM capability_link"
        " WHERE case_number = {first} AND kind = 'status'"
    )


LEFT_OUT = (
    Attack(
        "original of a request deleted",
        sql("DELETE FROM case_file WHERE case_number = {first}"),
        entry(OPENED),
        Sort.FILE,
        "brought the file original, which is not there",
    ),
    Attack(
        "file of no such case",
        sql(
            "INSERT INTO case_file (case_number, key, sealed)"
            " SELECT 'EDR-2026-999999', key, sealed FROM case_file WHERE case_number = {first}"
        ),
        nowhere,
        Sort.FILE,
        "There is the file original of EDR-2026-999999, but no row of that case",
    ),
    Attack(
        "link made up",
        sql(_link("desk", "{first}")),
        nowhere,
        Sort.LINK,
        "There is a desk link to EDR-2026-000001 for p_zed, and no entry that calls for it",
        trouble=False,
    ),
    Attack(
        "link of no such kind",
        sql(_link("x", "{first}")),
        nowhere,
        Sort.LINK,
        "There is a link to EDR-2026-000001 of the kind x, which there is not",
    ),
    Attack(
        "link to no such case",
        sql(_link("desk", "'EDR-2026-999999'")),
        nowhere,
        Sort.LINK,
        "There is a desk link of EDR-2026-999999, but no row of that case",
    ),
    Attack(
        "question for the receipt called done a day early",
        sql("UPDATE task SET state = 'done', attempts = 1 WHERE key LIKE 'delivery:chase:%'"),
        entry("release.handed_over"),
        Sort.TASK,
        "is called done; entry 24 has it due only at 2026-11-23 03:14 UTC",
        trouble=False,
    ),
    Attack(
        "kept checkpoint deleted",
        sql("DELETE FROM checkpoint WHERE size = (SELECT min(size) FROM checkpoint)"),
        nowhere,
        Sort.CHECKPOINT,
        "The table checkpoint lacks 1 of the checkpoints at hand",
        trouble=False,
    ),
    Attack(
        "every kept checkpoint deleted",
        sql("DELETE FROM checkpoint"),
        nowhere,
        Sort.CHECKPOINT,
        "of the checkpoints at hand, the first over",
        trouble=False,
    ),
)
