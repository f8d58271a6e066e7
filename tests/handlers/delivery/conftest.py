"""A house of its own for each test of a delivery."""

from tests.handlers.housing import dwelling, sqlite_template

__all__ = ["dwelling", "sqlite_template"]
