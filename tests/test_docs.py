"""What the docs say is there, is there: commands, links, columns, words."""

import importlib.util
import re
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import click
import psycopg
import pytest

from detaincrawl import sources
from detaincrawl.commands import main
from detaincrawl.store.migrate import CHECKOUT
from detaincrawl.vocabularies import EventType, SourceType, Speaker, Status
from tests.databases import Database

DOCS = sorted([*CHECKOUT.glob("*.md"), *(CHECKOUT / "docs").glob("*.md")])
MODEL = (CHECKOUT / "docs" / "case-model.md").read_text(encoding="utf-8")
RUNNABLE = re.compile(
    r"(?:^|[`\s(\"])(?:\.venv/bin/)?(detaincrawl(?: --?[a-z-]+| [a-z][a-z|-]*)+|make [a-z]+|python -m [\w.]+)"
)


def doc(path: Path) -> str:
    return str(path.relative_to(CHECKOUT))


def said() -> Iterator[object]:
    """Every command in backquotes or in an indented or fenced block."""
    for path in DOCS:
        text = path.read_text(encoding="utf-8")
        code = re.findall(r"`([^`\n]+)`|^(?:    |\$ |\.venv)(.*)$", text, re.M)
        for command in sorted({found for pair in code for found in RUNNABLE.findall(" ".join(pair))}):
            yield pytest.param(command, id=f"{doc(path)}: {command}")


@pytest.mark.parametrize("command", list(said()))
def test_a_command_of_the_docs_exists(command: str) -> None:
    words = command.split()
    if words[0] == "make":
        assert re.search(rf"^{words[1]}:", (CHECKOUT / "Makefile").read_text(), re.M)
    elif words[0] == "python":
        assert importlib.util.find_spec(words[2])
    else:
        for alternative in _alternatives(words[1:]):
            _resolve(alternative)


def _alternatives(words: list[str]) -> Iterator[list[str]]:
    """``db start|stop`` are two commands."""
    for index, word in enumerate(words):
        if "|" in word:
            yield from ([*words[:index], one, *words[index + 1 :]] for one in word.split("|"))
            return
    yield words


def _resolve(words: list[str]) -> None:
    command: click.Command = main
    for word in words:
        if word.startswith("--"):
            assert word == "--help" or any(word in option.opts for option in command.params), f"{command.name} {word}"
        elif isinstance(command, click.Group):
            found = command.get_command(click.Context(command), word)
            assert found, f"no command {word}"
            command = found


@pytest.mark.parametrize("path", DOCS, ids=doc)
def test_links_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        file, _, anchor = target.partition("#")
        if "://" in target:
            continue
        there = path.parent / file if file else path
        assert there.exists(), target
        if anchor:
            assert anchor in _anchors(there.read_text(encoding="utf-8")), target


def _anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _rows(text: str, heading: str) -> list[str]:
    """First cells of the table that follows a heading, without the quotes of code."""
    after = text.split(f"\n{heading}\n", 1)[1]
    table = re.search(r"(?:^\|.*\n)+", after, re.M)
    assert table
    return [line.split("|")[1].strip(" `") for line in table[0].splitlines()[2:]]


def test_the_layout_names_every_module() -> None:
    layout = (
        (CHECKOUT / "docs" / "architecture.md").read_text(encoding="utf-8").split("## The layout")[1].split("\n\n")[1]
    )
    there = {path.name for path in (CHECKOUT / "detaincrawl").iterdir() if not path.name.startswith("_")}
    named = set(re.findall(r"[a-z_]+\.(?:py|toml)|(?<=^      )[a-z_]+(?=/)", layout, re.M))
    assert named == there


def test_the_case_model_has_every_column_of_every_view(database: Database) -> None:
    with psycopg.connect(database.url) as connection:
        columns = connection.execute("""
            SELECT table_name, array_agg(column_name::text ORDER BY ordinal_position)
            FROM information_schema.columns JOIN information_schema.views USING (table_schema, table_name)
            WHERE table_schema = 'public' GROUP BY table_name
        """).fetchall()
    documented = {view: _rows(MODEL, f"### {view}") for view, _ in columns if f"### {view}\n" in MODEL}
    assert documented == {view: names for view, names in columns if view in documented}
    assert set(documented) == {
        "case_overview", "case_timeline", "case_citations", "case_charges", "case_status_history",
        "unidentified_overview", "article_overview",
    }  # fmt: skip


def test_the_case_model_has_every_charge_with_its_category() -> None:
    lexicon = tomllib.loads((CHECKOUT / "detaincrawl/lexicon/charges.toml").read_text(encoding="utf-8"))
    lines = [
        line.split("|")
        for line in MODEL.split("## 5. Charges")[1].split("## 6.")[0].splitlines()
        if line.startswith("| ")
    ]
    documented = {cells[1].strip(): cells[3].strip() for cells in lines[2:]}
    assert documented == {code: entry.get("iccs", "–") for code, entry in lexicon.items()}


def test_the_case_model_has_every_event_type_in_order() -> None:
    assert _rows(MODEL, "## 3. Events") == list(EventType)


def test_the_case_model_has_every_status_in_order() -> None:
    section = MODEL.split("## 4. Status")[1].split("\n\n")[1]
    assert re.findall(r"`(\w+)`", section) == list(Status)


@pytest.mark.parametrize("words", [SourceType, Speaker])
def test_the_case_model_has_every_word_of(words: type[StrEnum]) -> None:
    missing = [word for word in words if word not in MODEL]
    assert missing == []


def test_the_source_that_the_readme_crawls_is_in_the_catalogue() -> None:
    keys = re.findall(r"-a source=([a-z0-9-]+)", (CHECKOUT / "README.md").read_text(encoding="utf-8"))
    assert keys
    assert {source.key for source in sources.load()} >= set(keys)


def test_every_variable_of_the_docs_is_read_somewhere() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (CHECKOUT / "detaincrawl").rglob("*.py"))
    for name in _rows((CHECKOUT / "docs" / "running.md").read_text(encoding="utf-8"), "## Where things are"):
        assert f'"{name}"' in code


def test_every_rule_of_the_reader_is_documented() -> None:
    """A rule with a part that varies (``f"event:{role}"``) is one row, ``event:…``."""
    text = (CHECKOUT / "docs" / "reading.md").read_text(encoding="utf-8")
    documented = {rule for row in _rows(text, "## Rules") for rule in row.replace("`", "").split(", ")}
    code = "\n".join(path.read_text(encoding="utf-8") for path in (CHECKOUT / "detaincrawl/read").rglob("*.py"))
    used = {re.sub(r"\{.*\}", "…", rule) for rule in re.findall(r'f?"([a-z_]+:(?:[a-z_]+|\{[\w.]+\}))"', code)}
    several = {rule.removesuffix("…") for rule in used if rule.endswith("…")}
    own = {"charge:statute"}
    assert documented == {r for r in used if r in own or r.endswith("…") or r.partition(":")[0] + ":" not in several}


@pytest.mark.parametrize("package", ["read", "normalise"])
def test_how_an_article_is_read_names_every_module(package: str) -> None:
    text = (CHECKOUT / "docs" / "reading.md").read_text(encoding="utf-8")
    for path in (CHECKOUT / "detaincrawl" / package).glob("[!_]*.py"):
        assert f"`{path.name}`" in text, path.name
