"""Who the visitor of this run of the page is, and the settings as they hold for them."""

from __future__ import annotations

import streamlit as st

from geo import access
from geo.access import Level, Person
from geo.errors import BadInput
from geo.settings import Settings, Uploads


def server_settings() -> Settings:
    """The settings of this server, whoever asks. Raises BadInput."""
    return Settings.load(secrets=_secrets())


def visitor_settings() -> Settings:
    """The settings as they hold for this visitor. Raises BadInput."""
    settings = server_settings()
    return access.settings_for(settings, _address(), person(settings))


def level() -> Level:
    """What this visitor may do. Raises BadInput."""
    settings = server_settings()
    return access.level(settings, _address(), person(settings))


def anybody_may_upload(settings: Settings) -> bool:
    """Whether there is any visitor who may bring articles."""
    if settings.visitors.are_named:
        return settings.uploads is not Uploads.OFF
    nobody = access.settings_for(settings, _address(), access.NOBODY)
    return nobody.uploads is not Uploads.OFF


def is_signed_in() -> bool:
    """Whether the identity provider has said who this visitor is."""
    return bool(st.user.to_dict().get("is_logged_in"))


def author() -> str:
    """How what this visitor writes is signed, if it is known; the address stands first, since a
    name may be any."""
    try:
        who = person(server_settings())
    except BadInput:
        return ""
    return f"{who.email} ({who.name})" if who.email and who.name else who.email


def person(settings: Settings) -> Person:
    """Who signed in, if anybody did: what the identity provider says in its signed answer."""
    said = st.user.to_dict()
    if not said.get("is_logged_in"):
        return access.NOBODY
    verified = said.get("email_verified") is True or settings.visitors.unverified_emails
    email = str(said.get("email") or "") if verified else ""
    return Person(email, str(said.get("name") or ""))


def _address() -> str:
    return str(st.get_option("server.address") or "")


def _secrets() -> dict[str, str]:
    """Settings from Streamlit's secrets, where there are any."""
    if not st.secrets.load_if_toml_exists():
        return {}
    return {name: str(st.secrets[name]) for name in st.secrets if name.startswith("DATELINE_")}
