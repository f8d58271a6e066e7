"""`exigent intake-email` as a mail server's pipe runs it."""

import subprocess
import sys
from email.utils import format_datetime
from pathlib import Path

import pytest

from bot.clock import SystemClock
from tests.cli.conftest import Site
from tests.corpus.mail_writing import letter

ROOT = Path(__file__).resolve().parents[2]


def piped(site: Site, raw: bytes) -> subprocess.CompletedProcess[bytes]:
    """Run the command with a message on standard input."""
    return subprocess.run(
        [sys.executable, "-m", "bot", "intake-email"],
        input=raw,
        cwd=ROOT,
        env={"EXIGENT_CONFIG": str(site.folder / "exigent.toml")},
        capture_output=True,
        timeout=60,
        check=False,
    )


def now() -> dict[str, str | None]:
    """A Date of now."""
    return {"Date": format_datetime(SystemClock().law())}


def test_a_message_becomes_a_case_and_is_taken(ready: Site) -> None:
    """Exit 0 and the case's number; the same message again is the same case."""
    raw = letter(now(), b"caf\xe9")
    first, again = piped(ready, raw), piped(ready, raw)
    assert (first.returncode, first.stderr) == (0, b"")
    number = first.stdout.decode().strip()
    assert number.startswith("EDR-")
    assert (again.returncode, again.stdout.decode()) == (0, f"{number} (again)\n")


def test_what_cannot_be_taken_is_said(ready: Site) -> None:
    """Exit 65 with one line, so that the mail server tells the sender; automatic mail is 0."""
    bad = piped(ready, b"\r\nno header")
    assert (bad.returncode, bad.stdout) == (65, b"")
    assert bad.stderr.count(b"\n") == 1
    away = piped(ready, letter(now() | {"Auto-Submitted": "auto-replied"}))
    assert away.returncode == 0


@pytest.mark.parametrize("broken", ["settings", "database"])
def test_trouble_of_ours_means_try_again(site: Site, broken: str) -> None:
    """Exit 75 and no traceback when the house cannot be opened: no message is lost."""
    if broken == "settings":
        site.change(port="many")
    else:
        assert site.run("keys", "new")[0] == 0
    tried = piped(site, letter(now()))
    assert tried.returncode == 75
    assert b"Traceback" not in tried.stderr
