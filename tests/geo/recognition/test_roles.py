"""What a name stands for, told from the words around it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.models import Role
from geo.recognition.roles import LEARNED, MentionContext, role_of, weights


def role(sentence: str, **known: object) -> Role:
    """The role of the name that stands in [brackets]."""
    start = sentence.index("[")
    end = sentence.index("]") - 1
    text = sentence.replace("[", "").replace("]", "")
    return role_of(MentionContext(text, start, end, **known))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "sentence",
    [
        "Fighting went on in [Moscow] on Friday.",
        "They drove to [Herat], a city in the west.",
        "She was born near [Lyon] in 1960.",
        "Police in [Springfield], Ohio, arrested two men.",
        "Floods reached the [Kunduz] area.",
    ],
)
def test_where_something_is_or_goes_is_a_place(sentence: str) -> None:
    assert role(sentence, kind="city") is Role.PLACE


@pytest.mark.parametrize(
    "sentence",
    [
        "[Russia] said it would respond.",
        "[Moscow] has accused its neighbours of lying.",
        "The talks between [China] and its rival failed.",
        "He met [U.S.] officials on Monday.",
    ],
)
def test_a_government_that_speaks_or_acts_is_an_actor(sentence: str) -> None:
    assert role(sentence, kind="country") is Role.ACTOR


@pytest.mark.parametrize(
    "sentence",
    ["[Russian] troops left.", "The [Muscovites] stayed.", "the [Canadian] Food Agency"],
)
def test_what_the_gazetteer_calls_a_demonym_is_one(sentence: str) -> None:
    assert role(sentence, label="NORP", kind="demonym") is Role.DEMONYM


@pytest.mark.parametrize(
    "sentence",
    [
        "The [New York] Times reported it.",
        "The [Ohio] Department of Health warned.",
        "He studied at [Columbia] University.",
    ],
)
def test_a_name_within_an_organisations_name_is_not_a_place(sentence: str) -> None:
    assert role(sentence, kind="state", embedded=True) is Role.ORGANISATION


@pytest.mark.parametrize(
    "sentence",
    [
        "[KABUL]: A delegation arrived on Thursday.",
        "[MOSCOW] (AP) — Thousands marched.",
        "[SPRINGFIELD], Ohio (AP) -- Police said so.",
        "[BEIRUT], April 5 (Reuters) - Shares fell.",
        "Taliban visit Moscow\n\n[Moscow]: A delegation came.",
    ],
)
def test_a_name_that_opens_a_report_is_a_dateline(sentence: str) -> None:
    assert role(sentence, kind="metropolis") is Role.DATELINE


def test_a_colon_within_a_sentence_makes_no_dateline() -> None:
    assert role("He named three towns in [Kunduz]: one was burnt.") is Role.PLACE


@pytest.mark.parametrize(
    "sentence",
    [
        "Copyright 2021 The [Kabul] Post. All rights reserved.",
        "Click here to subscribe to the [Boston] newsletter.",
    ],
)
def test_boilerplate_names_the_publisher(sentence: str) -> None:
    assert role(sentence) is Role.PUBLISHER


def test_every_weight_is_for_every_learned_role() -> None:
    assert weights()
    assert all(len(numbers) == len(LEARNED) for numbers in weights().values())


@pytest.mark.parametrize(
    ("cue", "likeliest"),
    [
        ("after in", Role.PLACE),
        ("then speaks", Role.ACTOR),
        ("kind demonym", Role.DEMONYM),
        ("inside an organisation", Role.ORGANISATION),
    ],
)
def test_each_weight_is_of_the_role_that_heads_its_column(cue: str, likeliest: Role) -> None:
    numbers = weights()[cue]
    assert LEARNED[numbers.index(max(numbers))] is likeliest


@given(st.text(), st.text(min_size=1), st.text())
def test_any_text_has_a_role(before: str, name: str, after: str) -> None:
    mention = MentionContext(before + name + after, len(before), len(before) + len(name))
    assert role_of(mention) in Role
