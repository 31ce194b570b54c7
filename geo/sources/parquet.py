"""Parquet files of articles, a row an article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
from pyarrow.parquet import ParquetFile

from geo.sources.named_fields import check_columns, record_draft
from geo.sources.protocol import Document, Draft, ReadOptions, Reject, Unreadable
from geo.sources.streams import seekable

# A date beyond the years that Python has, or in a zone that it does not know.
_NO_DATE = (ValueError, OverflowError, KeyError)
_ROWS = 64  # in memory at a time


def read(document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """Row after row, a few of them in memory at a time."""
    for number, record in options.wanted(enumerate(_records(document, options), start=1)):
        yield record_draft(record, f"{document.name}: row {number}", document, options)


def _records(document: Document, options: ReadOptions) -> Iterator[dict[str, Any]]:
    with seekable(document, options.bounds.archive_bytes) as stream:
        try:
            table = ParquetFile(stream)
            check_columns(table.schema_arrow.names, options.columns)
            _check_groups(table.metadata, options.bounds.file_bytes)
            for batch in table.iter_batches(batch_size=_ROWS):
                yield from _records_of(_to_microseconds(batch))
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            raise Unreadable(f"damaged, or no Parquet file: {error}") from error


def _to_microseconds(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The same with times as fine as Python has them: finer ones become none without pandas."""
    for position, column in enumerate(batch.schema):
        if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
            micro = pa.timestamp("us", column.type.tz)
            values = batch.column(position).cast(micro, safe=False)
            batch = batch.set_column(position, column.with_type(micro), values)
    return batch


def _records_of(batch: pa.RecordBatch) -> Iterator[dict[str, Any]]:
    try:
        yield from batch.to_pylist()
    except _NO_DATE:
        columns = {
            name: [_value(cell) for cell in batch.column(name)] for name in batch.schema.names
        }
        for number in range(batch.num_rows):
            yield {name: cells[number] for name, cells in columns.items()}


def _value(cell: pa.Scalar) -> Any:
    try:
        return cell.as_py()
    except _NO_DATE:
        return f"{cell.type} beyond all dates"


def _check_groups(metadata: Any, limit: int) -> None:
    sizes = [metadata.row_group(i).total_byte_size for i in range(metadata.num_row_groups)]
    if any(size > limit for size in sizes):
        raise Unreadable(
            f"too large: {max(sizes):,} bytes in one row group; write it with smaller ones"
        )
