"""What the sentences of one article say, as the scan finds it and the cases are made from it."""

from dataclasses import dataclass, field

from detaincrawl.read.events.told import Happening
from detaincrawl.read.language.text import Sentence, Text
from detaincrawl.read.nations.countries import CountryMark
from detaincrawl.read.nations.detention import Holder
from detaincrawl.read.nations.nationalities import Stated
from detaincrawl.read.penalties.charges import Charge
from detaincrawl.read.penalties.fines import Fine
from detaincrawl.read.people.focus import Stranger
from detaincrawl.read.people.named import NameMark, Person
from detaincrawl.read.people.refs import Ref


@dataclass(slots=True)
class Kind:
    """ "Three other Americans are in custody.": a nationality whose bearers are named in the sentences behind."""

    codes: tuple[str, ...]
    first: int
    last: int
    left: int
    paragraph: int
    count: int | None
    named: list[Person] = field(default_factory=list)


@dataclass(slots=True)
class Scan:
    """What the sentences of one article say, in reading order."""

    text: Text
    people: list[Person] = field(default_factory=list)
    names: list[NameMark] = field(default_factory=list)
    happenings: list[Happening] = field(default_factory=list)
    holders: dict[int, list[Holder]] = field(default_factory=dict)
    """Ordinal of a happening → the states that its sentence names as holding."""
    urged: list[Holder] = field(default_factory=list)
    """The states that are asked to let somebody go."""
    charges: list[Charge] = field(default_factory=list)
    fines: list[Fine] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)
    refs: list[tuple[Sentence, Ref]] = field(default_factory=list)
    marks: dict[int, list[CountryMark]] = field(default_factory=dict)
    """First word of a sentence → the countries it names."""
    kind: Kind | None = None
    """Of whom the sentences at hand go on to name some."""
    home: CountryMark | None = None
    """Where the article was filed: its dateline."""
    heading: CountryMark | None = None
    """The people that the heading above speaks of."""
    groups: list[tuple[Person, ...]] = field(default_factory=list)
    unnamed: list[tuple[Stranger, list[int]]] = field(default_factory=list)
    """Who stays without a name, with the ordinals of what happened to them."""
