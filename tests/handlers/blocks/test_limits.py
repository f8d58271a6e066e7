"""The guard: every limit is refused just above and accepted just at it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.blocks import limits, parts
from handlers.blocks.limits import OverLimit, checked, clip, clip_bytes


def _option(text: int = 1, value: str = "v", **more: Any) -> dict[str, Any]:  # noqa: ANN401 — members
    return {"text": _words(text), "value": value, **more}


def _words(length: int, kind: str = "plain_text") -> dict[str, Any]:
    return {"type": kind, "text": "x" * length}


def _input(element: dict[str, Any], **more: Any) -> dict[str, Any]:  # noqa: ANN401 — members
    shown = {"type": "input", "block_id": "b", "label": _words(1)}
    return shown | {"element": {"action_id": "a", **element}} | more


def _view(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:  # noqa: ANN401 — members
    shown = {"type": "modal", "title": _words(1), "submit": _words(1), "blocks": list(blocks)}
    return {k: v for k, v in (shown | more).items() if v is not None}


def _select(*options: dict[str, Any]) -> dict[str, Any]:
    return _input({"type": "static_select", "options": list(options)})


def _many(number: int, kind: str) -> dict[str, Any]:
    return _input({"type": kind, "options": [_option(value=str(n)) for n in range(number)]})


def _button(**more: Any) -> dict[str, Any]:  # noqa: ANN401 — members
    element = {"type": "button", "action_id": "a", "text": _words(1), **more}
    return {"type": "actions", "elements": [element]}


def _typed(**more: Any) -> dict[str, Any]:  # noqa: ANN401 — members
    return _input({"type": "plain_text_input", **more})


def _section(**more: Any) -> dict[str, Any]:  # noqa: ANN401 — members
    return {"type": "section", **more}


def _asking(**confirm: int) -> dict[str, Any]:
    lengths = {"title": 1, "text": 1, "confirm": 1, "deny": 1} | confirm
    return _button(confirm={name: _words(length) for name, length in lengths.items()})


# Each rule with a builder, the greatest number that it accepts, and what the refusal names.
EDGES = {
    "section text": (lambda n: _view(_section(text=_words(n))), 3000, "text"),
    "field text": (lambda n: _view(_section(fields=[_words(n)])), 2000, "fields/0"),
    "fields": (lambda n: _view(_section(fields=[_words(1)] * n)), 10, "fields"),
    "header": (lambda n: _view({"type": "header", "text": _words(n)}), 150, "text"),
    "context text": (
        lambda n: _view({"type": "context", "elements": [_words(n)]}),
        3000,
        "elements/0",
    ),
    "context": (lambda n: _view({"type": "context", "elements": [_words(1)] * n}), 10, "elements"),
    "button text": (lambda n: _view(_button(text=_words(n))), 75, "text"),
    "button value": (lambda n: _view(_button(value="x" * n)), 2000, "value"),
    "accessibility label": (lambda n: _view(_button(accessibility_label="x" * n)), 75, "access"),
    "action id": (lambda n: _view(_button(action_id="x" * n)), 255, "action_id"),
    "block id": (lambda n: _view(_section(text=_words(1), block_id="x" * n)), 255, "block_id"),
    "option text": (lambda n: _view(_select(_option(n))), 75, "option text"),
    "option value": (lambda n: _view(_select(_option(value="x" * n))), 150, "option value"),
    "option description": (
        lambda n: _view(_select(_option(description=_words(n)))),
        75,
        "description",
    ),
    "radio": (lambda n: _view(_many(n, "radio_buttons")), 10, "options"),
    "checkboxes": (lambda n: _view(_many(n, "checkboxes")), 10, "options"),
    "select": (lambda n: _view(_many(n, "static_select")), 100, "options"),
    "label": (lambda n: _view(_typed() | {"label": _words(n)}), 2000, "label"),
    "hint": (lambda n: _view(_typed() | {"hint": _words(n)}), 2000, "hint"),
    "placeholder": (lambda n: _view(_typed(placeholder=_words(n))), 150, "placeholder"),
    "typed": (lambda n: _view(_typed(max_length=n)), 3000, "max_length"),
    "initial": (lambda n: _view(_typed(max_length=50, initial_value="x" * n)), 50, "initial"),
    "title": (lambda n: _view(title=_words(n)), 24, "title"),
    "submit": (lambda n: _view(submit=_words(n)), 24, "submit"),
    "close": (lambda n: _view(close=_words(n)), 24, "close"),
    "metadata": (lambda n: _view(private_metadata="x" * n), 3000, "private_metadata"),
    "external id": (lambda n: _view(external_id="x" * n), 255, "external_id"),
    "callback id": (lambda n: _view(callback_id="x" * n), 255, "callback_id"),
    "blocks": (lambda n: _view(*[{"type": "divider"}] * n), 100, "blocks"),
    "confirm title": (lambda n: _view(_asking(title=n)), 100, "confirm title"),
    "confirm text": (lambda n: _view(_asking(text=n)), 300, "confirm text"),
    "confirm button": (lambda n: _view(_asking(confirm=n)), 30, "confirm confirm"),
    "alert": (lambda n: _view({"type": "alert", "text": _words(n)}), 200, "text"),
}


@pytest.mark.parametrize("rule", EDGES)
def test_a_limit_is_kept_to_the_character(rule: str) -> None:
    """At the limit a view passes; one more is refused, and the refusal names the place."""
    build, most, place = EDGES[rule]
    assert checked(build(most), "modal")
    with pytest.raises(OverLimit, match=place):
        checked(build(most + 1), "modal")


WRONG = {
    "an input without submit": _view(_typed(), submit=None),
    "an input without a block id": _view(_typed() | {"block_id": ""}),
    "an empty text": _view(_section(text=_words(0))),
    "a blank text": _view(_section(text={"type": "mrkdwn", "text": " \n"})),
    "the same block id twice": _view(_typed(), _typed()),
    "the same action id twice": _view(
        {"type": "actions", "elements": _button()["elements"] * 2},
    ),
    "the same option twice": _view(_select(_option(), _option())),
    "no option": _view(_select()),
    "an initial option that is not offered": _view(
        _input(
            {"type": "static_select", "options": [_option()], "initial_option": _option(value="w")}
        )
    ),
    "an empty list of initial options": _view(
        _input({"type": "checkboxes", "options": [_option()], "initial_options": []})
    ),
    "a table": _view({"type": "table", "rows": [[_words(1)]]}),
    "an unknown block": _view({"type": "carousel"}),
    "an unknown element": _view(_input({"type": "file_input"})),
    "a header with markup": _view({"type": "header", "text": _words(1, "mrkdwn")}),
    "an unknown style": _view(_button(style="green")),
    "no title": _view(title=None),
    "another type": _view(type="home"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_slack_refuses_is_refused_here(what: str) -> None:
    """Each fault that the SDK's models let through is refused before it is sent."""
    with pytest.raises(OverLimit):
        checked(WRONG[what], "modal")


