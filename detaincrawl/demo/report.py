"""What the demo prints when the crawl is over: what came of each outlet, the case table, and how to go on."""

import sys
from pathlib import Path

from psycopg import Connection, connect
from psycopg.rows import DictRow, dict_row
from rich.console import Console
from rich.table import Table

from detaincrawl.commands.cases import LISTED, case_table
from detaincrawl.demo.outlets import Outlet
from detaincrawl.demo.server import Web
from detaincrawl.demo.site import Part

CRAWLED = """
SELECT s.name, r.source, r.discovered, r.fetched, r.unchanged, r.screened_out, r.stored, r.relevant
FROM source_run r JOIN source s ON s.key = r.source
WHERE r.run_id = (SELECT max(id) FROM run) AND r.source = ANY(%(keys)s)
ORDER BY s.name
"""


def summary(outlets: tuple[Outlet, ...], web: Web, url: str, console: Console) -> None:
    """The tables, from the database at ``url``."""
    with connect(url, row_factory=dict_row) as database:
        console.print(_outlets(database, outlets))
        console.print(_asked(web), style="dim")
        console.print()
        found = database.execute(LISTED).fetchall()
        console.print(case_table(found))
        console.print(f"\n{len(found)} cases", style="dim")


def _outlets(database: Connection[DictRow], outlets: tuple[Outlet, ...]) -> Table:
    ways = {outlet.key: ", ".join(way.replace("_", " ") for way in outlet.publishing) for outlet in outlets}
    table = Table(header_style="bold", pad_edge=False, box=None, padding=(0, 2, 0, 0))
    for heading in ("Outlet", "Publishes by"):
        table.add_column(heading)
    for heading in ("New links", "Fetched", "Screened out", "Stored", "With detainees"):
        table.add_column(heading, justify="right")
    for row in database.execute(CRAWLED, {"keys": list(ways)}):
        counts = (row[name] for name in ("discovered", "fetched", "screened_out", "stored", "relevant"))
        table.add_row(row["name"], ways[row["source"]], *(str(count) for count in counts))
    return table


def _asked(web: Web) -> str:
    lists = web.asked(Part.LIST)
    return (
        f"{lists} feeds, sitemaps and listings asked, {web.asked(Part.LIST, 304)} answered 304 (not modified); "
        f"{web.asked(Part.ARTICLE)} article pages served"
    )


def go_on(page: Path, console: Console) -> None:
    """The next commands, as they can be pasted; ``page`` is a kept article."""
    programs = _shown(Path(sys.executable).parent)
    console.print("\nGo on with", style="bold")
    for command, what in (
        (f"{programs}/detaincrawl cases Spector", "every value of one case, and the quote behind it"),
        (f"{programs}/detaincrawl read {_shown(page)}", "an article with its claims marked"),
        (f"{programs}/detaincrawl db psql", "the same in SQL; begin with \\d+ case_overview"),
        (f"{programs}/python -m detaincrawl.demo --remove && make crawl", "take the invented out, crawl the real news"),
    ):
        console.print(f"  {command}", style="cyan", soft_wrap=True)
        console.print(f"      {what}", style="dim", soft_wrap=True)


def _shown(path: Path) -> str:
    """As short as it can be pasted here."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
