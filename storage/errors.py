"""What can be wrong with a database before anything is asked of it."""


class SchemaError(Exception):
    """The database does not have the shape this version works on; says what to do."""
