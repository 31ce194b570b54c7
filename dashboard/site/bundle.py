"""Our scripts as one, since a page that is opened from a file may load no module by its address.

A module of ours exports either one function (``export default function``) or several things by
their names; each becomes a value with what it exports, and the others see nothing else of it.
"""

from __future__ import annotations

import re

_DEFAULT = re.compile(r"^export default (?=function)", re.MULTILINE)
_NAMED = re.compile(r"^export (?=(?:const|function) (\w+))", re.MULTILINE)
_LEFT = re.compile(r"^\s*(?:export|import)\b.*$", re.MULTILINE)
_CLOSING = re.compile(r"</script|<!--", re.IGNORECASE)


def as_value(name: str, source: str) -> str:
    """A module as a constant of this name: the function that it exports, or an object of
    all that it exports. Raises ValueError for a module of another kind.
    """
    names = [found[1] for found in _NAMED.finditer(source)]
    body, functions = _DEFAULT.subn("return ", source)
    body = _NAMED.sub("", body)
    left = _LEFT.search(body)
    if left or functions + bool(names) != 1:
        raise ValueError(f"{name}: neither one function nor names: {left and left[0]}")
    end = f"return {{ {', '.join(names)} }};\n" if names else ""
    return f'const {name} = (() => {{\n"use strict";\n{body}\n{end}}})();\n'


def script(text: str) -> str:
    """A script that can stand in a page. Raises ValueError where it would end there."""
    if _CLOSING.search(text):
        raise ValueError(f"a script ends the page's: {_CLOSING.search(text)}")
    return text
