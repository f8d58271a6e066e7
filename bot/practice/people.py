"""The people of the workspace: members, guests, bots, strangers, the foreign and the gone.

Flags as in Slack docs "User object": an absent flag means false, and `is_stranger` is false
for an external member of a shared channel, who differs only by `team_id`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from bot.practice.errors import SlackError

Json = dict[str, Any]


@dataclass(frozen=True)
class Person:
    """One account. `team_id` empty means the workspace's own team."""

    id: str
    name: str
    real_name: str = ""
    title: str = ""
    email: str = ""
    team_id: str = ""
    tz: str = "America/Los_Angeles"
    tz_offset: int = -28800
    locale: str = "en-US"
    deleted: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    is_bot: bool = False
    is_invited_user: bool = False
    do_not_disturb: bool = False

    def as_slack(self, *, with_email: bool = True) -> Json:
        """Return the user object of `users.info`; flags that Slack leaves out are left out."""
        shown = self.real_name or self.name
        profile: Json = {
            "real_name": shown,
            "display_name": self.name,
            "title": self.title,
            "team": self.team_id,
        }
        if with_email and self.email and not self.is_stranger:
            profile["email"] = self.email
        user: Json = {
            "id": self.id,
            "team_id": self.team_id,
            "name": self.name,
            "real_name": shown,
            "deleted": self.deleted,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "profile": profile,
        }
        if not self.deleted:
            # Slack drops time zone and guest flags of deactivated accounts.
            user |= {
                "tz": self.tz,
                "tz_label": self.tz,
                "tz_offset": self.tz_offset,
                "is_admin": False,
                "is_owner": False,
                "is_restricted": self.is_restricted,
                "is_ultra_restricted": self.is_ultra_restricted,
            }
        optional = {"is_stranger": self.is_stranger, "is_invited_user": self.is_invited_user}
        return user | {flag: True for flag, on in optional.items() if on}


@dataclass
class People:
    """Everybody the workspace knows, by id, and the user groups they are in."""

    team_id: str
    _by_id: dict[str, Person] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Person]:
        return iter(self._by_id.values())

    def __contains__(self, user_id: object) -> bool:
        return user_id in self._by_id

    def add(self, person: Person) -> Person:
        """Take in `person`, or replace the account of the same id."""
        known = person if person.team_id else replace(person, team_id=self.team_id)
        self._by_id[known.id] = known
        return known

    def change(self, user_id: str, **fields: object) -> Person:
        """Change an account, for instance `deleted=True`; raises `SlackError` if unknown."""
        return self.add(replace(self.get(user_id), **fields))  # type: ignore[arg-type] # fields are Person's own

    def get(self, user_id: str) -> Person:
        """Return the account, or raise `user_not_found`."""
        if user_id not in self._by_id:
            raise SlackError("user_not_found")
        return self._by_id[user_id]

    def by_email(self, email: str) -> Person:
        """Return the active account with this address, or raise `users_not_found`."""
        for person in self:
            if person.email.lower() == email.lower() and not person.deleted:
                return person
        raise SlackError("users_not_found")

    def group(self, usergroup: str) -> list[str]:
        """Return a user group's members, or raise `no_such_subteam`."""
        if usergroup not in self.groups:
            raise SlackError("no_such_subteam")
        return list(self.groups[usergroup])
