"""Nothing is put off, switched off, faked with a mock library, or tied to one machine."""

import ast
import re

import pytest

from tests.project import source

# This folder is left out of the search, since it names what is searched for.
PUT_OFF = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
SWITCHED_OFF = re.compile(r"mark\.skip|skipif|mark\.xfail|pytest\.xfail|importorskip")
MOCKED = re.compile(r"(from|import) unittest\.mock|MagicMock|monkeypatch\.setattr|from mock")
HOSTS = re.compile(r"pypi\.org|pythonhosted\.org|ghcr\.io|quay\.io|npmjs\.org|docker\.io")
MACHINE = re.compile(r"(?<![\w.~/-])/(?:work|home|root|Users)/\w")
UNREASONED = re.compile(
    r"# noqa(?!: [A-Z]+\d+(?:, ?[A-Z]+\d+)*\s+[-—#]\s*\w)"
    r"|# type: ?ignore(?!\[[\w, -]+\]\s+[-—#]\s*\w)"
)
RULES = {
    "put off": PUT_OFF,
    "switched off": SWITCHED_OFF,
    "mocked": MOCKED,
    "a registry's host": HOSTS,
    "a machine's path": MACHINE,
}


@pytest.mark.parametrize("rule", RULES)
def test_nothing_is(rule: str) -> None:
    """No file of the project has what the rule names."""
    found = [
        f"{source.inside(path)}:{number}"
        for path, text in source.texts()
        for number, line in enumerate(text.splitlines(), 1)
        if RULES[rule].search(line) and not source.inside(path).startswith("tests/project/")
    ]
    assert found == []


def test_lint_exceptions_carry_their_code_and_reason() -> None:
    """Each switched-off lint or type error names its code and says why."""
    found = [
        f"{source.inside(path)}:{number}"
        for path in source.modules()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if UNREASONED.search(line) and not source.inside(path).startswith("tests/project/")
    ]
    assert found == []


def test_lock_files_name_no_host_and_pin_by_hash() -> None:
    """Lock files hold versions and hashes, and neither an address nor a path."""
    locks = sorted(source.ROOT.glob("requirements*.lock"))
    assert len(locks) == 3
    for lock in locks:
        text = lock.read_text(encoding="utf-8")
        assert not re.search(r"://|^-|file:|^/", text, re.MULTILINE), lock.name
        pins = re.findall(r"^[\w.\[\]-]+==", text, re.MULTILINE)
        assert len(pins) == len(re.findall(r"^[^\s#]", text, re.MULTILINE)), lock.name
        assert text.count("--hash=sha256:") >= len(pins)


def test_every_test_says_its_claim() -> None:
    """Each test function has a docstring of one line that ends in a full stop."""
    silent = [
        f"{source.inside(path)}:{node.lineno} {node.name}"
        for path in source.modules("tests")
        for node in source.functions(path)
        if node.name.startswith("test_") and not _claims(ast.get_docstring(node))
    ]
    assert silent == []


def _claims(text: str | None) -> bool:
    return text is not None and text.splitlines()[0].endswith(".")
