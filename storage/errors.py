"""What can be wrong with a database before anything is asked of it."""

from bot.domain.errors import ExigentError


class SchemaError(ExigentError):
    """The database does not have the shape this version works on; says what to do."""
