"""Files and functions stay small enough to be read in one go."""

from tests.project import source

FILE_LINES = 300
FUNCTION_LINES = 40
# A migration is a list of statements in one function, and is never changed once it has run.
MIGRATIONS = "storage/migrations/versions/"


def test_no_file_is_longer_than_300_lines() -> None:
    """Every Python file, tests included, has at most 300 lines."""
    lengths = {
        source.inside(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in source.modules()
    }
    assert len(lengths) > 50
    assert {name: size for name, size in lengths.items() if size > FILE_LINES} == {}


def test_no_function_is_longer_than_40_lines() -> None:
    """Every function, its signature and docstring included, has at most 40 lines."""
    lengths = {
        f"{source.inside(path)}:{node.lineno} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in source.modules()
        for node in source.functions(path)
        if not source.inside(path).startswith(MIGRATIONS)
    }
    assert len(lengths) > 200
    assert {name: size for name, size in lengths.items() if size > FUNCTION_LINES} == {}
