"""``detaincrawl read``: what it prints for a person and for a script, and its one-line errors. No database."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from detaincrawl.commands import main
from tests.web import Reply, site

ARTICLE = Path(__file__).parents[1] / "articles" / "d005.json"
TEXT = "American jailed in Minsk\nA court in Minsk jailed the American Mark Lane for two years on Friday.\n"


def run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, ["read", *arguments], input=given)


def test_json_has_every_claim_with_its_quote_and_offsets() -> None:
    found = json.loads(run(str(ARTICLE), "--json").output)
    claims = [claim for mention in found["mentions"] for claim in mention["claims"]]
    assert {"Ksenia Karelina"} <= {mention["name"] for mention in found["mentions"]}
    assert all(found["text"][claim["start"] : claim["end"]] == claim["quote"] for claim in claims)
    assert {"field", "value", "words", "rule", "confidence", "detail", "standing", "statute", "speaker"} <= set(
        claims[0]
    )


def test_plain_text_has_its_title_in_the_first_line_and_is_dated_by_an_option() -> None:
    found = json.loads(run("-", "--json", "--published", "2024-05-10", "--timezone", "Europe/Minsk", given=TEXT).output)
    events = {c["field"]: c["value"] for m in found["mentions"] for c in m["claims"] if c["field"].startswith("event")}
    assert found["title"] == "American jailed in Minsk"
    assert found["published"] == "2024-05-10T00:00:00+03:00"
    assert events == {"event:sentenced": "2024-05-10"}


def test_a_page_is_fetched_and_read() -> None:
    with site() as web:
        body = "".join(f"<p>{line}</p>" for line in [*TEXT.splitlines()[1:], "He had lived there for years. " * 9])
        page = f"<html lang=en><h1>American jailed in Minsk</h1><article>{body}</article></html>"
        web.pages["/a"] = Reply(page)
        found = process(web.url("/a"), ALLOW_NETWORKS="127.0.0.1")
    assert "Mark Lane" in found
    assert "sentence:" in found


def test_address_inside_is_not_fetched() -> None:
    with site() as web:
        said = process(web.url("/a"))
        assert web.asked == []
    assert said.startswith(f"Error: {web.url('/a')} cannot be fetched: inward request: ")
    assert said.count("\n") == 1


def process(*arguments: str, **environment: str) -> str:
    """Both streams of a process of its own: what asks the web does so once a process."""
    command = [str(Path(sys.executable).with_name("detaincrawl")), "read", *arguments]
    given = {**os.environ, **environment}
    return subprocess.run(
        command, env=given, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    ).stdout


@pytest.mark.parametrize("how", [(), ("--why", "Lane")])
def test_document_that_kills_whoever_reads_it_is_one_line(
    how: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READERS", "tests.extract.hostile:deadly")
    monkeypatch.setenv("NAME_TAGGER", "tests.extract.hostile:deadly_names")
    found = run("-", *how, given=f"{TEXT} deadly")
    assert (found.exit_code, found.output) == (1, "Error: -: cannot be read as an article: worker died: stdin:\n")


def test_why_says_what_speaks_against_a_case() -> None:
    own = "Moscow police arrested the Russian teacher Ivan Petrov on Monday."
    assert "no case: a national of RU alone" in run("-", "--why", "Petrov", given=own).output
    assert "a case" in run("-", "--why", "Lane", given=TEXT).output
    assert "nobody named Nobody" in run("-", "--why", "Nobody", given=TEXT).output


@pytest.mark.parametrize(
    ("arguments", "given", "said"),
    [
        (["/no/such/file"], None, "cannot be opened"),
        (["-"], " \n", "no text"),
        (["-"], '{"title": 1}', "no annotated article"),
        (["-"], "{", "broken JSON"),
        (["-"], '{"a":' * 100_000, "broken JSON"),
        (["-", "--timezone", "Mars/Base"], "text", "no zone"),
        (["-", "--published", "soon"], "text", "no date"),
    ],
)
def test_what_cannot_be_read_is_one_line(arguments: list[str], given: str | None, said: str) -> None:
    found = run(*arguments, given=given)
    assert found.exit_code != 0
    assert said in found.output.splitlines()[-1]
