"""Segments on disk: read a record by its place, find where the whole records end, cut a torn tail."""

import fcntl
import os
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from detaincrawl.archive.record import GZIP, ArchiveError, Kept, Torn, decode
from detaincrawl.records import ArchivePlace

SUFFIX = ".warc.gz"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.warc\.gz")
CHUNK = 2**20


class Missing(ArchiveError):
    """Raised by reading: the segment is not in the folder, or its name is none of ours."""


class Busy(ArchiveError):
    """Raised by ``claimed``: a run is writing the segment."""


def read(folder: Path, place: ArchivePlace) -> Kept:
    """The page at ``place``, proven whole. Raises Torn or Missing, each with one line that names the place."""
    path = segment_path(folder, place.segment)
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        raise Missing(f"archive segment {place.segment} is not in {folder}") from None
    try:
        member = os.pread(descriptor, place.length, place.offset)
    finally:
        os.close(descriptor)
    try:
        return decode(member, place.sha256)
    except Torn as error:
        raise Torn(f"archive segment {place.segment}: the record at byte {place.offset} {error}") from error


def segment_path(folder: Path, name: str) -> Path:
    """Raises Missing for a name that is no plain file name: a row must not lead out of the folder."""
    if not NAME.fullmatch(name):
        raise Missing(f"{name!r} is no name of an archive segment")
    return folder / name


def segments(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*" + SUFFIX) if NAME.fullmatch(path.name))


def members(path: Path, start: int = 0) -> Iterator[tuple[int, int]]:
    """Offset and length of each whole gzip member from ``start``; ends before the first that is not whole."""
    with path.open("rb") as file:
        file.seek(start)
        waiting = b""
        while True:
            length, waiting = _member(file.fileno(), waiting)
            if length == 0:
                return
            yield start, length
            start += length


def _member(descriptor: int, waiting: bytes) -> tuple[int, bytes]:
    """Length of the member that begins with ``waiting``, 0 if it is not whole; and the bytes read behind it."""
    unpacker, length = zlib.decompressobj(GZIP), 0
    while not unpacker.eof:
        waiting = waiting or os.read(descriptor, CHUNK)
        if not waiting:
            return 0, b""
        length += len(waiting)
        try:
            while waiting and not unpacker.eof:
                unpacker.decompress(waiting, CHUNK)
                waiting = unpacker.unconsumed_tail
        except zlib.error:
            return 0, b""
    return length - len(unpacker.unused_data), unpacker.unused_data


def whole_end(path: Path, start: int = 0) -> int:
    """Byte where the last whole member ends, from the end of one; less than the file's size: its tail is torn."""
    return max((offset + length for offset, length in members(path, start)), default=start)


@contextmanager
def claimed(path: Path) -> Iterator[int]:
    """A descriptor of the segment, locked against the run that may still write it. Raises Busy or Missing."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        raise Missing(f"archive segment {path.name} is not in {path.parent}") from None
    try:
        _lock(descriptor, path)
        yield descriptor
    finally:
        os.close(descriptor)


def _lock(descriptor: int, path: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Busy(f"archive segment {path.name} is being written by a run: try again when it has ended") from None


def cut(path: Path, start: int = 0) -> int:
    """Cut off what is no whole record, looking from the end of one; gives how many bytes went. Raises Busy, Missing."""
    with claimed(path) as descriptor:
        # Only now: a run that ended in between has made its tail whole.
        end = whole_end(path, start)
        size = os.fstat(descriptor).st_size
        if size > end:
            os.ftruncate(descriptor, end)
            os.fsync(descriptor)
        return max(size - end, 0)


def sync_folder(folder: Path) -> None:
    """Without this a new or removed name may not outlive a power loss, however well the file was written."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
