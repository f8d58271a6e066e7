"""`exigent demo`, as somebody who has just cloned the repository runs it."""

import re
import subprocess
import sys
from pathlib import Path

from bot.practice.scripts import SCRIPTS

ROOT = Path(__file__).resolve().parents[2]


def demo(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the demo with no variable but where temporary files go."""
    return subprocess.run(
        [sys.executable, "-m", "bot", "demo", *arguments],
        cwd=ROOT,
        env={"TMPDIR": str(folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_kidnapping_from_receipt_to_notice(tmp_path: Path) -> None:
    """It ends with 0 and prints a timeline in order, from receipt to the delivered notice."""
    played = demo(tmp_path, "--script", "kidnapping")
    assert (played.returncode, played.stderr) == (0, "")
    about, *lines = played.stdout.splitlines()
    assert about == SCRIPTS["kidnapping"][0]
    positions = [int(line.partition(".")[0]) for line in lines]
    assert positions == sorted(set(positions))
    assert "opened the case" in lines[0]
    assert "closed the case" in lines[-1]
    story = "\n".join(lines)
    for step in (
        r"Eve Tanaka recorded a step: Call-back, passed",
        r"Ana Ruiz filed a determination",
        r"Ben Okafor filed a determination",
        r"approved: two people agree",
        r"Col Whitaker cleared 1 item",
        r"owes O1 a notice by",
        r"handed over",
        r"ended attempt 1 for O1: it was delivered",
    ):
        found = re.search(step, story)
        assert found, step
        story = story[found.end() :]


def test_the_list_names_every_script(tmp_path: Path) -> None:
    """`--list` prints each script with what it shows, and starts nothing."""
    listed = demo(tmp_path, "--list")
    assert listed.returncode == 0
    lines = dict(line.split(maxsplit=1) for line in listed.stdout.splitlines())
    assert lines == {name: about for name, (about, _) in SCRIPTS.items()}


def test_an_unknown_script_is_refused(tmp_path: Path) -> None:
    """A misspelt name ends with 2 and one line that lists what there is."""
    refused = demo(tmp_path, "--script", "kidnaping")
    assert refused.returncode == 2
    assert len(refused.stderr.splitlines()) == 1
    assert all(name in refused.stderr for name in SCRIPTS)
