"""Slack's block limits: what stands at the limit passes, one more is refused and pointed at."""

from collections.abc import Callable

import pytest

from bot.practice.block_rules import Surface, check_blocks, with_ids
from bot.practice.findings import Findings
from tests.practice.fakes import Json, actions, asks, button, options, plain, section, text_input


def faults(*blocks: Json, surface: Surface = "message") -> list[str]:
    """What Slack says about these blocks."""
    found = Findings()
    check_blocks(found, list(blocks), surface, "/blocks")
    return found.lines


def mrkdwn(text: str) -> Json:
    """A mrkdwn text object."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def select(count: int, **more: object) -> Json:
    """A static select with so many options."""
    listed = options(*(f"v{n}" for n in range(count)))
    return {"type": "static_select", "action_id": "pick", "options": listed} | more


def choice(kind: str, count: int) -> Json:
    """A choice of few options."""
    return {"type": kind, "action_id": "pick", "options": options(*map(str, range(count)))}


def option(text: str = "t", value: str = "v", description: str = "d") -> Json:
    """A select with one option of these texts."""
    one = {"text": plain(text), "value": value, "description": plain(description)}
    return {"type": "static_select", "action_id": "pick", "options": [one]}


def confirm(title: str = "t", text: str = "t", yes: str = "y") -> Json:
    """A button with a confirmation dialog."""
    parts = {"title": plain(title), "text": plain(text), "confirm": plain(yes), "deny": plain("n")}
    return actions(button(confirm=parts))


def table(rows: int, columns: int) -> Json:
    """A table block."""
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * columns] * rows}


def described(length: int) -> Json:
    """Radio buttons whose option has a description of that length."""
    one = options("a")[0] | {"description": mrkdwn("x" * length)}
    return {"type": "radio_buttons", "action_id": "pick", "options": [one]}


def grouped(groups: int, each: int) -> Json:
    """A select with so many groups of so many options."""
    group = {"label": plain("g"), "options": options(*map(str, range(each)))}
    return {"type": "static_select", "action_id": "pick", "option_groups": [group] * groups}


def image(**parts: object) -> Json:
    """An image block."""
    return {"type": "image", "image_url": "https://example.com/x.png", "alt_text": "x"} | parts


AT_THE_LIMIT = [
    ("text of a section", lambda n: [section("x" * n)], 3000),
    ("a field", lambda n: [{"type": "section", "fields": [mrkdwn("x" * n)]}], 2000),
    ("fields", lambda n: [{"type": "section", "fields": [mrkdwn("x")] * n}], 10),
    ("a header", lambda n: [{"type": "header", "text": plain("x" * n)}], 150),
    ("text in a context", lambda n: [{"type": "context", "elements": [mrkdwn("x" * n)]}], 3000),
    ("elements of a context", lambda n: [{"type": "context", "elements": [mrkdwn("x")] * n}], 10),
    ("blocks of a message", lambda n: [section()] * n, 50),
    ("a button's text", lambda n: [actions(button(text=plain("x" * n)))], 75),
    ("a button's value", lambda n: [actions(button(value="x" * n))], 2000),
    ("an action id", lambda n: [actions(button("x" * n))], 255),
    ("a block id", lambda n: [section() | {"block_id": "x" * n}], 255),
    ("actions", lambda n: [actions(*(button(f"a{i}") for i in range(n)))], 25),
    ("an overflow menu", lambda n: [actions(choice("overflow", n))], 5),
    ("radio buttons", lambda n: [actions(choice("radio_buttons", n))], 10),
    ("checkboxes", lambda n: [actions(choice("checkboxes", n))], 10),
    ("options of a select", lambda n: [actions(select(n))], 100),
    ("an option's text", lambda n: [actions(option(text="x" * n))], 75),
    ("an option's value", lambda n: [actions(option(value="x" * n))], 150),
    ("an option's description", lambda n: [actions(option(description="x" * n))], 75),
    ("an input's label", lambda n: [asks(text_input(), label=plain("x" * n))], 2000),
    ("an input's hint", lambda n: [asks(text_input(), hint=plain("x" * n))], 2000),
    ("a placeholder", lambda n: [asks(text_input(placeholder=plain("x" * n)))], 150),
    ("a text input's max_length", lambda n: [asks(text_input(max_length=n))], 3000),
    ("an initial value", lambda n: [asks(text_input(initial_value="x" * n))], 3000),
    ("a confirm's title", lambda n: [confirm(title="x" * n)], 100),
    ("a confirm's text", lambda n: [confirm(text="x" * n)], 300),
    ("a confirm's button", lambda n: [confirm(yes="x" * n)], 30),
    ("an option's description in radio buttons", lambda n: [asks(described(n))], 75),
    ("options of a group", lambda n: [actions(grouped(1, n))], 100),
    ("groups of options", lambda n: [actions(grouped(n, 1))], 100),
    ("alt text", lambda n: [image(alt_text="x" * n)], 2000),
    ("an image's address", lambda n: [image(image_url="x" * n)], 3000),
    ("a button's address", lambda n: [actions(button(url="x" * n))], 3000),
    ("rows of a table", lambda n: [table(n, 1)], 100),
    ("columns of a table", lambda n: [table(1, n)], 20),
]


@pytest.mark.parametrize(("thing", "make", "limit"), AT_THE_LIMIT, ids=[t[0] for t in AT_THE_LIMIT])
def test_limit(thing: str, make: Callable[[int], list[Json]], limit: int) -> None:
    """At the limit a block passes, one beyond it Slack refuses it with a pointer."""
    assert faults(*make(limit)) == []
    assert "[json-pointer:/blocks" in faults(*make(limit + 1))[0]


@pytest.mark.parametrize("text", [plain(""), mrkdwn(""), {"type": "plain_text"}, "words", None])
def test_empty_or_shapeless_text(text: object) -> None:
    """A text object needs a type and at least one character."""
    assert faults({"type": "section", "text": text})


@pytest.mark.parametrize(
    "blocks",
    [
        pytest.param([section() | {"block_id": "b"}, section() | {"block_id": "b"}], id="block id"),
        pytest.param([actions(button("a"), button("a"))], id="action id in a block"),
        pytest.param([table(1, 1), table(1, 1)], id="table"),
        pytest.param(
            [asks(text_input(focus_on_load=True), name) for name in ("a", "b")], id="focus"
        ),
    ],
)
def test_once_only(blocks: list[Json]) -> None:
    """What Slack wants to be there once is refused the second time."""
    assert faults(*blocks)


def test_same_action_id_in_two_blocks_passes() -> None:
    """Action ids must differ within a block only."""
    assert faults(actions(button("a")), actions(button("a"))) == []


@pytest.mark.parametrize(
    "block",
    [
        pytest.param({"type": "carousel"}, id="unknown block"),
        pytest.param(section() | {"colour": "red"}, id="unknown member"),
        pytest.param(actions({"type": "plain_text_input", "action_id": "a"}), id="text in actions"),
        pytest.param(asks(button()), id="button in input"),
        pytest.param(actions(button(style="warning")), id="unknown style"),
        pytest.param({"type": "section", "text": plain("x") | {"verbatim": True}}, id="verbatim"),
        pytest.param({"type": "header", "text": mrkdwn("x")}, id="mrkdwn header"),
        pytest.param({"type": "section"}, id="empty section"),
        pytest.param({"type": "actions", "elements": []}, id="empty actions"),
        pytest.param(asks({"type": "datepicker", "initial_date": "2026-13-01"}), id="date"),
        pytest.param(asks({"type": "timepicker", "initial_time": "24:00"}), id="time"),
        pytest.param(asks({"type": "number_input"}), id="number without is_decimal_allowed"),
        pytest.param(asks(select(2, initial_option=options("v9")[0])), id="foreign initial"),
        pytest.param(
            asks(text_input(dispatch_action_config={"trigger_actions_on": ["on_blur"]})),
            id="unknown trigger",
        ),
        pytest.param({"type": "image", "alt_text": "x"}, id="image without address"),
        pytest.param({"type": "image", "image_url": "x"}, id="image without alt text"),
        pytest.param({"type": "divider", "text": plain("x")}, id="divider with text"),
        pytest.param({"type": "context", "elements": [button()]}, id="button in context"),
        pytest.param({"type": "actions", "elements": ["button"]}, id="element no object"),
        pytest.param(actions(button(confirm="sure?")), id="confirm no object"),
        pytest.param(actions(button(text=plain("x") | {"emoji": 1})), id="emoji no boolean"),
        pytest.param(actions({"type": "button", "action_id": "a"}), id="button without text"),
        pytest.param(asks(select(2, option_groups=[])), id="options and groups"),
        pytest.param(asks(select(0)), id="no options"),
        pytest.param(asks(select(1, max_selected_items=0)), id="member of another select"),
        pytest.param(
            asks({**select(1, max_selected_items=0), "type": "multi_static_select"}), id="no items"
        ),
        pytest.param(asks({"type": "datetimepicker", "initial_date_time": "now"}), id="moment"),
        pytest.param(asks(text_input(dispatch_action_config=[])), id="config no object"),
        pytest.param(asks({"type": "static_select", "option_groups": ["g"]}), id="group"),
        pytest.param(asks({"type": "static_select", "options": ["o"]}), id="option no object"),
        pytest.param(section() | {"accessory": text_input()}, id="text input as accessory"),
        pytest.param("block", id="no object"),
    ],
)
def test_refused_shapes(block: Json) -> None:
    """Shapes that Slack does not know are refused."""
    assert faults(block)


@pytest.mark.parametrize(
    "block",
    [
        image(),
        {"type": "divider"},
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]},
        section() | {"accessory": image() | {"type": "image"}},
        section() | {"accessory": button()},
        {"type": "context", "elements": [image(), mrkdwn("x")]},
        asks({"type": "users_select", "action_id": "who"}),
        asks({**select(2), "type": "multi_static_select", "initial_options": options("v0", "v1")}),
    ],
)
def test_accepted_shapes(block: Json) -> None:
    """Shapes that Slack knows pass."""
    assert faults(block) == []


def test_no_list_of_blocks() -> None:
    """Blocks must come as a list."""
    found = Findings()
    check_blocks(found, {"type": "section"}, "message", "/blocks")
    assert found.lines == ["[ERROR] must be an array [json-pointer:/blocks]"]


def test_surfaces() -> None:
    """A table belongs to messages, an alert to modals, and each the other way is refused."""
    alert = {"type": "alert", "text": plain("x" * 200)}
    assert faults(alert, surface="modal") == []
    assert faults(alert)
    assert faults(table(1, 1), surface="modal")
    assert faults({"type": "alert", "text": plain("x" * 201)}, surface="modal")


def test_views_hold_a_hundred_blocks() -> None:
    """A modal and a home tab take 100 blocks, not 101."""
    surfaces: list[Surface] = ["modal", "home"]
    for surface in surfaces:
        assert faults(*[section()] * 100, surface=surface) == []
        assert faults(*[section()] * 101, surface=surface)


def test_missing_ids_are_made_up() -> None:
    """Blocks and elements without ids get one, and given ids stay."""
    blocks = with_ids([actions({"type": "button", "text": plain("x")}), section()])
    assert blocks[0]["elements"][0]["action_id"]
    assert blocks[0]["block_id"] != blocks[1]["block_id"]
    assert with_ids([section() | {"block_id": "mine"}])[0]["block_id"] == "mine"
