"""The text of an HTML mail: tags gone, paragraphs kept, scripts and styles dropped.

`nh3` parses as a browser does; the standard library's parser is quadratic on some broken input
(CVE-2025-6069), and so is `nh3` in elements that are never closed: hence the bound on both.
"""

import html
import re

import nh3

HTML_CAP = 128 * 1024
"""Characters of HTML that are read; the rest is in the original."""
MOST_TAGS = 4_000

_LINES = frozenset({"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"})
_TAG = re.compile(r"</?[a-z0-9]+[^>]*>")


def text_of(markup: str) -> str:
    """Return what a reader would see, hidden text included."""
    bounded = "<".join(markup[:HTML_CAP].replace("\0", "").split("<", MOST_TAGS)[:MOST_TAGS])
    kept = nh3.clean(bounded, tags=set(_LINES), attributes={}, link_rel=None)
    return html.unescape(_TAG.sub("\n", " ".join(kept.split())))
