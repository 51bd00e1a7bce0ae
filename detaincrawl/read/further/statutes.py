"""The statutes that a text names: "Article 276 of the Criminal Code", "under the Official Secrets Act"."""

from collections.abc import Iterator
from functools import cache

from detaincrawl.lexicon import table
from detaincrawl.read.further.facts import Fact, View, befallen, one_of
from detaincrawl.read.language.phrases import Phrases
from detaincrawl.read.language.text import Text
from detaincrawl.read.people.named import Person

NOUNS = frozenset("article articles art section sections paragraph".split())
CODES = frozenset("criminal penal".split())
REACH = 8
"""Words from the number to "Criminal Code": "Article 276 of the Russian Criminal Code"."""
ARTICLE, LAW = "statute:article", "statute:law"


@cache
def laws() -> Phrases[str]:
    return Phrases((phrase, phrase) for phrase in table("en/statutes")["laws"])


def statutes(view: View) -> Iterator[Fact]:
    """Articles of the criminal code by number, other laws by name; of whom the sentence tells a charge or a ruling."""
    here = laws().find(view.text, view.sentence.first, view.sentence.last)
    for index in view.text.among(NOUNS, view.sentence.first, view.sentence.last - 1):
        if view.text.words[index + 1][0].isdigit():
            yield from _articles(view, index)
    for law in here:
        people = _whose(view, law.first)
        if people:
            code = table("en/statutes")["laws"][law.meaning]
            country = code.get("country")
            yield Fact("statute", people, law.first, law.last, view.sentence, LAW, code["charge"], country)


def _articles(view: View, noun: int) -> Iterator[Fact]:
    """Each number behind "Article": "Articles 276 and 283", where they are of the criminal code or of nothing named."""
    last = noun + 1
    numbers: list[tuple[int, str]] = []
    while last < view.sentence.last and (view.text.words[last][0].isdigit() or view.text.lows[last] in (",", "and")):
        if view.text.words[last][0].isdigit():
            dotted = numbers and view.text.glued(last)
            number = f"{numbers[-1][1]}.{view.text.words[last]}" if dotted else view.text.words[last].rstrip(".")
            numbers = [*(numbers[:-1] if dotted else numbers), (last, number)]
        last += 1
    country = _of_a_code(view, last)
    people = _whose(view, noun)
    if country is not None and people:
        for _, number in numbers:
            yield Fact("statute", people, noun, last, view.sentence, ARTICLE, number, country or None)


def _of_a_code(view: View, last: int) -> str | None:
    """The state of the criminal code that the numbers are of; empty: none is named; None: another law is."""
    ahead = view.text.lows[last : min(last + REACH, view.sentence.last)]
    code = next((n for n, w in enumerate(ahead) if w in CODES and ahead[n + 1 : n + 2] == ["code"]), None)
    if code is None:
        return None if ahead[:1] == ["of"] else ""
    mark = next((m for m in view.marks if last <= m.first <= last + code + 5), None)
    return mark.country.code if mark else ""


def _whose(view: View, at: int) -> tuple[Person, ...]:
    near = befallen(view, at, 25)
    return near[1].people if near else one_of(view)


def charged(fact: Fact, holder: str | None) -> str | None:
    """The charge code that the statute stands for in the state that holds."""
    if fact.rule == LAW:
        return fact.value
    articles: dict[str, dict[str, str]] = table("en/statutes")["articles"]
    return articles.get(fact.country or holder or "", {}).get(fact.value or "")


def named(fact: Fact, text: Text, holder: str | None) -> str | None:
    """``RU:276``, ``GB:Official Secrets Act``; None where no state is known."""
    country = fact.country or holder
    words = fact.value if fact.rule == ARTICLE else " ".join(text.span(fact.first, fact.last).split())
    return f"{country}:{words}" if country else None
