"""What the words around names say."""

from __future__ import annotations

import pytest

from geo.models import Role
from geo.resolution.context import Link, read_context
from tests.geo.resolution.places import article, toponyms


def ties(text, *names, **more):
    context = read_context(article(text), toponyms(text, *names, **more))
    return [
        (context.names[tie.narrow].text, tie.link.value, context.names[tie.wide].text)
        for tie in context.qualifications
    ]


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        ("He left Paris, Texas.", ("Paris", Link.COMMA, "Texas")),
        ("He left Paris in northern Texas.", ("Paris", Link.INSIDE, "Texas")),
        ("He left Paris (Texas) early.", ("Paris", Link.INSIDE, "Texas")),
        ("He left Paris, a town in Texas.", ("Paris", Link.INSIDE, "Texas")),
        ("Texas's Paris is small.", ("Paris", Link.OWNER, "Texas")),
    ],
)
def test_a_wider_name_beside_it_qualifies_a_name(text, tie):
    assert ties(text, "Paris", "Texas") == [tie]


def test_an_adjective_before_a_town_qualifies_it():
    text = "They met in the French city of Lyon."
    assert ties(text, "French", "Lyon", role=Role.DEMONYM) == [("Lyon", Link.OWNER, "French")]


def test_a_list_may_be_no_more_than_a_list():
    text = "Rain fell in Paris, Texas and Tennessee."
    assert ties(text, "Paris", "Texas", "Tennessee") == [("Paris", Link.LIST, "Texas")]


def test_names_in_different_sentences_are_not_tied():
    assert ties("It is Paris. Texas is far.", "Paris", "Texas") == []


def test_a_wider_name_counts_even_if_it_is_not_among_the_toponyms():
    text = "She was born in Paris, Tenn., in 1931."
    context = read_context(article(text), toponyms(text, "Paris"))
    assert [(name.text, name.toponym) for name in context.names] == [("Paris", 0), ("Tenn.", None)]
    assert len(context.qualifications) == 1


def test_names_that_the_title_repeats_are_evidence_too():
    text = "Officials in Dallas said so."
    context = read_context(article(text, title="Dallas floods"), toponyms(text, "Dallas"))
    assert [name.toponym for name in context.names] == [0, None]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Floods in Paris county.", "admin2"),
        ("Floods in the city of Paris again.", "town"),
        ("Floods in the province of Paris again.", "admin1"),
        ("Floods on the river Paris again.", "water"),
        ("Floods in Paris again.", ""),
        ("The airport of Paris is shut.", ""),
        ("Paris airport is shut.", "site"),
    ],
)
def test_type_words(text, kind):
    assert read_context(article(text), toponyms(text, "Paris")).type_words == (kind,)


def test_an_article_without_toponyms():
    assert read_context(article("Nothing here."), ()).names == ()
