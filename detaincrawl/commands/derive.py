"""``detaincrawl derive``: persons and cases again from the claims that are stored, by the rules of now."""

import signal

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from detaincrawl import steps
from detaincrawl.inert import InertConsole, inert_line
from detaincrawl.store import cases, following
from detaincrawl.store.engine import connect_checked


@click.command()
@click.option(
    "--after", default=0, metavar="ARTICLE", help="Go on behind this article, where an earlier run was cut short."
)
@click.option(
    "--follow", is_flag=True, help="Derive only what judgements change, as they are made, until it is interrupted."
)
def derive(after: int, follow: bool) -> None:
    """Derive stories, persons, cases and proposals again by the rules of this version, from what was read and judged.

    To do after an update; a crawl goes on meanwhile. Ids stay or redirect, and a case that is as it was is not written.
    Every batch is a transaction of its own: a run that is cut short loses none, and says behind which article to go on.

    Status 0: all was derived, or --follow was interrupted; 1: the database went away, or the run was cut short.
    """
    database = connect_checked()
    if follow:
        _follow()
        return
    with database.connect() as connection:
        waiting = cases.batches(connection, after)
    console = InertConsole(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    done = after
    try:
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
            task = bar.add_task("Deriving", total=sum(map(len, waiting)))
            for batch in waiting:
                with database.begin() as connection:
                    steps.derive_again(connection, batch)
                done = batch[-1]
                bar.advance(task, len(batch))
    except BaseException:
        click.echo(f"cut short: go on with `detaincrawl derive --after {done}`", err=True)
        raise
    click.echo(f"{sum(map(len, waiting))} articles derived again")


def _follow() -> None:
    """Until Ctrl-C or SIGTERM: what is not committed by then waits for the next that derives."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        following.follow(lambda line: click.echo(inert_line(line), err=True))
    except KeyboardInterrupt:
        click.echo("interrupted", err=True)
