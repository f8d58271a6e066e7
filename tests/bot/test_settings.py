"""Settings: what is read from where, and that every problem is said at once."""

import tomllib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args

import pytest

from bot import settings_kinds as kinds
from bot.domain.standards import STANDARDS
from bot.settings import BadSettings, load
from bot.settings_rules import COMPULSORY
from bot.settings_table import keys
from tests.bot.settings_given import HOOK_SECRET, environ, right

EXAMPLE = Path(__file__).parents[2] / "manifests" / "exigent.example.toml"
Change = Callable[[dict[str, Any]], object]


def problems(env: dict[str, str]) -> tuple[str, ...]:
    """Return what `load` says is wrong."""
    with pytest.raises(BadSettings) as caught:
        load(env)
    return caught.value.problems


def test_smallest_file_loads_with_defaults(tmp_path: Path) -> None:
    """What is not set has the default that the field asks for."""
    settings = load(environ(right(), tmp_path))
    assert settings.limits.hard_stop == timedelta(hours=8)
    assert settings.limits.notice_hard_max == timedelta(days=90)
    assert settings.retention.refused == timedelta(days=3 * 365)
    assert settings.database_url.get_secret_value() == "sqlite:///exigent.db"
    assert (settings.host, settings.port) == ("127.0.0.1", 8080)
    assert settings.legal.standards == ("us_federal",)
    assert settings.notice.sender == "Privacy Desk <privacy@example.com>"
    assert [one.get_secret_value() for one in settings.slack.signing_secret] == ["invented-secret"]


def test_example_file_is_complete_and_loads() -> None:
    """The example names every key there is, and loads as it stands."""
    settings = load({"EXIGENT_CONFIG": str(EXAMPLE)})
    assert len(settings.people) == 4
    assert set(_names(tomllib.loads(EXAMPLE.read_text(encoding="utf-8")))) == set(keys())


def test_environment_overrides_the_file(tmp_path: Path) -> None:
    """A variable wins over the file, at any depth, lists and tables in JSON."""
    env = environ(right(), tmp_path) | {
        "EXIGENT_PORT": "9000",
        "EXIGENT_SLACK__TEAM": "T02OTHER",
        "EXIGENT_LIMITS__ANSWER": "45m",
        "EXIGENT_LEGAL__STRICT_SEPARATION": "true",
        "EXIGENT_NOTICE__FROM": "desk@example.com",
        "EXIGENT_SLACK__SIGNING_SECRET": '["new-secret", "old-secret"]',
        "EXIGENT_INTAKE__WEBHOOKS": f'{{"portal-partner": "{HOOK_SECRET}"}}',
        "EXIGENT_ALARM__EMAIL": '["a@example.com"]',
        "OTHER_PORT": "1",
    }
    settings = load(env)
    assert settings.port == 9000
    assert settings.slack.team == "T02OTHER"
    assert settings.limits.answer == timedelta(minutes=45)
    assert settings.legal.strict_separation
    assert settings.notice.sender == "desk@example.com"
    assert len(settings.slack.signing_secret) == 2
    assert settings.intake.webhooks["portal-partner"].get_secret_value() == HOOK_SECRET
    assert settings.alarm.email == ("a@example.com",)


def test_secret_is_read_from_a_file(tmp_path: Path) -> None:
    """A secret's …_FILE variable names a file whose text is taken without its line end."""
    secret = tmp_path / "token"
    secret.write_text("xoxb-from-file\n", encoding="utf-8")
    env = environ(right(), tmp_path) | {
        "EXIGENT_SLACK__BOT_TOKEN_FILE": str(secret),
        "EXIGENT_DATABASE_URL_FILE": str(tmp_path / "database"),
    }
    (tmp_path / "database").write_text("postgresql://exigent@db.example/exigent", encoding="utf-8")
    settings = load(env)
    assert settings.slack.bot_token.get_secret_value() == "xoxb-from-file"
    assert settings.database_url.get_secret_value().endswith("@db.example/exigent")


def test_every_secret_has_its_file_variable(tmp_path: Path) -> None:
    """Each key marked as secret is known with _FILE, and no other key is."""
    for key in keys().values():
        name = f"EXIGENT_{key.name.upper().replace('.', '__')}_FILE"
        said = problems({**environ(right(), tmp_path), name: str(tmp_path / "absent")})
        assert any("readable text file" in one for one in said) == key.secret, key.name


def test_secret_given_twice_is_a_problem(tmp_path: Path) -> None:
    """A secret both in a variable and in a file is refused: which one holds is not guessed."""
    env = environ(right(), tmp_path) | {
        "EXIGENT_SLACK__BOT_TOKEN": "xoxb-one",
        "EXIGENT_SLACK__BOT_TOKEN_FILE": str(tmp_path / "absent"),
    }
    assert "got both" in problems(env)[0]


