"""Zip and tar archives of anything that can be read, and of such archives."""

from __future__ import annotations

import lzma
import stat
import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO, cast
from zipfile import BadZipFile, ZipFile, ZipInfo

from geo.settings import Bounds
from geo.sources.documents import is_article
from geo.sources.formats import read_document
from geo.sources.protocol import Document, Draft, ReadOptions, Reject, Unreadable
from geo.sources.streams import seekable

# Below this an archive does no harm, however well it is packed.
_HARMLESS = 50_000_000


def read(document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """The articles of its files, in the order of their names.

    Hidden files and README files are left out. A file is called ``archive.zip/folder/a.txt``.
    """
    if options.depth >= options.bounds.archive_depth:
        raise Unreadable(f"archives in archives, over {options.bounds.archive_depth} deep")
    inside = replace(options.within(), depth=options.depth + 1)
    with seekable(document, options.bounds.archive_bytes) as stream:
        try:
            archive = ZipFile(stream)
        except (BadZipFile, ValueError, NotImplementedError) as error:
            raise Unreadable(f"damaged, or no zip archive: {error}") from error
        with archive:
            check_sizes(archive, options.bounds.archive_bytes, options.bounds)
            members = _of_web_archive(sorted(archive.infolist(), key=lambda each: each.filename))
            for member in options.wanted(members):
                if not member.is_dir() and may_be_article(member.filename):
                    yield from _member(archive, member, document, inside)


def check_sizes(archive: ZipFile, limit: int, bounds: Bounds) -> None:
    """Raise Unreadable where an archive says that it unpacks to more than it should.

    zipfile gives no more of a file than the archive says, so what it says is what counts.
    """
    members = archive.infolist()
    if len(members) > bounds.archive_files:
        raise Unreadable(f"too many files: over {bounds.archive_files:,} in one archive")
    unpacked = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    if unpacked > limit:
        raise Unreadable(f"too large: unpacks to over {limit:,} bytes")
    if unpacked > max(_HARMLESS, bounds.archive_ratio * packed):
        raise Unreadable(
            f"unpacks to over {bounds.archive_ratio} times its size, as only archives made to "
            "do harm do"
        )


def may_be_article(name: str) -> bool:
    """Whether a file of this path in an archive may be one."""
    # Nothing is unpacked to anywhere, so that a path out of the archive leads nowhere.
    path = [part for part in name.split("/") if part not in ("", ".", "..")]
    return all(map(is_article, path))


def _of_web_archive(members: list[ZipInfo]) -> list[ZipInfo]:
    """In a WACZ only the web archives: its lists of pages and indexes tell of the same pages.
    All files of any other archive.
    """
    names = {member.filename for member in members}
    archives = [
        member
        for member in members
        if member.filename.startswith("archive/")
        and member.filename.lower().endswith((".warc", ".warc.gz"))
    ]
    return archives if archives and "datapackage.json" in names else members


def folder_within(name: str, document: Document) -> str:
    """The folder of a file in an archive, or else the name of the archive."""
    folder = name.replace("\\", "/").rpartition("/")[0].rpartition("/")[2]
    return folder or document.folder or document.filename.partition(".")[0]


def _member(
    archive: ZipFile, member: ZipInfo, document: Document, options: ReadOptions
) -> Iterator[Draft | Reject]:
    name = f"{document.name}/{member.filename}"
    if member.flag_bits & 0x1:
        yield Reject(name, "encrypted: unpack it and give the files")
        return
    if stat.S_ISLNK(member.external_attr >> 16):
        return
    inner = Document(
        name,
        lambda: _unpacked(archive, member),
        file=member.filename,
        url=document.url,
        latest=document.latest,
        folder=folder_within(member.filename, document),
    )
    try:
        yield from read_document(inner, options)
    except (BadZipFile, zlib.error, lzma.LZMAError) as error:
        yield Reject(name, f"damaged in the archive: {error}")


def _unpacked(archive: ZipFile, member: ZipInfo) -> BinaryIO:
    """A file of the archive. Raises Unreadable where the archive is wrong about it."""
    try:
        return cast(BinaryIO, archive.open(member))
    except (BadZipFile, ValueError, RuntimeError) as error:  # NotImplementedError is one
        raise Unreadable(f"damaged in the archive: {error}") from error


def read_tape(document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
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
