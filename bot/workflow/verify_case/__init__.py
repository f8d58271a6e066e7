"""The program that checks a bundle, shipped in it as one file; its parts are the modules here.

They import nothing but Python's standard library and one another. `program` puts them into one
text: what they import, then part after part.
"""

import ast
from functools import cache
from pathlib import Path
from typing import Final

PARTS: Final = ("curve", "notes", "trees", "entries", "bundle", "contents", "outside", "program")
"""The modules in the order in which they need one another."""


@cache
def program() -> bytes:
    """Return verify_case.py: the parts as one file, the last one's docstring before them."""
    folder = Path(__file__).parent
    sources = [(folder / f"{part}.py").read_text(encoding="utf-8") for part in PARTS]
    trees = [ast.parse(source) for source in sources]
    imports = {
        ast.unparse(node)
        for tree in trees
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom) and not _is_ours(node)
    }
    future = "from __future__ import annotations"
    head = [
        f'"""{ast.get_docstring(trees[-1], clean=False)}"""',
        future,
        _lines(imports - {future}),
    ]
    parts = [_part(source, tree) for source, tree in zip(sources, trees, strict=True)]
    return ("\n\n".join(head) + "\n\n\n" + "\n\n\n".join(parts) + "\n").encode()


def _is_ours(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and (node.module or "").startswith(__name__)


def _lines(imports: set[str]) -> str:
    return "\n".join(sorted(imports, key=lambda line: (line.startswith("from"), line)))


def _part(source: str, tree: ast.Module) -> str:
    """Return a module's text behind its imports, under its docstring as a comment."""
    last = max(
        node.end_lineno or 0 for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)
    )
    title = (ast.get_docstring(tree) or "").partition("\n")[0]
    return f"# {title}\n\n" + "\n".join(source.splitlines()[last:]).strip()
