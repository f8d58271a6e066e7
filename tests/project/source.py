"""Reads the project's own files, for the tests that look at them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "handlers", "storage")
# Read by people or by tools; pictures, fonts and lock files are not looked into.
_TEXTS = {".py", ".md", ".toml", ".yaml", ".html", ".css", ".js", ".txt", ".service", ".mako", ""}
_LEFT_OUT = {"__pycache__", "build", "dist", "demo", "keys", "node_modules"}


def modules(*packages: str) -> list[Path]:
    """Return every Python file of these packages, or of the shipped ones and the tests."""
    return sorted(
        path
        for package in packages or (*PACKAGES, "tests")
        for path in (ROOT / package).rglob("*.py")
    )


def texts() -> Iterator[tuple[Path, str]]:
    """Yield every text file of the project with its contents, the lock files left out."""
    for path in sorted(ROOT.rglob("*")):
        inside = path.relative_to(ROOT).parts
        hidden = any(part.startswith(".") and part != ".ci" for part in inside)
        built = any(part in _LEFT_OUT or part.endswith(".egg-info") for part in inside)
        if not hidden and not built and path.is_file() and path.suffix in _TEXTS:
            yield path, path.read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    """Return the parsed module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function of a module, at any depth."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def shipped(path: Path) -> bool:
    """Whether the file is part of what ships, and no test."""
    return path.relative_to(ROOT).parts[0] in PACKAGES


def inside(path: Path) -> str:
    """Return the path as it is written in the project."""
    return path.relative_to(ROOT).as_posix()
