"""Names of people by a spaCy model: NAME_TAGGER=spacy:MODEL. spaCy comes with ``detaincrawl[spacy]`` alone."""

import re

from detaincrawl.read.taggers import NameSpan, Tagger

PEOPLE = frozenset({"PERSON", "PER"})
"""What models call people."""
UNUSED = ("tagger", "parser", "lemmatizer", "attribute_ruler", "morphologizer", "senter")
"""Parts of a model that find no names."""
PARAGRAPH = re.compile(r"[^\n]+")
LONGEST = 20_000
"""Characters of a paragraph; memory grows with it, and a longer one is no prose: the rules alone read it."""


class Missing(Exception):
    """spaCy or the model is not installed; says what to install."""


def load(model: str) -> Tagger:
    """The tagger of a model by its name or folder. Raises Missing."""
    try:
        import spacy
    except ImportError as error:
        raise Missing(f"spaCy cannot be imported ({error}); pip install 'detaincrawl[spacy]'") from error
    try:
        pipeline = spacy.load(model, exclude=UNUSED)
    except OSError as error:
        raise Missing(f"there is no spaCy model {model}; spacy download {model}") from error

    def spans(text: str) -> list[NameSpan]:
        paragraphs = [(p.group(), p.start()) for p in PARAGRAPH.finditer(text) if p.end() - p.start() <= LONGEST]
        return [
            (start + entity.start_char, start + entity.end_char)
            for document, start in pipeline.pipe(paragraphs, as_tuples=True)
            for entity in document.ents
            if entity.label_ in PEOPLE
        ]

    return spans
