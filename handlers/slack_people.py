"""Looks a person up in Slack, for the roster in the settings."""

from dataclasses import dataclass

from slack_sdk.errors import SlackApiError

from handlers.slack_api import SlackApi


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An account: its id, the name shown, and why it cannot be on the roster, if so."""

    user: str
    name: str
    problem: str = ""


async def find_by_mail(api: SlackApi, email: str) -> Found | str:
    """Return the account with this address, or Slack's word for why there is none."""
    try:
        answer = await api.client.users_lookupByEmail(email=email)
    except SlackApiError as error:
        return str(error.response.get("error", "no answer"))
    user = answer.get("user") or {}
    flags = ("deleted", "is_restricted", "is_ultra_restricted", "is_stranger", "is_bot")
    problem = next((flag.removeprefix("is_") for flag in flags if user.get(flag)), "")
    name = str(user.get("real_name") or user.get("name") or "")
    return Found(user=str(user.get("id", "")), name=name, problem=problem)
