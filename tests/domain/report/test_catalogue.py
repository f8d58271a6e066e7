"""Every figure is named once and says in words what it counts."""

import re

from bot.domain.report.catalogue import CHAPTERS, every

NAME = re.compile(r"[a-z]+(_[a-z0-9]+)*")


def test_every_figure_and_part_is_named_once() -> None:
    """No chapter, figure of a chapter or part of a figure has the name of another."""
    chapters = [chapter.name for chapter in CHAPTERS]
    figures = [(chapter.name, figure.name) for chapter, figure in every()]
    assert len({*chapters}) == len(chapters)
    assert len({*figures}) == len(figures) > 40
    for _, figure in every():
        keys = [key for key, _ in figure.keys]
        assert len({*keys}) == len(keys)
        assert not (figure.free and keys)
        assert all(
            NAME.fullmatch(name) for name in (figure.name, *keys) if name != "e2ee_no_access"
        )


def test_every_figure_says_what_it_counts() -> None:
    """Each definition is whole sentences, and each part has a title."""
    for chapter, figure in every():
        assert figure.words.endswith(".")
        assert chapter.words.endswith(".")
        assert figure.title
        assert all(title for _, title in figure.keys)
