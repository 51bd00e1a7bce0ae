"""Taggers and readers of the user's own: what they may add, what is not taken from them, and how they fail."""

import asyncio
import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from scrapy.settings import Settings

from detaincrawl import readers
from detaincrawl.carried import read_article, read_whole
from detaincrawl.commands import main
from detaincrawl.read import several
from detaincrawl.readers import Chosen, ReaderError
from detaincrawl.records import Mention, Reading
from detaincrawl.scrapy_commands.crawl import check
from detaincrawl.workers import Extraction
from tests.read.own import claim
from tests.sentences import reading

SMALL = "The American teacher mair pugh was arrested in Minsk on Monday and charged with spying, police said."
LANE = "A court in Minsk jailed the American Mark Lane for two years on Friday and fined him 5,000 euros. Nowhere else."
LANE += " He has to serve all of it, his lawyers said after the ruling." * 6
COURTS = "tests.read.own:courts"


def read_by(words: str, monkeypatch: pytest.MonkeyPatch, **settings: str) -> Reading:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    return reading(words)


def rules_of(mention: Mention, field: str) -> dict[str, str | None]:
    return {c.rule: c.value for c in mention.claims if c.field == field}


def test_a_tagger_adds_a_name_that_the_rules_miss(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "mair pugh" not in {mention.name for mention in reading(SMALL).mentions}
    (found,) = read_by(SMALL, monkeypatch, NAME_TAGGER="tests.read.own:sailors").mentions
    assert found.name == "mair pugh"
    assert set(rules_of(found, "charge").values()) == {"espionage"}


def test_a_tagger_takes_nothing_from_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    words = "Minsk police arrested the American Mair Pugh on Monday."
    assert reading(words) == read_by(words, monkeypatch, NAME_TAGGER="tests.read.own:sailors")


@pytest.mark.parametrize(
    ("tagger", "said"),
    [
        ("tests.read.own:broken", "NAME_TAGGER=tests.read.own:broken failed: LookupError: no model for"),
        ("tests.read.own:outside", "NAME_TAGGER=tests.read.own:outside failed: ValueError: 0 to "),
        ("tests.read.own:missing", "tests.read.own has no function missing"),
        ("tests.read.none:names", r"tests.read.none cannot be imported .*; install it"),
        ("taggers", "'taggers' cannot be loaded; write it like package.module:function"),
    ],
)
def test_a_tagger_that_fails_is_named(tagger: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ReaderError, match=said):
        read_by(SMALL, monkeypatch, NAME_TAGGER=tagger)


def test_of_two_readers_claims_on_one_person_are_one_mention(monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = read_by(LANE, monkeypatch, READERS=f"rules,{COURTS}").mentions
    assert rules_of(found, "fine") == {"fine:sum": "5000 EUR", "own:reader": "5000 EUR"}
    assert "own:reader" in rules_of(found, "name")
    own, ruled = ({c.event for c in found.claims if (c.rule == "own:reader") is own} - {None} for own in (True, False))
    assert own
    assert not own & ruled


def test_what_a_reader_cannot_show_is_dropped_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read_by(LANE, monkeypatch, READERS=COURTS)
    assert [(m.name, [c.field for c in m.claims]) for m in found.mentions] == [("Mark Lane", ["name", "fine"])]
    assert sorted(found.dropped) == [
        "age: two", "age: two", "charge: Nowhere", "detaining_country: Nowhere", "nationality: American",
        "shoe_size: two",
    ]  # fmt: skip


def test_of_two_cases_of_a_person_the_one_of_the_same_state_is_meant() -> None:
    article = reading(LANE).article
    poland, malta = (
        Mention("Mark Lane", (claim(article, "detaining_country", "Minsk", "Minsk", v),)) for v in ("PL", "MT")
    )
    found = several.joined(article, [Reading(article, (poland, malta)), Reading(article, (malta,))])
    assert [len(mention.claims) for mention in found.mentions] == [1, 2]


def test_a_reader_that_gives_no_reading_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ReaderError, match=r"READERS=tests\.read\.own:nothing failed: AttributeError"):
        read_by(LANE, monkeypatch, READERS="rules,tests.read.own:nothing")


def test_worker_processes_load_what_is_chosen() -> None:
    article = reading(LANE).article
    chosen = Chosen(f"rules,{COURTS}", "tests.read.own:sailors")

    async def elsewhere() -> Reading:
        async with Extraction(1, ready=partial(readers.reader, chosen)) as pool:
            return await pool.run(article.url, read_whole, article, chosen)

    found = asyncio.run(elsewhere())
    assert "own:reader" in {c.rule for mention in found.mentions for c in mention.claims}


def test_the_command_reads_with_what_the_environment_names() -> None:
    def run(*arguments: str, **environment: str) -> str:
        return CliRunner().invoke(main, ["read", *arguments], input=SMALL, env=environment).output

    found = json.loads(run("-", "--json", NAME_TAGGER="tests.read.own:sailors"))
    assert [mention["name"] for mention in found["mentions"]] == ["mair pugh"]
    assert "a case" in run("-", "--why", "pugh", NAME_TAGGER="tests.read.own:sailors")
    assert run("-", READERS="courts").startswith("Error: READERS: 'courts' cannot be loaded")


def test_a_crawl_does_not_begin_with_a_reader_that_cannot_be_loaded() -> None:
    settings = Settings({"ALLOW_NETWORKS": "", "HTTPPROXY_ENABLED": False, "READERS": "rules,courts"})
    with pytest.raises(ValueError, match="READERS: 'courts' cannot be loaded"):
        check("none", {}, settings)


def test_without_spacy_the_error_says_what_to_install() -> None:
    code = "import sys; sys.modules['spacy'] = None; from detaincrawl import readers; readers.tagger('spacy:small')"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "NAME_TAGGER=spacy:small: spaCy cannot be imported" in ended.stderr
    assert "pip install 'detaincrawl[spacy]'" in ended.stderr.splitlines()[-1]


def test_a_spacy_model_names_people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spacy = pytest.importorskip("spacy")
    pipeline = spacy.blank("en")
    pipeline.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "mair pugh"}])
    pipeline.to_disk(tmp_path / "model")
    found = read_by(f"Held\n{SMALL}", monkeypatch, NAME_TAGGER=f"spacy:{tmp_path / 'model'}")
    assert "mair pugh" in {mention.name for mention in found.mentions}
    with pytest.raises(ReaderError, match="there is no spaCy model none; spacy download none"):
        readers.tagger("spacy:none")


def test_without_settings_the_rules_read_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    article = reading(LANE).article
    monkeypatch.setenv("READERS", "")
    assert read_article(article, readers.chosen(os.environ)) == reading(LANE)
    assert readers.chosen({}) == Chosen("rules", "")
