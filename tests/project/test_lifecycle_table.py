"""The documents print the lifecycle from the code, so that neither can drift from the other."""

from typing import get_args

from bot.domain.commands import Command, OpenCase
from bot.domain.rulebook import RULES
from bot.lifecycle_table import page
from tests.project import source


def test_the_architecture_page_has_the_table_of_the_code() -> None:
    """The page is what the code prints; `make settings` writes it anew."""
    text = (source.ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert page(text) == text


def test_every_command_but_the_first_has_a_rule() -> None:
    """A command without a rule could do anything; opening has no state before it."""
    assert set(get_args(Command)) - {OpenCase} == set(RULES)
