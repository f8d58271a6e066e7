"""Attacks by rows that hold what nobody of ours ever wrote, or that are gone where one must be.

Whoever looks must hear of them in words; a program that only breaks says nothing of the record.
"""

from bot.workflow.findings import Sort
from tests.attacks.ways import Attack, end, nowhere, sql


def _agency(column: str, value: str) -> Attack:
    return Attack(
        f"nonsense in an agency's {column}",
        sql(f"UPDATE agency SET {column} = '{value}'"),
        nowhere,
        Sort.UNREADABLE,
        "The row of springfield in the table agency holds what its columns cannot",
    )


UNREADABLE = (
    Attack(
        "head deleted",
        sql("DELETE FROM record_head"),
        end(1),
        Sort.HEAD,
        "There is no head that would name the last entry",
    ),
    _agency("kind", "x"),
    _agency("domains", "["),
    _agency("coming", '[{{"x": 1}}]'),
    _agency("former", "5"),
    Attack(
        "proposal taken off the list of open ones",
        sql("UPDATE directory_proposal SET state = 'refused'"),
        nowhere,
        Sort.DIRECTORY,
        "Proposal 1 is listed as open where it is not, or left out",
    ),
    Attack(
        "nonsense in a proposal",
        sql("UPDATE directory_proposal SET content = '{{}}'"),
        nowhere,
        Sort.UNREADABLE,
        "Proposal 1 in the table directory_proposal holds what its columns cannot",
    ),
    Attack(
        "nonsense made up as a proposal",
        sql("INSERT INTO directory_proposal (number, state, content) VALUES (99, 'open', '[')"),
        nowhere,
        Sort.UNREADABLE,
        "Proposal 99 in the table directory_proposal holds what its columns cannot",
    ),
)
