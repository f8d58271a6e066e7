"""Claims about the examples in docs: what was given away once can be checked for ever."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bot.workflow.verify_case import program
from tests.project import examples

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


@pytest.mark.parametrize("name", [name for name, _ in examples.CASES])
@pytest.mark.parametrize("by", ["its own", "today's"])
def test_an_exported_case_still_verifies(name: str, by: str, tmp_path: Path) -> None:
    """By the program that came with it, and by the one that this version gives away."""
    with zipfile.ZipFile(EXAMPLES / f"{name}.zip") as archive:
        archive.extractall(tmp_path)
    folder, today = tmp_path / "bundle", tmp_path / "verify_case.py"
    today.write_bytes(program())
    script = today if by == "today's" else folder / today.name
    command = [sys.executable, str(script), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.partition(":")[0]) == (0, "VERIFIED"), done.stdout
    assert (folder / "case.html").read_bytes() == (EXAMPLES / f"{name}.html").read_bytes()


def test_the_report_in_the_papers_is_what_is_drawn_today(tmp_path: Path) -> None:
    """Page, tables, figures and schema: `python -m tests.project.examples` writes them anew."""
    examples.reported(tmp_path)
    for path in sorted(tmp_path.iterdir()):
        assert path.read_bytes() == (EXAMPLES / path.name).read_bytes(), path.name
