"""Writes the records of a segment that rows name into a new one: how anything is ever taken out of the archive."""

import os
from collections.abc import Callable, Collection
from pathlib import Path

from detaincrawl.archive.record import Torn, decode
from detaincrawl.archive.segment import claimed, members, segment_path, sync_folder
from detaincrawl.archive.writer import Segments
from detaincrawl.records import ArchivePlace

EVERYTHING = 2**62
"""Bytes: a rewritten segment is one segment, however large."""

GROUP = 64
"""Records in memory at once."""


def copy(
    folder: Path, segment: str, named: Collection[ArchivePlace], announce: Callable[[str], None]
) -> dict[ArchivePlace, ArchivePlace]:
    """Old place → new place of each named record that is whole; on disk when this returns.

    ``announce`` is told the new segment's name before there is such a file. A torn record has no new place: what is
    left of it cannot be told from what must go. Raises Busy, Missing, OSError.
    """
    moved: dict[ArchivePlace, ArchivePlace] = {}
    with claimed(segment_path(folder, segment)) as descriptor:
        whole = [place for place in sorted(named, key=lambda one: one.offset) if _is_whole(descriptor, place)]
        writer = Segments(folder, EVERYTHING)
        announce(writer.upcoming)
        for start in range(0, len(whole), GROUP):
            group = whole[start : start + GROUP]
            records = [(os.pread(descriptor, place.length, place.offset), place.sha256) for place in group]
            moved |= zip(group, writer.write_whole(records), strict=True)
        writer.close()
    return moved


def delete(folder: Path, segment: str) -> None:
    """Remove a segment's file; done already is done. Raises Busy."""
    path = segment_path(folder, segment)
    if path.exists():
        with claimed(path):
            path.unlink()
        sync_folder(folder)


def holds_more(folder: Path, segment: str, named: Collection[ArchivePlace]) -> bool:
    """Whether the segment has bytes behind its opening record that no row names."""
    path = segment_path(folder, segment)
    if not path.exists():
        return False
    opening = next((length for _, length in members(path)), 0)
    return path.stat().st_size > opening + sum(length for _, length in {(one.offset, one.length) for one in named})


def _is_whole(descriptor: int, place: ArchivePlace) -> bool:
    try:
        decode(os.pread(descriptor, place.length, place.offset), place.sha256)
    except Torn:
        return False
    return True
