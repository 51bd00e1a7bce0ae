"""``python -m detaincrawl.demo``: crawls the sample web with the real spider and prints the case table."""

import tempfile
import threading
from contextlib import suppress
from pathlib import Path

import click

from detaincrawl.commands.cases import wide_console
from detaincrawl.demo import crawl, report
from detaincrawl.demo.outlets import bundled
from detaincrawl.demo.server import PortTaken, Web, serving
from detaincrawl.store import engine, migrate
from detaincrawl.store.errors import DatabaseError

FIRST_PORT = 8461
"""Fixed, so that a second run meets the same addresses; below the ports that systems hand out."""
FOLDER = migrate.CHECKOUT / ".data" / "demo"
SPECTOR = ("harbor-ledger", "/2024/12/24/spector-espionage-russia-15-years")


@click.command()
@click.option("--port", default=FIRST_PORT, show_default=True, help="First of the ports that the sample web takes.")
@click.option("--serve", is_flag=True, help="Only serve the sample web, until Ctrl-C, and print its catalogue.")
@click.option("--remove", is_flag=True, help="Take the sample's rows out of the database again.")
def demo(port: int, serve: bool, remove: bool) -> None:
    """Crawl a bundled, invented web of news sites into the database and print the case table."""
    try:
        if remove:
            click.echo(f"{crawl.remove(bundled())} articles of the sample web removed")
        elif serve:
            _serve(port)
        else:
            _crawl(port)
    except PortTaken as taken:
        raise click.ClickException(
            f"{taken}: is another demo running? Otherwise choose other ports with --port "
            "(other addresses are other articles: they are crawled anew)"
        ) from taken
    except (DatabaseError, crawl.RealNewsInside, crawl.CrawlFailed) as failed:
        raise click.ClickException(str(failed)) from failed


def _crawl(port: int) -> None:
    outlets = bundled()
    console = wide_console()
    with serving(outlets, port) as web:
        articles = sum(len(outlet.articles) for outlet in outlets)
        ports = f"ports {port} to {port + len(outlets) - 1}"
        console.print(f"A sample web of {len(outlets)} invented outlets with {articles} articles is served on {ports}.")
        crawl.prepare(outlets)
        crawl.crawl(web)
        page = _keep_page(web)
        report.summary(outlets, web, engine.url(), console)
    report.go_on(page, console)


def _keep_page(web: Web) -> Path:
    """One article as served, for `detaincrawl read`: the web is gone when the command ends."""
    outlet, path = SPECTOR
    FOLDER.mkdir(parents=True, exist_ok=True)
    page = FOLDER / "spector.html"
    with tempfile.NamedTemporaryFile(dir=FOLDER, delete=False) as whole:  # who reads it meanwhile sees no half
        whole.write(web.sites[outlet][path].body)
    return Path(whole.name).replace(page)


def _serve(port: int) -> None:
    with serving(bundled(), port) as web, suppress(KeyboardInterrupt):
        click.echo(web.catalogue)
        threading.Event().wait()


if __name__ == "__main__":
    demo(prog_name="python -m detaincrawl.demo")
