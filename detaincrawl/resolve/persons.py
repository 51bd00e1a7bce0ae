"""Which mentions speak of one person: links by comparison and by judgement, joined from the surest down.

The result depends on the set of mentions and judgements alone, never on the order in which they came.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations, product

from detaincrawl.resolve.matching import Comparison, Verdict, related, weighed
from detaincrawl.resolve.profiles import Profile

Pair = tuple[str, str]
"""Keys of two mentions, the smaller first."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What analysts said of pairs of mentions."""

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()


@dataclass(slots=True)
class _Cluster:
    keys: set[str]
    seats: set[tuple[int, str | None]] = field(default_factory=set)
    """Article and state of every mention: one article never tells of one person twice in one state."""


def pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def links(profiles: Mapping[str, Profile]) -> list[tuple[Comparison, Pair]]:
    """Pairs that the comparison joins, the surest first: enough of them to reach every mention of a person."""
    found = [*_weighed_links(profiles), *_related_links(profiles)]
    return sorted(found, key=lambda link: (-link[0].score, link[1]))


def _weighed_links(profiles: Mapping[str, Profile]) -> Iterator[tuple[Comparison, Pair]]:
    """Mentions with one signature are compared once, and linked each to the first."""
    alike: dict[tuple[object, ...], list[str]] = {}
    for key in sorted(profiles):
        alike.setdefault(profiles[key].signature, []).append(key)
    for keys in alike.values():
        first, *others = keys
        if others and (itself := weighed(profiles[first], profiles[first])).verdict == Verdict.SAME:
            yield from ((itself, (first, other)) for other in others)
    for (one, *_), (other, *_) in combinations(alike.values(), 2):
        comparison = weighed(profiles[one], profiles[other])
        if comparison.verdict == Verdict.SAME:
            yield comparison, pair(one, other)


def _related_links(profiles: Mapping[str, Profile]) -> Iterator[tuple[Comparison, Pair]]:
    """Neighbours: those of one article or family each with each, those of one story by the forms that they share."""
    places: dict[tuple[object, ...], list[str]] = {}
    for key in sorted(profiles):
        profile = profiles[key]
        places.setdefault(("family", profile.family), []).append(key)
        for form in profile.forms:
            places.setdefault(("story", profile.story, form, profile.country), []).append(key)
    for (kind, *_), keys in places.items():
        for one, other in combinations(keys, 2) if kind == "family" else ((keys[0], key) for key in keys[1:]):
            comparison = related(profiles[one], profiles[other])
            if comparison:
                yield comparison, (one, other)


def clusters(profiles: Mapping[str, Profile], judged: Judged) -> list[frozenset[str]]:
    """The mentions of each person."""
    home = {key: _Cluster({key}, {(profile.article, profile.country)}) for key, profile in profiles.items()}
    known = {keys for keys in judged.same if keys[0] in home and keys[1] in home}
    for one, other in [*sorted(known), *(keys for _, keys in links(profiles))]:
        if home[one] is home[other] or _apart(home[one], home[other], judged, (one, other) in known):
            continue
        joined, left = home[one], home[other]
        joined.keys |= left.keys
        joined.seats |= left.seats
        for key in left.keys:
            home[key] = joined
    return sorted({frozenset(cluster.keys) for cluster in home.values()}, key=min)


def _apart(one: _Cluster, other: _Cluster, judged: Judged, by_judgement: bool) -> bool:
    """Whether a judgement, or one article that tells of both, keeps two clusters apart."""
    parted = (mine in one.keys and theirs in other.keys for mine, theirs in _both_ways(judged.different))
    return any(parted) or (not by_judgement and bool(one.seats & other.seats))


def _both_ways(pairs: Iterable[Pair]) -> Iterator[Pair]:
    for one, other in pairs:
        yield one, other
        yield other, one


def nearest(
    mine: Mapping[str, Profile], theirs: Mapping[str, Profile], judged: Judged
) -> tuple[Comparison, Pair] | None:
    """The best comparison between mentions of two persons that is worth a look; None: strangers, or told apart."""
    if any(one in mine and other in theirs for one, other in _both_ways(judged.different)):
        return None
    if {(p.article, p.country) for p in mine.values()} & {(p.article, p.country) for p in theirs.values()}:
        return None
    own, others = (
        {profile.signature: key for key, profile in sorted(some.items(), reverse=True)} for some in (mine, theirs)
    )
    found = [(weighed(mine[one], theirs[other]), (one, other)) for one, other in product(own.values(), others.values())]
    worth = [match for match in found if match[0].verdict != Verdict.DIFFERENT]
    return min(worth, key=lambda match: (-match[0].score, match[1]), default=None)
