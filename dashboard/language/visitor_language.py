"""In which language a visitor is spoken to.

The words are in ``texts.py``, in English, and in one module a translation beside it. A module
reads ``texts.SHARE`` and gets the visitor's word: asking for it looks up whose page is being
made. Work that has no visitor (a thread, a test) gets English.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "fr": "Français"}
"""What there is, each in its own words; a translation to French is ``texts_fr.py``."""

PARAMETER = "lang"
_KEY = "language"
_TEXTS = "dashboard.language.texts"

# A page asks for hundreds of texts, and the session's own state takes its time to answer.
_by_session: dict[str, str] = {}
_REMEMBERED = 10_000


class TranslatedTexts(ModuleType):
    """A module of texts that answers in the language of whoever is spoken to."""

    def __getattribute__(self, name: str) -> Any:
        language = ENGLISH if name.startswith("_") else spoken()
        if language == ENGLISH:
            return super().__getattribute__(name)
        return getattr(translation(language), name)


def listen(name: str) -> None:
    """Let the module of this name answer in the visitor's language from now on."""
    if name in sys.modules:
        sys.modules[name].__class__ = TranslatedTexts


def spoken() -> str:
    """The language of the visitor whose page is being made."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        return ENGLISH
    found = _by_session.get(context.session_id)
    return found or str(st.session_state.get(_KEY, ENGLISH))


def choose(usual: str) -> None:
    """Settle on a language: what the address asks for, what was chosen before, what the server
    is set to, what the browser prefers."""
    wanted = (st.query_params.get(PARAMETER), st.session_state.get(_KEY), usual, _browsers())
    known = (code for code in wanted if code in LANGUAGES)
    _remember(next(known, ENGLISH))


def change(language: str) -> None:
    """Speak this language from now on."""
    _remember(language)
    if PARAMETER in st.query_params:
        st.query_params[PARAMETER] = language


def asked() -> dict[str, list[str]]:
    """What the address says of the language, to be kept in it."""
    return {PARAMETER: [st.query_params[PARAMETER]]} if PARAMETER in st.query_params else {}


@cache
def translation(language: str) -> ModuleType:
    """The texts in another language: the English module once more, its words replaced, so that
    its functions put sentences together from these."""
    spec = spec_from_file_location(f"{_TEXTS}:{language}", sys.modules[_TEXTS].__file__)
    assert spec is not None  # noqa: S101  # it has been imported from there
    assert spec.loader is not None  # noqa: S101
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    words = vars(import_module(f"{_TEXTS}_{language}"))
    module.__dict__.update({name: word for name, word in words.items() if name[0] != "_"})
    return module


def _remember(language: str) -> None:
    context = get_script_run_ctx(suppress_warning=True)
    st.session_state[_KEY] = language
    if context is not None:
        if len(_by_session) >= _REMEMBERED:
            _by_session.clear()
        _by_session[context.session_id] = language


def _browsers() -> str:
    return (st.context.locale or "").partition("-")[0].lower()
