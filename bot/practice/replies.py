"""What Slack does with the product's answers (Slack docs "Modals", "Slash commands").

Each function returns an empty string, or the trouble the person would be shown.
"""

from typing import Any, Final

from bot.practice.delivery import Answer
from bot.practice.errors import SlackError
from bot.practice.findings import Findings, Json
from bot.practice.limits import OPTION_GROUPS, SELECT_OPTIONS
from bot.practice.messages import Message, accepted_blocks
from bot.practice.text_rules import check_option_groups, check_options, offered
from bot.practice.views import View
from bot.practice.workspace import Workspace

_UNUSABLE: Final = "Slack cannot use the answer"


def after_submission(workspace: Workspace, view: View, answer: Answer) -> str:
    """Close, update, push, clear or mark errors, as the answer to a submission says."""
    body = answer.body
    if body is None or body == {}:
        workspace.views.close(view)
        return ""
    wanted = body.get("response_action") if isinstance(body, dict) else None
    try:
        if wanted == "clear":
            workspace.views.clear(view.user_id)
        elif wanted == "update":
            workspace.views.update(view, body.get("view"))
        elif wanted == "push":
            workspace.views.push(view.user_id, body.get("view"))
        elif wanted == "errors":
            return _mark_errors(view, body.get("errors"))
        else:
            return f"{_UNUSABLE}: unknown response_action {wanted!r}"
    except SlackError as refusal:
        return f"{_UNUSABLE}: {refusal}"
    return ""


def _mark_errors(view: View, errors: Any) -> str:  # noqa: ANN401 # the product's JSON
    inputs = {b["block_id"] for b in view.blocks if b["type"] == "input"}
    if not isinstance(errors, dict) or not errors:
        return f"{_UNUSABLE}: errors must name input blocks"
    if unknown := sorted(set(errors) - inputs):
        return f"{_UNUSABLE}: no input block {', '.join(unknown)}"
    if not all(isinstance(words, str) and words for words in errors.values()):
        return f"{_UNUSABLE}: an error must be a sentence"
    view.errors = dict(errors)
    return ""


def after_command(workspace: Workspace, user_id: str, channel: str, answer: Answer) -> str:
    """Show the answer to a slash command, privately unless it says `in_channel`."""
    body = answer.body
    if body is None:
        return ""
    words: Json = body if isinstance(body, dict) else {"text": str(body)}
    return show(workspace, user_id, channel, words)


def show(workspace: Workspace, user_id: str, channel: str, words: Json) -> str:
    """Show an answer's text and blocks in a channel."""
    try:
        blocks = accepted_blocks(words["blocks"]) if words.get("blocks") else []
    except SlackError as refusal:
        return f"{_UNUSABLE}: {refusal}"
    text = str(words.get("text") or "")
    if not text and not blocks:
        return f"{_UNUSABLE}: no_text"
    private = words.get("response_type") != "in_channel"
    message = Message(
        channel,
        workspace.messages.next_ts(),
        workspace.app.bot_user,
        text,
        blocks,
        seen_by=user_id if private else None,
    )
    workspace.messages.keep(message)
    return ""


def suggested(answer: Answer) -> tuple[list[Json], str]:
    """Return the options offered for an external select, and the trouble if unusable."""
    body = answer.body
    if not isinstance(body, dict) or not body.keys() & {"options", "option_groups"}:
        return [], f"{_UNUSABLE}: options or option_groups expected"
    found = Findings()
    options, groups = body.get("options"), body.get("option_groups")
    if options:
        check_options(found, options, SELECT_OPTIONS, "/options", plain=True)
    if groups:
        check_option_groups(found, groups[: OPTION_GROUPS + 1], "/option_groups")
    if found.lines:
        return [], f"{_UNUSABLE}: {'; '.join(found.lines)}"
    return offered(body), ""