def test_a_message_has_its_own_limits() -> None:
    """A message holds 50 blocks, 4,000 characters of text, one table, and needs its text."""
    table = {"type": "table", "rows": [[_words(1)]]}
    good = {"text": "x" * 4000, "blocks": [{"type": "divider"}] * 49 + [table]}
    assert checked(good, "message") is good
    for wrong in (
        {"text": "x" * 4001},
        {"text": ""},
        {"blocks": [{"type": "divider"}] * 51},
        {"blocks": [table, table]},
        {"blocks": [{"type": "table", "rows": [[_words(1)] * 21]}]},
    ):
        with pytest.raises(OverLimit):
            checked(good | wrong, "message")


def test_blocks_stay_under_twelve_thousand_bytes() -> None:
    """Bytes count, not characters: the same blocks pass in ASCII and fail in Greek."""
    plain = [_section(text={"type": "mrkdwn", "text": "a" * 2500})] * 4
    greek = [_section(text={"type": "mrkdwn", "text": "α" * 2500})] * 4
    assert checked({"text": "t", "blocks": plain}, "message")
    with pytest.raises(OverLimit, match="12000 bytes"):
        checked({"text": "t", "blocks": greek}, "message")


def test_a_view_stays_under_sixteen_thousand_escaped_bytes() -> None:
    """An accented letter costs six bytes in an answer over Socket Mode."""
    accented = _view(_section(text=_words(1) | {"text": "é" * 2700}))
    with pytest.raises(OverLimit, match="16000 bytes"):
        checked(accented, "modal")


