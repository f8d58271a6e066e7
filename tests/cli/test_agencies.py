"""Claims about the words of the directory."""

import asyncio

from bot.workflow.checkup import Grade, directory_check
from bot.workflow.directory import template
from tests.cli.conftest import Site, apart


def test_the_template_can_be_imported(ready: Site) -> None:
    """What the word prints is what the other word takes, and the third one shows it."""
    file = ready.folder / "agencies.csv"
    code, text, _ = ready.run("agencies", "template")
    file.write_text(text, encoding="utf-8-sig")
    assert (code, text) == (0, template())
    code, out, _ = ready.run("agencies", "import", str(file))
    assert code == 0
    row, said = out.splitlines()
    assert row == "line 2: Springfield Police Department, 2 numbers: good"
    assert said.startswith("1 agencies were imported. As the first file they count at once;")
    listed = ready.run("agencies", "list")[1]
    assert "+1 555 010 0911 dispatch (dispatch), from state list of dispatch centres" in listed
    assert ready.run("verify")[0] == 0


def test_a_later_file_waits_for_a_second_person(ready: Site) -> None:
    """Nobody imports alone: it must be said who does, and the list shows what waits for whom."""
    file = ready.folder / "agencies.csv"
    file.write_text(template(), encoding="utf-8")
    ready.run("agencies", "import", str(file))
    assert "nothing was done" in ready.run("agencies", "import", str(file))[1]
    file.write_text(template().replace("+1 555 010 0100", "+1 555 010 0177"), encoding="utf-8")
    code, _, err = ready.run("agencies", "import", str(file))
    assert (code, "say who imports it with --by" in err) == (1, True)
    assert "an id of [[people]]" in ready.run("agencies", "import", str(file), "--by", "nobody")[2]
    who = ready.raw["people"][0]["id"]
    code, out, _ = ready.run("agencies", "import", str(file), "--by", who)
    assert code == 0
    assert "Proposal 2 waits for a second person in Slack: 0 agencies new, 1 changed." in out
    listed = ready.run("agencies", "list")[1]
    assert "+1 555 010 0100 front desk" in listed
    assert "+1 555 010 0177" not in listed
    assert "Proposal 2 (import of a file) waits for a second person in Slack." in listed
    assert ready.run("verify")[0] == 0


def test_one_bad_row_stops_all(ready: Site) -> None:
    """Each row is told, the bad ones with every problem, and nothing is imported."""
    good = template().splitlines()
    bad = good[1].replace("springfield-pd", "other").replace("Springfield P", "P")
    bad = bad.replace("verified", "trusted").replace("America/Los_Angeles", "nowhere")
    file = ready.folder / "agencies.csv"
    file.write_text("\n".join([*good, bad]), encoding="utf-8")
    code, out, err = ready.run("agencies", "import", str(file))
    assert code == 1
    assert [line.partition(":")[0] for line in out.splitlines()] == ["line 2", "line 3", "line 3"]
    assert "nothing was imported" in err
    assert ready.run("agencies", "list")[1] == "0 agencies.\n"


def test_a_file_in_another_encoding_is_told(ready: Site) -> None:
    """What is not UTF-8 is named with what to do, and a file that is not there is misuse."""
    file = ready.folder / "agencies.csv"
    file.write_bytes(template().replace("Springfield P", "Îsle P").encode("latin-1"))
    code, _, err = ready.run("agencies", "import", str(file))
    assert (code, "save it as UTF-8" in err) == (1, True)
    assert ready.run("agencies", "import", str(ready.folder / "absent.csv"))[0] == 2


def test_doctor_warns_until_a_second_person_looked(ready: Site) -> None:
    """The first file counts without one, which is said and fails nothing."""
    file = ready.folder / "agencies.csv"
    file.write_text(template(), encoding="utf-8")
    ready.run("agencies", "import", str(file))
    with_house = ready.house()
    try:
        check = apart(lambda: asyncio.run(directory_check(with_house.office)))
        assert check.grade is Grade.WARN
        assert "the first file waits for a second person" in check.words
    finally:
        with_house.database.close()
