"""The lexicon's small word lists, as sets: what the reader's rules look up word by word."""

from functools import cache

from detaincrawl.lexicon import table
from detaincrawl.lexicon.phrases import split


def _set(name: str) -> frozenset[str]:
    return frozenset(table("en/grammar")[name])


@cache
def prepositions() -> frozenset[str]:
    return _set("prepositions")


@cache
def undone() -> frozenset[str]:
    return _set("undone")


@cache
def unpassed() -> frozenset[str]:
    return _set("unpassed")


@cache
def asking() -> frozenset[str]:
    return _set("asking")


@cache
def quantities() -> frozenset[str]:
    """Nouns for how many, whose "of" the people follow."""
    return _set("quantities")


@cache
def locatives() -> frozenset[str]:
    return _set("locatives")


@cache
def subordinators() -> frozenset[str]:
    return _set("subordinators")


@cache
def auxiliaries() -> frozenset[str]:
    return _set("auxiliaries")


@cache
def saying() -> frozenset[str]:
    return _set("saying")


@cache
def passive_auxiliaries() -> frozenset[str]:
    return _set("passive_auxiliaries")


@cache
def adverbs() -> frozenset[str]:
    return _set("adverbs")


@cache
def openers() -> frozenset[str]:
    return _set("openers")


@cache
def after_object() -> frozenset[str]:
    """Words that may follow a noun phrase and are no part of it."""
    return (
        prepositions()
        | subordinators()
        | auxiliaries()
        | adverbs()
        | frozenset(",.;:!?()—–'s\"“”")
        | frozenset("'s guilty not said says held detained arrested accused convicted charged".split())
        | frozenset("sentenced jailed serving whose".split())
    )


@cache
def verbs() -> frozenset[str]:
    """Forms of the verbs that report events, and of saying: no part of a noun phrase."""
    from detaincrawl.read.events.triggers import verb_forms

    return verb_forms() | _set("saying")


@cache
def pronouns() -> dict[str, str]:
    found: dict[str, str] = table("en/grammar")["pronouns"]
    return found


@cache
def not_names() -> frozenset[str]:
    """Words that make a run of capitals an organisation, a place or a thing."""
    return frozenset(w for entry in table("en/names")["not_names"] for w in split(entry)) | frozenset(
        split(w)[0] for w in _calendar()
    )


@cache
def surnames() -> frozenset[str]:
    """Of those words, those that are names of families behind a given name: "Camilla Church"."""
    return frozenset(table("en/names")["surnames"])


@cache
def families() -> frozenset[str]:
    """Of those words, those that are names of families before a given name: "Sun Qian"."""
    return frozenset(table("en/names")["families"])


def _calendar() -> list[str]:
    dates = table("en/dates")
    return [w for names in (*dates["months"], *dates["weekdays"]) for w in names if len(w) > 3 and w != "may"]


@cache
def offices() -> frozenset[str]:
    """Who governs, judges or speaks."""
    return _set("offices")


@cache
def naming() -> frozenset[str]:
    """Verbs whose "as" a name follows."""
    return _set("naming")


@cache
def not_names_lead() -> frozenset[str]:
    """Words that lead a name without being part of it and without being a title."""
    return _set("leads")


@cache
def gender_of_name() -> dict[str, str]:
    names = table("en/names")["given"]
    return {n.lower(): sex for sex, listed in names.items() for n in listed}


@cache
def given_names() -> frozenset[str]:
    return frozenset(n.lower() for listed in table("en/names")["given"].values() for n in listed)


def is_given(low: str) -> bool:
    """Whether the word is a common given name."""
    return low in given_names()


def gender_of(given: str) -> str | None:
    """m or f where the given name tells."""
    sex = gender_of_name().get(given)
    return sex if sex in ("m", "f") else None


@cache
def small_numbers() -> dict[str, int]:
    numbers: dict[str, int] = table("en/dates")["numbers"]
    return {w: n for w, n in numbers.items() if w not in ("a", "an")}


def small_number(low: str) -> int | None:
    """A number of people: in words, or in up to three figures."""
    if low.isdecimal() and len(low) <= 3:
        return int(low)
    return small_numbers().get(low)


@cache
def compounds() -> frozenset[str]:
    """Nouns that make an event's noun a mere name of a thing: extradition hearing, arrest warrant."""
    return _set("compounds")


@cache
def no_payers() -> frozenset[str]:
    """Whose fine is no person's; "co" of "co-defendants"."""
    return _set("no_payers")


@cache
def no_term_after() -> frozenset[str]:
    return _set("no_term_after")


@cache
def no_term_before() -> frozenset[str]:
    return _set("no_term_before")


@cache
def statements() -> frozenset[str]:
    """Words between a verb of saying and its day: "in a press release on"."""
    return _set("statements")


@cache
def issued() -> frozenset[str]:
    return _set("issued")


@cache
def swap() -> frozenset[str]:
    return _set("swap")


@cache
def organs_of_state() -> frozenset[str]:
    return _set("organs_of_state")


@cache
def organs_that_speak() -> frozenset[str]:
    return _set("organs_that_speak")


@cache
def urging() -> frozenset[str]:
    return _set("urging")


@cache
def letting_go() -> frozenset[str]:
    return _set("letting_go")


@cache
def letting() -> frozenset[str]:
    return _set("letting")


@cache
def facilities() -> frozenset[str]:
    return _set("facilities")


@cache
def institutions() -> frozenset[str]:
    """Nouns that a nationality before them belongs to, and not to the person named behind."""
    return _set("institutions")


@cache
def of_war() -> frozenset[str]:
    """What is waged in a country."""
    return _set("of_war")


@cache
def harmed() -> frozenset[str]:
    """What was done to victims."""
    return _set("harmed")


@cache
def harming() -> frozenset[str]:
    """What is done to the victim named behind it."""
    return _set("harming")
