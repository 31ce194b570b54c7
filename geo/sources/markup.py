"""The words of a piece of HTML, a paragraph a line, and nothing that could run or load."""

from __future__ import annotations

import re

from lxml import etree

_BLOCKS = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
        ),
        *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4"),
        *("h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary"),
        *("table", "td", "th", "tr", "ul"),
    )
)
_SILENT = frozenset(
    (
        *("script", "style", "template", "noscript", "svg", "math", "object", "iframe", "head"),
        *("title", "audio", "video", "canvas", "select", "button"),
    )
)
_TAG = re.compile(
    r"</?(?:p|br|div|span|a|[ou]l|li|h[1-6]|img|strong|em|b|i|u|table|figure|blockquote|section"
    r"|article|html|body|font|sub|sup)(?:\s[^<>]*|/)?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.IGNORECASE)


def looks_marked_up(text: str) -> bool:
    """Whether a text that may be plain has tags or character references in it."""
    return bool(_TAG.search(text) or _ENTITY.search(text))


def text_of(fragment: str) -> str:
    """The text of HTML, whole or in part, however broken; a blank line between blocks."""
    root = _parsed(fragment)
    if root is None:
        return ""
    pieces: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in _SILENT:
                walk.skip_subtree()
            elif tag in _BLOCKS:
                pieces.append("\n\n")
            elif tag == "br":
                pieces.append("\n")
            if tag not in _SILENT:
                pieces.append(_flowing(element.text))
        else:
            if tag in _BLOCKS:
                pieces.append("\n\n")
            pieces.append(_flowing(element.tail))
    return re.sub(r"[ ]*\n[ ]*", "\n", "".join(pieces)).strip()


def _parsed(fragment: str) -> etree._Element | None:
    raw = fragment.replace("\x00", "").encode("utf-8", errors="replace")
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        return etree.fromstring(b"<body>" + raw, parser)
    except etree.XMLSyntaxError:
        return None


def _flowing(text: str | None) -> str:
    """In HTML a line break is a space like any other."""
    return re.sub(r"\s+", " ", text) if text else ""
