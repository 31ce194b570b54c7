"""How much there is still to read, as far as that is known."""

from __future__ import annotations

from io import BytesIO

from geo.sources import Document, Reject
from geo.sources.documents import from_bytes
from geo.sources.progress import ReadingProgress


def test_there_is_at_least_one_thing_in_each_document_to_come() -> None:
    reading = ReadingProgress([from_bytes(b"", f"{n}.csv") for n in range(3)])
    told = []
    for number, _ in enumerate(reading):
        for _ in range(10 * number + 1):
            reading.count_item()
            told.append(reading.at_least())
    assert (told[0], told[-1]) == (3, 33)
    assert told == sorted(told)
    assert not reading.is_unknown()


def test_of_one_file_and_of_standard_input_nothing_is_known() -> None:
    one: list[Document | Reject] = [from_bytes(b"", "a.csv")]
    assert ReadingProgress(one).is_unknown()
    endless = Document("standard input", BytesIO)
    assert ReadingProgress([*one, endless]).is_unknown()
