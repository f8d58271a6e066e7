"""Rules for composition objects (Slack docs "Composition objects"): text, option, confirm."""

from typing import Any

from bot.practice import limits
from bot.practice.findings import Findings, Json


def check_text(
    found: Findings, text: object, pointer: str, *, longest: int = limits.TEXT, plain: bool = False
) -> None:
    """Check a text object of 1 to `longest` characters; `plain` forbids mrkdwn."""
    if not isinstance(text, dict):
        found.add("must be an object", pointer)
        return
    kind = text.get("type")
    if kind not in ("plain_text", "mrkdwn") or (plain and kind != "plain_text"):
        found.add(f"unsupported type: {kind}", f"{pointer}/type")
        return
    flag = "emoji" if kind == "plain_text" else "verbatim"
    found.members(text, {"type", "text"}, {flag}, pointer)
    found.flag(text, flag, pointer)
    if "text" in text:
        found.string(text["text"], longest, f"{pointer}/text")


def check_plain(found: Findings, holder: Json, name: str, longest: int, pointer: str) -> None:
    """Check an optional plain-text member of `holder`."""
    if name in holder:
        check_text(found, holder[name], f"{pointer}/{name}", longest=longest, plain=True)


def check_option(found: Findings, option: object, pointer: str, *, plain: bool) -> None:
    """Check one option object: text 75, value 150, description 75 (Slack docs "Option")."""
    if not isinstance(option, dict):
        found.add("must be an object", pointer)
        return
    found.members(option, {"text", "value"}, {"description", "url"}, pointer)
    if "text" in option:
        text = option["text"]
        check_text(found, text, f"{pointer}/text", longest=limits.OPTION_TEXT, plain=plain)
    if "value" in option:
        found.string(option["value"], limits.OPTION_VALUE, f"{pointer}/value")
    if "description" in option:
        check_text(
            found,
            option["description"],
            f"{pointer}/description",
            longest=limits.OPTION_DESCRIPTION,
            plain=plain,
        )


def check_options(found: Findings, value: object, most: int, pointer: str, *, plain: bool) -> None:
    """Check a list of options."""
    for index, option in enumerate(found.items(value, most, pointer)):
        check_option(found, option, f"{pointer}/{index}", plain=plain)


def check_option_groups(found: Findings, value: object, pointer: str) -> None:
    """Check groups of select options (Slack docs "Option group object")."""
    for index, group in enumerate(found.items(value, limits.OPTION_GROUPS, pointer)):
        here = f"{pointer}/{index}"
        if not isinstance(group, dict):
            found.add("must be an object", here)
            continue
        found.members(group, {"label", "options"}, set(), here)
        check_plain(found, group, "label", limits.OPTION_TEXT, here)
        options = group.get("options")
        check_options(found, options, limits.SELECT_OPTIONS, f"{here}/options", plain=True)


def check_confirm(found: Findings, holder: Json, pointer: str) -> None:
    """Check an optional confirmation dialog."""
    confirm = holder.get("confirm")
    if confirm is None:
        return
    here = f"{pointer}/confirm"
    if not isinstance(confirm, dict):
        found.add("must be an object", here)
        return
    found.members(confirm, {"title", "text", "confirm", "deny"}, {"style"}, here)
    check_plain(found, confirm, "title", limits.CONFIRM_TITLE, here)
    if "text" in confirm:
        check_text(found, confirm["text"], f"{here}/text", longest=limits.CONFIRM_TEXT)
    check_plain(found, confirm, "confirm", limits.CONFIRM_BUTTON, here)
    check_plain(found, confirm, "deny", limits.CONFIRM_BUTTON, here)
    check_style(found, confirm, here)


def check_style(found: Findings, holder: Json, pointer: str) -> None:
    """Check an optional `style`: primary or danger, nothing else."""
    if "style" in holder and holder["style"] not in ("primary", "danger"):
        found.add("must be primary or danger", f"{pointer}/style")


def offered(element: Json) -> list[Json]:
    """Return every option an element carries, its groups flattened."""
    groups: list[Json] = element.get("option_groups") or []
    direct: list[Json] = element.get("options") or []
    return [*direct, *(option for group in groups for option in group.get("options", []))]


def same_option(one: Json, other: Json) -> bool:
    """Compare options as Slack does, by value, words and description; emoji flags aside."""

    def words(option: Json, name: str) -> Any:  # noqa: ANN401 # whatever stands there is compared
        part = option.get(name)
        return part.get("text") if isinstance(part, dict) else part

    return one.get("value") == other.get("value") and all(
        words(one, name) == words(other, name) for name in ("text", "description")
    )
