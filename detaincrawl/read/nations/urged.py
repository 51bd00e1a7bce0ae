"""Which state is asked, or refuses, to let somebody go: it holds them. "Urged Iran to release", "Egypt must free"."""

from collections.abc import Iterator

from detaincrawl.read.language import words
from detaincrawl.read.language.text import Sentence, Text
from detaincrawl.read.nations.countries import CountryMark
from detaincrawl.read.nations.detention import Holder

OFFICES = 4
"""Words from a state to what it is to do: "the Iranian authorities", "Egypt's President Abdel Sisi"."""
ADVERBS = 6
"""Words between: "must immediately, unconditionally and safely release"."""
ASKED = 5
"""Words before a state in which it is asked."""
WEIGHT = 1.5


def find(text: Text, sentence: Sentence, marks: list[CountryMark]) -> Iterator[Holder]:
    """The states of a sentence that are spoken of so."""
    letting_go = text.among(words.letting_go(), sentence.first, sentence.last)
    for mark in marks if letting_go else ():
        verb = next((v for v in letting_go if v >= mark.last), None)
        if verb is not None and mark.country.kind != "town" and _is_to(text, mark, verb, sentence):
            yield Holder(mark.country.code, mark.first, mark.last, WEIGHT, "detaining_country:urged")


def _is_to(text: Text, mark: CountryMark, verb: int, sentence: Sentence) -> bool:
    """Between the state and "release" stand its officials, "to" or "must", and adverbs, and nothing else."""
    at = mark.last
    spoken = words.organs_of_state() | words.organs_that_speak()
    while at < verb and (text.lows[at] in spoken or text.lows[at] == "'s" or text.words[at][0].isupper()):
        at += 1
    if at - mark.last > OFFICES:
        return False
    said = at
    while at < verb and (text.lows[at] in words.letting() or text.lows[at] == "to"):
        at += 1
    adverbs = text.lows[at:verb]
    wished = at == said and text.lows[mark.first - 1] == "that"
    if (
        (at == said and not wished)
        or len(adverbs) > ADVERBS
        or not all(w in words.adverbs() or w in (",", "and") for w in adverbs)
    ):
        return False
    asked = not words.urging().isdisjoint(text.lows[max(sentence.first, mark.first - ASKED) : mark.first])
    return asked or text.lows[said] in words.letting()
