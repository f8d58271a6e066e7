"""The corpus of two hundred forms: each ends in a case, a held request or a clear refusal."""

from collections import Counter
from html import unescape

from bot.workflow.holding import waiting
from tests.corpus.forms import HOW_MANY, TEXTS, End, Post, posts
from tests.handlers.intake.officer import PHONE, Officer
from tests.tried import tried


async def ended(officer: Officer, post: Post) -> str:
    """Send one, and return what it ended in; anything that is none of the three fails."""
    before = len(await officer.cases())
    answer = await officer.send(post.changes, post.files)
    assert answer.status in (200, 422), (post.name, answer.status)
    made = len(await officer.cases()) - before
    assert made == (answer.status == 200), post.name
    if answer.status == 422:
        assert answer.errors, post.name
        assert all(sentence.endswith(".") for sentence in answer.errors.values()), post.name
    assert "<script" not in answer.text, post.name
    assert PHONE in answer.text, post.name
    return "case" if made else "refused"


async def test_every_form_ends_as_it_must(alvarez: Officer) -> None:
    """Two hundred forms, none in an error of ours, each as its maker says."""
    ends: Counter[str] = Counter()
    names: set[str] = set()
    for post in posts():
        tried("form", "posts")
        end = await ended(alvarez, post)
        assert post.end in (end, End.EITHER), (post.name, end)
        ends[end] += 1
        names.add(post.name)
    assert (sum(ends.values()), len(names)) == (HOW_MANY, HOW_MANY)
    assert min(ends["case"], ends["refused"]) >= HOW_MANY // 4
    assert await waiting(alvarez.office) == []
    assert len(alvarez.refusals) == ends["refused"]


async def test_what_was_typed_comes_back_as_text(alvarez: Officer) -> None:
    """A form that is refused shows every odd text as it was typed, and nothing of it as markup."""
    for name, text in TEXTS.items():
        answer = await alvarez.send({"emergency.narrative": text, "officer.email": "nobody"})
        assert answer.status == 422, name
        assert text in unescape(answer.text), name
        assert "<img" not in answer.text, name
