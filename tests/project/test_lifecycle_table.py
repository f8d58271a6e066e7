"""The documents print the lifecycle from the code, so that neither can drift from the other."""

from bot.domain.commands import OpenCase
from bot.domain.lifecycle import RULES
from bot.lifecycle_table import page
from tests.project import source


def test_the_architecture_page_has_the_table_of_the_code() -> None:
    """The page is what the code prints; `make settings` writes it anew."""
    text = (source.ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert page(text) == text


def test_every_command_but_the_first_has_a_rule() -> None:
    """A command without a rule could do anything; opening has no state before it."""
    from bot.domain import commands  # noqa: PLC0415 - the module is what is looked through

    named = {c for c in vars(commands).values() if isinstance(c, type) and hasattr(c, "__slots__")}
    own = {c for c in named if c.__module__ == commands.__name__} - {OpenCase, commands.ItemLine}
    assert own == set(RULES)
