"""The words of a piece of HTML, a paragraph a line, and nothing that could run or load."""

from __future__ import annotations

import re
from html import unescape

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
        *("media",),  # in NITF a picture with its caption
        *("title", "audio", "video", "canvas", "select", "button"),
    )
)
_BREAKS = {"br": "\n"} | dict.fromkeys((*_BLOCKS, "hl1", "hl2", "byline"), "\n\n")
_TAG = re.compile(
    r"</?(?:p|br|div|span|a|[ou]l|li|h[1-6]|img|strong|em|b|i|u|table|figure|blockquote|section"
    r"|article|html|body|font|sub|sup)(?:\s[^<>]*|/)?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.IGNORECASE)


def looks_marked_up(text: str) -> bool:
    """Whether a text that may be plain has tags or character references in it."""
    return bool(("<" in text and _TAG.search(text)) or ("&" in text and _ENTITY.search(text)))


def text_of(fragment: str) -> str:
    """The text of HTML, whole or in part, however broken; a blank line between blocks."""
    root = _parsed(fragment)
    return "" if root is None else text_of_element(root)


def text_of_element(root: etree._Element) -> str:
    """The text of an element of HTML, or of XML whose elements are called as in HTML."""
    pieces: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag
        if not isinstance(tag, str):  # a comment, or a character reference that has a name
            if event == "start":
                pieces.append(unescape(element.text or ""))
            else:
                pieces.append(_flowing(element.tail))
            continue
        tag = tag.rpartition("}")[2].lower()
        if event == "start":
            if element is not root and (tag in _SILENT or _is_hidden(element)):
                walk.skip_subtree()
            else:
                pieces.append(_BREAKS.get(tag, "") + _flowing(element.text))
        else:
            pieces.append(_BREAKS.get(tag, "") if tag != "br" else "")
            pieces.append(_flowing(element.tail) if element is not root else "")
    return re.sub(r"[ ]*\n[ ]*", "\n", "".join(pieces)).strip()


def _is_hidden(element: etree._Element) -> bool:
    """Whether readers do not see it, as what newsletters tell of themselves to mail programs."""
    style = element.get("style")
    return bool(style) and "display:none" in style.replace(" ", "").lower()


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
