"""Tar archives of anything that can be read, one file after the other as the archive goes."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO, cast

from geo.sources.archive import folder_within, may_be_article
from geo.sources.formats import read_document
from geo.sources.protocol import Document, Draft, ReadOptions, Reject, Unreadable
from geo.sources.streams import seekable


def read(document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """The articles of its files, in the order of the archive; links and devices are left out.

    Nothing is unpacked to anywhere. A file is called ``archive.tar/folder/a.txt``.
    """
    bounds = options.bounds
    if options.depth >= bounds.archive_depth:
        raise Unreadable(f"archives in archives, over {bounds.archive_depth} deep")
    inside = replace(options.within(), depth=options.depth + 1)
    with seekable(document, bounds.archive_bytes) as stream:
        try:
            with tarfile.open(fileobj=stream, mode="r:") as archive:
                for count, member in options.wanted(enumerate(archive)):
                    if count >= bounds.archive_files:
                        raise Unreadable(
                            f"too many files: over {bounds.archive_files:,} in one archive"
                        )
                    cast(Any, archive).members = []  # else each is kept until the end
                    # A sparse file is as large as it says, however little there is of it.
                    plain = member.isreg() and not member.issparse()
                    if plain and may_be_article(member.name):
                        yield from read_document(_inner(archive, member, document), inside)
                # tarfile takes whatever is no header for the end, which is marked by zeros.
                stream.seek(cast(Any, archive).offset)
                if not (end := stream.read(tarfile.BLOCKSIZE)) or end.strip(b"\x00"):
                    raise Unreadable("damaged or cut off: files after the last one may be lost")
        except (tarfile.TarError, ValueError, OverflowError) as error:
            raise Unreadable(f"damaged, or no tar archive: {error}") from error


def _inner(archive: tarfile.TarFile, member: tarfile.TarInfo, document: Document) -> Document:
    def opened() -> BinaryIO:
        try:
            return cast(BinaryIO, archive.extractfile(member))
        except (tarfile.TarError, KeyError) as error:
            raise Unreadable(f"damaged in the archive: {error}") from error

    return Document(
        f"{document.name}/{member.name}",
        opened,
        file=member.name,
        url=document.url,
        latest=document.latest,
        folder=folder_within(member.name, document),
    )
