"""The page of a site: what stands in it before any script runs, and what scripts it allows.

All text is escaped. Nothing may be asked of anybody: the policy allows the site's own scripts and
styles alone, by their hashes where they are in the page.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from dashboard.site.methods import Paragraphs

_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Code:
    """A script or a style of the site: the name of its file, and what is in it.

    That ``of_frame`` is for the map's frame, which is made by the page's script.
    """

    name: str
    text: str
    of_frame: bool = False

    @property
    def is_style(self) -> bool:
        """Whether it is a style sheet."""
        return self.name.endswith(".css")


@dataclass(frozen=True, slots=True)
class Page:
    """What is said on the page."""

    language: str
    title: str
    about: str
    notices: tuple[str, ...]
    methods: tuple[Paragraphs, ...]
    words: Mapping[str, Any]


def as_json(value: object) -> str:
    """JSON that is safe in a script element, and in UTF-8."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def as_script(name: str, value: object) -> str:
    """A script of nothing but a value: a page from a file can load no other data."""
    return f"(window.DatelineSite ||= {{}}).{name} = {as_json(value)};\n"


def document(page: Page, codes: Iterable[Code], data: Mapping[str, object] | None) -> str:
    """The page as HTML. With ``data`` everything is in it; without, it loads its files."""
    codes = list(codes)
    inside = data is not None
    head = [_policy(codes if inside else []), *(_style(code, inside) for code in codes)]
    values = [
        f'<script type="application/json" id="site-{name}">{as_json(value)}</script>'
        for name, value in (data or {}).items()
    ]
    return _DOCUMENT.format(
        language=page.language,
        head="\n".join(filter(None, head)),
        title=escape(page.title),
        body=_body(page),
        scripts="\n".join([*values, *filter(None, (_script(code, inside) for code in codes))]),
    )


def _policy(codes: Iterable[Code]) -> str:
    scripts = [_hash(code.text) for code in codes if not code.is_style]
    styles = [_hash(code.text) for code in codes if code.is_style]
    # Of a page opened from a file, "self" is not the file beside it in every browser.
    policy = {
        "default-src": ["'none'"],
        "script-src": scripts or ["'self'", "file:"],
        "style-src": styles or ["'self'", "file:"],
        # The outlines of countries, which the map reads from an address.
        "connect-src": ["data:"],
        "frame-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    content = "; ".join(f"{name} {' '.join(values)}" for name, values in policy.items())
    return f'<meta http-equiv="Content-Security-Policy" content="{content}">'


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _style(code: Code, inside: bool) -> str:
    if not code.is_style:
        return ""
    if not inside:
        return "" if code.of_frame else f'<link rel="stylesheet" href="{code.name}">'
    # A style that is for the frame alone is kept as text, and changes nothing here.
    kind = ' type="text/plain"' if code.of_frame else ""
    return f'<style{kind} id="{_id(code)}">{code.text}</style>'


def _script(code: Code, inside: bool) -> str:
    if code.is_style:
        return ""
    if not inside:
        return "" if code.of_frame else f'<script src="{code.name}"></script>'
    kind = ' type="text/plain"' if code.of_frame else ""
    return f'<script{kind} id="{_id(code)}">{code.text}</script>'


def _id(code: Code) -> str:
    return f"code-{code.name.replace('.', '-')}"


def _body(page: Page) -> str:
    words = page.words
    notices = "".join(f'<p class="site-notice">{escape(text)}</p>' for text in page.notices)
    methods = "".join(
        f"<h3>{escape(each.heading)}</h3>"
        + "".join(f'<p dir="auto">{escape(text)}</p>' for text in each.texts)
        for each in page.methods
    )
    return _BODY.format(
        title=escape(page.title),
        about=escape(page.about),
        notices=notices,
        methods=methods,
        how=escape(words["how"]),
        skip=escape(words["skip"]),
        no_script=escape(words["no_script"]),
    )


_DOCUMENT = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
{head}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Dateline">
<title>{title}</title>
</head>
<body class="stApp site">
{body}
{scripts}
</body>
</html>
"""

_BODY = """<header>
<div class="site-head">
<div><h1 dir="auto">{title}</h1>
<p class="site-about" dir="auto">{about} <a href="#how">{how}</a></p></div>
<div id="site-search"></div>
</div>
{notices}<noscript><p class="site-notice">{no_script}</p></noscript>
</header>
<main class="site-main">
<div class="site-left">
<div id="site-story"></div>
<a class="site-skip" href="#site-excerpts">{skip}</a>
<div id="site-map"></div>
<ul class="legend" id="site-legend"></ul>
<div id="site-timeline"></div>
</div>
<div class="site-right">
<p class="status" id="site-status" role="status"></p>
<div id="site-excerpts" tabindex="-1"></div>
<div id="site-places"></div>
</div>
</main>
<section class="site-how" id="how" aria-labelledby="how-title">
<h2 id="how-title">{how}</h2>
{methods}
</section>"""