def test_a_refusal_names_no_content() -> None:
    """What was too long does not end up in a log through the exception."""
    with pytest.raises(OverLimit) as caught:
        checked(_view(_section(text=_words(1) | {"text": "canary" * 900})), "modal")
    assert "canary" not in str(caught.value)


@given(st.text(), st.integers(1, 40))
def test_clip_marks_a_cut_and_nothing_else(text: str, most: int) -> None:
    """A text is unchanged where it fits; otherwise it ends in an ellipsis, exactly at the limit."""
    short = clip(text, most)
    if len(text) <= most:
        assert short == text
    else:
        assert len(short) == most
        assert short == text[: most - 1] + "…"


@given(st.text(), st.integers(10, 60))
def test_clip_bytes_counts_what_goes_over_the_wire(text: str, most: int) -> None:
    """A text cut by bytes fits as ASCII JSON and is a beginning of the text."""
    short = clip_bytes(text, most)
    assert len(json.dumps(short)) - 2 <= most
    assert short == text or text.startswith(short[:-1])


@given(st.text(alphabet="&<>;aé…", max_size=60), st.integers(1, 30))
def test_escaping_never_leaves_half_an_entity(text: str, most: int) -> None:
    """After escaping and cutting, every ampersand begins a whole entity and no bracket is left."""
    safe = parts.escaped(text, most)
    assert len(safe) <= most
    assert not {"<", ">"} & set(safe)
    rest = safe.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")
    assert "&" not in rest


def test_unseen_characters_are_shown() -> None:
    """A reversal of the reading direction, a zero-width space and a tag are visible as numbers."""
    shown = parts.plain("a\u202eb\u200bc\U000e0041\x00d")["text"]
    assert shown == "a⟨U+202E⟩b⟨U+200B⟩c⟨U+E0041⟩⟨U+0000⟩d"


def test_what_is_not_markup_is_escaped() -> None:
    """A plain string never mentions or links; our own markup stays."""
    assert parts.mrkdwn("<!channel> & co")["text"] == "&lt;!channel&gt; &amp; co"
    assert parts.mrkdwn(parts.Markup("*bold*"))["text"] == "*bold*"
    assert parts.mrkdwn("x")["verbatim"] is True


def test_no_text_reads_not_given() -> None:
    """An empty or blank value never becomes an empty text object, which Slack refuses."""
    assert parts.plain(" \n")["text"] == parts.mrkdwn("")["text"] == "not given"


def test_a_message_mentions_and_unfolds_nothing() -> None:
    """Every message is sent with parsing, name links and unfolding off."""
    made = parts.message("a <b>", [parts.divider()], kind="k", ids={"case": "c"})
    assert made["text"] == "a &lt;b&gt;"
    assert made["parse"] == "none"
    assert not made["link_names"]
    assert not made["unfurl_links"]
    assert not made["unfurl_media"]
    assert made["metadata"] == {"event_type": "k", "event_payload": {"case": "c"}}


def test_more_blocks_than_a_message_holds_is_an_error() -> None:
    """Builders hand nothing over that the guard has not seen."""
    with pytest.raises(OverLimit):
        parts.message("t", [parts.divider()] * (limits.BLOCKS["message"] + 1), kind="k", ids={})
