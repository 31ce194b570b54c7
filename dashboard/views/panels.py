"""Our own small page elements: scripts in ``assets`` that get data and make text of it.

Streamlit mounts them in the page itself, without a frame, so they have its fonts and colours
and are read by assistive technology as part of it. They build their content with
``textContent`` only: what comes out of an article can never become markup.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

import streamlit as st

from dashboard.server import static_files
from dashboard.state import store

# The real script is fetched once and kept by the browser; this line travels every time.
_LOADER = """const load = (url) => import(new URL(url, location.origin).href);
const loaded = Promise.all([load({url}), load({dom})]);
export default (component) => {{
  loaded.then(([panel, dom]) => panel.default({{ ...component, ...dom }}));
}};"""


def show(
    name: str, data: Mapping[str, Any], on: Mapping[str, Callable[[Any], None]] | None = None
) -> None:
    """Show ``assets/<name>.js`` with ``data``; ``on`` maps its events to what they do."""
    callbacks = {
        f"on_{event}_change": partial(_call, name, event, act) for event, act in (on or {}).items()
    }
    _mounts(name)(key=name, data=dict(data), **callbacks)


def _call(name: str, event: str, act: Callable[[Any], None]) -> None:
    store.note_visitor_act()
    act(st.session_state[name].get(event))


@cache
def _mounts(name: str) -> Any:
    url, dom = (repr(static_files.on_page("assets", f"{file}.js")) for file in (name, "dom"))
    return st.components.v2.component(
        f"dateline.{name}", js=_LOADER.format(url=url, dom=dom), isolate_styles=False
    )
