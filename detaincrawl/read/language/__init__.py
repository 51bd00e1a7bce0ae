"""An article's words and sentences, and the lexicon's phrases found among them."""
