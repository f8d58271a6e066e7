"""Web API methods about people and the workspace (Slack docs, the page of each method)."""

from collections.abc import Callable
from typing import Final

from bot.practice.arguments import Arguments
from bot.practice.findings import Json
from bot.practice.scopes import require
from bot.practice.workspace import Workspace


def auth_test(workspace: Workspace, _arguments: Arguments) -> Json:
    """auth.test: whose token this is."""
    app = workspace.app
    return {
        "url": "https://practice.slack.example/",
        "team": workspace.team_name,
        "team_id": app.team_id,
        "user": "exigent",
        "user_id": app.bot_user,
        "bot_id": app.bot_id,
        "is_enterprise_install": False,
    }


def user_info(workspace: Workspace, arguments: Arguments) -> Json:
    """users.info: user_not_found."""
    require(workspace.app, "users:read")
    person = workspace.people.get(arguments.need("user"))
    shown = person.as_slack(with_email="users:read.email" in workspace.app.scopes)
    if arguments.flag("include_locale"):
        shown["locale"] = person.locale
    return {"user": shown}


def lookup_by_email(workspace: Workspace, arguments: Arguments) -> Json:
    """users.lookupByEmail: users_not_found, also for deactivated accounts."""
    require(workspace.app, "users:read.email")
    return {"user": workspace.people.by_email(arguments.need("email")).as_slack()}


def group_members(workspace: Workspace, arguments: Arguments) -> Json:
    """usergroups.users.list: no_such_subteam."""
    require(workspace.app, "usergroups:read")
    return {"users": workspace.people.group(arguments.need("usergroup"))}


def team_info(workspace: Workspace, _arguments: Arguments) -> Json:
    """team.info: the app's own workspace."""
    require(workspace.app, "team:read")
    team = {"id": workspace.app.team_id, "name": workspace.team_name, "domain": "practice"}
    return {"team": team}


def dnd_info(workspace: Workspace, arguments: Arguments) -> Json:
    """dnd.info: whether a person's phone is muted now; needs the scope dnd:read."""
    require(workspace.app, "dnd:read")
    muted = workspace.people.get(arguments.need("user")).do_not_disturb
    now = int(workspace.wall.now())
    start, end = (now - 3600, now + 3600) if muted else (1, 1)
    return {"dnd_enabled": muted, "next_dnd_start_ts": start, "next_dnd_end_ts": end}


METHODS: Final[dict[str, Callable[[Workspace, Arguments], Json]]] = {
    "auth.test": auth_test,
    "users.info": user_info,
    "users.lookupByEmail": lookup_by_email,
    "usergroups.users.list": group_members,
    "team.info": team_info,
    "dnd.info": dnd_info,
}
