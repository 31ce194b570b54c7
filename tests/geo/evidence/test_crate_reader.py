"""The manifest of a pack, read piece by piece."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.evidence.crate import ListedFile, listed

FILES = [ListedFile(f"articles/{number}.txt", number, f"{number:064x}") for number in range(40)]
MANIFEST = {
    "@context": ["https://w3id.org/ro/crate/1.1/context", {"sha256": "https://schema.org/sha256"}],
    "version": 12345,
    "@graph": [
        {"@id": "./", "@type": "Dataset", "hasPart": [{"@id": each.name} for each in FILES]},
        {"@id": "#rights", "@type": "CreativeWork", "name": "\u201cRights\u201d, \U0001f30d"},
        *(
            {
                "@id": each.name,
                "@type": "File",
                "contentSize": str(each.size),
                "sha256": each.sha256,
            }
            for each in FILES
        ),
    ],
}


def pieces(data: bytes, size: int) -> list[bytes]:
    return [data[first : first + size] for first in range(0, len(data), size)]


@given(st.integers(1, 3000), st.sampled_from((None, 1)), st.booleans())
def test_wherever_it_is_cut_it_says_the_same(size: int, indent: int | None, plain: bool) -> None:
    data = json.dumps(MANIFEST, indent=indent, ensure_ascii=plain).encode()
    assert list(listed(pieces(data, size))) == FILES


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3",
        "{}",
        '{"@graph": {}}',
        '{"@graph": [',
        '{"@graph": [{}]',
        '{"@graph": [{}]} {}',
        '{"@graph": [{} {}]}',
        '{"@graph": [{},]}',
        '{"@graph": [{}] "a": 1}',
        '{"@graph": [{"@type": "File", "@id": "a", "contentSize": "x", "sha256": ""}]}',
        '{"@graph": [{"@type": "File"}]}',
        '{"@graph": ' + "[" * 100_000,
    ],
)
def test_what_is_no_manifest_is_not_taken_for_one(text: str) -> None:
    with pytest.raises(ValueError):
        list(listed(pieces(text.encode(), 7)))


json_values: Any = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(st.dictionaries(st.text(), json_values), st.integers(1, 50))
def test_whatever_else_it_holds_is_passed_over(others: dict[str, Any], size: int) -> None:
    data = json.dumps({**others, "@graph": MANIFEST["@graph"]}).encode()
    assert list(listed(pieces(data, size))) == FILES
