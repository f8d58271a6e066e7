"""Names are the field's: none of those that fit anything and say nothing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.project import source

EMPTY_WORDS = {
    "base", "common", "data", "helper", "helpers", "info", "manager", "misc", "processor",
    "service", "util", "utils",
}  # fmt: skip
# Words that other people's interfaces and the law fixed, each with where it comes from.
GIVEN = {
    "data_sought": "the member of a request's JSON",
    "private_metadata": "a member of Slack's views",
    "metadata": "a member of Slack's messages, and SQLAlchemy's name for the tables",
    "database": "one word of its own",
    "users_info": "Slack's method users.info",
    "conversations_info": "Slack's method conversations.info",
    "team_info": "Slack's method team.info",
    "get_extra_info": "asyncio's question to a transport",
    "user_info": "Slack's method users.info",
    "dnd_info": "Slack's method dnd.info",
    "channel_info": "Slack's method conversations.info",
    "handle_data": "aiosmtpd's hook for the SMTP command DATA",
    "handle_DATA": "aiosmtpd's name for the SMTP command DATA",
    "base_url": "the Slack client's argument",
    "data_class": "the law's contents and records",
    "data_classes": "the law's contents and records",
    "DataClass": "the law's contents and records",
    "DataCategory": "the law's categories: video, audio, ...",
    "DataSought": "the member of a request's JSON",
    "sqlite_master": "SQLite's own table",
}

# Arguments that take such a thing, and are called as it is.
GIVEN_ARGUMENTS = {
    "data": "the member of an attachment's JSON",
    "info": "pydantic's own name for what a validator is told",
}


def test_files_and_folders_are_named_for_what_they_hold() -> None:
    """No file or folder has an empty word in its name."""
    names = {
        source.inside(path)
        for path in source.modules()
        for part in Path(source.inside(path)).with_suffix("").parts
        if _empty(part)
    }
    assert names == set()


def test_classes_and_functions_are_named_for_what_they_do() -> None:
    """No class or function, and no argument of what ships, has an empty word in its name."""
    names = {
        f"{source.inside(path)} {name}"
        for path in source.modules()
        for name in (*_defined(path), *_arguments(path))
        if _empty(name)
    }
    assert names == set()


def _defined(path: Path) -> Iterator[str]:
    for node in ast.walk(source.tree(path)):
        # A test's name is a sentence, in which such a word can say something.
        if isinstance(
            node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
        ) and not node.name.startswith("test_"):
            yield node.name


def _arguments(path: Path) -> Iterator[str]:
    for node in ast.walk(source.tree(path)):
        if isinstance(node, ast.arg) and source.shipped(path) and node.arg not in GIVEN_ARGUMENTS:
            yield node.arg


def _empty(name: str) -> bool:
    if name in GIVEN or name.lstrip("_") in GIVEN:
        return False
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)
    return any(word.lower() in EMPTY_WORDS for word in words)
