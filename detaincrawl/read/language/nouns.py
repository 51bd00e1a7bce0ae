"""Nouns and titles for people, as the lexicon lists them: their sex, how many they are, and who holds an office."""

from functools import cache

from detaincrawl.frozen import frozen
from detaincrawl.lexicon import table
from detaincrawl.lexicon.phrases import split


@frozen
class Noun:
    """A noun for people."""

    gender: str | None
    plural: bool
    role: str
    """occupation, relation, official, person, demonym."""
    count: int | None = None
    """How many a pair, a trio is."""
    demonym: bool = False


@cache
def of_people() -> dict[str, Noun]:
    """Head nouns for people, singular and plural. Of several words ("aid worker") the last."""
    people = table("en/people")
    found: dict[str, Noun] = {}
    gendered = {w: sex for sex, listed in people["gendered"].items() for w in listed}
    for role, listed in (("official", people["roles_not_held"]), ("occupation", people["occupations"])):
        for entry in listed:
            head = split(entry)[-1]
            noun = Noun(gendered.get(entry), False, role)
            found.setdefault(head, noun)
            found.setdefault(_plural(head), Noun(noun.gender, True, role))
    for table_name, role in (("relations", "relation"), ("nouns", "person")):
        for entry, facts in people[table_name].items():
            sex = facts["sex"] if facts["sex"] in ("m", "f") else None
            found[split(entry)[-1]] = Noun(
                sex, facts["people"] != 1, role, count=facts["people"] if facts["people"] > 1 else None
            )
    for code, country in table("en/countries").items():
        if len(code) == 2:
            for word in country.get("people", ()):
                head = split(word)[-1]
                plural = _is_plural(word, country["people"])
                found.setdefault(head, Noun(_sex(head), plural, "demonym", demonym=True))
    for word in table("en/grammar")["wrongdoers"]:
        found.setdefault(word, Noun(None, False, "person"))
        found.setdefault(_plural(word), Noun(None, True, "person"))
    found["others"] = Noun(None, True, "person")
    for word in ("law", "laws", "relations", "justice", "ones", "polish", "contact", "chargé"):
        found.pop(word, None)
    return found


def _plural(head: str) -> str:
    if head.endswith("man"):
        return head[:-3] + "men"
    if head.endswith("y") and head[-2] not in "aeiou":
        return head[:-1] + "ies"
    return head + ("es" if head.endswith(("s", "sh", "ch", "x")) else "s")


def _sex(demonym: str) -> str | None:
    if demonym.endswith(("woman", "women", "filipina")):
        return "f"
    return "m" if demonym.endswith(("man", "men")) and demonym not in NO_MEN else None


NO_MEN = frozenset(["german", "turkmen"])


def _is_plural(word: str, listed: list[str]) -> bool:
    lows = {w.lower() for w in listed}
    word = word.lower()
    return (
        (word.endswith("s") and word[:-1] in lows)
        or word.endswith("men")
        or (word.endswith("es") and word[:-2] in lows)
    )


@cache
def titles() -> frozenset[str]:
    """Single words that stand before a name, or before several."""
    single = {w for t in table("en/people")["titles"] for w in split(t) if w != "."}
    return frozenset(single | {_plural(word) for word in single})


@cache
def _sexes_of_titles() -> dict[str, str]:
    listed = table("en/people")["titles"]
    return {t.lower(): facts["sex"] for t, facts in listed.items() if facts.get("sex") in ("m", "f")}


def gender_of_title(titles: tuple[str, ...]) -> str | None:
    """m or f where one of the words before a name tells: Mr, Mrs."""
    return next((_sexes_of_titles()[t] for t in titles if t in _sexes_of_titles()), None)


@cache
def titles_not_held() -> frozenset[str]:
    """Words that tell that who bears the name speaks, judges or governs."""
    listed = table("en/people")["titles"]
    single = {
        next(w for w in reversed(split(t)) if w != ".") for t, facts in listed.items() if facts.get("held") is False
    }
    return frozenset(single | {_plural(word) for word in single})


@cache
def occupation_words() -> frozenset[str]:
    """Head nouns that may stand before a name."""
    return frozenset(w for w, noun in of_people().items() if not noun.demonym)
