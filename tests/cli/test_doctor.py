"""Claims about the examination, on the pretend Slack and a real mail server."""

import asyncio
from dataclasses import replace

from bot.practice.seed import REVIEW
from tests.cli.conftest import Site
from tests.cli.surroundings import Outside

NO_PAGER = "WARN paging: no address: nobody is woken outside Slack"


async def test_a_sound_house_is_zero(outside: Outside) -> None:
    """Everything is looked at; only the missing pager is something to think about."""
    code, lines, err = await outside.run("doctor")
    assert (code, err) == (0, "")
    assert [line for line in lines if not line.startswith("OK ")] == [
        NO_PAGER,
        "0 failed, 1 to think about.",
    ]
    names = {line[5:].partition(":")[0] for line in lines[:-1]}
    assert names == {
        "settings", "keys", "key age", "ring", "disk", "anchor", "database", "record", "roster",
        "directory", "retention",
        "overdue work", "counsel", "Slack", "scopes", "clock", "channel", "people", "mail",
        "paging", "accounts", "release", "notice",
    }  # fmt: skip
    assert outside.mailbox.letters == []


async def test_slack_troubles_are_named(outside: Outside) -> None:
    """A lost scope, a shared or public channel and a deactivated person each have their line."""
    workspace = outside.server.workspace
    kept = workspace.app.scopes - {"usergroups:read"}
    workspace.app = replace(workspace.app, scopes=kept)
    workspace.channels.any(REVIEW).shared = True
    workspace.people.change("U01BEN", deleted=True)
    bad = await outside.not_ok()
    assert [line.split(":")[0] for line in bad] == [
        "FAIL scopes",
        "FAIL channel",
        "FAIL people",
        "WARN paging",
    ]
    assert "usergroups:read" in bad[0]
    assert "shared with outsiders" in bad[1]
    assert "ben, U01BEN: deleted" in bad[2]


async def test_another_workspace_or_token_is_told(outside: Outside) -> None:
    """A token of another workspace, and one that Slack refuses, are failures with advice."""
    slack = outside.site.raw["slack"]
    outside.site.change(slack={**slack, "team": "T0OTHER"})
    bad = await outside.not_ok()
    assert any("slack.team says T0OTHER" in line for line in bad)
    outside.site.change(slack={**slack, "bot_token": "xoxb-another"})
    assert "FAIL Slack: refuses the bot token: invalid_auth" in await outside.not_ok()


async def test_what_does_not_answer_is_told(outside: Outside) -> None:
    """Slack, mail server and pager that are not there fail, and the rest is still looked at."""
    nobody = "http://127.0.0.1:9"
    outside.site.change(
        slack={**outside.site.raw["slack"], "api_url": f"{nobody}/api/"},
        notice={**outside.site.raw["notice"], "smtp_url": "smtp://127.0.0.1:9"},
        paging={"webhook_url": nobody, "webhook_secret": "whsec_" + "A" * 32},
    )
    bad = await outside.not_ok()
    assert [line.split(":")[0] for line in bad] == [
        "WARN anchor",
        "FAIL Slack",
        "FAIL mail",
        "FAIL paging",
    ]


async def test_a_house_without_keys_or_database_is_told(outside: Outside) -> None:
    """What cannot be opened is named with the command that helps, and Slack is still asked."""
    folder = outside.site.folder
    (folder / "keys/ring.json").unlink()
    bad = await outside.not_ok()
    assert [line.split(":")[0] for line in bad] == ["FAIL keys", "FAIL database", "WARN paging"]
    assert "exigent keys new" in bad[0]


async def test_bad_settings_are_one(site: Site) -> None:
    """Settings that cannot be used are told as failures, each of them."""
    site.change(port=99_999, public_url="ftp://x")
    code, out, _ = await asyncio.to_thread(site.run, "doctor")
    assert code == 1
    assert [line.split(":")[0] for line in out.splitlines()] == ["FAIL settings"] * 2


async def test_a_test_mail_arrives_when_asked_for(outside: Outside) -> None:
    """--send-test sends one mail to the alarm's mailboxes, saying that it is a test."""
    code, lines, _ = await outside.run("doctor", "--send-test")
    assert code == 0
    assert "OK   test mail: was taken for 1 mailboxes" in lines
    (letter,) = outside.mailbox.letters
    assert "Test of the emergency desk's alarm" in str(letter.parsed["subject"])


async def test_people_are_found_by_their_address(outside: Outside) -> None:
    """The Slack id is printed for the roster; nobody, and a guest, are told as such."""
    people = outside.server.workspace.people
    mail = people.change("U01ANA", email="ana@cameras.example").email
    code, lines, _ = await outside.run("people", "lookup", mail)
    assert (code, lines) == (0, ["U01ANA  Ana Ruiz"])
    code, _, err = await outside.run("people", "lookup", "nobody@cameras.example")
    assert (code, "users_not_found" in err) == (1, True)
    people.change("U01ANA", is_restricted=True)
    assert "restricted" in (await outside.run("people", "lookup", mail))[2]
