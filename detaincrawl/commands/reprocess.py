"""``detaincrawl reprocess``: reads the archive again, without network, through the same steps."""

import asyncio
import os
from datetime import UTC, datetime

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from detaincrawl import archive, readers, sources
from detaincrawl.inert import InertConsole, inert_line
from detaincrawl.reprocessing import Reprocessing, Tally, Work, dry
from detaincrawl.store import engine, pages


@click.command()
@click.option("--since", type=click.DateTime(), help="Only pages fetched since then (UTC).")
@click.option("--source", metavar="KEY", help="Only pages of this source.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
def reprocess(since: datetime | None, source: str | None, dry_run: bool) -> None:
    """Read the archive again, without network: the same pages give the same rows and ids, better rules better ones.

    A page whose record is torn or missing is one line, and the others go on; the status is then not 0.
    """
    chosen = readers.chosen(os.environ)
    readers.reader(chosen)  # before any page fails by it
    database = engine.connect_checked()
    moment = since.replace(tzinfo=UTC) if since else None
    with database.connect() as connection:
        known = {**pages.known_sources(connection), **{entry.key: entry for entry in sources.load()}}
        total = pages.count(connection, moment, source)
    if source is not None and source not in known:
        raise click.BadParameter(f"no source {source}: see `detaincrawl sources list`", param_hint="--source")
    work = Work(database, archive.folder(), known, moment, source, chosen)
    tally = asyncio.run(_shown(work, total, dry_run))
    click.echo(inert_line(_summary(tally, dry_run)))
    if tally.lost:
        raise click.exceptions.Exit(1)


async def _shown(work: Work, total: int, dry_run: bool) -> Tally:
    """Runs it with a bar where there is a terminal."""
    console = InertConsole(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Reading again", total=total)

        def report(tally: Tally, line: str | None) -> None:
            bar.update(task, completed=tally.pages)
            if line is not None:
                bar.console.print(Text(line), soft_wrap=True)

        return await Reprocessing(work, report, dry(work.engine) if dry_run else None).run()


def _summary(tally: Tally, dry_run: bool) -> str:
    counts = {
        "would change" if dry_run else "changed": tally.changed,
        "the same": tally.same,
        **{f"refused ({reason})": number for reason, number in sorted(tally.refused.items())},
        "taken out of the archive meanwhile": tally.gone,
        "could not be read": tally.lost,
    }
    told = ", ".join(f"{number} {what}" for what, number in counts.items() if number)
    return f"{tally.pages} pages read again: {told or 'nothing kept yet'}"
