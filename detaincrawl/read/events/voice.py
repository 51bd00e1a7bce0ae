"""Whether a verb is told in the passive: "was arrested", "X, arrested in May"; "police arrested X" is not."""

from detaincrawl.read.events.triggers import Form, Trigger
from detaincrawl.read.language import clauses, nationals, nouns, words
from detaincrawl.read.language.text import Sentence, Text
from detaincrawl.vocabularies import EventType

NOMINATIVE = frozenset("he she they who whose".split())
# "Imposed a sentence on Doe", "filed charges against her".
DIRECTED = frozenset({"against", "on"})
# A noun phrase behind a verb begins so.
OBJECTS = frozenset(
    "him her them himself a an the his their another all some several more both dozens hundreds"
    " two three four five six seven eight".split()
)


MANNERS = frozenset("alive early following free home on pending soon today unharmed unhurt without".split())
"""Behind "released" these tell how somebody was, and are nothing that was released."""
TERMS = frozenset("term terms sentence sentences".split())
GIVEN = 8
"""Words from a verb to the sentence: "handed down unusually long 25-year jail terms to"."""


def passive(text: Text, trigger: Trigger, sentence: Sentence) -> bool:
    """Whether the verb's subject is the one it befalls: "was arrested", "X, arrested in May", "arrested in May, X"."""
    form = trigger.frame.form
    if form in (Form.PRESENT, Form.BASE, Form.PAST, Form.ING):
        return False
    index = before_adverbs(text, trigger.first, sentence)
    if index >= sentence.first and text.lows[index] in words.passive_auxiliaries():
        return True
    if index >= sentence.first and text.lows[index] in NOMINATIVE:
        return False
    subject_from = index
    while subject_from > sentence.first and text.words[subject_from][0].isupper():
        subject_from -= 1
    if subject_from != index and text.lows[subject_from] in ("that", "which", "what"):
        return False
    if index >= sentence.first and text.lows[index] in ("and", "or", ",", "then"):
        return not _object_follows(text, trigger, sentence)
    if form is Form.PARTICIPLE:
        return index < sentence.first or text.lows[index] not in ("has", "have", "had", "having")
    if index >= sentence.first and text.lows[index] in ("has", "have", "had", "having"):
        return False
    return not _object_follows(text, trigger, sentence)


def given_to(text: Text, trigger: Trigger) -> int:
    """ "Handed 25-year jail terms to X", "gave life sentences to X": the word behind "to"; 0 where there is none."""
    if trigger.frame.type is not EventType.SENTENCED:
        return 0
    ahead = range(trigger.last, min(trigger.last + GIVEN, len(text.lows) - 1))
    at = next((i for i in ahead if text.lows[i] in TERMS), len(text.lows))
    barred = any(text.words[i] in ",;:." for i in range(trigger.last, min(at, len(text.lows))))
    return at + 2 if text.lows[at + 1 : at + 2] == ["to"] and not barred else 0


def before_adverbs(text: Text, index: int, sentence: Sentence) -> int:
    index -= 1
    while index >= sentence.first and (text.lows[index] in words.adverbs() or text.lows[index].endswith("ly")):
        index -= 1
    return index


def _object_follows(text: Text, trigger: Trigger, sentence: Sentence) -> bool:
    """A noun phrase stands right behind the verb: it is active."""
    if trigger.frame.rest:
        return trigger.last < sentence.last and text.lows[trigger.last] not in words.prepositions()
    if trigger.last >= sentence.last:
        return False
    if text.lows[trigger.last - 1] in words.prepositions() - DIRECTED:
        return False
    low, word = text.lows[trigger.last], text.words[trigger.last]
    if given_to(text, trigger):
        return True
    if clauses.time_follows(text, trigger.last, sentence):
        return False
    if low in OBJECTS:
        return True
    if words.small_number(low) is not None:
        return not clauses.is_month(text, trigger.last + 1)
    things = trigger.frame.type in (EventType.EXCHANGED, EventType.RELEASED)  # "Doe and Roe exchanged hugs"
    return (
        (things and word.isalpha() and low not in words.after_object() | MANNERS and not low.endswith("ly"))
        or (word[0].isupper() and low not in words.prepositions())
        or low in nouns.of_people()
        or bool(nationals.nationality(low))
    )


def of_thing(text: Text, before: int, sentence: Sentence, ends: set[int]) -> bool:
    """ "Doe said in a call that was intercepted": the verb's own subject is a word for no person;
    ``ends`` are where the phrases for people end."""
    index = before_adverbs(text, before, sentence)
    while index > sentence.first and text.lows[index] in words.auxiliaries():
        index = before_adverbs(text, index, sentence)
    if index + 1 >= before or text.lows[index] not in ("that", "which"):
        return False
    behind = index - (text.lows[index - 1] == ",")
    return text.lows[behind - 1] not in words.saying() and behind not in ends
