"""The domain's words, as TOML. One folder a language; what is true in every language lies beside them."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """``en/charges`` → the parsed file. Callers must not change it."""
    with files(__package__).joinpath(f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def spelled(phrase: str, sets: dict[str, list[str]]) -> str:
    """``possession of <drug>`` → the same with the set's words as alternatives. Raises KeyError for an unknown set."""
    return re.sub(r"<(\w+)>", lambda name: "|".join(sets[name[1]]), phrase)


def charge_phrases(language: str = "en") -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Phrases with their charge codes: those that name an offence anywhere; those that do behind a charge's frame."""
    charges = table(f"{language}/charges")
    weak, sets = charges["weak"], charges["sets"]
    strong = {code: phrases for code, phrases in charges.items() if isinstance(phrases, list)}
    listed = [[(spelled(phrase, sets), code) for code in part for phrase in part[code]] for part in (strong, weak)]
    return listed[0], listed[1]
