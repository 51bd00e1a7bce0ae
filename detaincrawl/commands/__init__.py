"""The command line: what needs no Scrapy. A command's module is loaded when it is called: --help stays quick."""

import importlib

import click

from detaincrawl.store.errors import DatabaseError, reason_of

COMMANDS = {
    "cases": "Show the case table, or all that is known of one person",
    "archive": "The archive of fetched pages: check, expire, sweep",
    "db": "The database: start, stop, upgrade, roles, url",
    "derive": "Derive all persons and cases again from what was read",
    "forget": "Remove a person everywhere, and keep them out",
    "judge": "Record an analyst's decision on a case",
    "proposals": "Persons that may be one: for an analyst to decide",
    "read": "Read one article, from a file or the web, and show its claims",
    "reprocess": "Read the archive again, without network",
    "sources": "The catalogue of sources: list, check, health",
}
"""Name and help line; the command is the function of that name in the module of that name beside this one."""


class OnDemand(click.Group):
    """Loads a command's module when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"detaincrawl.commands.{cmd_name}")
        command = getattr(module, cmd_name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        """What the user can mend is one line, and a status that is not 0."""
        try:
            return super().invoke(ctx)
        except click.ClickException as error:
            from detaincrawl.inert import inert

            vars(error)["message"] = inert(error.message)  # declared final
            raise
        except Exception as error:
            if line := _one_line(error):
                raise click.ClickException(line) from error
            raise


EPILOG = """
\b
A first look:
  detaincrawl sources list            what would be crawled
  detaincrawl db upgrade              make the database (it starts by itself)
  scrapy crawl news -a source=KEY     crawl one source
  psql "$(detaincrawl db url)" -c 'SELECT * FROM case_overview'

\b
Environment:
  DATABASE_URL   a PostgreSQL of your own; not set: one that is embedded
  MIGRATE_URL    the same, for `db upgrade` and `db roles` only
  SOURCES        another catalogue than the bundled one
  ARCHIVE_DIR    where fetched pages are kept
  NAME_TAGGER    who helps the rules with names
  READERS        who reads
"""


@click.group(cls=OnDemand, epilog=EPILOG)
@click.version_option(package_name="detaincrawl")
def main() -> None:
    """Articles about detained foreign nationals become a case table with evidence."""


def _one_line(error: Exception) -> str | None:
    """The message of an error that is the user's to mend; None: the program is wrong, and must be seen."""
    from sqlalchemy.exc import OperationalError

    from detaincrawl.readers import ReaderError
    from detaincrawl.sources import CatalogueError

    if isinstance(error, OperationalError):
        return f"the database does not answer any more: {reason_of(error)}"
    return str(error) if isinstance(error, DatabaseError | CatalogueError | ReaderError) else None
