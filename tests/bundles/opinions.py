"""What each of the three says of one bundle: the shipped file, the other program, the product."""

import sys
import types
from functools import cache
from typing import Any

from bot.domain.audit import Audit, Row
from bot.domain.codec import kinds
from bot.workflow.verify_case import program
from tests.bundles.corrupting import Case
from tests.bundles.independent_bundle import verdict
from tests.bundles.memory import MemoryRecord


@cache
def shipped() -> Any:  # noqa: ANN401  # a module that was made of a text
    """The program as it lies in a bundle, as a module."""
    module = types.ModuleType("verify_case")
    sys.modules[module.__name__] = module  # where dataclasses look
    exec(compile(program(), "verify_case.py", "exec"), module.__dict__)
    return module


def of_the_program(case: Case) -> str:
    """Why the bundle is not good, in the words of its own program; empty where it is."""
    checker = shipped()
    held = checker.Held(case.held, [("FILE", one) for one in _files(case)], case.receipts)
    try:
        checker.check_files(case.files, held)
    except checker.Fault as fault:
        return str(fault)
    return ""


def of_the_other(case: Case) -> str:
    """The same by the independent program."""
    return verdict(case.files, case.held, _files(case), case.receipts)


def _files(case: Case) -> list[str]:
    """The files of checkpoints that the reader brings; a case without any has an empty text."""
    return [case.outside] if case.outside else []


def of_the_product(record: MemoryRecord) -> list[str]:
    """What the product's own audit finds in the record that a bundle was made of."""
    rows = (Row(r.position, r.case, r.kind, r.at, r.body, r.hash) for r in record.rows)
    return [finding.detail for finding in Audit(kinds=kinds()).check(rows)]