def _same_channel(raw: dict[str, Any]) -> None:
    raw["slack"]["escalation_channel"] = raw["slack"]["review_channel"]


def _no_secret(raw: dict[str, Any]) -> None:
    raw["release"] = {"webhook_url": "https://evidence.example"}


BROKEN: list[tuple[str, Change, str]] = [
    ("public_url", lambda raw: raw.update(public_url="http://edr.example.com"), "https://"),
    ("port", lambda raw: raw.update(port=65_536), "got 65536"),
    ("database_url", lambda raw: raw.update(database_url="mysql://h/d"), "sqlite:///FILE"),
    ("colour", lambda raw: raw.update(colour="red"), "not known"),
    ("slack.bot_token", lambda raw: raw["slack"].update(bot_token="token"), "xoxb-"),
    ("slack.bot_tokn", lambda raw: raw["slack"].update(bot_tokn="xoxb-x"), "slack.bot_token?"),
    ("slack.signing_secret", lambda raw: raw["slack"].update(signing_secret=""), "got neither"),
    ("slack.signing_secret", lambda raw: raw["slack"].update(signing_secret=[]), "got neither"),
    ("slack.signing_secret.2", lambda raw: raw["slack"].update(signing_secret=["x" * 9, ""]), ""),
    ("slack.team", lambda raw: raw["slack"].pop("team"), "got nothing"),
    ("slack.escalation_channel", _same_channel, ""),
    ("people", lambda raw: raw["people"].pop(), "got 1"),
    ("people", lambda raw: raw["people"][0].update(roles=["senior"]), "got 1"),
    ("people.1.roles.1", lambda raw: raw["people"][0].update(roles=["judge"]), "reviewer, senior"),
    ("people.2.time_zone", lambda raw: raw["people"][1].update(time_zone="Mars/Base"), "zone"),
    ("people.2.locale", lambda raw: raw["people"][1].update(locale="english"), "'english'"),
    ("people.1.slack", lambda raw: raw["people"][0].update(slack=[]), "empty value"),
    ("people.slack", lambda raw: raw["people"][1].update(slack=["U01ANA"]), "U01ANA"),
    ("people.id", lambda raw: raw["people"][1].update(id="ana"), "natural person"),
    ("people.email", lambda raw: raw["people"][1].update(email="ANA@example.com"), "people.2"),
    ("legal.standards.1", lambda raw: raw["legal"].update(standards=["mars"]), "us_federal"),
    ("legal.standards", lambda raw: raw["legal"].update(standards=[]), "list of legal standards"),
    ("legal.counsel", lambda raw: raw["legal"].update(standards=["eu"]), "eu is in force"),
    ("legal.counsel", lambda raw: raw["legal"].update(counsel="zoe"), "got zoe"),
    ("legal.quorum", lambda raw: raw["legal"].update(quorum=1), "not known"),
    ("record.origin", lambda raw: raw["record"].update(origin="two words"), "without spaces"),
    ("alarm.email", lambda raw: raw["alarm"].update(email=[]), "e-mail addresses"),
    ("limits.answer", lambda raw: raw.update(limits={"answer": 60}), "got 60"),
    ("limits.answer", lambda raw: raw.update(limits={"answer": "0m"}), "45s, 30m, 8h"),
    ("limits.answer", lambda raw: raw.update(limits={"answer": "101y"}), "45s, 30m, 8h"),
    ("limits.notice_target", lambda raw: raw.update(limits={"notice_target": "91d"}), "90d"),
    ("notice.smtp_url", lambda raw: raw["notice"].update(smtp_url="smtp://u:pw@h"), "no password"),
    ("release.webhook_secret", _no_secret, ""),
    ("intake.webhooks.p", lambda raw: raw.update(intake={"webhooks": {"p": "whsec_dG9v"}}), "24"),
    ("database_owner_url", lambda raw: raw.update(database_owner_url="postgresql:///d"), "roles"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "change", "words"), BROKEN)
def test_broken_key_is_named(key: str, change: Change, words: str, tmp_path: Path) -> None:
    """Each broken key is named once, with what was expected, what was got and what to do."""
    raw = right()
    change(raw)
    (said,) = [one for one in problems(environ(raw, tmp_path)) if one.startswith(f"{key}: ")]
    assert words in said
    assert ": expected " in said
    assert ", got " in said
    assert "; " in said


@pytest.mark.parametrize("counsel", ["ben", "lead@firm.example"])
def test_counsel_is_a_person_or_a_mailbox(counsel: str, tmp_path: Path) -> None:
    """Either is enough for a company that is bound by orders."""
    raw = right()
    raw["legal"].update(standards=["us_federal", "uk"], counsel=counsel)
    assert load(environ(raw, tmp_path)).legal.counsel == counsel


