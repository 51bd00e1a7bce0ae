"""``detaincrawl archive``: proves that the archive holds what the database names, and takes out the rest."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import click
from rich.console import Console
from rich.progress import track
from sqlalchemy import Engine

from detaincrawl.archive import folder
from detaincrawl.archive.proof import Proof, prove
from detaincrawl.archive.segment import segments
from detaincrawl.inert import inert_line
from detaincrawl.store import pages
from detaincrawl.store import sweep as sweeping
from detaincrawl.store.engine import connect_checked


@click.group()
def archive() -> None:
    """The archive of fetched pages."""


@archive.command()
def check() -> None:
    """Prove every record that the database names whole, and cut off torn tails.

    A record that is torn or missing is one line, and the status is then not 0. It can run during a crawl.
    """
    console = Console(stderr=True, highlight=False)
    total = _Total()
    database = connect_checked()
    names = _names(database)
    for name in track(names, "Proving the archive", console=console, transient=True, disable=not console.is_terminal):
        with database.connect() as connection:
            kept = pages.in_segment(connection, name)
        proof = prove(folder(), name, [page.place for page in kept if page.place])
        total.add(proof)
        for problem in proof.problems:
            click.echo(inert_line(str(problem)), err=True)
    click.echo(total.line(len(names)))
    if total.lost:
        raise click.exceptions.Exit(1)


@archive.command()
@click.option("--older-than", required=True, metavar="AGE", help="365d or 18m: days or months since the fetch.")
def expire(older_than: str) -> None:
    """Take raw pages out that are older than AGE. What was read from them stays, with its quotes.

    Made for cron; they cannot be read again afterwards.
    """
    database = connect_checked()
    with database.begin() as connection:
        dropped = sweeping.expire(connection, datetime.now(UTC) - _age(older_than))
    click.echo(f"{dropped} pages expired")
    click.echo(swept_line(sweeping.sweep(database, folder())))


@archive.command()
def sweep() -> None:
    """Finish taking out what was ordered out: after a crash, or when a run held a segment."""
    click.echo(swept_line(sweeping.sweep(connect_checked(), folder())))


def swept_line(swept: sweeping.Swept) -> str:
    """What a sweep did, and what is left to do."""
    line = f"{swept.rewritten} segments written anew, {swept.deleted} deleted"
    if swept.busy:
        line += f"; {len(swept.busy)} are being written by a run: `detaincrawl archive sweep` when it has ended"
    return line


def _age(words: str) -> timedelta:
    found = re.fullmatch(r"(\d{1,5})([dm])", words)
    if not found:
        raise click.BadParameter(f"{words!r} is no age: say 365d or 18m", param_hint="--older-than")
    return timedelta(days=int(found[1]) * (30 if found[2] == "m" else 1))


@dataclass(slots=True)
class _Total:
    whole: int = 0
    lost: int = 0
    torn: int = 0
    cut: int = 0
    busy: int = 0

    def add(self, proof: Proof) -> None:
        self.whole += proof.whole
        self.lost += len(proof.problems)
        self.torn += bool(proof.cut)
        self.cut += proof.cut
        self.busy += proof.busy

    def line(self, checked: int) -> str:
        return "; ".join(self._parts(checked))

    def _parts(self, checked: int) -> Iterator[str]:
        yield f"{self.whole} records whole in {checked} segments, {self.lost} torn or missing"
        if self.torn:
            yield f"cut {self.cut} bytes of torn tails off {self.torn} segments"
        if self.busy:
            yield f"{self.busy} segments are being written by a run"


def _names(database: Engine) -> list[str]:
    with database.connect() as connection:
        named = pages.segments(connection)
    return sorted({*named, *(path.name for path in segments(folder()))})
