"""How many transliteration pairs share a blocking key between scripts.

    python -m benchmarks.transliteration FOLDER

FOLDER holds Wikidata pairs of steveash/NETransliteration-COLING2018: ``wd_LANGUAGE*.tokens`` (or a split of them) with
aligned tokens, ``wd_LANGUAGE`` with whole names. Each pair counts once, and again as often as it was aligned.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from detaincrawl.resolve.names import asking_keys, blocking_keys
from detaincrawl.resolve.sounds import coarse_keys


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    for path in sorted(parser.parse_args().folder.glob("wd_*")):
        rows = [line.split("\t") for line in path.read_text().splitlines()]
        if rows:
            print(f"{path.name}: {_kept(rows)}")


def _kept(rows: list[list[str]]) -> str:
    kept = [(share, weight) for share, weight in _shares(rows)]
    pairs, weights = len(kept), sum(weight for _, weight in kept)
    once = sum(share for share, _ in kept) / pairs
    often = sum(weight for share, weight in kept if share) / weights
    return f"{pairs:,} pairs, {once:.1%} share a key; {often:.1%} by how often they were aligned"


def _shares(rows: list[list[str]]) -> Iterator[tuple[bool, int]]:
    for latin, other, *weight in rows:
        if weight:  # aligned tokens, the letters of the second set apart
            yield bool(coarse_keys(latin) & coarse_keys(other.replace(" ", ""))), int(weight[0])
        else:
            yield bool(asking_keys([other]) & blocking_keys([latin])), 1


if __name__ == "__main__":
    main()
