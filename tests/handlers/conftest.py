"""A house with Slack in front of it, for whichever test asks for it."""

from tests.handlers.housing import dwelling, sqlite_template

__all__ = ["dwelling", "sqlite_template"]
