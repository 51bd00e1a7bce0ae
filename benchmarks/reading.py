"""How well annotated articles are read, without crawl or database: precision, recall and F1 by field, and calibration.

``python -m benchmarks.reading FOLDER [--language en] [--every N] [--diff]``: ``--every 3`` takes the articles whose
number is a multiple of 3 and then the others, ``--diff`` prints what differs and how often each rule is right. The
form of the articles: tests/articles.
"""

import argparse
import json
import os
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from detaincrawl import documents, readers
from detaincrawl.carried import read_article
from detaincrawl.records import Claim, Mention, Reading

Gold = Mapping[str, Any]
Facts = dict[str, set[str | tuple[str, str | None]]]
FACTS = ("nationality", "detaining_country", "charge", "sentence", "fine", "event")
"""What together makes ``facts``; missed cases count as missed, false cases as false."""
SURE = 0.9
PRECISIONS = {"day": 10, "month": 7, "year": 4}


@dataclass
class Tally:
    """True, false and missed values by field."""

    right: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def add(self, name: str, wanted: Iterable[Any], found: Iterable[Any]) -> None:
        """Compares two sets of values of one field."""
        want, got = set(wanted), set(found)
        self.right[name] += len(want & got)
        self.false[name] += len(got - want)
        self.missed[name] += len(want - got)

    def scores(self, name: str) -> tuple[float, float, float]:
        """Precision, recall and F1, 0 to 1; 1 where there was nothing to find and nothing was found."""
        right = self.right[name]
        precision = right / (right + self.false[name]) if right + self.false[name] else 1.0
        recall = right / (right + self.missed[name]) if right + self.missed[name] else 1.0
        return precision, recall, 2 * precision * recall / (precision + recall) if right else float(precision == recall)


@dataclass
class Measured:
    """Scores, calibration and differences over a folder."""

    tally: Tally = field(default_factory=Tally)
    sure: Counter[bool] = field(default_factory=Counter)
    """Claims given at least SURE: right and wrong ones."""
    unsure: Counter[bool] = field(default_factory=Counter)
    by_rule: dict[str, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))
    false_cases: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)

    def calibrated(self) -> float:
        """Share of the claims given at least SURE that are right."""
        return self.sure[True] / max(1, self.sure.total())


