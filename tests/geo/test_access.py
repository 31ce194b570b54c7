"""Who may look, put right and add: by where the server listens, and by who signed in."""

from __future__ import annotations

import pytest

from geo.access import NOBODY, Level, Person, is_loopback, level, may_write, settings_for
from geo.errors import BadInput
from geo.settings import Settings, Uploads

HERE, OPEN = "127.0.0.1", "0.0.0.0"
ANN = Person("Ann@Example.org", "Ann")


def settings(**environ: str) -> Settings:
    return Settings.load({f"DATELINE_{name.upper()}": value for name, value in environ.items()})


@pytest.mark.parametrize("address", ["127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost"])
def test_these_addresses_are_reached_from_this_machine_alone(address: str) -> None:
    assert is_loopback(address)


@pytest.mark.parametrize(
    "address", ["", "0.0.0.0", "::", "192.168.1.2", "news.example", "nonsense"]
)
def test_any_other_may_be_reached_by_others(address: str) -> None:
    assert not is_loopback(address)


def test_on_ones_own_machine_everything_can_be_changed() -> None:
    assert level(settings(), HERE, NOBODY) is Level.ADMIN
    assert level(settings(read_only="1"), HERE, NOBODY) is Level.VIEWER


def test_others_may_look_unless_told_otherwise() -> None:
    assert level(settings(), OPEN, NOBODY) is Level.VIEWER
    assert level(settings(writable="1"), OPEN, NOBODY) is Level.ADMIN
    assert level(settings(writable="1", read_only="1"), OPEN, NOBODY) is Level.VIEWER


def test_who_may_only_look_brings_nothing_unless_that_was_chosen() -> None:
    def uploads(**environ: str) -> Uploads:
        return settings_for(settings(**environ), OPEN, NOBODY).uploads

    assert settings_for(settings(), OPEN, NOBODY).read_only
    assert uploads() is Uploads.OFF
    assert uploads(uploads="own") is Uploads.OWN
    assert uploads(uploads="private") is Uploads.PRIVATE
    assert uploads(uploads="shared") is Uploads.OFF


def test_what_was_chosen_is_known_to_the_process_that_is_started() -> None:
    for given in (settings(), settings(uploads="own"), settings(uploads="off")):
        started = Settings.load(given.override(writable=True).environment())
        assert settings_for(started.override(writable=False), OPEN, NOBODY).uploads is (
            Uploads.OWN
            if "uploads" in given.model_fields_set and given.uploads is Uploads.OWN
            else Uploads.OFF
        )


def test_where_people_are_named_it_depends_on_who_signed_in() -> None:
    named = settings(editors="ann@example.org,@desk.example", admins="@boss.example")
    assert level(named, OPEN, NOBODY) is Level.VIEWER
    assert level(named, OPEN, ANN) is Level.EDITOR
    assert level(named, OPEN, Person("eve@desk.example")) is Level.EDITOR
    assert level(named, OPEN, Person("eve@boss.example")) is Level.ADMIN
    # Not even on the machine itself is everybody an editor then.
    assert level(named, HERE, NOBODY) is Level.VIEWER
    assert not may_write(named, HERE, NOBODY)


@pytest.mark.parametrize(
    "email",
    [
        "",
        "ann",
        "@",
        "ann@example.org.evil.example",
        "ann@desk.example.evil",
        "eve@xdesk.example",
        "ann@example.org@evil.example",
        "desk.example",
    ],
)
def test_nobody_passes_for_another(email: str) -> None:
    named = settings(editors="ann@example.org,@desk.example")
    assert level(named, OPEN, Person(email)) is Level.VIEWER


def test_where_viewers_are_named_others_do_not_even_look() -> None:
    named = settings(viewers="@example.com", editors="ann@example.org")
    assert level(named, OPEN, NOBODY) is Level.NOBODY
    assert level(named, OPEN, Person("bob@example.com")) is Level.VIEWER
    assert level(named, OPEN, ANN) is Level.EDITOR


def test_an_editor_does_not_add_for_everyone_and_read_only_is_for_all() -> None:
    named = settings(editors="ann@example.org", admins="bob@example.org", uploads="shared")
    assert settings_for(named, OPEN, ANN).uploads is Uploads.PRIVATE
    assert not settings_for(named, OPEN, ANN).read_only
    assert settings_for(named, OPEN, Person("bob@example.org")).uploads is Uploads.SHARED
    closed = settings(admins="bob@example.org", read_only="1")
    assert level(closed, OPEN, Person("bob@example.org")) is Level.VIEWER


def test_a_name_that_is_none_is_told() -> None:
    with pytest.raises(BadInput, match="'ann' is neither an e-mail address nor a domain"):
        settings(editors="ann")
