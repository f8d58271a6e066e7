"""Rules that hold between settings.

They look at the raw values, so that a broken key elsewhere hides no broken rule: an operator
gets every problem in one go.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot import settings_checks as check

# Two natural persons decide. This is what the product promises, so no setting lowers it.
REVIEWERS = 2
COMPULSORY = frozenset({"eu", "germany", "uk"})
"""The legal standards whose requests are orders; a test holds it to what the standards say."""
Raw = Mapping[str, Any]


def problems(raw: Raw) -> Iterator[str]:
    """Yield a sentence for each rule that these settings break."""
    rules = (
        _reviewers,
        _one_person,
        _counsel,
        _channels,
        _slack_door,
        _hooks,
        _databases,
        _order,
        _anchors,
    )
    for rule in rules:
        yield from rule(raw)


def _reviewers(raw: Raw) -> Iterator[str]:
    found = {str(one.get("id")) for one in _people(raw) if "reviewer" in _texts(one.get("roles"))}
    if len(found) < REVIEWERS:
        yield (
            f"people: expected at least {REVIEWERS} different persons with the role reviewer, "
            f"got {len(found)}; add a [[people]] table, since one person never decides alone"
        )


def _one_person(raw: Raw) -> Iterator[str]:
    people = _people(raw)
    for word, key in (("id", "id"), ("e-mail address", "email")):
        counts = Counter(str(one.get(key)).casefold() for one in people if one.get(key))
        if sum(counts.values()) > len(counts):
            places = _places(people, key, counts)
            yield (
                f"people.{key}: expected another {word} for each person, got the same for "
                f"{places}; give each natural person one table of their own"
            )
    users = Counter(user for one in people for user in set(_texts(one.get("slack"))))
    for user in sorted(user for user, count in users.items() if count > 1):
        yield (
            f"people.slack: expected each Slack account in one person's list, got {user} in "
            f"{users[user]}; keep it with the person whose account it is"
        )


def _places(people: Sequence[Raw], key: str, counts: Counter[str]) -> str:
    twice = [
        f"people.{place}"
        for place, one in enumerate(people, 1)
        if counts.get(str(one.get(key)).casefold(), 0) > 1
    ]
    return " and ".join(twice)


def _counsel(raw: Raw) -> Iterator[str]:
    """An order does not lapse, so somebody with a name must be there when nobody decides it."""
    legal = _table(raw, "legal")
    named = str(legal.get("counsel") or "")
    binding = sorted(COMPULSORY & set(_texts(legal.get("standards"))))
    if binding and not named:
        yield (
            f"legal.counsel: expected a person or a mailbox where {', '.join(binding)} is in "
            "force, got nothing; name who hears of an order that nobody carries out in time"
        )
    if named and "@" not in named and named not in {str(one.get("id")) for one in _people(raw)}:
        yield (
            f"legal.counsel: expected the id of a person of the roster, got {named}; add them to "
            "[[people]], or write an e-mail address"
        )


def _channels(raw: Raw) -> Iterator[str]:
    slack = _table(raw, "slack")
    review = slack.get("review_channel")
    if review and review == slack.get("escalation_channel"):
        yield (
            "slack.escalation_channel: expected another channel than slack.review_channel, "
            "got the same; make one for seniors, or an escalation goes to those who missed it"
        )


def _slack_door(raw: Raw) -> Iterator[str]:
    slack = _table(raw, "slack")
    if not slack.get("signing_secret") and not slack.get("app_token"):
        yield (
            "slack.signing_secret: expected the signing secret (HTTP) or slack.app_token "
            "(Socket Mode), got neither; copy one from the app's settings in Slack"
        )


def _hooks(raw: Raw) -> Iterator[str]:
    for name in ("accounts", "release", "notice", "paging"):
        table = _table(raw, name)
        if table.get("webhook_url") and not table.get("webhook_secret"):
            yield (
                f"{name}.webhook_secret: expected a secret beside {name}.webhook_url, got none; "
                "set one, since an unsigned call could be forged"
            )


def _anchors(raw: Raw) -> Iterator[str]:
    anchors = _table(raw, "anchors")
    for name, needed, what in (
        ("stamp", "roots", "a PEM file of root certificates"),
        ("witness", "key", "the witness's verifier key"),
    ):
        table = _table(anchors, name)
        if table.get("url") and not table.get(needed):
            yield (
                f"anchors.{name}.{needed}: expected {what} beside anchors.{name}.url, got none; "
                "set it, since an answer that nobody can check is worth nothing"
            )


def _databases(raw: Raw) -> Iterator[str]:
    address = str(raw.get("database_url", ""))
    if raw.get("database_owner_url") and not address.startswith("postgresql"):
        yield (
            "database_owner_url: expected nothing unless database_url is PostgreSQL, got an "
            "address; remove it, since SQLite has no roles"
        )


def _order(raw: Raw) -> Iterator[str]:
    limits = _table(raw, "limits")
    for short, long, defaults in (
        ("notice_target", "notice_hard_max", ("24h", "90d")),
        ("first_determination", "hard_stop", ("30m", "8h")),
        ("second_determination", "hard_stop", ("30m", "8h")),
    ):
        try:
            first = check.duration(limits.get(short, defaults[0]))
            last = check.duration(limits.get(long, defaults[1]))
        except ValueError:
            continue  # said already, of the key itself
        if first > last:
            yield (
                f"limits.{short}: expected no more than limits.{long} "
                f"({check.duration_text(last)}), got {check.duration_text(first)}; shorten it"
            )


def _people(raw: Raw) -> list[Raw]:
    people = raw.get("people")
    listed = people if isinstance(people, list | tuple) else ()
    return [one for one in listed if isinstance(one, Mapping)]


def _table(raw: Raw, name: str) -> Raw:
    table = raw.get(name)
    return table if isinstance(table, Mapping) else {}


def _texts(value: object) -> list[str]:
    listed = value if isinstance(value, list | tuple) else ()
    return [one for one in listed if isinstance(one, str)]
