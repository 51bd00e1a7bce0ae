"""How many transliteration pairs share a blocking key between scripts, and how many strangers share one.

    python -m benchmarks.transliteration FOLDER

FOLDER holds Wikidata pairs of steveash/NETransliteration-COLING2018: ``wd_LANGUAGE*.tokens`` (or a split of them) with
aligned tokens, ``wd_LANGUAGE`` with whole names. Each pair counts once, and again as often as it was aligned. Some
tokens are two parts of one name (wakasugi, 다쿠야), and some whole names are no names of one person (Albert I, 알베르
1세): left out of the second figure are tokens with less than half of their consonants in common, and whole names that
are not two words in both scripts. Met are Latin names of all pairs that share a key, once for each that they share.
"""

import argparse
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from detaincrawl.resolve.names import asking_keys, blocking_keys
from detaincrawl.resolve.sounds import Script, coarse_keys, script, spellings

ASKED = 2000
"""Names whose strangers are counted."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A name in two scripts."""

    filed: frozenset[str]
    """Keys of the Latin form."""
    asked: frozenset[str]
    """Keys of the other."""
    alike: bool
    """Tokens: half of the consonants, or more, are the same; whole names: both are two words."""
    weight: int
    """How often it was aligned."""

    @property
    def kept(self) -> bool:
        return bool(self.filed & self.asked)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    for path in sorted(parser.parse_args().folder.glob("wd_*")):
        pairs = [_pair(*line.split("\t")) for line in path.read_text("utf-8").splitlines()]
        if pairs:
            print(f"{path.name}: {_kept(pairs)}", flush=True)


def _pair(latin: str, other: str, weight: str = "") -> Pair:
    """Aligned tokens have a weight, and the letters of the second set apart; whole names have none."""
    if not weight:
        two_words = len(latin.split()) == len(other.split()) == 2
        return Pair(blocking_keys([latin]), asking_keys([other]), two_words, 1)
    joined = other.replace(" ", "")
    return Pair(coarse_keys(latin), coarse_keys(joined), _alike(latin, joined), int(weight))


def _alike(latin: str, other: str) -> bool:
    sinitic = script(other) == Script.HAN
    mine, theirs = spellings(latin, sinitic), spellings(other, sinitic)
    return any(Levenshtein.normalized_similarity(one, another) >= 0.5 for one in mine for another in theirs)


def _kept(pairs: list[Pair]) -> str:
    alike = [pair for pair in pairs if pair.alike]
    filed = Counter(key for pair in pairs for key in pair.filed)
    step = max(1, len(pairs) // ASKED)
    met = [sum(filed[key] for key in pair.asked) / len(pairs) for pair in pairs[::step]]
    return (
        f"{len(pairs):,} pairs, {_share(pairs):.1%} share a key; "
        f"{_share(alike):.1%} of the {len(alike):,} that are alike; "
        f"{sum(pair.weight for pair in pairs if pair.kept) / sum(pair.weight for pair in pairs):.1%} by how often they "
        f"were aligned; a name meets {sum(met) / len(met):.2%} of the strangers"
    )


def _share(pairs: list[Pair]) -> float:
    return sum(pair.kept for pair in pairs) / max(len(pairs), 1)


if __name__ == "__main__":
    main()
