"""``detaincrawl sources``: what is in the catalogue, what its addresses answer, and which sources yield nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from detaincrawl import sources as catalogue
from detaincrawl.commands.cases import wide_console
from detaincrawl.inert import InertConsole, inert_json
from detaincrawl.records import Source
from detaincrawl.store import engine
from detaincrawl.store.barren import Barren, barren
from detaincrawl.vocabularies import SourceKind

SEVERAL = 3
"""Crawls without yield from which a source is reported; one or two are the weather of the web."""


@click.group()
def sources() -> None:
    """The catalogue of sources: what is in it, what its addresses answer, which yield nothing."""


@sources.command("list")
@click.option("--kind", type=click.Choice([str(kind) for kind in SourceKind]), help="Only this kind.")
@click.option("--country", metavar="CC", help="Only outlets that sit in this country (ISO 3166-1 alpha-2).")
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
def list_(kind: str | None, country: str | None, as_json: bool) -> None:
    """The sources of the catalogue, or every mistake in it."""
    found = [
        source
        for source in _loaded()
        if (kind is None or source.kind == kind) and (country is None or source.country == country.upper())
    ]
    if as_json:
        _print_json(asdict(source) for source in found)
        return
    rows = [
        (source.key, source.name, source.kind, source.type, source.language, source.country or "", _where(source))
        for source in found
    ]
    _print_table(("Key", "Name", "Kind", "Type", "Lang", "Sits in", "Followed at"), rows)
    click.echo(f"{len(found)} sources")


@sources.command()
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
def check(keys: Sequence[str], as_json: bool) -> None:
    """Ask every feed, sitemap and listing of the news sources (or of those with a KEY) once, and say what each yields.

    It asks as the crawl does: robots.txt obeyed, unhurried, nothing inward. Status 1 where a source yields nothing.
    """
    from detaincrawl import checks

    chosen = _chosen(keys)
    found: list[checks.Check] = []
    with _bar() as bar:
        task = bar.add_task("Asking", total=sum(len(_addresses(source)) for source in chosen))

        def report(answer: checks.Check) -> None:
            found.append(answer)
            bar.advance(task)

        checks.check(chosen, report)
    order = {source.key: number for number, source in enumerate(chosen)}
    found.sort(key=lambda answer: (order[answer.source], answer.url))
    if as_json:
        _print_json(asdict(answer) for answer in found)
    else:
        rows = [
            (one.source, one.url, one.kind or "", str(one.links or ""), _moment(one.newest), one.reason or "")
            for one in found
        ]
        _print_table(("Source", "Address", "Kind", "Links", "Newest", "What is wrong"), rows)
    silent = sorted(set(order) - {answer.source for answer in found if answer.links})
    click.echo(f"{len(order) - len(silent)} of {len(order)} sources yield something", err=as_json)
    if silent:
        raise click.exceptions.Exit(1)


@sources.command()
@click.option("--runs", default=SEVERAL, show_default=True, type=click.IntRange(1), help="Crawls in a row.")
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
def health(runs: int, as_json: bool) -> None:
    """The sources that yielded nothing in their last crawls. Status 1 where there is one."""
    with engine.connect_checked().connect() as connection:
        found = barren(connection, runs)
    if as_json:
        _print_json(asdict(one) for one in found)
    elif found:
        _print_table(("Source", "Crawls", "Last yield", "Last crawl", "Outcome", "Why"), map(_barren_row, found))
        click.echo("See `detaincrawl sources check KEY`: an address that has moved is one line in the catalogue.")
    else:
        click.echo(f"no source yielded nothing {runs} times in a row")
    if found:
        raise click.exceptions.Exit(1)


def _loaded() -> tuple[Source, ...]:
    """The catalogue; where it is wrong, every mistake of it is printed first."""
    try:
        return catalogue.load()
    except catalogue.CatalogueError as error:
        for mistake in error.mistakes[1:]:
            click.echo(f"{error.file}: {mistake}", err=True)
        raise


def _chosen(keys: Sequence[str]) -> list[Source]:
    known = {source.key: source for source in _loaded()}
    for key in keys:
        if key not in known:
            raise click.BadParameter(f"no source {key}: see `detaincrawl sources list`", param_hint="KEY")
        if known[key].kind is not SourceKind.NEWS:
            spider = f"scrapy crawl {known[key].kind} -a source={key}"
            raise click.BadParameter(f"{key} is an account: `{spider}` tells", param_hint="KEY")
    return [known[key] for key in keys] or [one for one in known.values() if one.kind is SourceKind.NEWS]


def _addresses(source: Source) -> tuple[str, ...]:
    return (*source.feeds, *source.sitemaps, *source.listings)


def _where(source: Source) -> str:
    tags = " ".join(f"#{tag}" for tag in source.tags)
    return "\n".join(_addresses(source)) or source.account or tags


def _barren_row(one: Barren) -> tuple[str, ...]:
    why = ", ".join(f"{kind} ×{count}" for kind, count in one.errors.items())
    return (one.source, str(one.runs), _moment(one.last_ok) or "never", _moment(one.ended_at), one.outcome, why)


def _moment(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%d %H:%M") if moment else ""


def _print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    table = Table(*headings, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(Text(str(cell), overflow="fold") for cell in row))
    wide_console().print(table)


def _print_json(rows: Iterable[dict[str, Any]]) -> None:
    click.echo(inert_json(list(rows), indent=1, default=str))


def _bar() -> Progress:
    console = InertConsole(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