def test_the_settings_know_which_standards_compel() -> None:
    """The rule about counsel names the same standards as the law does."""
    assert {n for n, s in STANDARDS.items() if not s.voluntary} == COMPULSORY


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    """Broken keys, broken rules and unknown variables are listed together."""
    raw = right()
    for _, change, _ in BROKEN[:5]:
        change(raw)
    raw["people"].pop()
    env = environ(raw, tmp_path) | {"EXIGENT_SLACK__TEEM": "T1", "EXIGENT_PORTT": "1"}
    said = [one.partition(":")[0] for one in problems(env)]
    assert sorted(said) == sorted(
        [
            *(key for key, _, _ in BROKEN[:5]),
            "people",
            "slack.teem",
            "EXIGENT_PORTT",
        ]
    )


def test_nothing_at_all_names_every_required_key(tmp_path: Path) -> None:
    """Without a file, each key that must be set is named, so that one run tells all."""
    empty = tmp_path / "empty.toml"
    empty.touch()
    said = " ".join(problems({"EXIGENT_CONFIG": str(empty)}))
    required = [key.name for key in keys().values() if key.default == "required"]
    assert [name for name in required if "*" not in name and name not in said] == []


def test_secrets_never_stand_in_a_problem(tmp_path: Path) -> None:
    """A secret of the wrong form, or under a mistyped key, is not repeated in any sentence."""
    raw = right()
    raw["slack"] |= {"bot_token": "hush-1", "app_token": "hush-2", "signing_secret": "hush 3"}
    raw["slack"]["bot_tokn"] = "hush-4"
    raw["intake"] = {"webhooks": {"partner": "hush-5"}}
    raw["database_url"] = "mysql://exigent:hush-6@db.example/exigent"
    raw["notice"]["smtp_url"] = ["hush-7"]
    raw["release"] = "hush-8"
    said = problems(environ(raw, tmp_path) | {"EXIGENT_PAGING": "hush-9", "EXIGENT_X": "hush-10"})
    assert len(said) >= 9
    assert "hush" not in " ".join(said)


@pytest.mark.parametrize("text", ["slack = ", "\udcff", "[a]\n[a]"])
def test_broken_file_is_a_problem_without_contents(text: str, tmp_path: Path) -> None:
    """A file that is no TOML is named with the place of the fault."""
    path = tmp_path / "exigent.toml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert problems({"EXIGENT_CONFIG": str(path)})[0].startswith("EXIGENT_CONFIG: expected TOML")


def test_absent_file_is_a_problem(tmp_path: Path) -> None:
    """A named file that is not there is said, never silently left out."""
    said = problems({"EXIGENT_CONFIG": str(tmp_path / "absent.toml")})
    assert said[0].startswith("EXIGENT_CONFIG: expected a readable file")


def test_socket_mode_needs_no_signing_secret(tmp_path: Path) -> None:
    """With an app token the signing secret may be left out or empty."""
    raw = right()
    raw["slack"] |= {"signing_secret": "", "app_token": "xapp-invented"}
    assert load(environ(raw, tmp_path)).slack.signing_secret == ()


@pytest.mark.parametrize("address", ["http://127.0.0.1:8080", "http://localhost:1", "http://[::1]"])
def test_loopback_may_be_plain_http(address: str, tmp_path: Path) -> None:
    """On this machine alone, an address may be http."""
    raw = right() | {"public_url": f"{address}/"}
    assert load(environ(raw, tmp_path)).public_url == address


def test_one_person_may_have_two_accounts(tmp_path: Path) -> None:
    """Two Slack accounts of one person are one person's, and do not make two reviewers."""
    raw = right()
    raw["people"][0]["slack"] = ["U01ANA", "U02ANA"]
    assert load(environ(raw, tmp_path)).people[0].slack == ("U01ANA", "U02ANA")
    raw["people"].pop()
    assert "got 1" in problems(environ(raw, tmp_path))[0]


def test_settings_do_not_show_their_secrets(tmp_path: Path) -> None:
    """Printing the settings shows no secret."""
    shown = repr(load(environ(right(), tmp_path)))
    assert "invented" not in shown


def _names(raw: dict[str, Any], above: str = "") -> list[str]:
    names = []
    for key, value in raw.items():
        if f"{above}{key}" in keys():
            names.append(f"{above}{key}")
        elif isinstance(value, list):
            names += _names(value[0], f"{above}{key}.*.")
        else:
            names += _names(value, f"{above}{key}.")
    return names


def test_every_standard_of_the_product_can_be_put_in_force() -> None:
    """The settings accept the names of the standards' own files, and no others."""
    assert kinds.STANDARDS.split(", ") == list(STANDARDS)
    assert get_args(get_args(kinds.Standard)[0]) == tuple(STANDARDS)
