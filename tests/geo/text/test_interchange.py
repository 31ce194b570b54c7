"""Text as spreadsheets, XML and JavaScript take it."""

from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring, tostring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.text.interchange import as_cell, from_cell, is_formula, utf16_length, xml_safe


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "   =1", "\u00a0=1"),
        # Some programs take what follows these for a formula, whatever it is.
        *("\tSUM(A1)", "\rSUM(A1)", "\nSUM(A1)"),
        *("＝1", "＋1", "－1", "＠A", "﹦1", "\u2212 1", "\ufeff=1", "\u200b=1", "\x00=1"),
    ],
)
def test_what_a_spreadsheet_would_calculate_becomes_text(text: str) -> None:
    assert is_formula(text)
    assert as_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a = b", "3-2", "Kabul", "’=", "'quoted' words", "10"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert as_cell(text) == text


@given(st.text() | st.text(alphabet="'=+-@ \t＝a"))
def test_no_cell_begins_a_formula_and_nothing_is_lost(text: str) -> None:
    cell = as_cell(text)
    assert not cell.strip().startswith(("=", "+", "-", "@"))
    assert from_cell(cell) == text


def test_lengths_are_those_of_javascript() -> None:
    assert utf16_length("a🌍") == 3
    assert utf16_length("\ud800") == 1


@given(st.text())
def test_any_text_can_be_said_in_xml(text: str) -> None:
    element = Element("text")
    element.text = xml_safe(text)
    assert fromstring(tostring(element)).text == (xml_safe(text).replace("\r", "\n") or None)


def test_only_what_xml_cannot_say_is_replaced() -> None:
    assert xml_safe("a\x00\x0b\x1f\ud800\ufffe") == "a" + 5 * "\ufffd"
    assert xml_safe("\t\n\r é \x7f \x85 🌍") == "\t\n\r é \x7f \x85 🌍"
