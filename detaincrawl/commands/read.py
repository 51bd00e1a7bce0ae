"""``detaincrawl read``: one article with its claims marked, for a person or (``--json``) for a script. No database."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from detaincrawl import documents, readers, workers
from detaincrawl.documents import Stated
from detaincrawl.inert import inert_json
from detaincrawl.records import Refused

MOST = 20_000_000
"""Bytes of a document; more is no article."""


@click.command()
@click.argument("document", metavar="FILE|URL|-")
@click.option("--json", "as_json", is_flag=True, help="For scripts: every claim with its quote and offsets.")
@click.option("--why", "name", metavar="NAME", help="Say why the person of this NAME (or part of it) is or is no case.")
@click.option("--published", metavar="DATE", help="When it appeared (ISO 8601): what “on Tuesday” is counted from.")
@click.option("--timezone", metavar="ZONE", default="UTC", help="The outlet's zone, Europe/Riga. Default: UTC.")
@click.option("--url", metavar="URL", help="Where a saved page was fetched from.")
def read(document: str, as_json: bool, name: str | None, published: str | None, timezone: str, url: str | None) -> None:
    """Read one article and show its claims, each with the rule that made it.

    FILE is a saved page (HTML), plain text with the title as its first line, or an annotated article (JSON).
    """
    body, address, content_type = _web(document) if _is_url(document) else (*_local(document), None)
    stated = Stated(url or address, timezone, _moment(published, timezone), content_type)
    given = (body, stated, datetime.now(UTC), readers.chosen(os.environ))
    try:
        if name is not None:
            _say_why(stated.url, name, *given)
        else:
            _show(stated.url, as_json, *given)
    except Refused as refused:
        raise click.ClickException(f"{document}: cannot be read as an article: {refused}") from refused


def _show(url: str, as_json: bool, *given: object) -> None:
    from detaincrawl.commands import marked

    reading = workers.alone(url, documents.reading, *given)
    if as_json:
        click.echo(inert_json(marked.as_json(reading), indent=2))
    else:
        marked.show(reading)


def _say_why(url: str, name: str, *given: object) -> None:
    from detaincrawl.commands import marked

    found = workers.alone(url, documents.verdicts, *given, name)
    if not found:
        raise click.ClickException(
            f"nobody named {name} was found; names are read where they stand in full at least once"
        )
    marked.say(found)


def _is_url(document: str) -> bool:
    return document.startswith(("http://", "https://"))


def _web(url: str) -> tuple[bytes, str, str | None]:
    """The body, the address after redirects and the content type."""
    from scrapy.http import Response

    from detaincrawl import asking

    answers: list[Response | str] = []
    try:
        asking.ask([url], MOST, lambda _, answer: answers.append(answer))
    except ValueError as wrong:
        raise click.ClickException(str(wrong)) from wrong
    [answer] = answers
    if isinstance(answer, str):
        raise click.ClickException(f"{url} cannot be fetched: {answer}")
    return answer.body, answer.url, (answer.headers.get("Content-Type") or b"").decode("latin-1") or None


def _local(document: str) -> tuple[bytes, str]:
    if document == "-":
        return sys.stdin.buffer.read(MOST), "stdin:"
    try:
        path = Path(document)
        with path.open("rb") as file:
            return file.read(MOST), path.resolve().as_uri()
    except OSError as error:
        raise click.ClickException(f"{document} cannot be opened: {error.strerror}") from error


def _moment(published: str | None, timezone: str) -> datetime | None:
    try:
        zone = ZoneInfo(timezone)
    except (ValueError, OSError, KeyError) as error:
        raise click.BadParameter(f"no zone {timezone}: write it as Europe/Riga", param_hint="--timezone") from error
    if published is None:
        return None
    try:
        moment = datetime.fromisoformat(published)
    except ValueError as error:
        reason = f"no date {published}: write it as 2024-12-24 or 2024-12-24T16:05+02:00"
        raise click.BadParameter(reason, param_hint="--published") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
