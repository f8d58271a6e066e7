"""Attacks on what the database has beside its entries: sealed values, keys, and rows of cases.

Rules and ports read these rows, so whoever changes them changes what happens next.
"""

from collections.abc import Callable

from bot.domain.audit import Reason
from bot.workflow.findings import Sort
from tests.attacks.history import World
from tests.attacks.left_out import LEFT_OUT
from tests.attacks.unreadable import UNREADABLE
from tests.attacks.ways import (
    APPROVED,
    CLEARED,
    FILED,
    OPENED,
    Attack,
    drop_guard,
    end,
    entry,
    nowhere,
    sql,
    swapped,
)

SHUT = "its sealed values were changed, or the key is another"
Where = Callable[[World], int | None]


def _rows(name: str, position: Where, reason: str, words: str, *statements: str) -> Attack:
    return Attack(name, sql(*statements), position, reason, words)


SEALED = (
    Attack(
        "sealed values of two cases swapped",
        swapped("record_entry", "sealed", "position", "{opened}", "{other}"),
        entry(OPENED),
        Reason.OPENING,
        SHUT,
    ),
    Attack(
        "keys of two cases swapped",
        swapped("case_key", "sealed", "case_number", "{first}", "{second}"),
        entry(OPENED),
        Reason.OPENING,
        SHUT,
    ),
    Attack(
        "drafts of two cases swapped",
        swapped("draft", "sealed", "case_number", "{first}", "{second}"),
        nowhere,
        Sort.SEALED,
        "In EDR-2026-000001 the draft of p_eve on version 1 does not open",
    ),
    Attack(
        "files of two cases swapped",
        swapped("case_file", "sealed", "case_number", "{first}", "{second}"),
        nowhere,
        Sort.SEALED,
        "In EDR-2026-000001 the file original does not open",
    ),
    _rows(
        "key deleted without an erasure",
        entry(OPENED),
        Sort.KEY,
        "The key of EDR-2026-000001 is gone, and no entry says that the case was erased",
        "DELETE FROM case_key WHERE case_number = {first}",
    ),
)
CASES = (
    _rows(
        "state of a case changed",
        end(),
        Sort.STATE,
        "has state approved, its entries say in_review",
        "UPDATE edr_case SET state = 'approved' WHERE number = {second}",
    ),
    _rows(
        "timer of a case taken away",
        end(),
        Sort.STATE,
        "has next due time None, its entries say",
        "UPDATE edr_case SET next_due = NULL WHERE number = {second}",
    ),
    _rows(
        "case taken off the list",
        entry(OPENED, 2),
        Sort.CASE,
        "opens EDR-2026-000002, of which there is no row",
        "DELETE FROM edr_case WHERE number = {second}",
    ),
)
GUARDED = (
    _rows(
        "determination given to another",
        entry(FILED),
        Sort.DETERMINATION,
        "is the determination of p_ana on version 1; its row is not there",
        "UPDATE determination SET person = 'p_cyd' WHERE position = {filed}",
    ),
    _rows(
        "determination moved to another entry",
        entry(FILED),
        Sort.DETERMINATION,
        "its row names entry 1.",
        "UPDATE determination SET position = 1 WHERE position = {filed}",
    ),
    _rows(
        "determination made up",
        end(),
        Sort.DETERMINATION,
        "a determination by p_ben on version 1 of EDR-2026-000002, but no such entry",
        "INSERT INTO determination (case_number, version, person, position)"
        " VALUES ({second}, 1, 'p_ben', {end})",
    ),
    _rows(
        "approval given to another",
        entry(APPROVED),
        Sort.APPROVAL,
        "hold p_ana in 1, p_cyd in 2; its entries say p_ana in 1, p_ben in 2",
        "UPDATE approval SET person = 'p_cyd' WHERE slot = 2",
    ),
    _rows(
        "approval withdrawn in its row alone",
        entry(APPROVED),
        Sort.APPROVAL,
        "hold p_ana in 1 (withdrawn), p_ben in 2; its entries say p_ana in 1, p_ben in 2",
        "UPDATE approval SET withdrawn = 1 WHERE slot = 1",
    ),
    _rows(
        "approval made up",
        nowhere,
        Sort.APPROVAL,
        "of version 1 of EDR-2026-000002 hold p_ana in 1; its entries say nobody",
        "INSERT INTO approval (case_number, version, slot, person, withdrawn)"
        " VALUES ({second}, 1, 1, 'p_ana', 0)",
    ),
    _rows(
        "clearance removed",
        entry(CLEARED),
        Sort.CLEARANCE,
        "clears a release; its row is not there",
        "DELETE FROM clearance",
    ),
    _rows(
        "clearance made up",
        nowhere,
        Sort.CLEARANCE,
        "There is a row of clearance 1 on version 1 of EDR-2026-000002, but no such entry",
        "INSERT INTO clearance (case_number, version, number) VALUES ({second}, 1, 1)",
    ),
    Attack(
        "trigger dropped",
        drop_guard("record_entry_no_update", "record_entry"),
        nowhere,
        Sort.TRIGGER,
        "The trigger record_entry_no_update is not this version's",
    ),
)
TASKS = (
    _rows(
        "receipt deleted before it was sent",
        entry(FILED),
        Sort.TASK,
        "calls for the task receipt:EDR-2026-000001:",
        "DELETE FROM task WHERE port = 'receipt' AND case_number = {first}",
    ),
    _rows(
        "notice deleted before it was sent",
        entry("notice.safety_answered", 2),
        Sort.TASK,
        "calls for the task notice:EDR-2026-000001:O1:1, which is not there",
        "DELETE FROM task WHERE port = 'notice'",
    ),
    _rows(
        "receipt called done",
        entry(FILED),
        Sort.TASK,
        "is called done, but nobody ever began it",
        "UPDATE task SET state = 'done' WHERE port = 'receipt' AND case_number = {first}",
    ),
    _rows(
        "receipt put off for ever",
        entry(FILED),
        Sort.TASK,
        "was put off to 2099-01-01 00:00 UTC",
        "UPDATE task SET due_at = '2099-01-01T00:00:00.000000Z'"
        " WHERE port = 'receipt' AND case_number = {first}",
    ),
    _rows(
        "receipt begun once and put off for ever",
        entry(FILED),
        Sort.TASK,
        "was put off to 2099-01-01 00:00 UTC",
        "UPDATE task SET due_at = '2099-01-01T00:00:00.000000Z', attempts = 1"
        " WHERE port = 'receipt' AND case_number = {first}",
    ),
    _rows(
        "receipt sent to another",
        entry(FILED),
        Sort.TASK,
        "is not what entry",
        "UPDATE task SET ids = replace(ids, 'p_ana', 'p_cyd')"
        " WHERE port = 'receipt' AND case_number = {first}",
    ),
    _rows(
        "task hidden in another queue",
        entry(FILED),
        Sort.TASK,
        "stands in another queue than its own",
        "UPDATE task SET queue = 'x' WHERE port = 'receipt' AND case_number = {first}",
    ),
    _rows(
        "task of no such case",
        nowhere,
        Sort.TASK,
        "There is card:x of EDR-2026-999999, but no row of that case",
        "INSERT INTO task (key, port, lane, case_number, queue, due_at, ids, state, attempts,"
        " token) SELECT 'card:x', port, lane, 'EDR-2026-999999', 'EDR-2026-999999/card', due_at,"
        " ids, state, attempts, token FROM task WHERE port = 'card' AND case_number = {first}",
    ),
    _rows(
        "task for no such port",
        nowhere,
        Sort.TASK,
        "is for the port release, which there is not",
        "INSERT INTO task (key, port, lane, queue, due_at, ids, state, attempts, token)"
        " SELECT 'release:x', 'release', 'card', '/card', due_at, ids, state, attempts, token"
        " FROM task WHERE port = 'card' AND case_number = {first}",
    ),
    _rows(
        "card that shows what never happened",
        lambda world: world.end() + 1,
        Sort.CARD,
        "shows entry",
        "INSERT INTO card_place (case_number, surface, channel, ts, drawn)"
        " VALUES ({first}, 'card', 'C1', '1.1', {end} + 1)",
    ),
)
BESIDE = (*SEALED, *CASES, *GUARDED, *TASKS, *LEFT_OUT, *UNREADABLE)
