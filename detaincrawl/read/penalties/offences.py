"""Words for offences: the phrases of the lexicon in a sentence, and what is smuggled, traded or possessed where they do
not say it."""

from functools import cache

from detaincrawl.lexicon import charge_phrases, spelled, table
from detaincrawl.read.language.phrases import Match, Phrases, longest
from detaincrawl.read.language.text import Sentence, Text

# "A spy-style swap" is of no spy.
LIKE = frozenset("style like themed".split())
# "A riot policeman", "the drug squad", "a terrorism court": whom the offence is the business of.
FORCES = frozenset(
    "bureau court courts detective detectives inspector inspectors judge judges lawyer lawyers officer officers "
    "police policeman policemen policewoman prosecutor prosecutors squad squads tribunal tribunals".split()
)
# Between an act and what it is done with or to: "smuggling of a gun".
LINKS = frozenset("a an the his her their of in for to with into under".split())
GOODS = 12
"""Words between an act and its goods, at most."""
BARS = frozenset(". ; : — and or who which but after before while when".split())
"""What an act's goods do not lie behind."""


@cache
def phrases(language: str = "en") -> Phrases[tuple[str, bool]]:
    """Phrases → (code, weak)."""
    strong, weak = charge_phrases(language)
    return Phrases([*((p, (code, False)) for p, code in strong), *((p, (code, True)) for p, code in weak)])


@cache
def _acts() -> frozenset[str]:
    """Words that name an offence only together with its goods, and those that may stand beside them."""
    return frozenset(table("en/charges")["acts"]["words"])


@cache
def _goods() -> dict[str, str]:
    """What is smuggled, traded or possessed → the charge code."""
    charges = table("en/charges")
    listed = {code: [spelled(word, charges["sets"]) for word in words] for code, words in charges["goods"].items()}
    return {word: code for code, words in listed.items() for several in words for word in several.split("|")}


def find(text: Text, sentence: Sentence) -> list[Match[tuple[str, bool]]]:
    """Offences left to right; "trafficking and possession of cocaine" is two, "possession of forged papers" one."""
    found: list[Match[tuple[str, bool]]] = []
    inner = []
    for matches in phrases().begun(text, sentence.first, sentence.last):
        match = longest(matches)
        before = found[-1] if found else None
        if before is None or match.first >= before.last:
            found.append(match)
        elif (
            match.last >= before.last
            and match.meaning[0] != before.meaning[0]
            and not match.meaning[1]
            and text.lows[match.first - 1] in ("and", "or", ",")
        ):
            inner.append(match)
    told: list[Match[tuple[str, bool]]] = []
    goods = 0
    for printed in sorted([*found, *inner], key=lambda m: m.first):
        if printed.first < goods:
            continue
        match = _of_goods(text, printed, sentence)
        goods = match.last if match is not printed else goods
        whole = _whole(text, told[-1], match) if told else None
        if whole:
            told[-1] = whole
        else:
            told.append(match)
    return told


def _whole(text: Text, one: Match[tuple[str, bool]], other: Match[tuple[str, bool]]) -> Match[tuple[str, bool]] | None:
    """Of two words for one offence the one that says which: "gold smuggling"; None: they are two."""
    between = text.lows[one.last : other.first]
    weak = (one.meaning[1], other.meaning[1])
    if not any(weak) or len(between) > 3 or not all(w in LINKS or w[0].isdigit() for w in between):
        return None
    return (one if not between else other) if all(weak) else one if weak[1] else other


def _of_goods(text: Text, match: Match[tuple[str, bool]], sentence: Sentence) -> Match[tuple[str, bool]]:
    """ "Smuggling what was said to be ivory", "smuggling dollars' worth of ivory": the goods tell the offence."""
    priced = text.lows[match.last : match.last + 1] == ["worth"]
    if not _acts().issuperset(text.lows[match.first : match.first + 1 if priced else match.last]):
        return match
    for index in range(match.last, min(match.last + GOODS, sentence.last)):
        low = text.lows[index]
        if low in BARS:
            break
        if low in _goods() and (match.meaning[0], _goods()[low]) != ("drug_possession", "drug_trafficking"):
            return Match(match.first, index + 1, (_goods()[low], False))
    return match


def in_name(text: Text, match: Match[tuple[str, bool]], sentence: Sentence) -> bool:
    """ "Immigration and Customs Enforcement": capitals that go on behind make an agency's name, if not a law's."""
    if text.glued(match.last) and text.lows[match.last] in LIKE:
        return True
    if match.last < sentence.last and text.lows[match.last] in FORCES and _names(text.lows[match.last - 1]):
        return True
    if match.first == sentence.first or sentence.title or match.last >= sentence.last:
        return False
    if not (text.words[match.first][0].isupper() and text.words[match.last - 1][0].isupper()):
        return False
    return text.words[match.last][0].isupper() and text.lows[match.last] not in ("act", "law", "code", "article")


def _names(low: str) -> bool:
    """A noun, which may say of what the force is; "insulting" and "assaulted" are done to it."""
    return low not in FORCES and not low.endswith(("ing", "ed"))
