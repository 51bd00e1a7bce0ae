"""Proves a segment against the rows that name its records, and cuts off what a kill or a power loss tore."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from detaincrawl.archive.record import ArchiveError
from detaincrawl.archive.segment import Busy, cut, read, segment_path
from detaincrawl.records import ArchivePlace


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found of one segment."""

    whole: int
    """Records that rows name."""
    problems: tuple[str, ...]
    """One line for each record that is torn or missing."""
    cut: int = 0
    """Bytes of a torn tail that were cut off."""
    busy: bool = False
    """A run is writing it: its tail may be half a record for a moment."""


def prove(folder: Path, segment: str, places: Sequence[ArchivePlace]) -> Proof:
    """Read every record that a row names, then cut the tail behind the last whole one.

    Where a named record is torn nothing is cut: the bytes that are left may be all that there is.
    """
    problems = [problem for place in places if (problem := _problem(folder, place))]
    if problems:
        return Proof(len(places) - len(problems), tuple(problems))
    path = segment_path(folder, segment)
    if not path.exists():
        return Proof(0, ())
    named = max((place.offset + place.length for place in places), default=0)
    try:
        return Proof(len(places), (), cut(path, named))
    except Busy:
        return Proof(len(places), (), busy=True)


def _problem(folder: Path, place: ArchivePlace) -> str | None:
    try:
        read(folder, place)
    except ArchiveError as error:
        return str(error)
    return None
