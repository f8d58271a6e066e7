"""What ships, and what the innermost part may import."""

import ast
import sys
import tomllib

from tests.project import source

# The domain is the law of the case: these are the parts of Python that cannot reach the world.
PURE = {
    "abc", "base64", "binascii", "bisect", "collections", "contextlib", "copy", "dataclasses",
    "datetime", "decimal", "difflib", "enum", "fractions", "functools", "hashlib", "heapq", "hmac",
    "html", "importlib", "ipaddress", "itertools", "json", "math", "operator", "re", "statistics",
    "string", "textwrap", "types", "typing", "unicodedata", "urllib", "zoneinfo",
}  # fmt: skip
# A codec without IO, in one module; decision 024 says why.
BESIDE_PYTHON = {"bot/domain/canonical.py orjson"}
READERS_OF_THE_ENVIRONMENT = {"bot/settings.py"}


def test_only_three_packages_ship() -> None:
    """Beside the tests there is no root package but the three, and the wheel takes those alone."""
    packages = {path.parent.name for path in source.ROOT.glob("*/__init__.py")}
    assert packages == {*source.PACKAGES, "tests"}
    assert list(source.ROOT.glob("*.py")) == []
    project = tomllib.loads((source.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["setuptools"]["packages"]["find"]["include"] == [
        f"{name}*" for name in source.PACKAGES
    ]


def test_every_folder_is_a_package_that_says_what_it_is_for() -> None:
    """Each folder with Python in it has an `__init__.py` with a docstring, tests included."""
    folders = {path.parent for path in source.modules() if path.parent.name != "versions"}
    silent = {
        source.inside(folder)
        for folder in folders
        if not (folder / "__init__.py").exists()
        or not ast.get_docstring(source.tree(folder / "__init__.py"))
    }
    assert silent == set()


def test_domain_imports_itself_and_the_pure_part_of_python() -> None:
    """The domain's imports are a short list of what cannot reach the world, and one codec."""
    strangers = {
        f"{source.inside(path)} {name}"
        for path in source.modules("bot/domain")
        for name in _imports(source.tree(path))
        if not name.startswith("bot.domain") and name.partition(".")[0] not in PURE
    }
    assert strangers == BESIDE_PYTHON
    assert sys.stdlib_module_names >= PURE


def test_only_the_settings_read_the_environment() -> None:
    """No shipped module but one names the process's environment."""
    readers = {
        source.inside(path)
        for path in source.modules(*source.PACKAGES)
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    }
    assert readers == READERS_OF_THE_ENVIRONMENT


def _imports(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            if node.module == "bot":
                names |= {f"bot.{alias.name}" for alias in node.names}
            else:
                names.add(node.module or "")
    return names