def articles(folder: Path, language: str = "en") -> Iterator[Gold]:
    """The annotations of one language, by file name, folders within taken too."""
    for path in sorted(folder.rglob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if gold["language"] == language:
            yield gold


def measure(golds: Iterable[Gold]) -> Measured:
    """Reads every article and compares."""
    measured = Measured()
    for gold in golds:
        _compare(measured, gold, read_article(documents.annotated(gold), readers.chosen(os.environ)))
    return measured


def _compare(measured: Measured, gold: Gold, reading: Reading) -> None:
    tally, people = measured.tally, _people(reading)
    relevant = any(one.mentions for one in (reading, *reading.carried))
    tally.add("relevance", {1} if gold["relevant"] else (), {1} if relevant else ())
    for case in gold["cases"]:
        found = _find(case, people)
        claims = people.pop(found, []) if found else []
        if case.get("optional"):
            continue
        for kind in ("case", "case_primary" if case["primary"] else "case_in_passing"):
            tally.add(kind, {1}, {1} if found else ())
        _compare_case(measured, gold["id"], case, claims)
    for (name, _), claims in people.items():
        measured.false_cases.append(f"{gold['id']} {name}")
        tally.add("case", (), {1})
        tally.add("facts", (), _flat(_found(claims)))
        _weigh(measured, claims, {})


Key = tuple[str, frozenset[str]]


def _people(reading: Reading) -> dict[Key, list[Claim]]:
    """The named mentions of an article with those of its posts, by name and holding states."""
    people: dict[Key, list[Claim]] = defaultdict(list)
    for one in (reading, *reading.carried):
        for mention in one.mentions:
            if mention.name:
                known = [k for k in people if one is not reading and k[0].split()[-1] == mention.name.split()[-1]]
                people[known[0] if known else (mention.name, _holders(mention))] += mention.claims
    return dict(people)


def _holders(mention: Mention) -> frozenset[str]:
    return frozenset(claim.value for claim in mention.claims if claim.field == "detaining_country" and claim.value)


def _find(case: Gold, people: Mapping[Key, list[Claim]]) -> Key | None:
    named = [key for key, claims in people.items() if _same(case, key[0], claims)]
    there = [key for key in named if case["detaining_country"] in key[1]]
    return next(iter(there or named), None)


def _same(case: Gold, name: str, claims: Iterable[Claim]) -> bool:
    """One printed name equals a form of the person's, or shares two words with a full one."""
    forms = {_folded(form) for form in (case["name"], *case["forms"])}
    words = [set(form.split()) for form in forms if " " in form]
    printed = {_folded(n) for n in (name, *(c.value or "" for c in claims if c.field == "name"))}
    return bool(forms & printed) or any(len(full & set(one.split())) >= 2 for full in words for one in printed)


def _folded(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    return re.sub(r"[^\w]+", " ", plain).strip()


def _compare_case(measured: Measured, number: str, case: Gold, claims: list[Claim]) -> None:
    wanted, found = _wanted(case), _found(claims)
    measured.tally.add("facts", _flat(wanted), _flat(found))
    if not claims:
        measured.differences.append(f"{number} {case['name']}: missed")
        return
    for name in ("nationality", "detaining_country", "charge", "sentence", "fine", "place"):
        measured.tally.add(name, wanted[name], found[name])
    for name, part in (("event_type", 0), ("event_dated", slice(None))):
        values = [{e[part] for e in facts["event"] if part == 0 or e[1]} for facts in (wanted, found)]
        measured.tally.add(name, *values)
    _weigh(measured, claims, wanted)
    if differs := sorted(map(str, _flat(wanted) ^ _flat(found))):
        measured.differences.append(f"{number} {case['name']}: {'; '.join(differs)}")


def _wanted(case: Gold) -> Facts:
    fine, term = case.get("fine"), case["sentence_special"] or case["sentence_months"]
    return {
        "nationality": set(case["nationalities"]),
        "detaining_country": {case["detaining_country"]} - {None},
        "charge": {charge["code"] for charge in case["charges"]},
        "sentence": {term if isinstance(term, str) else f"{term:g}"} if term else set(),
        "fine": {f"{fine['amount']:.0f} {fine['currency']}"} if fine else set(),
        "event": {(e["type"], e["date"] and e["date"][: PRECISIONS[e["precision"] or "day"]]) for e in case["events"]},
        "place": {case["place"]} if case["place"] else set(),
    }


def _found(claims: Iterable[Claim]) -> Facts:
    found: Facts = defaultdict(set)
    for claim in claims:
        name, value = _fact(claim)
        found[name].add(value)
    return found


def _fact(claim: Claim) -> tuple[str, Any]:
    name, _, event = claim.field.partition(":")
    return (name, (event, claim.value)) if event else (name, claim.value)


def _flat(facts: Facts) -> set[tuple[str, Any]]:
    return {(name, value) for name in FACTS for value in facts.get(name, ())}


def _weigh(measured: Measured, claims: Iterable[Claim], wanted: Facts) -> None:
    """Counts the claims that are right among those given as sure and the others."""
    for claim in claims:
        name, value = _fact(claim)
        if name in FACTS:
            right = value in wanted.get(name, ())
            (measured.sure if claim.confidence >= SURE else measured.unsure)[right] += 1
            measured.by_rule[claim.rule][right] += 1


def _print(title: str, measured: Measured, differences: bool) -> None:
    tally = measured.tally
    print(title)
    for name in sorted({*tally.right, *tally.false, *tally.missed}):
        precision, recall, f1 = tally.scores(name)
        print(
            f"  {name:18} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  of {tally.right[name] + tally.missed[name]}"
        )
    print(f"  claims given >= {SURE}: {measured.calibrated():.3f} right of {measured.sure.total()}; the others: "
          f"{measured.unsure[True] / max(1, measured.unsure.total()):.3f} of {measured.unsure.total()}")  # fmt: skip
    print(f"  false cases: {', '.join(measured.false_cases) or 'none'}")
    if differences:
        for rule, counted in sorted(measured.by_rule.items(), key=lambda item: item[1][True] / item[1].total()):
            print(f"  {rule:34} {counted[True] / counted.total():.2f} right of {counted.total()}")
        print("\n".join(measured.differences))


def _number(gold: Gold) -> int:
    return int(re.sub(r"\D", "", gold["id"]))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", default="en")
    parser.add_argument("--every", type=int, default=0, help="score each N-th article apart from the others")
    parser.add_argument("--diff", action="store_true", help="print what differs, and how often each rule is right")
    chosen = parser.parse_args()
    every = list(articles(chosen.folder, chosen.language))
    if chosen.every:
        kept = [gold for gold in every if _number(gold) % chosen.every == 0]
        _print(f"each {chosen.every}th article ({len(kept)})", measure(kept), chosen.diff)
        every = [gold for gold in every if _number(gold) % chosen.every]
    _print(f"{'the other' if chosen.every else 'all'} {len(every)} articles", measure(every), chosen.diff)
