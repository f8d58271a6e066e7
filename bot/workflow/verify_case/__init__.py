"""The program that checks a bundle, shipped in it as one file; its parts are the modules here.

They import nothing but Python's standard library and one another. `program` puts them into one
text: what they import, then part after part.
"""

import ast
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

PARTS: Final = ("curve", "notes", "trees", "entries", "bundle", "contents", "outside", "command")
"""The modules in the order in which they need one another."""
FUTURE: Final = "from __future__ import annotations"
"""With it Python 3.8 reads the annotations."""


@cache
def program() -> bytes:
    """Return verify_case.py: the parts as one file, the last one's docstring before them."""
    folder = Path(__file__).parent
    sources = [(folder / f"{part}.py").read_text(encoding="utf-8") for part in PARTS]
    trees = [ast.parse(source) for source in sources]
    head = [f'"""{ast.get_docstring(trees[-1], clean=False)}"""', FUTURE, _imports(trees)]
    parts = [_part(source, tree) for source, tree in zip(sources, trees, strict=True)]
    return ("\n\n".join(head) + "\n\n\n" + "\n\n\n".join(parts) + "\n").encode()


def _imports(trees: Sequence[ast.Module]) -> str:
    """Return what the parts import of the standard library, a line for each module."""
    plain: set[str] = set()
    named: dict[str, set[str]] = {}
    for node in (node for tree in trees for node in tree.body):
        if isinstance(node, ast.Import):
            plain |= {f"import {alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not _is_ours(node.module):
            named.setdefault(node.module, set()).update(alias.name for alias in node.names)
    return "\n".join(
        [
            *sorted(plain),
            *(
                f"from {module} import {', '.join(sorted(named[module]))}"
                for module in sorted(named)
            ),
        ]
    )


def _is_ours(module: str) -> bool:
    return module == "__future__" or module.startswith(__name__)


def _part(source: str, tree: ast.Module) -> str:
    """Return a module's text behind its imports, under its docstring as a comment."""
    last = max(
        node.end_lineno or 0 for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)
    )
    title = (ast.get_docstring(tree) or "").partition("\n")[0]
    return f"# {title}\n\n" + "\n".join(source.splitlines()[last:]).strip()
